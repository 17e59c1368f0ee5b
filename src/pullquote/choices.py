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


ENOUGH_TAUGHT, ENOUGH, ENOUGH_UNREAD = 0.6, 0.38, 0.5
"""Confidence from which there is an answer. On the `dev` questions of three folders, each by coefficients of
the other two, the second declines 56 of 65 that the articles do not answer; of the 201 others it takes a look
that shows the answer at 154, and one that does not at 14. The first, for a model that was taught, declines 57
of 60, sentences and passages together, and takes what shows the answer at 173, what does not at 10; from .55
to .65 that changes by one, and .5 takes two more that do not. Without a model they are harder to tell apart.

It holds for what a model names, too: of 111 `dev` questions of four folders whose first look is denied (53
can be answered) 33 are so answered rightly, 3 wrongly, and 3 that can't be; from .45 on 34, 5 and 3, in
ten-fold cross-validation, but of whole answers to `dev` and capitol 1 was right and 4 were wrong between .45
and .6 with the adapter before.

Where nothing is compared the second was .36, on two of these folders; .38 declines one more of either kind.
"""
