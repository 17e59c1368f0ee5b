"""Where an answer stands: which sentences of what the model was shown are cited for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pullquote.answers import Citation
from pullquote.bounds import speaking
from pullquote.choosing import Choice
from pullquote.citations import cite, cuts
from pullquote.closer import Closer
from pullquote.grounding import Found, support
from pullquote.questions import Asked
from pullquote.retrieval import Hit, Retriever
from pullquote.sentences import sentences

Against = Callable[[str, Sequence[Citation]], str | None]
"""What speaks against a draft beside these citations."""


class Pointer:
    """Finds what to cite. `voices`: where somebody's words are asked for, nobody else's are."""

    def __init__(
        self, retriever: Retriever, closer: Closer, tells: Callable[[Hit], bool], *, voices: bool
    ) -> None:
        self.retriever = retriever
        self.library = retriever.library
        self.closer = closer
        self.tells = tells
        self.voices = voices

    def point(self, asked: Asked, choice: Choice, draft: str, against: Against) -> Sequence[Hit]:
        """The sentences that bear the draft out, or else the hits that were chosen.

        Of a hit whose passage was read it is the sentence with which that states the answer, and what else
        bears the draft out with it.
        """
        heard = speaking(asked, self.library) if self.voices else ()
        names = {name for person in heard for name in person.names}
        firsts = {hit.passage: hit for hit in reversed(choice.hits)}
        passages = [
            self._sentences(firsts[passage], names)
            for passage in dict.fromkeys(hit.passage for hit in choice.hits)
        ]
        found = self._support(asked, passages, draft, against) if draft else []
        if not choice.whole:
            return found or choice.hits
        told = self._sentences(choice.hits[0], names, nobody=True)
        surest = max(told, key=lambda hit: self.closer.up_to(asked, hit)) if len(told) > 1 else told[0]
        return found if surest.place in {hit.place for hit in found} else [surest]

    def _support(
        self, asked: Asked, passages: Sequence[Sequence[Hit]], draft: str, against: Against
    ) -> list[Hit]:
        """What bears all of the draft out, or else what bears out each of its sentences."""
        cited = [[self._uncounted(asked, hit) for hit in one] for one in passages]

        def bearing(told: str) -> Found:
            return support(told, asked.corrected, cited, lambda some: not against(told, some))

        def holds(places: Found) -> bool:
            return bool(places) and not against(draft, [one for p, s in places for one in cited[p][s]])

        found = bearing(draft)
        each = [bearing(span.cut(draft)) for span in sentences(draft)]
        if len(each) > 1 and all(each) and not holds(found):
            together = tuple(dict.fromkeys(place for places in each for place in places))
            found = together if holds(together) else found
        return [passages[passage][sentence] for passage, sentence in found]

    def _uncounted(self, asked: Asked, hit: Hit) -> tuple[Citation, ...]:
        """What would be cited of the hit, before it is decided that it is."""
        return tuple(cite(self.library, cuts(self.library, asked, hit)))

    def _sentences(self, hit: Hit, names: set[str], *, nobody: bool = False) -> list[Hit]:
        """The sentences of the hit's passage that may be cited, in order: if speakers are given only theirs,
        and what is `nobody`'s if that is wanted."""

        def may(one: Hit) -> bool:
            heard = set(self.library.heard(one.place.article, one.place.span))
            return not names or bool(names & heard) or (nobody and not heard)

        beside = [one for one in self.retriever.neighbours(hit) if self.tells(one) and may(one)]
        return sorted([hit, *beside], key=lambda one: one.place.span.start)
