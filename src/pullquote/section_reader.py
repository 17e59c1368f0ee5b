"""A model that was taught to point reads the sections that a search found something in, and names sentences.

A search finds the place and seldom misses the section; which of its sentences answers is told by what stands
around it, which only a reader sees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pullquote.apart import Named, Part
from pullquote.aspects import over_articles
from pullquote.filters import Scope
from pullquote.hits import Hit
from pullquote.questions import Asked
from pullquote.retrieval import Retriever
from pullquote.sections import Section, sections
from pullquote.writer import Writer

CLEAR = 0.9
"""Share of a sentence from which no further section is read."""

REMEMBERED = 256
"""Articles whose sections are kept at hand."""

Fits = Callable[[Asked, Hit], bool]
"""Whether a sentence may be cited for a question."""


class SectionReader:
    """Reads with a writer that points."""

    def __init__(self, retriever: Retriever, writer: Writer, fits: Fits) -> None:
        self.retriever = retriever
        self.writer = writer
        self.fits = fits
        self._made: dict[str, list[Section]] = {}

    def named(self, part: Part, scope: Scope, most: int) -> list[Named]:
        """The sentences of the first sections that may be cited, the likeliest first; where several articles
        are asked for, of sections of as many as there are."""
        found: list[Named] = []
        several = over_articles(part.asked)
        for hit, section in (self._spread(part) if several else list(self._around(part)))[:most]:
            found += self._of(part.asked, scope, hit, section)
            if not several and any(one.share >= CLEAR for one in found):
                break
        return sorted(found, key=lambda one: -one.share)

    def _of(self, asked: Asked, scope: Scope, hit: Hit, section: Section) -> Iterator[Named]:
        shares = self.writer.points(asked.posed, section.shown, len(section.sentences))
        told = dict(zip(section.sentences, shares, strict=True))
        for place in self.retriever.inside(section.sentences, scope):
            beside = self.retriever.beside(asked, place, hit)
            if self.fits(asked, beside):
                yield Named(beside, told[place])

    def _spread(self, part: Part) -> list[tuple[Hit, Section]]:
        """The first section of each article before any second one."""
        seen: list[str] = []
        numbered = []
        for hit, section in self._around(part):
            seen.append(hit.place.article)
            numbered.append((seen.count(hit.place.article), hit, section))
        return [(hit, section) for _, hit, section in sorted(numbered, key=lambda one: one[0])]

    def _around(self, part: Part) -> Iterator[tuple[Hit, Section]]:
        """The sections in which the hits stand, that of the first one first, each with its first hit."""
        seen: set[str] = set()
        for hit in part.hits:
            for section in self._sections(hit.place.article):
                if section.shown not in seen and hit.place in section.sentences:
                    seen.add(section.shown)
                    yield hit, section

    def _sections(self, article: str) -> list[Section]:
        if article not in self._made:
            if len(self._made) >= REMEMBERED:
                self._made.clear()
            self._made[article] = sections(self.retriever, article)
        return self._made[article]
