"""Dates as exact as they are known."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.dates import Days, days_given
from pullquote.errors import UsageError


def test_a_year_and_a_month_mean_all_their_days() -> None:
    assert Days.of("2024") == Days(20240101, 20241231)
    assert Days.of("2024-02") == Days(20240201, 20240229)
    assert Days.of("2023-02-28") == Days(20230228, 20230228)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_lies_in_its_month_and_in_its_year(day: date) -> None:
    one, month, year = (Days.of(day.isoformat()[:length]) for length in (10, 7, 4))
    assert one
    assert month
    assert year
    assert year.first <= month.first <= one.first == one.last <= month.last <= year.last


@pytest.mark.parametrize(
    "written",
    ["", "2024-13", "2023-02-29", "24", "2024-1-1", "2024-", "today", "2024-01-01T00:00",
     "0000", " 2024", "2024\n", "-2024"],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_the_flag_and_the_form(written: str) -> None:
    assert Days.of(written) is None
    with pytest.raises(UsageError, match=r"--since .*YYYY-MM-DD"):
        days_given(written, "--since")


def test_an_unknown_date_is_no_date() -> None:
    assert Days.of(None) is None
