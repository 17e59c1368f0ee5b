"""What a search gives back: places in articles, and how each fits the question."""

from __future__ import annotations

from dataclasses import dataclass

from pullquote.spans import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A span of an article."""

    article: str
    span: Span

    def holds(self, article: str, span: Span) -> bool:
        """Whether a span of an article lies within."""
        return article == self.article and self.span.holds(span)


@dataclass(frozen=True, slots=True)
class Fit:
    """How a sentence, and the passage around it, fit what is looked for: cosines, and BM25 in [0, 1]."""

    dense: float
    words: float
    dense_around: float
    words_around: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a sentence fits the question.

    `fit` ranks it and `whole` is how it fits the question with all that it takes along. They differ in a
    follow-up alone: there `fit` means of the sentence how it fits what is asked itself, and of what is around
    it the mean of that and of `whole`. `thread` is how far its article is behind the one that tells most of
    what is taken along, in [-1, 0]; 0 where nothing is. `late` is how well it answers word by word (see
    `pullquote.indexing.late`), None where that was not compared.
    `voice` is 1 when the sentence reports a person whom the question names, -1 when it reports somebody else,
    0 when either names nobody. `form` is 1 when it holds what the answer must (a number to "how many", a role
    to "who is Lee"), -1 when it does not, 0 when the question does not tell.
    """

    fit: Fit
    whole: Fit
    voice: float
    form: float
    thread: float
    late: float | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """How the parts of the evidence are added up.

    All but the last four were fitted on 900 questions of SQuAD 2.0's development set (softmax over
    candidates, `dense` made 1). A heavier voice put what people say of themselves before what was asked on
    `dev`: their names are in the sentences' vectors and words already. `form` was chosen on both folders'
    `dev` questions, where half and twice of it do as well; `thread` and the means of follow-ups on 38
    follow-ups, most of them not in the suites, of which the first hit is right 30 times, and 15 without them.
    `late` was chosen on the `dev` questions of three folders: the first hit is right in 139 of 201 without
    it, in 157 with 3 or 4, and in 151 with 2.
    """

    dense: float = 1.0
    words: float = 1.0
    dense_around: float = 0.8
    words_around: float = 1.2
    voice: float = 0.03
    form: float = 0.15
    thread: float = 1.0
    late: float = 3.0

    def score(self, evidence: Evidence) -> float:
        """One number; higher is better, and comparable from question to question."""
        return (
            self.fits(evidence.fit)
            + self.voice * evidence.voice
            + self.form * evidence.form
            + self.thread * evidence.thread
        )

    def fits(self, fit: Fit) -> float:
        """What the fit alone adds."""
        return (
            self.dense * fit.dense
            + self.words * fit.words
            + self.dense_around * fit.dense_around
            + self.words_around * fit.words_around
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence or passage that may answer; `passage` is the id of the passage it is or stands in."""

    place: Place
    score: float
    evidence: Evidence
    passage: int
    also_in: tuple[Place, ...] = ()
