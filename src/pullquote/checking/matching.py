"""Exact matching of a quotation's words, and of nothing else, against an article.

The words must stand in the same order, one after another. A jump is allowed only where the text marks one
(an ellipsis, a bracket) or where the article interrupts the speech for an attribution.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from pullquote.checking.folding import Word, fold_gap, words
from pullquote.checking.transcripts import Transcript
from pullquote.spans import Span

_HOLE = re.compile(
    r"\[\s*(?:…|\.{3,}|\. \. \.)\s*\]|\(\s*(?:…|\.{3,})\s*\)|…|\.{3,}|\. \. \.(?: \.)?"
    r"|[\w’']*\[[^\[\]\n]*\][\w’']*"
)
_DOTS = re.compile(r"[\s\[\](){}.…]*")

LONGEST_OMISSION = 150
"""Words that an ellipsis may stand for; further apart, two statements were spliced."""
_LONGEST_REPLACED = 10
"""Words of the article that a bracket may stand for."""


class HoleKind(StrEnum):
    """What the text put in place of the article's words."""

    ELLIPSIS = "ellipsis"
    BRACKET = "bracket"


@dataclass(frozen=True, slots=True)
class Hole:
    """A place where the text says that it departs from the article.

    `written` is a bracket's content with the letters around it; `glued` says that there are any.
    Holes without a word between them are one: an ellipsis with the brackets right `before` and `after` it.
    """

    kind: HoleKind
    span: Span
    written: str = ""
    glued: bool = False
    before: Hole | None = None
    after: Hole | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the quotation without a hole among them; only the first or last piece may be empty."""

    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A quotation cut at its holes: `pieces[i]`, `holes[i]`, `pieces[i + 1]`, …"""

    text: str
    span: Span
    pieces: tuple[Piece, ...]
    holes: tuple[Hole, ...] = ()

    @property
    def words(self) -> list[Word]:
        """The words that must be the article's own."""
        return [word for piece in self.pieces for word in piece.words]


@dataclass(frozen=True, slots=True)
class Run:
    """Words `[start, end)` of a piece, standing at word `at` of the article and after."""

    piece: int
    start: int
    end: int
    at: int

    @property
    def stop(self) -> int:
        """The article's word after the run."""
        return self.at + self.end - self.start


@dataclass(frozen=True, slots=True)
class Match:
    """A place with every word of the pattern; the runs in the article's order."""

    transcript: Transcript
    runs: tuple[Run, ...]

    @property
    def first(self) -> int:
        """The article's first matched word."""
        return self.runs[0].at

    @property
    def stop(self) -> int:
        """The article's word after the last matched one."""
        return self.runs[-1].stop


def pattern(text: str, span: Span, *, holes: bool) -> Pattern:
    """Cut a quotation at its ellipses and brackets; without `holes` they count as punctuation.

    An ellipsis at either end says nothing about what is between, and is left out.
    """
    pieces: list[Piece] = []
    found: list[Hole] = []
    place = span.start
    for hole in _holes(text, span) if holes else ():
        piece = Piece(tuple(words(text, place, hole.span.start)))
        if hole.kind is HoleKind.ELLIPSIS and not piece.words and not pieces:
            place = hole.span.end
            continue
        if found and not piece.words:
            found[-1] = _merged(found[-1], hole)
        else:
            pieces.append(piece)
            found.append(hole)
        place = hole.span.end
    pieces.append(Piece(tuple(words(text, place, span.end))))
    if found and not pieces[0].words and (first := found[0]).kind is HoleKind.ELLIPSIS:
        found[0] = first.before or first
    if found and not pieces[-1].words and found[-1].kind is HoleKind.ELLIPSIS:
        if (last := found.pop()).after:
            found.append(last.after)
        else:
            pieces.pop()
    return Pattern(text, span, tuple(pieces), tuple(found))


def _merged(hole: Hole, following: Hole) -> Hole:
    """Two holes without a word between them, as one."""
    span = Span(hole.span.start, following.span.end)
    if hole.kind is following.kind is HoleKind.BRACKET:
        return Hole(hole.kind, span, f"{hole.written} {following.written}", hole.glued or following.glued)
    if hole.kind is HoleKind.BRACKET:
        return replace(following, span=span, before=hole)
    if following.kind is HoleKind.ELLIPSIS:
        return replace(hole, span=span)
    return replace(hole, span=span, after=_merged(hole.after, following) if hole.after else following)


def _holes(text: str, span: Span) -> Iterator[Hole]:
    for match in _HOLE.finditer(text, span.start, span.end):
        written = match.group()
        if _DOTS.fullmatch(written):
            yield Hole(HoleKind.ELLIPSIS, Span(*match.span()))
        else:
            content = written.replace("[", "").replace("]", "")
            glued = not (written.startswith("[") and written.endswith("]"))
            yield Hole(HoleKind.BRACKET, Span(*match.span()), content, glued)


def matches(wanted: Pattern, transcript: Transcript) -> list[Match]:
    """Every place of the article that holds the pattern's words, in the article's order."""
    lead = next((i for i, piece in enumerate(wanted.pieces) if piece.words), None)
    if lead is None:
        return []
    found = []
    for start in transcript.at.get(wanted.pieces[lead].words[0].key, ()):
        runs = next(_pieces(wanted, transcript, lead, start), None)
        if runs is not None:
            found.append(Match(transcript, runs))
    return [match for match in found if not any(_tighter(other, match) for other in found)]


def _tighter(other: Match, match: Match) -> bool:
    """True if the other match lies inside this one: the same words, with less left out."""
    return other is not match and match.first <= other.first and other.stop <= match.stop


def _pieces(wanted: Pattern, transcript: Transcript, number: int, at: int) -> Iterator[tuple[Run, ...]]:
    """The ways to match the pieces from `number` on, the first of them exactly at word `at`."""
    for runs in _runs(wanted.pieces[number].words, transcript, number, 0, at):
        if number + 1 == len(wanted.pieces):
            yield runs
            continue
        hole, following = wanted.holes[number], wanted.pieces[number + 1]
        if not following.words:  # a bracket ends the quotation
            yield runs
            continue
        least, most = (1, LONGEST_OMISSION) if hole.kind is HoleKind.ELLIPSIS else (0, _LONGEST_REPLACED)
        stop = runs[-1].stop
        for place in transcript.at.get(following.words[0].key, ()):
            if stop + least <= place <= stop + most:
                for rest in _pieces(wanted, transcript, number + 1, place):
                    yield runs + rest


def _runs(
    spoken: tuple[Word, ...], transcript: Transcript, piece: int, start: int, at: int
) -> Iterator[tuple[Run, ...]]:
    """The ways to match the words from `start` on at word `at`: straight on, or over an interruption."""
    end, place = start, at
    while (
        end < len(spoken) and place < len(transcript.words) and spoken[end].key == transcript.words[place].key
    ):
        end, place = end + 1, place + 1
        if place in transcript.seams and end < len(spoken):
            rest = _runs(spoken, transcript, piece, end, transcript.seams[place])
            for more in rest:
                yield (Run(piece, start, end, at), *more)
    if end == len(spoken):
        yield (Run(piece, start, end, at),)


def text_gap(wanted: Pattern, run: Run, number: int) -> str:
    """What stands in the text before word `number` of the run's piece, folded."""
    return fold_gap(raw_text_gap(wanted, run, number))


def raw_text_gap(wanted: Pattern, run: Run, number: int) -> str:
    """What stands in the text before word `number` of the run's piece; `number` is not the first."""
    spoken = wanted.pieces[run.piece].words
    return wanted.text[spoken[number - 1].end : spoken[number].start]
