"""An article with the cited and the gold words marked, cut to what stands around them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pullquote.spans import Span
from pullquote_evals.report import Told

AROUND = 220
"""Characters shown before and after marked words; nearer marks share one stretch."""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring characters that are marked alike. `skipped`: words were left out before them."""

    text: str
    cited: bool = False
    gold: bool = False
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What is shown of one article; `broken` places lie outside it and cannot be shown.

    `cut`: the article goes on behind what is shown.
    """

    article: str
    runs: tuple[Run, ...]
    broken: tuple[str, ...] = ()
    cut: bool = False


def excerpts(told: Told, texts: Mapping[str, str]) -> list[Excerpt]:
    """One excerpt an article that is cited or holds gold words, in the order of first mention."""
    names = dict.fromkeys(place[0] for place in (*told.cited, *told.gold))
    return [_excerpt(name, told, texts.get(name, "")) for name in names]


def _excerpt(name: str, told: Told, text: str) -> Excerpt:
    cited, broken = _inside(text, (place[1:] for place in told.cited if place[0] == name))
    gold, also_broken = _inside(text, (place[1:] for place in told.gold if place[0] == name))
    runs: list[Run] = []
    reached = 0
    for stretch in _stretches(text, [*cited, *gold]):
        runs += _runs(text, stretch, cited, gold, skipped=stretch.start > reached)
        reached = stretch.end
    return Excerpt(name, tuple(runs), tuple(broken + also_broken), bool(runs) and reached < len(text))


def _inside(text: str, places: Iterable[tuple[int, int]]) -> tuple[list[Span], list[str]]:
    good: list[Span] = []
    broken: list[str] = []
    for start, end in places:
        if 0 <= start < end <= len(text):
            good.append(Span(start, end))
        else:
            broken.append(f"[{start}, {end})")
    return good, broken


def _stretches(text: str, marked: Sequence[Span]) -> list[Span]:
    """What is shown: whole words around every mark."""
    found: list[Span] = []
    for span in sorted(marked):
        start, end = max(0, span.start - AROUND), min(len(text), span.end + AROUND)
        while 0 < start < span.start and not text[start - 1].isspace():
            start += 1
        while span.end < end < len(text) and not text[end].isspace():
            end -= 1
        if found and start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, end))
        else:
            found.append(Span(start, end))
    return found


def _runs(
    text: str, stretch: Span, cited: Sequence[Span], gold: Sequence[Span], *, skipped: bool
) -> list[Run]:
    """The stretch cut at every edge of a mark."""
    inner = (edge for span in (*cited, *gold) for edge in (span.start, span.end))
    edges = sorted(
        {stretch.start, stretch.end, *(edge for edge in inner if stretch.start < edge < stretch.end)}
    )
    runs: list[Run] = []
    for start, end in pairwise(edges):
        piece = Span(start, end)
        marks = (any(one.holds(piece) for one in cited), any(one.holds(piece) for one in gold))
        runs.append(Run(piece.cut(text), *marks, skipped=skipped and start == stretch.start))
    return runs
