"""Numbers and dates in a sentence, in one form whatever way they are written: 350,000 is 350 thousand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9,
    "b": 1e9, "trillion": 1e12, "tn": 1e12, "dozen": 12.0,
}  # fmt: skip
_SMALL = {
    "zero": 0.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0,
    "eight": 8.0, "nine": 9.0, "ten": 10.0, "eleven": 11.0, "twelve": 12.0, "thirteen": 13.0,
    "fourteen": 14.0,
    "fifteen": 15.0, "sixteen": 16.0, "seventeen": 17.0, "eighteen": 18.0, "nineteen": 19.0, "twenty": 20.0,
    "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0, "eighty": 80.0,
    "ninety": 90.0,
}  # fmt: skip
_MONTHS = {
    "january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5,
    "june": 6, "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9,
    "october": 10, "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
}  # fmt: skip
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)"
)
_VALUE = re.compile(
    rf"(?P<day>\b(?:{_DAYS})\b)"
    rf"|(?P<month>\b(?:(?<!\w)May(?=\s+(?:\d|of\b))|(?<=\b[Ii]n )May\b|(?!May){_MONTH})\b)"
    r"|(?P<year>(?<![\d.,$€£])\b(?:1[89]|20)\d\d\b(?![.,]?\d|\s*(?:%|percent|per cent)))"
    r"|(?P<number>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)*)(?:[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|dozen|bn|mn|tn|[kKmMbB])\b)?"
    r"(?P<percent>\s*(?:%|percent\b|per cent\b))?"
    rf"|\b(?P<word>{'|'.join(_SMALL)})\b(?:[\s-](?P<times>hundred|thousand|million|billion|trillion|dozen)\b)?"
    r"(?P<share>\s*(?:percent\b|per cent\b))?",
    re.IGNORECASE,
)


class Sort(StrEnum):
    """What a value measures; values of different sorts say nothing about each other."""

    NUMBER = "number"
    PERCENT = "percent"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    VERSION = "version"


@dataclass(frozen=True, slots=True)
class Value:
    """A number or a part of a date at `[start, end)`. `amount` compares exactly within a sort."""

    sort: Sort
    amount: float | str
    start: int
    end: int

    @property
    def worth(self) -> tuple[Sort, float | str]:
        """What it says, without where."""
        return self.sort, self.amount


def values(text: str) -> list[Value]:
    """Every number and date part, in order. "One" alone is a pronoun as often as a number and is left out."""
    found = []
    for match in _VALUE.finditer(text):
        read = _read(match)
        if read is not None:
            found.append(Value(*read, *match.span()))
    return found


def _read(match: re.Match[str]) -> tuple[Sort, float | str] | None:
    if match["day"]:
        return Sort.DAY, match["day"].casefold()
    if match["month"]:
        if not match["month"][0].isupper():
            return None
        return Sort.MONTH, float(_MONTHS[match["month"].casefold()])
    if match["year"]:
        return Sort.YEAR, float(match["year"])
    if match["number"]:
        return _number(match)
    amount = _SMALL[match["word"].casefold()] * _SCALES.get((match["times"] or "").casefold(), 1.0)
    if amount == 1.0 and not match["share"]:
        return None
    return (Sort.PERCENT if match["share"] else Sort.NUMBER), amount


def _number(match: re.Match[str]) -> tuple[Sort, float | str]:
    plain = match["number"].replace(",", "")
    if plain.count(".") > 1:
        return Sort.VERSION, plain
    amount = round(float(plain) * _SCALES.get((match["scale"] or "").casefold(), 1.0), 6)
    return (Sort.PERCENT if match["percent"] else Sort.NUMBER), amount
