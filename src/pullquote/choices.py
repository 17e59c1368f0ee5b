"""What is chosen of the candidates, and what is known of the first of them when that is decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pullquote.apart import Part
from pullquote.aspects import over_articles
from pullquote.confidence import Look
from pullquote.hits import Hit
from pullquote.questions import Asked


@dataclass(frozen=True, slots=True)
class Choice:
    """The hits that answer, best first (none: abstain), the probability that they are right, and what the
    model may answer: questions, each with what it read of the hits.

    `whole`: the passage of the one hit, of which another sentence may be what answers. `apart`: each question
    is a part of what was asked, or is asked of one of several articles. `named`: the model has named the
    first hit, out of all that stands around it. `doubted`: the parts of what was asked of which it is not
    beyond doubt that the hits tell them.
    """

    hits: tuple[Hit, ...]
    confidence: float
    posed: tuple[tuple[str, str], ...] = ()
    whole: bool = False
    apart: bool = False
    named: bool = False
    doubted: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class First:
    """The leading candidates of all groups, what a model made of them, and the confidence in them."""

    asked: Asked
    groups: Sequence[Sequence[Hit]]
    hits: Sequence[Hit]
    look: Look
    confidence: float

    @property
    def several(self) -> bool:
        """Whether several things are asked, or several articles."""
        return len(self.groups) > 1 or over_articles(self.asked)

    @property
    def part(self) -> Part:
        """All that is asked, with the candidates of the first group."""
        return Part(self.asked, tuple(self.groups[0]))
