"""Who is named in an article: persons, bodies and documents, each by the fullest form that it gives."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from pullquote.nouns import BODIES, DOCUMENTS, NAME, NATIONALITY, NO_NAME, REGNAL, ROLES, SUFFIXES, TITLES
from pullquote.spans import Span

_WORD = re.compile(r"[^\s]+")
_ACRONYM = re.compile(r"\(\s*(?:the )?“?([A-Z][A-Z.&]{1,7})s?”?\s*\)")
_ROLE_AFTER = re.compile(
    r",? (?:who\b|(?:a|an|the|its|their|his|her|one of|head|chief|former|then)\b|(?:\d{2})\b|(?:[\w-]+ ){0,3}(?:"
    + "|".join(sorted(map(re.escape, ROLES)))
    + r")\b)"
)
_APPOSITION = re.compile(
    r", ((?:(?:a|an|the|its|their|his|her|one of|former|head|chief|who is)\b|[\w-]+ )[^“”;:.!?]*?)(?=[,.;:!?“\n]|$| who )"
)
_LOWER_ROLE = re.compile(r"([^.,;:!?“”()\n—–]{0,120}?)$")


@dataclass(frozen=True, slots=True)
class Named:
    """One place where a name stands: `span` without title or possessive."""

    span: Span
    name: str
    role: str | None
    possessive: bool


@dataclass(slots=True)
class People:
    """The names of one article. `text` has its quotations masked."""

    text: str
    places: list[Named] = field(default_factory=list)
    persons: dict[str, list[str]] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)

    def full_name(self, name: str, at: int) -> str:
        """The fullest form of a name; of two people with one surname, the one named last before `at`."""
        if name in self.bodies:
            return self.bodies[name]
        words = name.split()
        choices = self.persons.get(_surname(words), [])
        fitting = [full for full in choices if set(words) <= set(full.split())]
        if len(fitting) > 1:
            return self._latest(fitting, at)
        if fitting:
            return fitting[0]
        if len(words) == 1:
            firsts = {full for full in self.everyone() if full.split()[0] == name}
            if len(firsts) == 1:
                return firsts.pop()
        return name

    def everyone(self) -> Iterator[str]:
        for names in self.persons.values():
            yield from names

    def is_person(self, name: str) -> bool:
        """True for a name that the article uses of a person."""
        return name in self.persons.get(_surname(name.split()), [])

    def _latest(self, names: list[str], at: int) -> str:
        chosen = names[0]
        for place in self.places[: bisect_left(self.places, at, key=lambda place: place.span.start)]:
            if place.name in names:
                chosen = place.name
        return chosen

    def between(self, start: int, end: int) -> list[Named]:
        """The names that stand wholly within `[start, end)`, in order."""
        first = bisect_left(self.places, start, key=lambda place: place.span.start)
        found = []
        for place in self.places[first:]:
            if place.span.start >= end:
                break
            if place.span.end <= end:
                found.append(place)
        return found


def _surname(words: list[str]) -> str:
    while len(words) > 1 and words[-1] in SUFFIXES:
        words = words[:-1]
    return words[-1] if words else ""


def people(text: str) -> People:
    """Read the names of a text whose quotations are masked."""
    found = People(text)
    runs = [run for match in NAME.finditer(text) for run in _cleaned(text, Span(*match.span()))]
    counted: dict[str, int] = {}
    for run in runs:
        name = _spaced(run.span.cut(text))
        counted[name] = counted.get(name, 0) + 1
    for run in runs:
        name = _spaced(run.span.cut(text))
        if len(name.split()) > 1 and _looks_personal(text, run, name, counted):
            known = found.persons.setdefault(_surname(name.split()), [])
            if name not in known:
                known.append(name)
    _merge(found.persons)
    _add_acronyms(found, text)
    for run in runs:
        _place(found, run)
    return found


def _spaced(name: str) -> str:
    return " ".join(name.split())


@dataclass(frozen=True, slots=True)
class _Run:
    span: Span
    role: str | None
    titled: bool
    possessive: bool


def _cleaned(text: str, span: Span) -> Iterator[_Run]:
    """The name in a run of capitalised words, without what introduces it."""
    words = [Span(span.start + m.start(), span.start + m.end()) for m in _WORD.finditer(span.cut(text))]
    possessive = text.startswith(("'s", "’s"), span.end) or (
        text.startswith(("' ", "’ "), span.end) and text[span.end - 1] == "s"
    )
    while (
        words
        and (words[0].cut(text) in NO_NAME)
        and not (len(words[0]) > 1 and words[0].cut(text).isupper() and len(words) == 1)
    ):
        words = words[1:]
    titles = [i for i, word in enumerate(words) if word.cut(text).rstrip(".") in TITLES]
    role = None
    if titles:
        last = titles[-1]
        while last + 1 < len(words) - 1 and words[last + 1].cut(text) in ("General", "of", "Officer"):
            last += 1
        if last + 1 < len(words):
            role = text[words[0].start : words[last].end]
            words = words[last + 1 :]
    while len(words) > 2 and NATIONALITY.match(words[0].cut(text)):
        words = words[1:]
    if not words:
        return
    before = text[max(0, words[0].start - 14) : words[0].start]
    if len(words) > 1 and before.endswith(
        ("Secretary of ", "Secretary for ", "Minister of ", "Minister for ")
    ):
        words = words[1:]
        role = "Secretary"
    yield _Run(Span(words[0].start, words[-1].end), role, role is not None, possessive)


def _looks_personal(text: str, run: _Run, name: str, counted: dict[str, int]) -> bool:
    """Evidence that a name of several words is a person's."""
    words = name.split()
    if len(words) > 5 or any(word in BODIES or word in TITLES for word in words):
        return False
    if any(len(word) > 3 and word.isupper() or any(c.isdigit() for c in word) for word in words):
        return False
    before = text[max(0, run.span.start - 40) : run.span.start].split()
    if before and before[-1].lower() in ("the", "a", "an"):
        return False
    if run.titled or (before and before[-1].strip("“”,(").lower() in ROLES):
        return True
    after = text[run.span.end : run.span.end + 60]
    return (
        counted.get(words[-1], 0) > 0
        or bool(_ROLE_AFTER.match(after))
        or bool(_NEAR_CUE.match(after))
        or (bool(_CUE_BEFORE.search(text[max(0, run.span.start - 20) : run.span.start])))
    )


_NEAR_CUE = re.compile(
    r",? (?:also |later |then |has |had )?(?:said|says|told|tells|wrote|writes|added|adds|argued|argues|explained"
    r"|explains|warned|warns|noted|notes|recalled|recalls|replied|insisted|insists|admitted|admits)\b"
)
_CUE_BEFORE = re.compile(
    r"\b(?:said|says|told|wrote|writes|added|adds|argued|argues|explained|explains|warned|to) $"
)


def _merge(persons: dict[str, list[str]]) -> None:
    """Of two forms of one name ("David Harris", "David Evan Harris") keep the fuller."""
    for names in persons.values():
        names[:] = [
            name
            for name in names
            if not any(name != other and set(name.split()) < set(other.split()) for other in names)
        ]


def _add_acronyms(found: People, text: str) -> None:
    for match in _ACRONYM.finditer(text):
        letters = [c for c in match.group(1) if c.isalpha()]
        before = text[max(0, match.start() - 120) : match.start()].split()
        taken: list[str] = []
        need = list(letters)
        for word in reversed(before):
            if need and word[0].upper() == need[-1] and word[0].isupper():
                need.pop()
            elif word.lower() not in ("of", "for", "and", "the", "on", "in", "to", "&"):
                break
            taken.append(word)
            if not need:
                found.bodies[match.group(1)] = " ".join(reversed(taken))
                break


def _place(found: People, run: _Run) -> None:
    name = found.full_name(_spaced(run.span.cut(found.text)), run.span.start)
    found.places.append(Named(run.span, name, run.role, run.possessive))
    if name in found.roles or not found.is_person(name):
        return
    role = run.role or _role_before(found.text, run.span.start) or _role_after(found.text, run.span.end)
    if role:
        found.roles[name] = role


def _role_before(text: str, start: int) -> str | None:
    """ "University of Southampton professor" in front of a name; None when no role noun ends there."""
    match = _LOWER_ROLE.search(text, max(0, start - 120), start)
    words = match.group(1).split() if match else []
    if not words or words[-1].lower() not in ROLES:
        return None
    first = len(words) - 1
    while first > 0 and (
        words[first - 1][0].isupper() or words[first - 1] in _JOINS or first == len(words) - 1
    ):
        if words[first - 1] in NO_NAME or words[first - 1].lower() in ("and", "but", "that"):
            break
        first -= 1
        if len(words) - first > 8:
            break
    while first < len(words) - 1 and words[first] in _JOINS:
        first += 1
    return " ".join(words[first:])


_JOINS = frozenset(
    {"of", "for", "at", "the", "security", "policy", "senior", "former", "chief", "deputy", "vice"}
)


def _role_after(text: str, end: int) -> str | None:
    match = _APPOSITION.match(text, end, min(len(text), end + 200))
    if not match:
        return None
    words = re.findall(r"[\w-]+", match.group(1).lower())
    return match.group(1) if ROLES.intersection(words) else None


def document_name(text: str, noun: str) -> str:
    """The fullest form of a writing or body that is called by its noun alone ("the order")."""
    best = ""
    for match in re.finditer(rf"((?:[\w&’'-]+ ){{0,6}}){re.escape(noun)}\b", text):
        modifiers = match.group(1).split()
        kept: list[str] = []
        for word in reversed(modifiers):
            if (
                not (word[0].isupper() or word in _MODIFIERS)
                or word in NO_NAME
                and not word.isupper()
                and word not in _MONTHS
            ):
                break
            kept.append(word)
        while kept and kept[-1] in ("of", "and"):
            kept.pop()
        form = " ".join([*reversed(kept), noun])
        if len(form) > len(best):
            best = form
    return best or noun


_MONTHS = frozenset(
    "January February March April May June July August September October November December".split()
)
_MODIFIERS = frozenset(
    "executive annual draft final interim internal joint open federal quarterly official".split()
)
assert DOCUMENTS
assert REGNAL
