"""Where the words of a quotation stand in the articles: exactly, or else what comes nearest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pullquote.checking import phrases
from pullquote.checking.comparing import Scrutiny
from pullquote.checking.folding import Word
from pullquote.checking.matching import Pattern, matches, pattern
from pullquote.checking.nearest import Nearness, Patch, nearest, patches
from pullquote.checking.scrutiny import scrutinise
from pullquote.checking.transcripts import Transcript
from pullquote.checking.verdicts import Corpus
from pullquote.spans import Span

_MOST_ARTICLES = 60
"""Articles with the same phrase that are looked into; a phrase that more have is everybody's."""
_NEAR_ARTICLES = 8
_KEPT = 512
"""Prepared articles that are kept, about 300 KB each."""
_REPEATED = 8
"""Times that a word may stand in a quotation on average; more is no speech, and comparing it takes long."""
_WHOLE = 0.8
"""Share of the words in order from which one place explains a quotation well enough."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What the articles have for one quotation.

    `places` are exact matches with their scrutiny; `near` stands only where there are none, and then
    `spliced` holds the true runs that the quotation was put together from, if it was.
    """

    length: int
    places: tuple[Scrutiny, ...] = ()
    near: Nearness | None = None
    spliced: tuple[Patch, ...] = ()


class Finder:
    """Looks quotations up in a corpus; keeps the articles that it has prepared."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._transcripts: dict[str, Transcript] = {}

    def find(self, text: str, span: Span, named: frozenset[str]) -> Findings:
        """Everything about the quotation at `span`; articles that the text named are looked into first."""
        found = _places(text, span, lambda wanted: self._exact(wanted, self._holding(wanted, named)))
        if found.length < 2 or found.places:
            return found
        marked = pattern(text, span, holes=True)
        return self._near(marked.words or pattern(text, span, holes=False).words, named)

    def find_in(self, text: str, span: Span, names: Sequence[str]) -> Findings:
        """The quotation's places in these articles and no others; what comes near is not looked for."""
        return _places(text, span, lambda wanted: self._exact(wanted, names))

    def _exact(self, wanted: Pattern, names: Sequence[str]) -> list[Scrutiny]:
        return [
            scrutinise(wanted, match) for name in names for match in matches(wanted, self.transcript(name))
        ]

    def _holding(self, wanted: Pattern, named: frozenset[str]) -> list[str]:
        """The articles that hold every piece of the pattern, or come near."""
        names: list[str] | None = None
        for piece in wanted.pieces:
            if piece.words:
                here = phrases.candidates(self._corpus.connection, [word.key for word in piece.words])
                names = here if names is None else [name for name in names if name in set(here)]
        keys = [word.key for word in wanted.words]
        if not names:  # the article may interrupt the speech in the middle of a piece
            names = phrases.near(self._corpus.connection, keys, _NEAR_ARTICLES)
        return _first(named, names)[:_MOST_ARTICLES]

    def _near(self, spoken: list[Word], named: frozenset[str]) -> Findings:
        keys = [word.key for word in spoken]
        if len(set(keys)) * _REPEATED < len(keys):
            return Findings(len(spoken))
        names = phrases.near(self._corpus.connection, keys, _NEAR_ARTICLES)
        transcripts = [self.transcript(name) for name in _first(named, sorted(names))]
        found = [near for transcript in transcripts if (near := nearest(spoken, transcript))]
        best = max(found, key=lambda near: (near.order + near.bag, near.longest), default=None)
        spliced: tuple[Patch, ...] = ()
        if best is None or best.order < _WHOLE:
            spliced = tuple(patches(spoken, transcripts))
        return Findings(len(spoken), near=best, spliced=spliced)

    def transcript(self, name: str) -> Transcript:
        """The article of that name, prepared once."""
        made = self._transcripts.get(name)
        if made is None:
            made = Transcript.of(self._corpus.article(name), self._corpus.reading(name))
            if len(self._transcripts) >= _KEPT:
                self._transcripts.clear()
            self._transcripts[name] = made  # another thread may clear them: what is returned is not read back
        return made


def _places(text: str, span: Span, exact: Callable[[Pattern], list[Scrutiny]]) -> Findings:
    """Every exact match: of the words as they stand, and where that is not clean, of those between holes."""
    literal, marked = pattern(text, span, holes=False), pattern(text, span, holes=True)
    if len(literal.words) < 2:
        return Findings(len(literal.words))
    places = exact(literal)
    if marked.holes and not any(not place.faults for place in places):
        places = [*exact(marked), *places]
    elif marked.pieces != literal.pieces and not places:
        places = exact(marked)
    return Findings(len(literal.words), tuple(places))


def _first(named: frozenset[str], names: list[str]) -> list[str]:
    """The names, with those that the text gave in front."""
    return sorted(names, key=lambda name: name not in named) if named else names
