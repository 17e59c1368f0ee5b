"""From what a system returned to what is reported: scores of cases, means with intervals, totals by type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from pullquote_evals.answers import AnswerBroken
from pullquote_evals.intervals import mean
from pullquote_evals.protocol import Given, System
from pullquote_evals.report import CaseResult, Figure, SystemResult, Told
from pullquote_evals.runner import Kept
from pullquote_evals.suites import Entry, Scores, Suite


@dataclass(frozen=True, slots=True)
class Ran:
    """One suite that was run: its entries and the rows kept of them, in the same order."""

    suite: Suite
    entries: Sequence[Entry]
    rows: Sequence[Kept]

    @property
    def reference(self) -> float:
        """Seconds of the fixed computation when most of these answers were made; 1 for an empty run."""
        found = sorted(row.reference for row in self.rows)
        return found[len(found) // 2] if found else 1.0


@dataclass(slots=True)
class _Tally:
    totals: dict[str, Figure] = field(default_factory=dict)
    by_type: dict[str, dict[str, Figure]] = field(default_factory=dict)
    cases: list[CaseResult] = field(default_factory=list)
    pictures: dict[str, Any] = field(default_factory=dict)


def result(system: System, ran: Sequence[Ran], not_built: Sequence[str], *, show: bool) -> SystemResult:
    """All that was measured of one system. Without `show` no case is told, only totals and errors."""
    tally = _Tally()
    for one in ran:
        _add(tally, one)
    errors = tuple(f"{one.suite}/{one.id}: {one.error}" for one in tally.cases if one.error)
    return SystemResult(
        name=system.name,
        describe=system.describe(),
        totals=tally.totals,
        by_type=tally.by_type,
        not_built=tuple(not_built),
        errors=errors if show else tuple(error.split(": ", 1)[0] for error in errors),
        ran=len(tally.cases),
        cases=tuple(tally.cases) if show else (),
        **tally.pictures,
    )


def _add(tally: _Tally, ran: Ran) -> None:
    suite = ran.suite
    scored = [_case(suite, entry, row) for entry, row in zip(ran.entries, ran.rows, strict=True)]
    tally.cases += scored
    good = [one for one in scored if one.error is None]
    tally.totals |= means(suite, [one.scores for one in good])
    for kind in dict.fromkeys(_kind(one) for one in scored):
        tally.by_type[f"{suite.name}: {kind}"] = means(
            suite, [one.scores for one in good if _kind(one) == kind]
        )
    sound = {one.id for one in good}
    returned: list[tuple[Entry, Given]] = [
        (entry, row.returned)
        for entry, row in zip(ran.entries, ran.rows, strict=True)
        if entry.id in sound and row.returned is not None
    ]
    for name, estimate in suite.overall(returned, ran.reference).items():
        if estimate is not None:
            lower = name in suite.lower_is_better
            tally.totals[f"{suite.name}.{name}"] = Figure.of(estimate, lower_is_better=lower)
    tally.pictures |= {name: value for name, value in asdict(suite.pictures(returned)).items() if value}


def _kind(case: CaseResult) -> str:
    return f"{case.type}, {case.subtype}" if case.subtype else case.type


def means(suite: Suite, scores: Sequence[Scores]) -> dict[str, Figure]:
    """The mean of every metric over the cases it applies to; one that applies to none is left out."""
    found: dict[str, Figure] = {}
    for name in dict.fromkeys(name for one in scores for name in one):
        estimate = mean([value for one in scores if (value := one.get(name)) is not None])
        if estimate is not None:
            lower = name in suite.lower_is_better
            found[f"{suite.name}.{name}"] = Figure.of(estimate, lower_is_better=lower)
    return found


def _case(suite: Suite, entry: Entry, row: Kept) -> CaseResult:
    plain = CaseResult(
        suite=suite.name, id=entry.id, type=entry.type, subtype=entry.subtype, digest=entry.digest
    )
    if row.returned is None:
        return plain.model_copy(update={"error": row.error or "nothing was returned"})
    try:
        scores = suite.score(entry, row.returned)
        told = Told(**asdict(suite.show(entry, row.returned)))
    except AnswerBroken as broken:
        return plain.model_copy(update={"error": f"AnswerBroken: {broken}"})
    failed = tuple(name for name in sorted(suite.must_be_one) if _under_one(scores.get(name)))
    seconds = round(row.seconds, 3)
    return plain.model_copy(update={"scores": scores, "failed": failed, "seconds": seconds, "told": told})


def _under_one(value: float | None) -> bool:
    return value is not None and value < 1
