"""Where an answer stands: which sentences of what the model was shown are cited for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pullquote.answers import Citation
from pullquote.bounds import speaking
from pullquote.choices import Choice
from pullquote.citations import cite, cuts
from pullquote.closer import Closer
from pullquote.filters import Scope
from pullquote.grounding import Found, support
from pullquote.questions import Asked
from pullquote.retrieval import Hit, Retriever
from pullquote.sentences import sentences

Against = Callable[[str, Sequence[Citation]], str | None]
"""What speaks against a draft beside these citations."""

SURELY = 1.0
"""Log-odds of Yes from which a passage is taken to state the answer. In thirteen passages that hold the
answers to `dev` questions of two folders the first sentence up to which they are reached is a right one in
twelve; in ten from 0, and in ten it is the one that the draft leads to."""


class Pointer:
    """Finds what to cite. `may`: whether a sentence beside one that was found may be cited for a question.
    `voices`: where somebody's words are asked for, nobody else's may."""

    def __init__(
        self, retriever: Retriever, closer: Closer, may: Callable[[Asked, Hit], bool], *, voices: bool
    ) -> None:
        self.retriever = retriever
        self.library = retriever.library
        self.closer = closer
        self.may = may
        self.voices = voices

    def point(
        self, asked: Asked, scope: Scope, choice: Choice, draft: str, against: Against
    ) -> Sequence[Hit]:
        """The sentences that bear the draft out, or else the hits that were chosen.

        Of a hit whose passage was read it is the sentence with which that states the answer, and what else
        bears the draft out with it.
        """
        heard = speaking(asked, self.library) if self.voices and scope.people is None else scope.people
        names = {name for person in heard or () for name in person.names}
        firsts = {hit.passage: hit for hit in reversed(choice.hits)}
        passages = [
            self._sentences(asked, firsts[passage], names)
            for passage in dict.fromkeys(hit.passage for hit in choice.hits)
        ]
        found = self._support(asked, passages, draft, against) if draft else []
        if not choice.whole:
            return found or choice.hits
        (hit,), (told,) = choice.hits, passages
        first = next((one for one in told[:-1] if self.closer.up_to(asked, hit, one) >= SURELY), told[-1])
        return found if first.place in {one.place for one in found} else [first]

    def _support(
        self, asked: Asked, passages: Sequence[Sequence[Hit]], draft: str, against: Against
    ) -> list[Hit]:
        """What bears all of the draft out, or else what bears out each of its sentences."""
        cited = [[self._uncounted(asked, hit) for hit in one] for one in passages]

        def bearing(told: str) -> Found:
            return support(told, asked.corrected, cited, lambda some: not against(told, some))

        def holds(told: str, places: Found) -> bool:
            return bool(places) and not against(told, [one for p, s in places for one in cited[p][s]])

        found, parts = bearing(draft), [span.cut(draft) for span in sentences(draft)]
        if len(parts) > 1 and not holds(draft, found):
            each = [bearing(part) for part in parts]
            # Each by its own words: together they might bear out what one says as the other's.
            if all(holds(part, places) for part, places in zip(parts, each, strict=True)):
                found = tuple(dict.fromkeys(place for places in each for place in places))
        return [passages[passage][sentence] for passage, sentence in found]

    def _uncounted(self, asked: Asked, hit: Hit) -> tuple[Citation, ...]:
        """What would be cited of the hit, before it is decided that it is."""
        return tuple(cite(self.library, cuts(self.library, asked, hit)))

    def _sentences(self, asked: Asked, hit: Hit, names: set[str]) -> list[Hit]:
        """The sentences of the hit's passage that may be cited, in order; of these speakers alone, if any are
        given."""
        beside = [
            one
            for one in self.retriever.neighbours(hit)
            if self.may(asked, one)
            and (not names or names & set(self.library.heard(one.place.article, one.place.span)))
        ]
        return sorted([hit, *beside], key=lambda one: one.place.span.start)
