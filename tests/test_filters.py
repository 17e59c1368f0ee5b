"""Filters: what they select, and the choices when they select nothing or two at once."""

from __future__ import annotations

import sqlite3

import pytest

from fakes import WordEmbedder
from pullquote.articles import Article
from pullquote.errors import FilterMatchesNothing, UsageError
from pullquote.filters import EVERYTHING, Filters, scope_of
from pullquote.indexing.entries import entry
from pullquote.indexing.shelves import SCHEMA, add, phrases


@pytest.fixture(scope="module")
def rows() -> sqlite3.Connection:
    made = sqlite3.connect(":memory:")
    made.executescript(SCHEMA)
    phrases.create(made)
    said = "“We will build the long bridge,” said {}. “It will stand for years,” she said."
    for name, text, date in (
        ("a.txt", said.format("Ann Lee"), "2024-05-10"),
        ("b [final].txt", said.format("Carl Lee"), "2024-06"),
        ("sub/c.txt", said.format("Bo Ray"), "2023"),
        ("d.txt", "Rain fell.", None),
    ):
        add(made, entry(Article(name, text, date=date), "p", WordEmbedder())[0])
    return made


def articles(rows: sqlite3.Connection, **given: object) -> tuple[str, ...] | None:
    return scope_of(rows, Filters(**given)).articles  # type: ignore[arg-type]


def test_without_filters_everything_may_answer(rows: sqlite3.Connection) -> None:
    assert scope_of(rows, Filters()) == EVERYTHING


def test_repeats_mean_any_and_different_ones_mean_all(rows: sqlite3.Connection) -> None:
    assert articles(rows, articles=("a*", "sub/*")) == ("a.txt", "sub/c.txt")
    assert articles(rows, articles=("a*", "sub/*"), since="2024") == ("a.txt",)
    scope = scope_of(rows, Filters(speakers=("ray", "ann lee"), articles=("a.txt",)))
    assert scope.articles == ("a.txt",)
    assert scope.people is not None
    assert [person.name for person in scope.people] == ["Bo Ray", "Ann Lee"]


@pytest.mark.parametrize(
    ("since", "until", "kept"),
    [
        ("2024", None, ("a.txt", "b [final].txt")),
        (None, "2023-01-01", ("sub/c.txt",)),
        ("2024-05-10", "2024-05-10", ("a.txt",)),
        ("2024-05-11", "2024-06-01", ("b [final].txt",)),
        ("2023-07", "2024-05", ("a.txt", "sub/c.txt")),
        ("2025", None, ()),
        ("2024-06", "2024-05", ()),
    ],
)
def test_both_ends_count_and_the_undated_are_told(
    rows: sqlite3.Connection, since: str | None, until: str | None, kept: tuple[str, ...]
) -> None:
    scope = scope_of(rows, Filters(since=since, until=until))
    assert scope.articles == kept
    assert [remark.split()[0] for remark in scope.remarks] == ["1"]


def test_a_surname_that_two_share_gives_the_choices(rows: sqlite3.Connection) -> None:
    with pytest.raises(FilterMatchesNothing, match=r"Ann Lee.*Carl Lee|Carl Lee.*Ann Lee"):
        scope_of(rows, Filters(speakers=("lee",)))


@pytest.mark.parametrize("name", ["Nobody", "", "%", "Bo"])
def test_a_name_that_nobody_has_gives_the_choices(rows: sqlite3.Connection, name: str) -> None:
    with pytest.raises(FilterMatchesNothing, match="Bo Ray"):
        scope_of(rows, Filters(speakers=(name,)))


@pytest.mark.parametrize("glob", ["", "z*", "A.txt", "final"])
def test_a_glob_that_matches_nothing_gives_the_choices(rows: sqlite3.Connection, glob: str) -> None:
    with pytest.raises(FilterMatchesNothing, match=r"a\.txt"):
        scope_of(rows, Filters(articles=("a*", glob)))


def test_what_is_no_date_is_refused(rows: sqlite3.Connection) -> None:
    for given in ({"since": "May"}, {"until": "2024-13"}):
        with pytest.raises(UsageError, match="is not a date"):
            scope_of(rows, Filters(**given))


def test_names_of_a_row_are_exact_and_narrow_the_globs(rows: sqlite3.Connection) -> None:
    assert articles(rows, names=("b [final].txt",)) == ("b [final].txt",)
    assert articles(rows, names=("a.txt", "d.txt"), articles=("a*", "b*")) == ("a.txt",)
    assert articles(rows, names=("d.txt",), articles=("a*",)) == ()
    with pytest.raises(FilterMatchesNothing, match=r"'\*'"):
        scope_of(rows, Filters(names=("*",)))
