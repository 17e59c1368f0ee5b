"""Runs of capitalised words, cleaned to the names in them: no title, no first word of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pullquote.attribution.given_names import is_given
from pullquote.attribution.nouns import (
    BODIES,
    COMMON_BODIES,
    DEMONYMS,
    NAME,
    NATIONALITY,
    NO_NAME,
    PARTY_AND_SEAT,
    ROLES,
    TITLES,
)
from pullquote.attribution.wordlists import words
from pullquote.spans import Span

_WORD = re.compile(r"[^\s]+")
_VOCABULARY = re.compile(r"\b[a-z][\w-]*")
_FIRST = re.compile(r"(?:^|[.!?:\n”)—–]\s*)$")
_COMPOUND = re.compile(r"-(?:owned|based|backed|led|born|funded|run|trained|educated|area|era)$")
_ANYWHERE = words("The A An US U.S. UK U.K. EU Former Senior Longtime Late Then-")
POST_NOMINALS = words("KC QC SC MP MSP MEP OBE MBE CBE DBE KBE PhD MD DPhil FRS RN Esq")
_COMMON_NOUNS = COMMON_BODIES | ROLES
"""Whose plural at the start of a sentence is no name: "Unions reacted"."""
FIRST_PERSON = re.compile(r"I(?:[’'](?:m|d|ve|ll))?")
_YEAR = re.compile(r"\b[Tt]he ((?:1[5-9]|20)\d\d) $")
_OFFICES = ("Secretary of ", "Secretary for ", "Minister of ", "Minister for ", "Head of ", "Chief of ")


@dataclass(frozen=True, slots=True)
class Run:
    """A name as it stands: `span` without title or possessive ending, `role` the titles before it.

    `start` is where the titles begin.
    """

    span: Span
    name: str
    role: str | None
    possessive: bool
    start: int


def runs(text: str) -> list[Run]:
    """The names of a masked text in order, each cleaned."""
    spans = _with_places(text, [Span(*match.span()) for match in NAME.finditer(text)])
    opening = {span.start for span in spans if _FIRST.search(text, max(0, span.start - 4), span.start)}
    inside = {" ".join(span.cut(text).split()) for span in spans if span.start not in opening}
    ordinary = {match.group() for match in _VOCABULARY.finditer(text)}
    found: list[Run] = []
    for span in spans:
        seat = PARTY_AND_SEAT.match(text, span.start) and text[span.start - 2 : span.start].endswith(
            (", ", "(")
        )
        if FIRST_PERSON.fullmatch(span.cut(text)) or seat:
            continue
        words = [Span(span.start + m.start(), span.start + m.end()) for m in _WORD.finditer(span.cut(text))]
        first = span.start in opening and span.cut(text) not in inside
        found.extend(_cleaned(text, _without_opening(text, words, first, ordinary)))
    return found


def _with_places(text: str, spans: list[Span]) -> list[Span]:
    """ "University" and "Bergen" with "of" between them as one name, and "Calder & Wynn"."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        gap = text[last.end : span.start] if last and span.start - last.end < 10 else ""
        of_body = last and gap in _OF and last.cut(text).split()[-1] in BODIES
        of_body = of_body and not _HOLDER.match(text, span.start)
        if last and (of_body or gap == " & "):
            joined[-1] = Span(last.start, span.end)
        else:
            joined.append(span)
    return joined


_OF = (" of ", " of the ", " for ", " for the ")
_HOLDER = re.compile(r"(?:(?:Prime|First) Minister|President|Premier|Chancellor|Governor|Mayor) [A-Z]")
"""Whose body it is, and no part of its name: "the Unity Party of Prime Minister Ann Lee"."""


def _without_opening(text: str, words: list[Span], first: bool, ordinary: set[str]) -> list[Span]:
    """Drop what is capitalised because it begins a sentence, or is no name anywhere."""
    while words:
        word = words[0].cut(text)
        droppable = (word in _ANYWHERE and len(words) > 1) or (
            first and word in NO_NAME and not _is_initials(word, words)
        )
        if not droppable:
            break
        words = words[1:]
    if first and len(words) == 1 and words[0].cut(text).endswith("s"):
        return [] if words[0].cut(text).lower()[:-1] in _COMMON_NOUNS else words
    if first and len(words) > 1 and words[0].cut(text) not in TITLES:
        lowered = words[0].cut(text).lower()
        if lowered.endswith("ing") or (
            len(words) > 2
            and lowered in ordinary
            and lowered not in ROLES
            and words[1].cut(text)[0].isupper()
        ):
            return words[1:]
    return words


def _is_initials(word: str, words: list[Span]) -> bool:
    return len(word) > 1 and word.isupper() and len(words) == 1


def _cleaned(text: str, words: list[Span]) -> Iterator[Run]:
    """The name behind titles and nationalities; nothing if no word is left."""
    if not words:
        return
    end = words[-1].end
    possessive = text.startswith(("'s", "’s"), end) or (
        text.startswith(("' ", "’ "), end) and text[end - 1] == "s"
    )
    while len(words) > 1 and _COMPOUND.search(words[0].cut(text)):
        words = words[1:]
    start = words[0].start
    role, words = _without_titles(text, words)
    while len(words) > 2 and _is_origin(words[0].cut(text)):
        words = words[1:]
    while len(words) > 2 and words[-1].cut(text) in POST_NOMINALS:
        words = words[:-1]
    end = words[-1].end
    before = text[max(0, words[0].start - 16) : words[0].start]
    if len(words) > 2 and before.endswith(_OFFICES):
        role, words = before.split()[-2] + " of " + words[0].cut(text), words[1:]
    span = Span(words[0].start, end)
    name = " ".join(span.cut(text).split())
    year = _YEAR.search(text, max(0, span.start - 9), span.start)
    if year and role is None and len(words) > 1:
        name = f"{year.group(1)} {name}"
    yield Run(span, name, role, possessive, start)


def _is_origin(word: str) -> bool:
    return bool(NATIONALITY.match(word)) or word in DEMONYMS


def _without_titles(text: str, words: list[Span]) -> tuple[str | None, list[Span]]:
    titles = [i for i, word in enumerate(words) if _is_title(word.cut(text), i)]
    if not titles:
        return None, words
    last = titles[-1]
    if last + 2 == len(words) and words[-1].cut(text) in BODIES:
        return None, words  # "the Justice Department"
    while last + 1 < len(words) - 1 and words[last + 1].cut(text) in ("General", "Officer"):
        last += 1
    if last + 1 >= len(words):
        return None, words
    return text[words[0].start : words[last].end], words[last + 1 :]


def _is_title(word: str, place: int) -> bool:
    return word.rstrip(".") in TITLES or (place == 0 and is_role(word))


_ROLE_LIKE = re.compile(r"[A-Za-z]{3,}(?:man|woman|maid|keeper|maker|master|mistress|ologist|grapher)$")


def is_role(word: str) -> bool:
    """True for a common noun for what a person does, also for one that only its ending tells ("Barmaid")."""
    return word.lower() in ROLES or (bool(_ROLE_LIKE.fullmatch(word)) and not is_given(word))
