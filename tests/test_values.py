from __future__ import annotations

import pytest

from pullquote.checking.values import Sort, values


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("350,000 chips", "350 thousand chips"),
        ("1.5 million", "1,500,000"),
        ("12%", "12 percent"),
        ("twelve boats", "12 boats"),
        ("twenty million", "20m"),
        ("Feb 2023", "February 2023"),
    ],
)
def test_one_value_has_one_worth_however_it_is_written(one: str, other: str) -> None:
    assert [value.worth for value in values(one)] == [value.worth for value in values(other)] != []


def test_values_of_different_sorts_are_told_apart() -> None:
    found = values("On Tuesday in May 2024, 12 of 30 percent ran version 1.2.3")
    assert [value.sort for value in found] == [
        Sort.DAY,
        Sort.MONTH,
        Sort.YEAR,
        Sort.NUMBER,
        Sort.PERCENT,
        Sort.VERSION,
    ]


def test_may_is_a_month_only_where_a_date_is_meant() -> None:
    assert [value.sort for value in values("It may rain in May.")] == [Sort.MONTH]
    assert values("May I? You may.") == []


def test_one_alone_is_no_number() -> None:
    assert values("one of them") == []


def test_a_value_stands_where_it_says() -> None:
    text = "They paid $1.5 million for 30 boats."
    assert [text[value.start : value.end] for value in values(text)] == ["1.5 million", "30"]
