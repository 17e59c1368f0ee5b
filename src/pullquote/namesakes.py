"""Whom a question names: a known speaker, or somebody who only shares a surname with one."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from itertools import pairwise

from pullquote.attribution.nouns import ROLES
from pullquote.people_known import Person, is_personal
from pullquote.wording import STOPWORDS, WORD, folded, words

_TITLES = {
    "senator": "sen", "senators": "sen", "sens": "sen", "representative": "rep", "representatives": "rep",
    "congressman": "rep", "congresswoman": "rep", "professor": "prof", "governor": "gov", "president": "pres",
    "general": "gen", "minister": "minister", "secretary": "secretary", "judge": "judge", "justice": "judge",
    "mayor": "mayor", "detective": "detective", "sergeant": "sgt", "captain": "capt", "bishop": "bishop",
}  # fmt: skip
"""Titles that tell people apart, by the stem that stands for all forms of one; "Mr" and "Dr" do not."""

_SHORT = frozenset(_TITLES.values())
_NEUTRAL = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady"})
_POSSESSIVE = re.compile(r"[’']s?$")
SHORTEST = 3
"""Letters of a short form of a given name."""

BEFORE = 80
"""Characters in front of a name in an article within which a title counts as that person's."""


def mentioned(
    rows: sqlite3.Connection, people: Sequence[Person], text: str, *, quoted: bool = True
) -> tuple[tuple[Person, ...], tuple[str, ...]]:
    """The speakers whom a text names, and a remark for each name that is somebody else's.

    `quoted` False: somebody's words are not asked for, so whoever an article names need not be quoted there.

    A person is named by the surname, a body or document by all of its name. "Rebecca Hall" does not mean
    Wendy Hall, nor does "Senator Hall", if the articles give her another first name and no such title.
    """
    said = [match.group() for match in WORD.finditer(text)]
    plain = [folded(word) for word in said]
    line = f" {' '.join(plain)} "
    meant: list[Person] = []
    others: dict[str, str] = {}
    for person in people:
        if not is_personal(person.name):
            meant += [person] if f" {' '.join(words(person.name))} " in line else []
        elif person.surname in plain and (stranger := _stranger(rows, person, said, plain)):
            if not quoted and _named(rows, stranger):
                continue
            others[person.surname] = f"The articles quote {person.described}, not {stranger}."
        elif person.surname in plain:
            meant.append(person)
    meant = _by_first_name(meant, plain)
    # All of their words: "Ann Ray-Holt" does not name some "Ray" whom the articles quote.
    named = {part for person in meant for part in words(person.name)}
    return tuple(meant), tuple(told for surname, told in others.items() if surname not in named)


def _named(rows: sqlite3.Connection, name: str) -> bool:
    """Whether an article has the name."""
    return rows.execute("SELECT 1 FROM articles WHERE instr(text, ?) LIMIT 1", (name,)).fetchone() is not None


def _by_first_name(meant: list[Person], plain: Sequence[str]) -> list[Person]:
    """Of those who share a surname only those whom the word in front of it names, if there are any."""
    pairs = set(pairwise(plain))
    called = {
        person
        for person in meant
        if is_personal(person.name)
        and any((first, person.surname) in pairs for first in words(person.name)[:-1])
    }
    surnames = {person.surname for person in called}
    return [person for person in meant if person in called or person.surname not in surnames]


def _stranger(
    rows: sqlite3.Connection, person: Person, said: Sequence[str], plain: Sequence[str]
) -> str | None:
    """The name as the text has it, when the word in front of the surname is not that person's."""
    places = [place for place, word in enumerate(plain) if word == person.surname]
    if any(not _foreign(rows, person, said, plain, place) for place in places):
        return None
    place = places[0]
    return f"{said[place - 1]} {_POSSESSIVE.sub('', said[place])}"


def _foreign(
    rows: sqlite3.Connection, person: Person, said: Sequence[str], plain: Sequence[str], place: int
) -> bool:
    if place == 0:
        return False
    before, written = plain[place - 1], said[place - 1]
    if before in STOPWORDS | _NEUTRAL or _POSSESSIVE.search(written) or not before.isalpha():
        return False
    if title := _TITLES.get(before, before if before in _SHORT else None):
        return title not in _titles_of(rows, person)
    if before in ROLES:
        return False  # "Lieutenant", "Republican": an article may leave it out
    own = {part for name in person.names | person.aliases for part in words(name)} | set(
        words(person.role or "")
    )
    if before in own or written.isupper() or any(_short_for(before, name) for name in own):
        return False
    return place >= 2 and written[0].isupper()


def _short_for(one: str, other: str) -> bool:
    """Whether one given name may be short for the other: Ray and Raymond."""
    short, full = sorted((one, other), key=len)
    return len(short) >= SHORTEST and full.startswith(short)


def _titles_of(rows: sqlite3.Connection, person: Person) -> set[str]:
    """The titles that stand in the person's role, or in front of the name in an article."""
    found = words(person.role or "")
    for name in person.names:
        for (text,) in rows.execute(
            "SELECT text FROM articles WHERE id IN (SELECT article FROM people WHERE name = ?)", (name,)
        ):
            for match in re.finditer(re.escape(name), text):
                found += words(text[max(0, match.start() - BEFORE) : match.start()])
    return {_TITLES.get(word, word) for word in found}
