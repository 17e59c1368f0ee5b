"""A model that was taught reads sentences one by one: those of each thing that is asked, and those of one
thing when it denies that the first together answer.

A small model that reads sentences each of which tells a part says Yes to none of what was asked; and one that
answers misleads it less without another beside it. It tells which of some sentences states what is asked
better than the search does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from pullquote.confidence import Look, log_odds
from pullquote.hits import Hit
from pullquote.questions import Asked


class Sections(Protocol):
    """What a model that was taught to point makes of sections."""

    def named(self, part: Part, most: int) -> Sequence[Named]:
        """The sentences that may be cited for a part of a question, of the sections that are read for it,
        `most` of them, the likeliest first."""
        ...

    def share(self, asked: Asked, hits: Sequence[Hit]) -> float:
        """What the model gives these sentences, each of its own section, together."""
        ...


Looks = Callable[[Asked, Sequence[Hit], bool], Look]
"""Looks, for a question, at the sentences of some hits or, told so, at their passages."""

OF_A_PART, OF_ALL = 3, 5
"""Sentences that are read for each part of a question, and for one about several articles: a third of a
second each."""

CERTAIN = 3.5
"""Log-odds of Yes from which no other sentence is read."""

WORDED = 6.0
"""How much how well a sentence is worded weighs beside log-odds: about as in `confidence.TAUGHT`."""

STATED = 1.0
"""Log-odds of Yes from which a sentence is one of several that tell together."""

AS_SURE = 1.5
"""Log-odds that another such sentence may be behind the surest."""

OF_A_PART_CITED, OF_ALL_CITED = 2, 3
"""The most sentences that are taken."""

FOUND_FIRST = 2
"""Hits of a search with which it agrees if one of them is named."""

NAMED_TOO = 0.25
"""Share of a sentence from which it is one of several that a model has named."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is asked, and the candidates for it, best first."""

    asked: Asked
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A sentence, and the share that the model gives it of all of its section and of None."""

    hit: Hit
    share: float


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence, and what the model reads in it alone when it is asked this."""

    asked: Asked
    hit: Hit
    look: Look

    @property
    def fit(self) -> float:
        """Log-odds of Yes, and how well it is worded."""
        return self.odds + WORDED * (self.hit.evidence.late or 0.0)

    @property
    def odds(self) -> float:
        """Log-odds of Yes."""
        return 0.0 if self.look.stated is None else log_odds(self.look.stated)


def of_each(parts: Sequence[Part], looks: Looks) -> tuple[tuple[Read, ...], ...]:
    """For each part the sentence that most surely states it, and another that does so as well."""
    return tuple(_surest(_read(part, OF_A_PART, looks), OF_A_PART_CITED) for part in parts)


def of_one(part: Part, most: int, looks: Looks, first: Read | None) -> Read:
    """Of the first sentences the one that fits best; `first` of them may have been read."""
    return max(_read(part, most, looks, first), key=lambda one: one.fit)


def of_all(part: Part, looks: Looks) -> tuple[Read, ...]:
    """The sentences that state something of what is asked, the surest first; maybe none."""
    surest = _surest([_alone(part, hit, looks) for hit in part.hits[:OF_ALL]], OF_ALL_CITED)
    return surest if surest[0].odds >= STATED else ()


def named_alone(part: Part, named: Sequence[Named], looks: Looks, denied: float) -> Read:
    """What the model reads in the first of these sentences alone, which it has named; their shares are added
    up, as any of them may answer. `denied` is the confidence in what it had denied before."""
    places = {hit.place for hit in part.hits[:FOUND_FIRST]}
    found = any(one.hit.place in places for one in named)
    look = looks(part.asked, [named[0].hit], False)
    odds = log_odds(sum(one.share for one in named))
    return Read(part.asked, named[0].hit, replace(look, named=odds, found=found, before=denied))


def likely(named: Sequence[Named], most: int) -> Sequence[Named]:
    """The likeliest, and others that are likely."""
    return [*named[:1], *(one for one in named[1:most] if one.share >= NAMED_TOO)]


def _read(part: Part, most: int, looks: Looks, first: Read | None = None) -> list[Read]:
    """The sentences up to one that is certain."""
    read: list[Read] = []
    for hit in part.hits[:most]:
        read.append(first if first and first.hit == hit else _alone(part, hit, looks))
        if read[-1].odds >= CERTAIN:
            break
    return read


def _alone(part: Part, hit: Hit, looks: Looks) -> Read:
    return Read(part.asked, hit, looks(part.asked, [hit], False))


def _surest(read: Sequence[Read], most: int) -> tuple[Read, ...]:
    """The surest, and behind it those that state something nearly as surely."""
    first, *others = sorted(read, key=lambda one: -one.odds)
    least = max(STATED, first.odds - AS_SURE)
    return (first, *(one for one in others[: most - 1] if one.odds >= least))
