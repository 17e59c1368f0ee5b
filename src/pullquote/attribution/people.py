"""Who is named in an article: persons and bodies, each by the fullest form that it gives."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from pullquote.attribution.names import Run, runs
from pullquote.attribution.nouns import BODIES, NO_NAME, ROLES, SUFFIXES, TITLES
from pullquote.attribution.roles import content, gender, role_at
from pullquote.attribution.wordlists import words
from pullquote.spans import Span

_ACRONYM = re.compile(r"\(\s*(?:the )?“?([A-Z][A-Z.&]{1,7})s?”?\s*\)")
_BEHIND = re.compile(
    r",? (?:who\b|(?:a|an|the|its|their|his|her|one of|head|chief|former|then)\b|\d{2}\b|(?:[\w-]+ ){0,3}(?:"
    + "|".join(sorted(map(re.escape, ROLES)))
    + r")\b)"
)
_CUES = (
    r"(?:said|says|told|tells|wrote|writes|added|adds|argued|argues|explained|explains|warned|warns"
    r"|noted|notes"
    r"|recalled|recalls|replied|insisted|insists|admitted|admits|asked|believes|believed)"
)
_CUE_BEHIND = re.compile(rf",? (?:also |later |then |has |had |\w+ly )?{_CUES}\b|(?::|\n?$)")
_CUE_BEFORE = re.compile(rf"(?:\b{_CUES} |[–—―-] ?)$")
_ARTICLES = ("the", "a", "an")


@dataclass(frozen=True, slots=True)
class Named:
    """One place where a name stands: `span` without title or possessive, `name` in its fullest form."""

    span: Span
    name: str
    possessive: bool


@dataclass(slots=True)
class People:
    """The names of one article, in its masked text."""

    text: str
    places: list[Named] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    surnames: dict[str, list[str]] = field(default_factory=dict)
    others: dict[str, list[str]] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    described: dict[str, list[tuple[str, set[str]]]] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)
    last_named: dict[str, str] = field(default_factory=dict)
    persons: set[str] = field(default_factory=set)

    def full_name(self, name: str, title: str | None = None) -> str:
        """The fullest form of a name; of two people with one surname, the one named last so far."""
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
            return fitting[0]
        others = self.others.get(name.casefold(), [])
        return others[0] if len(others) == 1 else name

    def _one_of(self, names: list[str], surname: str, title: str | None) -> str:
        wanted = gender(title) if title else None
        if wanted:
            left = [name for name in names if self.genders.get(name, wanted) == wanted]
            names = [name for name in left if self.genders.get(name)] or left or names
        last = self.last_named.get(surname)
        return last if last in names else names[0]

    def is_person(self, name: str) -> bool:
        """True for a name that the article uses of a person."""
        return name in self.persons

    def between(self, start: int, end: int) -> list[Named]:
        """The names that stand wholly within `[start, end)`, in order."""
        found = self.places[bisect_left(self.starts, start) : bisect_right(self.starts, end)]
        return [place for place in found if place.span.end <= end]

    def described_as(self, words: str) -> str | None:
        """The person whose role holds every telling word of the phrase; the one described last."""
        wanted = content(words)
        for head in wanted & ROLES:
            for name, role in reversed(self.described.get(head, [])[-50:]):
                if wanted <= role:
                    return name
        return None

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

    def latest_body(self, at: int, noun: str = "") -> str | None:
        """The body, if any, that was named last before a place; with a noun, one that is called so."""
        last = bisect_left(self.starts, at)
        if noun:
            called = noun.capitalize()
            near = self.places[max(0, last - 40) : last]
            return next((place.name for place in reversed(near) if called in place.name.split()[1:]), None)
        for place in reversed(self.places[max(0, last - 40) : last]):
            if place.name not in self.persons and (
                place.name in self.bodies.values() or _is_body(self.text, place)
            ):
                return place.name
        return None


_DESCRIBED_BODY = re.compile(
    r",? (?:an?|the|which) (?:[\w-]+ ){0,4}(?:company|group|agency|firm|club|union|charity|start-?up"
    r"|nonprofit|organi[sz]ation|ministry|team|maker|council|party"
    r"|operator|newspaper|agency|bank|retailer|firm)\b(?=\s*[,.;:)\n]| (?:that|which|of|behind|in"
    r"|based|for|owned|with)\b|$)"
)


def _is_body(text: str, place: Named) -> bool:
    return bool(_DESCRIBED_BODY.match(text, place.span.end)) or any(
        word.rstrip(".") in BODIES for word in place.name.split()
    )


def _surname(words: list[str]) -> str:
    while len(words) > 1 and words[-1].capitalize() in SUFFIXES | {"II", "III", "IV"}:
        words = words[:-1]
    return words[-1].casefold() if words else ""


def people(text: str) -> People:
    """Read the names of a text whose quotations are masked."""
    found = People(text)
    named = runs(text)
    counted = Counter(run.name for run in named)
    found.persons = _fullest(
        {run.name for run in named if _looks_personal(text, run, counted)} | _listed(text, named, counted)
    )
    for name in sorted(found.persons):
        found.surnames.setdefault(_surname(name.split()), []).append(name)
        for word in name.casefold().split()[:-1]:
            found.others.setdefault(word, []).append(name)
    found.bodies.update(_acronyms(text))
    for run in named:
        _place(found, run)
    found.starts = [place.span.start for place in found.places]
    return found


def _could_be_person(name: str, titled: bool = False) -> bool:
    words = name.split()
    if titled and len(words) > 1:
        words = [*words[:-1], "Surname"]  # "Judge Ann Park"
    if not (1 if titled else 2) <= len(words) <= 5 or any(
        word.rstrip(".") in BODIES or word in TITLES for word in words
    ):
        return False
    return not any((len(word) > 3 and word.isupper()) or any(c.isdigit() for c in word) for word in words)


def _looks_personal(text: str, run: Run, counted: Counter[str]) -> bool:
    """Evidence that a name of several words is a person's."""
    start, end = run.span.start, run.span.end
    before = text[max(0, start - 40) : start].split()
    titled = bool(run.role) or (bool(before) and before[-1].lower() in ROLES and text[start - 1] == " ")
    titled = titled or bool(_KIN_BEFORE.search(text, max(0, start - 40), start))
    if not _could_be_person(run.name, titled) or (" " not in run.name and run.name in NO_NAME):
        return False
    if titled and not _DESCRIBED_BODY.match(text, end):
        return True
    if _DESCRIBED_BODY.match(text, end):
        return False
    if run.role or (before and before[-1].strip("“”,(").lower() in ROLES):
        return True
    if before and before[-1].lower() in _ARTICLES:
        return False
    if counted[run.name.split()[-1]] or _BEHIND.match(text, end) or _CUE_BEHIND.match(text, end):
        return True
    noun = (
        len(before) > 1
        and before[-2].lower() in ("the", "her", "his", "their")
        and before[-1].isalpha()
        and before[-1].islower()
    )
    acts = _ACTS.match(text, end) and _SOMEBODY.search(text, end, min(len(text), end + 400))
    return noun or bool(acts) or bool(_CUE_BEFORE.search(text, max(0, start - 20), start))


_ACTS = re.compile(r" (?:was|is|has|had|did|does|would|will|[a-z]+(?:ed|s)) ")
_SOMEBODY = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er)\b")


_KIN_BEFORE = re.compile(
    r"\b(?:(?:his|her|their|its|\w+[’']s) (?:[a-z-]+ ){0,3}(?!company |group |firm |charity "
    r"|union )[a-z]{3,}, "
    r"|(?:his|her|their|[A-Z]\w+[’']s) (?:\w+ )?(?:wife|husband|mother|father|son|daughter|sister"
    r"|brother|aunt|uncle"
    r"|cousin|niece|nephew|partner|colleague|neighbou?r|friend),? )$",
    re.IGNORECASE,
)


def _listed(text: str, named: list[Run], counted: Counter[str]) -> set[str]:
    """Of two names joined by "and", one a person's: the other is too."""
    found: set[str] = set()
    for one, two in pairwise(named):
        joined = text[one.span.end : two.span.start] in (" and ", ", ", " & ", ", and ")
        if joined and _could_be_person(one.name) and _could_be_person(two.name):
            if _looks_personal(text, one, counted) or one.name in found:
                found.add(two.name)
            elif _looks_personal(text, two, counted):
                found.add(one.name)
    return found


def _fullest(names: set[str]) -> set[str]:
    """Of two forms of one name ("David Harris", "David Evan Harris") the fuller alone."""
    grouped: dict[str, list[set[str]]] = {}
    for name in names:
        for word in name.split():
            grouped.setdefault(word, []).append(set(name.split()))
    return {
        name for name in names if not any(set(name.split()) < other for other in grouped[name.split()[-1]])
    }


def _acronyms(text: str) -> dict[str, str]:
    """ "FTC" for "Federal Trade Commission (FTC)"."""
    found: dict[str, str] = {}
    for match in _ACRONYM.finditer(text):
        need = [c for c in match.group(1) if c.isalpha()]
        taken: list[str] = []
        for word in reversed(text[max(0, match.start() - 120) : match.start()].split()):
            if word[0].isupper() and word[0] == need[-1]:
                need.pop()
            elif word.lower() not in ("of", "for", "and", "the", "on", "in", "to", "&"):
                break
            taken.append(word)
            if not need:
                found[match.group(1)] = " ".join(reversed(taken))
                break
    return found


def _place(found: People, run: Run) -> None:
    name = found.full_name(run.name, run.role)
    found.places.append(Named(run.span, name, run.possessive))
    if name not in found.persons:
        return
    found.last_named[_surname(name.split())] = name
    given = [run.role, role_at(found.text, run.span)]
    for role in filter(None, given):
        if told := gender(role):
            found.genders.setdefault(name, told)
        if role.rstrip(".") in _HONORIFICS:
            continue
        found.roles.setdefault(name, role)
        words = content(role)
        for head in words & ROLES:
            found.described.setdefault(head, []).append((name, words))


_HONORIFICS = words("Mr Mrs Ms Mx Dr Sir Dame Miss")
