"""Which candidates answer, and whether any does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pullquote.questions import Asked
from pullquote.retrieval import Hit
from pullquote.writer import Opinion


@dataclass(frozen=True, slots=True)
class Settings:
    """How an answer is made; each technique can be switched off, so that the evals can weigh it.

    `candidates` sentences are retrieved, `shown` of them to the model, `closest` to the user; at most
    `cited` are cited. `reads`: the model's opinion counts. `writes`: the model writes a lead sentence.
    """

    candidates: int = 12
    shown: int = 6
    closest: int = 5
    cited: int = 2
    reads: bool = True
    writes: bool = True
    threshold: float = 0.5


@dataclass(frozen=True, slots=True)
class Choice:
    """The hits that answer, best first (none: abstain), and the probability that they are right."""

    hits: tuple[Hit, ...]
    confidence: float


def choose(asked: Asked, hits: Sequence[Hit], opinion: Opinion | None, settings: Settings) -> Choice:
    """Decide."""
    if not hits:
        return Choice((), 0.0)
    return Choice(tuple(hits[: settings.cited]), 0.5)
