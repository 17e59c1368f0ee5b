"""Everybody whom the indexed articles let speak, linked over articles where that is safe."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from pullquote.attribution.given_names import is_given
from pullquote.attribution.nouns import BODIES, PARTICLES
from pullquote.wording import folded, words


@dataclass(frozen=True, slots=True)
class Person:
    """A speaker over all articles: the fullest name, and every name that articles give that person.

    Two articles' speakers are one person when their full names agree, or when a bare surname can only
    mean one of them. People who merely share a surname are kept apart.
    """

    name: str
    names: frozenset[str]
    aliases: frozenset[str]
    role: str | None

    @property
    def described(self) -> str:
        """The name with the role, to tell namesakes apart."""
        return f"{self.name} ({self.role})" if self.role else self.name

    @property
    def surname(self) -> str:
        """The last word of the name, folded."""
        return words(self.name)[-1] if words(self.name) else folded(self.name)


def is_personal(name: str) -> bool:
    """Whether the last word of a name is a surname: two or more capitalised words that name no body.

    Particles in between ("von der") need no capital. "State Police" and "Savings Bank" end in a body's word
    and "Reel & Frame" joins two; after a common given name such a word is a surname ("Ben Church").
    """
    parts = name.split()
    capital = [part for part in parts if part not in PARTICLES]
    if len(capital) < 2 or capital[0] != parts[0] or not all(part[:1].isupper() for part in capital):
        return False
    return parts[-1] not in BODIES or is_given(parts[0])


def known_people(rows: sqlite3.Connection) -> tuple[Person, ...]:
    """Everybody who speaks in some article, the most quoted first."""
    quoted = dict(rows.execute("SELECT person, count(*) FROM voices GROUP BY person"))
    gathered: dict[str, list[tuple[str, list[str], str | None]]] = {}
    for name, aliases, role in rows.execute("SELECT name, aliases, role FROM people"):
        gathered.setdefault(folded(name), []).append((name, json.loads(aliases), role))
    for name in quoted:
        gathered.setdefault(folded(name), []).append((name, [], None))
    people = _linked([_person(entries) for entries in gathered.values()])
    people.sort(key=lambda person: (-sum(quoted.get(name, 0) for name in person.names), person.name))
    return tuple(person for person in people if any(name in quoted for name in person.names))


def _person(entries: list[tuple[str, list[str], str | None]]) -> Person:
    names = frozenset(name for name, _, _ in entries)
    aliases = frozenset(alias for _, given, _ in entries for alias in given)
    return Person(entries[0][0], names, aliases, next((role for _, _, role in entries if role), None))


def _linked(people: list[Person]) -> list[Person]:
    """Bare surnames joined to the one full name that they can mean."""
    full = [person for person in people if len(words(person.name)) > 1]
    linked = {person.name: person for person in full}
    for bare in (person for person in people if len(words(person.name)) <= 1):
        owners = [person for person in full if person.surname == bare.surname]
        if len(owners) != 1:
            linked[bare.name] = bare
            continue
        one = linked[owners[0].name]
        linked[one.name] = Person(
            one.name, one.names | bare.names, one.aliases | bare.aliases, one.role or bare.role
        )
    return list(linked.values())


def named(people: Sequence[Person], name: str) -> list[Person]:
    """Those whom a name may mean: by full name, else by surname or alias, in any case."""
    wanted = folded(" ".join(name.split()))
    exact = [person for person in people if wanted in {folded(one) for one in person.names}]
    if exact and len(words(name)) > 1:
        return exact
    loose = [
        person
        for person in people
        if person in exact
        or wanted == person.surname
        or wanted in {folded(alias) for alias in person.aliases}
    ]
    return loose or exact
