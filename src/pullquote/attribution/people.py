"""Who is named in an article: persons and bodies, each by the fullest form that it gives."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field

from pullquote.attribution.bodies import acronyms, is_body, is_public, without_year
from pullquote.attribution.given_names import pronoun_of
from pullquote.attribution.names import Run, runs
from pullquote.attribution.nouns import PLACES, ROLES, SUFFIXES
from pullquote.attribution.persons import fullest, listed, looks_personal
from pullquote.attribution.roles import content, gender, role_at
from pullquote.attribution.synonyms import same_as
from pullquote.attribution.wordlists import words
from pullquote.spans import Span


@dataclass(frozen=True, slots=True)
class Named:
    """One place where a name stands: `span` without title or possessive, `name` in its fullest form."""

    span: Span
    name: str
    possessive: bool


@dataclass(frozen=True, slots=True)
class Described:
    """What an article calls a person, by its telling words, and where it does so first."""

    name: str
    role: set[str]
    at: int


@dataclass(slots=True)
class People:
    """The names of one article, in its masked text."""

    text: str
    places: list[Named] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    surnames: dict[str, list[str]] = field(default_factory=dict)
    others: dict[str, list[str]] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    described: dict[str, list[Described]] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)
    last_named: dict[str, str] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)
    bare: dict[str, str] = field(default_factory=dict)
    persons: set[str] = field(default_factory=set)

    def full_name(self, name: str, title: str | None = None) -> str:
        """The fullest form of a name; of two people with one surname the one whom the article called by it
        alone, before it named the other, else the one named last so far."""
        if name in self.bodies:
            return self.bodies[name]
        words = name.casefold().split()
        surname = _surname(words)
        fitting = [
            full for full in self.surnames.get(surname, []) if set(words) <= set(full.casefold().split())
        ]
        if len(fitting) > 1:
            return self._one_of(fitting, surname, title)
        if fitting:
            told = gender(title) if title else None
            known = self.genders.get(fitting[0]) or pronoun_of(fitting[0])
            other = told and known and told != known and len(words) == 1
            return f"{title} {name}" if other else fitting[0]  # "Mr Lee", where Ann Lee is known
        others = self.others.get(name.casefold(), [])
        return others[0] if len(others) == 1 else name

    def _one_of(self, names: list[str], surname: str, title: str | None) -> str:
        wanted = gender(title) if title else None
        if wanted:
            left = [name for name in names if self.genders.get(name, wanted) == wanted]
            names = [name for name in left if self.genders.get(name)] or left or names
        for known in (self.bare.get(surname) if not title else None, self.last_named.get(surname)):
            if known in names:
                return known
        return names[0]

    def is_person(self, name: str) -> bool:
        """True for a name that the article uses of a person."""
        return name in self.persons

    def between(self, start: int, end: int) -> list[Named]:
        """The names that stand wholly within `[start, end)`, in order."""
        found = self.places[bisect_left(self.starts, start) : bisect_right(self.starts, end)]
        return [place for place in found if place.span.end <= end]

    def describe(self, name: str, role: str, at: int) -> None:
        """Note what the article calls a person at a place."""
        words = content(role)
        for head in words & ROLES:
            self.described.setdefault(head, []).append(Described(name, words, at))

    def ending_at(self, end: int) -> Named | None:
        """The name that ends at a place, wherever it begins."""
        last = bisect_left(self.starts, end) - 1
        return self.places[last] if last >= 0 and self.places[last].span.end == end else None

    def described_as(self, words: str, at: int) -> str | None:
        """The person whose role holds every telling word of a phrase that stands at a place.

        Of several the one named last before it. A single person whose whole role stands in the phrase will
        do too ("the deputy superintendent" for "her deputy").
        """
        wanted = content(words)
        heads = sorted(wanted & ROLES, key=lambda head: (head not in _SECONDS, head))
        for head in heads:
            for key in same_as(head):
                near = self.described.get(key, [])[-50:]
                fitting = [one for one in near if wanted - {head} <= one.role]
                exact = [one for one in fitting if not (one.role & _SECONDS) - wanted]
                if exact:
                    return self._nearest(exact, at)
        nouns = content(_NARROWING.split(words)[0].split()[-1])
        for head in sorted((nouns & ROLES) | (wanted & _SECONDS)):
            names = {one.name for one in self.called(head) if one.role and one.role - wanted <= {head}}
            if len(names) == 1 and not (wanted & _SECONDS) - {head}:
                return names.pop()
        return None

    def _nearest(self, described: list[Described], at: int) -> str:
        """Of people with one role the one named last before a place, else described first behind it."""
        earlier = {one.name for one in described if one.at < at}
        if len(earlier) > 1:
            last = bisect_left(self.starts, at)
            near = reversed(self.places[max(0, last - 60) : last])
            return next((place.name for place in near if place.name in earlier), described[-1].name)
        return next(iter(earlier)) if earlier else described[0].name

    def called(self, head: str) -> list[Described]:
        """Who is called by a noun or one that says the same."""
        return [one for key in same_as(head) for one in self.described.get(key, [])[-50:]]

    def kin(self, name: str, pronoun: str | None) -> str | None:
        """The one other person of a surname, if that may be "he" or "she"; None for none or several."""
        others = [other for other in self.surnames.get(_surname(name.split()), []) if other != name]
        fitting = [one for one in others if pronoun is None or self.genders.get(one, pronoun) == pronoun]
        return fitting[0] if len(fitting) == 1 else None

    def related(self, at: int) -> tuple[str, str] | None:
        """The two people of one surname who were named last before a place, in the article's order."""
        last = bisect_left(self.starts, at)
        near = [place.name for place in self.places[max(0, last - 60) : last] if place.name in self.persons]
        names = list(dict.fromkeys(reversed(near)))
        for i, one in enumerate(names):
            for two in names[i + 1 :]:
                if _surname(one.split()) == _surname(two.split()):
                    return (one, two) if near.index(one) < near.index(two) else (two, one)
        return None

    def first_at(self, name: str) -> int:
        """Where a name, in whatever form, stands first."""
        return self.first[name]

    def latest_body(self, at: int, noun: str = "", *, public: bool = True) -> str | None:
        """The body, if any, that was named last before a place; with a noun, one that is called so.

        `public`: also an office of the state, which is no "company".
        """
        last = bisect_left(self.starts, at)
        if noun:
            called = noun.capitalize()
            near = self.places[max(0, last - 40) : last]
            return next((place.name for place in reversed(near) if called in place.name.split()[1:]), None)
        for place in reversed(self.places[max(0, last - 40) : last]):
            last_word = place.name.split()[-1]
            if (not public and is_public(place.name)) or last_word.lower() in ROLES or last_word in PLACES:
                continue  # a "Court Reporter" is no court
            if place.name not in self.persons and (
                place.name in self.bodies.values() or is_body(self.text, place.span.end, place.name)
            ):
                return place.name
        return None


def _surname(words: list[str]) -> str:
    while len(words) > 1 and words[-1].capitalize() in SUFFIXES | {"II", "III", "IV"}:
        words = words[:-1]
    return words[-1].casefold() if words else ""


def people(text: str) -> People:
    """Read the names of a text whose quotations are masked."""
    found = People(text)
    named = runs(text)
    counted = Counter(run.name for run in named)
    found.persons = fullest(
        {run.name for run in named if looks_personal(text, run, counted)} | listed(text, named, counted)
    )
    for name in sorted(found.persons):
        found.surnames.setdefault(_surname(name.split()), []).append(name)
        for word in name.casefold().split()[:-1]:
            found.others.setdefault(word, []).append(name)
    found.bodies.update(acronyms(text))
    found.bodies.update(without_year(run.name for run in named))
    for run in named:
        _place(found, run)
    for name in found.persons:
        if told := pronoun_of(name):
            found.genders.setdefault(name, told)
    found.starts = [place.span.start for place in found.places]
    return found


def _place(found: People, run: Run) -> None:
    name = found.full_name(run.name, run.role)
    found.places.append(Named(run.span, name, run.possessive))
    found.first.setdefault(name, run.span.start)
    if run.role and name == f"{run.role} {run.name}":
        found.persons.add(name)
    if name not in found.persons:
        return
    surname = _surname(name.split())
    if " " not in run.name and run.role is None and found.last_named.get(surname) == name:
        found.bare.setdefault(surname, name)
    found.last_named[surname] = name
    given = [role_at(found.text, Span(run.start, run.span.end)), run.role]
    for role in filter(None, given):
        if told := gender(role):
            found.genders.setdefault(name, told)
        if role.rstrip(".") in _HONORIFICS:
            continue
        found.roles.setdefault(name, role)
        found.describe(name, role, run.span.start)


_NARROWING = re.compile(r" (?:of|for|at|in|from|on|to|who|with|by) ")
_SECONDS = words("deputy assistant vice-president vice")
_HONORIFICS = words("Mr Mrs Ms Mx Dr Sir Dame Miss")
