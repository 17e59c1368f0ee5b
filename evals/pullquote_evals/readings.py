"""What a desk sees when it looks closer at a question, and whether the answer that it would give is right.

The raw material of `calibrate`: signals of retrieval and of the language model beside the truth, for every
look that a desk might take, whatever its thresholds are at present.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from pullquote.confidence import Calibration, Look, basis, signals
from pullquote.desk import Desk
from pullquote.hits import Hit
from pullquote_evals.answer_metrics import right
from pullquote_evals.answers import read_answer
from pullquote_evals.gold import CasesRefused, Question
from pullquote_evals.protocol import Given
from pullquote_evals.runner import Keeper, Kept, kept_rows
from pullquote_evals.systems import PullquoteSystem

DECIDED = 0.8
"""Confidence, by the present coefficients, from which nobody will ever want a second look."""


@dataclass(frozen=True, slots=True)
class Noting(Calibration):
    """Notes every look, and has the desk answer from the one numbered `wanted`, and from no earlier one."""

    wanted: int = 0
    notes: list[Given] = field(default_factory=list)

    def probability(self, hits: Sequence[Hit], look: Look) -> float:
        """1 for the wanted look, 0 before it."""
        note: Given = {
            "basis": basis(hits, look).name,
            "signals": signals(hits, look),
            "stated": look.stated,
            "topic": look.topic,
            "evidence": [asdict(hit.evidence) for hit in hits],
            "confidence": Calibration.probability(self, hits, look),
        }
        self.notes.append(note)
        return float(len(self.notes) > self.wanted)


@dataclass(frozen=True, slots=True)
class Seen:
    """One look: its signals, on what basis, and whether its answer is right (None: it gave none)."""

    signals: tuple[float, ...]
    basis: str
    right: float | None


@dataclass(frozen=True, slots=True)
class Reading:
    """All looks at one question, in the order in which the desk takes them; none: it declined unseen."""

    source: str
    id: str
    answerable: bool
    looks: tuple[Seen, ...]


def on_basis(reading: Reading, basis: str) -> Reading:
    """The reading with its looks on one basis alone: sentences first, passages later are on two."""
    return replace(reading, looks=tuple(seen for seen in reading.looks if seen.basis == basis))


def record(
    system: PullquoteSystem, source: str, cases: Sequence[Question], path: Path, tick: Callable[[], None]
) -> None:
    """Write one row a case to `path`; one that is there, of the same system and case, is not made again."""
    keeper = Keeper(path, resume=True)
    by = hashlib.sha256(json.dumps(system.describe(), sort_keys=True, default=str).encode()).hexdigest()
    for case in cases:
        key = hashlib.sha256(f"{by}\0{source}\0{case.model_dump_json()}".encode()).hexdigest()
        if keeper.get(key) is None:
            before = time.perf_counter()
            looks = list(_looks(system, case))
            row = {"by": by, "answerable": case.answerable, "looks": looks}
            keeper.add(Kept(key, source, case.id, time.perf_counter() - before, 0.0, row))
        tick()


def _looks(system: PullquoteSystem, case: Question) -> Iterator[Given]:
    """The same question once for every look: what an answer is worth is known when it has been given."""
    desk = system.desk
    taught = desk.writer is not None and desk.writer.taught
    for wanted in range(desk.settings.most(taught)):
        noting = Noting(**asdict(desk.settings.calibration), wanted=wanted)
        # What is noted is no confidence: nothing may be cited early for it, and no sentence taken apart.
        settings = replace(desk.settings, calibration=noting, threshold=0.5, early=False, apart=False)
        asked = replace(system, desk=Desk(desk.retriever, desk.writer, settings))
        answer = read_answer(asked.ask(case.asked()))
        if len(noting.notes) <= wanted:
            return
        note = noting.notes[wanted]
        yield {**note, "right": right(case, answer)}
        if note["confidence"] >= DECIDED:
            return


def read_readings(paths: Sequence[Path]) -> tuple[list[Reading], int]:
    """The rows of some files, and how many were left out since another system made them than the last one.

    CasesRefused when a file holds none.
    """
    found: list[Reading] = []
    left_out = 0
    for path in paths:
        rows = [row for row in kept_rows(path) if row.returned is not None]
        if not rows:
            raise CasesRefused(f"{path}: holds no reading. Type: python -m pullquote_evals.calibrate record")
        last = _by(rows[-1])
        found += [_reading(row) for row in rows if _by(row) == last]
        left_out += sum(_by(row) != last for row in rows)
    return found, left_out


def _by(row: Kept) -> Any:
    return (row.returned or {}).get("by")


def _reading(row: Kept) -> Reading:
    assert row.returned is not None
    looks = (Seen(tuple(one["signals"]), one["basis"], one["right"]) for one in row.returned["looks"])
    return Reading(row.suite, row.id, row.returned["answerable"], tuple(looks))
