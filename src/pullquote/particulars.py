"""Years and numbered things that a question names: what lacks one of them does not answer."""

from __future__ import annotations

import re

from pullquote.wording import folded, words

_YEAR = re.compile(r"(?<![\d.,$£€#-])(?:1[5-9]|20)\d\d(?![\d%]|[.,]\d)")
_NUMBERED = re.compile(r"\b(?P<name>[A-Z]\w+)[ -]\d{1,3}(?:\.\d+)?(?![\d%]|[.,]\d|-?\w)")
_NO_NAME = frozenset([
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov",
    "dec", "in", "on", "by", "at", "of", "to", "the", "for", "from", "about", "over", "under", "after",
    "before", "until", "since",
])  # fmt: skip
"""Before a number these name nothing: "March 3", "After 12 years"."""


def missing(question: str, text: str, date: str | None) -> bool:
    """Whether an article with this text and date (YYYY[-MM[-DD]]) lacks a year or thing that is asked about.

    "Llama 4" has to stand there as it is, a year may be that of the date. An article that is undated and
    names no year may be of any.
    """
    years = set(_YEAR.findall(question))
    there = set(_YEAR.findall(text)) | ({date[:4]} if date else set())
    if years - there and there:
        return True
    numbered = [match for match in _NUMBERED.finditer(question) if match["name"].lower() not in _NO_NAME]
    line = f" {' '.join(words(text))} " if numbered else ""
    # The first word has a capital anyway: "Name 3 of them".
    things = (one for one in numbered if one.start() or f" {folded(one['name'])} " in line)
    return any(f" {' '.join(words(thing.group()))} " not in line for thing in things)
