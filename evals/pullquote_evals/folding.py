"""Texts made comparable: what differs only in type, case or spacing counts as the same words."""

from __future__ import annotations

import re
import unicodedata

_TYPE = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'", "…": "..."})
_MARKER = re.compile(r"\s*\[\d+\]")
_DASH = re.compile(r"[-‐-―−]+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_NOT_A_WORD = re.compile(r"[^\w\s]")
_ARTICLE_WORD = re.compile(r"\b(?:a|an|the)\b")


def without_markers(answer: str) -> str:
    """The prose without its `[n]`."""
    return _MARKER.sub("", answer)


def folded(text: str) -> str:
    """Case, Unicode form, marks, dashes, thousands separators and runs of white space made the same."""
    plain = unicodedata.normalize("NFKC", text).translate(_TYPE).casefold()
    return " ".join(_THOUSANDS.sub("", _DASH.sub(" ", plain)).split())


def says(text: str, phrase: str) -> bool:
    """True if the phrase stands in the text as whole words, whatever the type and case."""
    return re.search(rf"(?<!\w){re.escape(folded(phrase))}(?!\w)", folded(text)) is not None


def words(text: str) -> list[str]:
    """The tokens of SQuAD's F1: lower case, no punctuation, no articles (Rajpurkar et al. 2016)."""
    return _ARTICLE_WORD.sub(" ", _NOT_A_WORD.sub(" ", folded(text))).split()
