"""A closer look at what was found: the model reads the sentences and, if they leave it open, the passages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pullquote.confidence import Look, log_odds, probability
from pullquote.hits import Hit, Place
from pullquote.questions import Asked
from pullquote.retrieval import Retriever, under_name
from pullquote.spans import Span
from pullquote.writer import Writer

OPEN = (-2.0, 1.5)
"""Log-odds of Yes between which the sentences alone do not decide: on half of the `dev` questions of both
folders. To read the passages of the others too tells no more, and takes time."""

LIGHTLY = 0.6
"""Log-odds by which a model says Yes too lightly to a follow-up that it is asked without what came before.

So asked it still tells much better than with what came before, which confuses it: on 42 follow-ups, of which
the first hits answer 21, the area under the curve of the confidence is .88 and not .69.
"""


class Closer:
    """Has the model read what the search found.

    Short texts mislead a small model less: by the sentences alone it tells whether they answer as well as by
    the passages, in half the time, and by the mean of both better than by either. One that was taught tells
    by the sentences alone as well as by both; but what it denies of them it may find in a passage, where a
    sentence leaves open who or what is meant.
    """

    def __init__(self, retriever: Retriever, writer: Writer | None, *, twice: bool) -> None:
        self.retriever = retriever
        self.library = retriever.library
        self.writer = writer
        self.twice = twice

    @property
    def taught(self) -> bool:
        """Whether a model reads that was taught to tell."""
        return self.writer is not None and self.writer.taught

    def look(self, asked: Asked, hits: Sequence[Hit], whole: bool = False) -> Look:
        """Whether the hits state the answer, and the text that tells; nothing is read without a model.

        `whole`: the passages are read, not the sentences.
        """
        topic = self.retriever.topic(asked, hits[0])
        passages = self._shown(asked, hits, self.retriever.around)
        if self.writer is None:
            return Look(None, topic, passages)
        sentences = self._shown(asked, hits, lambda hit: hit.place)
        if whole or not self.twice:
            more = whole and passages != sentences  # a passage of one sentence tells nothing more
            return _read(self.writer, self._odds(self.writer, asked, passages), topic, passages, more)
        first = self._odds(self.writer, asked, sentences)
        if self.writer.taught or not OPEN[0] < first < OPEN[1] or sentences == passages:
            return _read(self.writer, first, topic, sentences)
        second = self._odds(self.writer, asked, passages)
        return _read(self.writer, (first + second) / 2, topic, passages)

    def up_to(self, asked: Asked, hit: Hit, sentence: Hit) -> float:
        """Log-odds of the model's Yes to the hit's passage, read no further than to a sentence of it."""
        place = self.retriever.around(hit)
        read = replace(place, span=Span(place.span.start, sentence.place.span.end))
        assert self.writer is not None
        return self._odds(self.writer, asked, self._shown(asked, [hit], lambda _: read))

    def _odds(self, writer: Writer, asked: Asked, text: str) -> float:
        """Log-odds of the model's Yes."""
        odds = log_odds(writer.states(asked.posed, text))
        return odds if asked.posed == asked.corrected else odds - LIGHTLY

    def _shown(self, asked: Asked, hits: Sequence[Hit], of: Callable[[Hit], Place]) -> str:
        """What the model reads of the hits, under the name of who speaks if the words lack it."""
        texts: list[str] = []
        for hit in hits:
            place = of(hit)
            words = " ".join(place.span.cut(self.library.article(place.article).text).split())
            shown = under_name(words, self._speaker(asked, hit.place))
            if shown not in texts:
                texts.append(shown)
        return " ".join(texts)

    def _speaker(self, asked: Asked, place: Place) -> str | None:
        """Whom the place reports; for the article's own words its author, where the question names one."""
        heard = next(self.library.heard(place.article, place.span), None)
        author = self.library.article(place.article).author
        meant = author is not None and any(author in person.names for person in asked.people)
        return heard or (author if meant else None)


def _read(writer: Writer, odds: float, topic: float, shown: str, whole: bool = False) -> Look:
    """What a writer's Yes gives, by its log-odds."""
    return Look(probability(odds), topic, shown, taught=writer.taught, whole=whole)
