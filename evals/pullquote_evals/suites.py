"""A suite: cases of one kind, how a system runs one, and how what it returned is scored.

Running and scoring are apart, so that kept answers are scored again without asking again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

from pullquote_evals.intervals import Estimate
from pullquote_evals.protocol import Given, System

Scores = dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """One case as the runner sees it: who it is, of which type, and the whole gold row to hash and show."""

    id: str
    type: str
    row: Mapping[str, Any]
    subtype: str | None = None

    @property
    def digest(self) -> str:
        """Changes with the gold row."""
        row = json.dumps(dict(self.row), sort_keys=True, default=str)
        return hashlib.sha256(row.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person needs to see why a case failed; places are (article, start, end)."""

    asked: str
    said: str
    wanted: str
    cited: tuple[tuple[str, int, int], ...] = ()
    gold: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Pictures:
    """What is drawn rather than averaged: (coverage, risk), confusions gold → given, seconds."""

    curve: tuple[tuple[float, float], ...] = ()
    matrices: Mapping[str, Mapping[str, Mapping[str, int]]] = field(default_factory=dict)
    seconds: Mapping[str, tuple[float, ...]] = field(default_factory=dict)


class Suite(Protocol):
    """See the module; `must_be_one` are the metrics whose value under 1 makes a case a failed one."""

    @property
    def name(self) -> str: ...
    @property
    def must_be_one(self) -> frozenset[str]: ...
    @property
    def lower_is_better(self) -> frozenset[str]: ...

    @property
    def texts(self) -> Mapping[str, str]:
        """Every article that a place may be in, by name."""
        ...

    def around(self, system: System) -> AbstractContextManager[System]:
        """The system as the cases need it; NotBuilt when it cannot be had."""
        ...

    def entries(self) -> Sequence[Entry]:
        """Every case, in the order of the file."""
        ...

    def run(self, system: System, entry: Entry) -> Given:
        """What the system returned, as JSON; errors pass through."""
        ...

    def score(self, entry: Entry, returned: Given) -> Scores:
        """Every metric of one case; None where one does not apply. AnswerBroken for a wrong shape."""
        ...

    def overall(self, ran: Sequence[tuple[Entry, Given]], reference: float) -> dict[str, Estimate | None]:
        """The measures that are no mean over cases. `reference`: seconds of the fixed computation."""
        ...

    def pictures(self, ran: Sequence[tuple[Entry, Given]]) -> Pictures:
        """What the reports draw of a run."""
        ...

    def show(self, entry: Entry, returned: Given) -> Shown:
        """The case for a reader."""
        ...
