"""A model that was taught to point reads the sections that a search found something in, and names sentences.

A search finds the place and seldom misses the section; which of its sentences answers is told by what stands
around it, which only a reader sees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from pullquote.apart import Named, Part, likely
from pullquote.filters import Scope
from pullquote.hits import Hit, Place
from pullquote.people_known import Person
from pullquote.questions import Asked
from pullquote.retrieval import Retriever
from pullquote.sections import Section, sections
from pullquote.wording import words
from pullquote.writer import Writer

CLEAR = 0.9
"""Share of what would be cited from which no further section is read."""

BY_SEARCH = 2
"""Sections that the order of the search says are to be read, before those that are near in meaning."""

MEANT = 24
"""Sentences near in meaning among which sections are looked for."""

REMEMBERED = 256
"""Articles whose sections are kept at hand."""

Fits = Callable[[Asked, Hit], bool]
"""Whether a sentence may be cited for a question."""


@dataclass(frozen=True, slots=True)
class Inside:
    """A reader of `apart.Sections` that keeps to what a scope holds.

    `bound`: the scope of a part of a question, in which those alone speak whose words it asks for.
    """

    reader: SectionReader
    scope: Scope
    bound: Callable[[Asked, Scope], Scope]

    def named(self, part: Part, most: int) -> list[Named]:
        """What the model names; where somebody's words are wanted, of these and of what is told of them."""
        within = self.bound(part.asked, self.scope)
        told_by = () if within.people is self.scope.people else within.people or ()
        return self.reader.named(part, replace(within, people=self.scope.people), told_by, most)

    def share(self, asked: Asked, hits: Sequence[Hit]) -> float:
        """What the model gives these sentences."""
        return self.reader.share(asked, hits)


class SectionReader:
    """Reads with a writer that points; `cited` is the most that is cited of a section."""

    def __init__(self, retriever: Retriever, writer: Writer, fits: Fits, cited: int) -> None:
        self.retriever = retriever
        self.writer = writer
        self.fits = fits
        self.cited = cited
        self._made: dict[str, list[Section]] = {}
        self._pointed: tuple[str, dict[str, Sequence[float]]] = ("", {})

    def named(self, part: Part, scope: Scope, told_by: Sequence[Person], most: int) -> list[Named]:
        """The sentences of a section that may be cited, the likeliest first: of the one in which the model is
        surest, of the first.

        `told_by`: people whose words alone may answer, or what is told of them that is nobody's else.
        """
        read: list[list[Named]] = []
        sought = replace(scope, people=tuple(told_by) or scope.people)
        for hit, section in self._worth_reading(part, sought, most):
            read.append(sorted(self._of(part.asked, scope, told_by, hit, section), key=_share))
            if self._sure(read[-1]) >= CLEAR:
                break
        return max(read, key=self._sure, default=[])

    def share(self, asked: Asked, hits: Sequence[Hit]) -> float:
        """What the model gives these sentences, each of its own section, together."""
        wanted = {hit.place for hit in hits}
        near = [section for hit in hits for section in self._sections(hit.place.article)]
        held = {one.shown: one for one in near if not wanted.isdisjoint(one.sentences)}
        told = (zip(one.sentences, self._points(asked, one), strict=True) for one in held.values())
        return sum(share for section in told for place, share in section if place in wanted)

    def _points(self, asked: Asked, section: Section) -> Sequence[float]:
        """The share of each sentence of a section; of the last question what was read is remembered."""
        question, known = self._pointed
        if question != asked.posed:
            known = {}
            self._pointed = (asked.posed, known)
        if section.shown not in known:
            known[section.shown] = self.writer.points(asked.posed, section.shown, len(section.sentences))
        return known[section.shown]

    def _of(
        self, asked: Asked, scope: Scope, told_by: Sequence[Person], hit: Hit, section: Section
    ) -> Iterator[Named]:
        told = dict(zip(section.sentences, self._points(asked, section), strict=True))
        for place in self.retriever.inside(section.sentences, scope):
            beside = self.retriever.beside(asked, place, hit)
            if self._of_them(place, told_by) and self.fits(asked, beside):
                yield Named(beside, told[place])

    def _of_them(self, place: Place, people: Sequence[Person]) -> bool:
        """Whether the sentence reports one of these people, or names one and reports nobody."""
        library = self.retriever.library
        heard = set(library.heard(place.article, place.span))
        if not people or heard & {name for person in people for name in person.names}:
            return True
        told = place.span.cut(library.article(place.article).text)
        return not heard and any(self._names(told, person) for person in people)

    def _names(self, told: str, person: Person) -> bool:
        """Whether the words name the person: by the whole name, or behind their first word by a surname with
        a capital that nobody else has, so that no "may" is May."""
        if any(name in told for name in person.names):
            return True
        alike = [one for one in self.retriever.people if one.surname == person.surname]
        capitals = {word for word in told.split()[1:] if word[:1].isupper()}
        return len(alike) == 1 and person.surname in words(" ".join(capitals))

    def _worth_reading(self, part: Part, scope: Scope, most: int) -> Iterator[tuple[Hit, Section]]:
        """The sections of the first hits, each with its first hit, then those that are nearest in meaning of
        all others: a hit that shares no word with the question is far behind."""
        seen: set[str] = set()
        searched = max(1, min(BY_SEARCH, most - 1))
        yield from islice(self._around(part.hits, seen), searched)
        yield from islice(self._around(self._meant(part, scope), seen), most - searched)

    def _meant(self, part: Part, scope: Scope) -> Iterator[Hit]:
        """What is nearest in meaning and may be cited, but for another article's words of what was found."""
        found = {hit.place for hit in part.hits}
        twins = {place for hit in part.hits for place in hit.also_in}
        for hit in self.retriever.meant(part.asked, MEANT, scope):
            told = hit.place in twins or (hit.place not in found and not found.isdisjoint(hit.also_in))
            if not told and self.fits(part.asked, hit):
                yield hit

    def _around(self, hits: Iterable[Hit], seen: set[str]) -> Iterator[tuple[Hit, Section]]:
        """The sections in which the hits stand, in their order, that are not among what was seen."""
        for hit in hits:
            for section in self._sections(hit.place.article):
                if section.shown not in seen and hit.place in section.sentences:
                    seen.add(section.shown)
                    yield hit, section

    def _sure(self, named: Sequence[Named]) -> float:
        """The share of what would be cited of these."""
        return sum(one.share for one in likely(named, self.cited))

    def _sections(self, article: str) -> list[Section]:
        if article not in self._made:
            if len(self._made) >= REMEMBERED:
                self._made.clear()
            self._made[article] = sections(self.retriever, article)
        return self._made[article]


def _share(named: Named) -> float:
    """To be sorted by."""
    return -named.share
