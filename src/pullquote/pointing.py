"""Pointing: of some sentences the one that states the answer to a question, or none, in one reading.

The default model as it is points worse than the retriever. With an adapter of 11 MB (`models.adapters`),
taught on questions about encyclopedia articles, it points better, and knows better when nothing is there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pullquote.models.language import LanguageModel, Prompt

LETTERS = "ABCDEFGH"
"""The most that is shown at once: each sentence has a letter, which is one token for the model."""

SYSTEM = (
    "You are shown sentences from news articles, each with a letter. Find the one that states the answer to "
    "the question: exactly what is asked, about exactly that person, thing and time. If none does, say None."
)
START = "Stated in:"
NONE = " None"


@dataclass(frozen=True, slots=True)
class Pointed:
    """Natural log-probabilities, by the model, that each text states the answer, and that none does."""

    texts: tuple[float, ...]
    none: float

    @property
    def stated(self) -> float:
        """The probability that any of them does."""
        return -math.expm1(self.none)


def point(model: LanguageModel, question: str, texts: Sequence[str]) -> Pointed:
    """Where the answer is stated; at most eight texts.

    The question stands before the texts and behind them: a model reads forwards, and so knows what to look
    for.
    """
    options = [f" {letter}" for letter in LETTERS[: len(texts)]]
    *found, none = model.weigh(Prompt(SYSTEM, shown(question, texts), START, adapted=True), [*options, NONE])
    return Pointed(tuple(found), none)


def shown(question: str, texts: Sequence[str]) -> str:
    """What the model reads. It was taught in these very words, so they change with the adapter alone."""
    listed = "\n".join(f"{letter}. {text}" for letter, text in zip(LETTERS, texts, strict=False))
    return f"Question: {question}\n\n{listed}\n\nQuestion: {question}"
