"""Dates as exact as they are known: a year, a month or a day."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from pullquote.errors import UsageError

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a date may mean, both included, as integers YYYYMMDD (Chroma compares only numbers)."""

    first: int
    last: int

    @classmethod
    def of(cls, written: str | None) -> Days | None:
        """The days of YYYY, YYYY-MM or YYYY-MM-DD; None for anything else."""
        match = _DATE.fullmatch(written or "")
        if match is None:
            return None
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        try:
            first = date(year, month or 1, day or 1)
            last = date(year, month or 12, day or monthrange(year, month or 12)[1])
        except ValueError:
            return None
        return cls(int(first.strftime("%Y%m%d")), int(last.strftime("%Y%m%d")))


def days_given(written: str, flag: str) -> Days:
    """The days a user's DATE means; UsageError naming the flag when it is no date."""
    days = Days.of(written)
    if days is None:
        raise UsageError(f"{flag} {written!r} is not a date. Write YYYY, YYYY-MM or YYYY-MM-DD.")
    return days
