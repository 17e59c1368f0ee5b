"""Years, numbered things and persons that a question names: what lacks them does not answer it."""

from __future__ import annotations

import re

from pullquote.articles import Article
from pullquote.people_known import is_personal
from pullquote.questions import Asked
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


def missing(asked: Asked, article: Article) -> bool:
    """Whether an article lacks what the question is about.

    "Llama 4" has to stand there as it is, a year may be that of the date; an article that is undated and
    names no year may be of any. Of several years, things or persons one is enough: articles are compared.
    """
    years = set(_YEAR.findall(asked.own))
    there = set(_YEAR.findall(article.text)) | ({article.date[:4]} if article.date else set())
    if years and there and not years & there:
        return True
    numbered = [match for match in _NUMBERED.finditer(asked.own) if match["name"].lower() not in _NO_NAME]
    people = {person.surname for person in asked.people if is_personal(person.name)}
    whole = f"{article.author or ''} {article.text}" if numbered or people else ""
    line = f" {' '.join(words(whole))} "
    # The first word has a capital anyway: "Name 3 of them".
    things = [one for one in numbered if one.start() or f" {folded(one['name'])} " in line]
    if things and not any(_stands(thing, line) for thing in things):
        return True
    return bool(people) and not any(f" {surname} " in line for surname in people)


def _stands(thing: re.Match[str], line: str) -> bool:
    """Whether an article's words hold a numbered thing, also in full where its name is of capitals ("SB 212"
    is "Senate Bill 212")."""
    plain = " ".join(words(thing.group()))
    name, *number = plain.split()
    full = "".join(rf"{letter}\w* " for letter in name) + " ".join(number)
    in_full = thing["name"].isupper() and number and re.search(rf"(?<= ){full}(?= )", line)
    return f" {plain} " in line or bool(in_full)
