"""Filters of a question: what the user gave, and what it selects in an index."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from fnmatch import fnmatchcase

from pullquote.dates import days_given
from pullquote.errors import FilterMatchesNothing
from pullquote.people_known import Person, known_people, named


@dataclass(frozen=True, slots=True)
class Filters:
    """Repeats of one mean any, different ones mean all. Dates are YYYY[-MM[-DD]], both ends included.

    `articles` are globs, `names` the exact names that a row of a batch keeps to.
    """

    speakers: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """What may answer: None stands for no limit. `remarks` are for the user."""

    articles: tuple[str, ...] | None = None
    people: tuple[Person, ...] | None = None
    remarks: tuple[str, ...] = ()


EVERYTHING = Scope()


def scope_of(rows: sqlite3.Connection, filters: Filters) -> Scope:
    """What the filters select; FilterMatchesNothing, with the choices, for one that selects nothing."""
    people = None
    if filters.speakers:
        everybody = known_people(rows)
        people = tuple(dict.fromkeys(_one_person(everybody, name) for name in filters.speakers))
    articles, remarks = _articles(rows, filters)
    return Scope(articles, people, remarks)


def _one_person(everybody: tuple[Person, ...], name: str) -> Person:
    matching = named(everybody, name)
    if len(matching) == 1:
        return matching[0]
    if matching:
        choices = "; ".join(person.described for person in matching)
        raise FilterMatchesNothing(f"speaker {name!r} may be {choices}. Give the full name.")
    choices = ", ".join(person.name for person in everybody[:12]) or "nobody"
    raise FilterMatchesNothing(
        f"speaker {name!r}: the articles quote nobody of that name. They quote {choices}."
    )


def _articles(rows: sqlite3.Connection, filters: Filters) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
    if not (filters.articles or filters.names or filters.since or filters.until):
        return None, ()
    dated = {
        name: (first, last)
        for name, first, last in rows.execute("SELECT name, first_day, last_day FROM articles")
    }
    names = sorted(dated)
    if filters.articles:
        names = _globbed(names, filters.articles)
    if filters.names:
        if strangers := sorted(set(filters.names) - dated.keys()):
            raise FilterMatchesNothing(
                f"There is no article {strangers[0]!r}. There are {_some(sorted(dated))}"
            )
        names = [name for name in names if name in filters.names]
    if not (filters.since or filters.until):
        return tuple(names), ()
    since = days_given(filters.since, "since").first if filters.since else 0
    until = days_given(filters.until, "until").last if filters.until else 99991231
    undated = sum(dated[name][0] is None for name in names)
    kept = [
        name
        for name in names
        if dated[name][0] is not None and dated[name][1] >= since and dated[name][0] <= until
    ]
    remark = (
        f"{undated} article{'s have' if undated != 1 else ' has'} no date and cannot pass since or until."
    )
    return tuple(kept), (remark,) if undated else ()


def _globbed(names: list[str], globs: tuple[str, ...]) -> list[str]:
    for glob in globs:
        if not any(fnmatchcase(name, glob) for name in names):
            raise FilterMatchesNothing(f"article {glob!r} matches no article. There are {_some(names)}")
    return [name for name in names if any(fnmatchcase(name, glob) for glob in globs)]


def _some(names: list[str]) -> str:
    return ", ".join(names[:8]) + " …" * (len(names) > 8)
