"""What a search gives back: places in articles, and how each fits the question."""

from __future__ import annotations

from dataclasses import dataclass

from pullquote.spans import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A span of an article."""

    article: str
    span: Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a sentence fits the question. Cosines are in [-1, 1], BM25 is scaled to [0, 1].

    `around` is the passage that the sentence stands in. `voice` is 1 when the sentence reports a person
    whom the question names, -1 when it reports somebody else, 0 when either names nobody. `form` is 1 when
    it holds what the answer must (a number to "how many", a role to "who is Lee"), -1 when it does not, 0
    when the question does not tell.
    """

    dense: float
    words: float
    dense_around: float
    words_around: float
    voice: float
    form: float


@dataclass(frozen=True, slots=True)
class Weights:
    """How the parts of the evidence are added up.

    All but `voice` and `form` were fitted on 900 questions of SQuAD 2.0's development set (softmax over
    candidates, `dense` made 1). A heavier voice put what people say of themselves before what was asked on
    `dev`: their names are in the sentences' vectors and words already. `form` was chosen on both folders'
    `dev` questions, where half and twice of it do as well.
    """

    dense: float = 1.0
    words: float = 1.0
    dense_around: float = 0.8
    words_around: float = 1.2
    voice: float = 0.03
    form: float = 0.15

    def score(self, evidence: Evidence) -> float:
        """One number; higher is better, and comparable from question to question."""
        return (
            self.dense * evidence.dense
            + self.words * evidence.words
            + self.dense_around * evidence.dense_around
            + self.words_around * evidence.words_around
            + self.voice * evidence.voice
            + self.form * evidence.form
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence or passage that may answer; `passage` is the id of the passage it is or stands in."""

    place: Place
    score: float
    evidence: Evidence
    passage: int
    also_in: tuple[Place, ...] = ()
