"""The gate: floors, ceilings, and no worse than the committed baseline, in the mean and case by case."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import Field, ValidationError, model_validator

from pullquote_evals.baselines import changed, fallen_cases, worse_case_by_case
from pullquote_evals.gold import CasesRefused, Strict, told
from pullquote_evals.report import (
    Change,
    Outcome,
    Report,
    SystemResult,
    Verdict,
    in_seconds,
    is_time,
    read_report,
)

MOST_NAMED = 12
"""Cases that one line of a verdict names; the reports have all of them."""


class Gate(Strict):
    """What one tier and split must reach. Metric names are `suite.metric`.

    `baseline` is a report beside the gates file: every metric named here, or if none is named every one but
    times, must stay within its interval, in the mean and over the pairs of a case. `newly_failed` says how
    many cases may score worse, whatever others gain: 0 for none. Seconds cannot be gated, as they differ from
    machine to machine; their ratios can.
    """

    baseline: str | None = None
    floors: dict[str, float] = Field(default_factory=dict)
    ceilings: dict[str, float] = Field(default_factory=dict)
    newly_failed: dict[str, int] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _the_same_everywhere(self) -> Gate:
        for name in self.metrics:
            if "." not in name:
                raise ValueError(f"{name} is no suite.metric, as questions.correct is")
            if in_seconds(name):
                raise ValueError(f"{name} is in seconds of one machine; gate on its ratio instead")
        return self

    def only(self, suites: Sequence[str]) -> Gate:
        """The same gate without the suites that were not asked for."""
        return self.model_copy(
            update={
                name: {metric: v for metric, v in table.items() if metric.split(".", 1)[0] in suites}
                for name, table in (
                    ("floors", self.floors),
                    ("ceilings", self.ceilings),
                    ("newly_failed", self.newly_failed),
                )
            }
        )

    @property
    def metrics(self) -> list[str]:
        """Every metric it needs, once."""
        return list(dict.fromkeys([*self.floors, *self.ceilings, *self.newly_failed]))


def read_gate(path: Path, tier: str, split: str) -> Gate:
    """The gate of a tier and split: table `[TIER.SPLIT]`; an empty one when the file has no such table."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        found = tables.get(tier, {}).get(split, {})
        return Gate.model_validate(found)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, AttributeError) as wrong:
        raise CasesRefused(f"{path}: cannot be read as gates ({wrong})") from wrong
    except ValidationError as wrong:
        raise CasesRefused(f"{path}: [{tier}.{split}] {told(wrong)}") from wrong


def judge(report: Report, gate: Gate, folder: Path) -> Verdict:
    """The verdict on the first system of a report; `folder` is where the baseline lies.

    Incomplete when a case did not run, the named baseline is missing, or a gated metric was not measured;
    the last only while nothing else failed: a metric may apply to no case because every answer is wrong.
    """
    gate, now = gate.only(report.suites), report.systems[0]
    unmeasured = [f"{name} was not measured" for name in gate.metrics if name not in now.totals]
    missing: list[str] = []
    if not now.ran:
        missing.append("no case was run")
    if now.errors:
        missing.append(f"{len(now.errors)} of {now.ran} cases did not run, the first: {now.errors[0]}")
    breaches = [*_under(now, gate.floors), *_over(now, gate.ceilings)]
    baseline = _baseline(gate, folder, missing)
    changes: list[Change] = []
    known: tuple[str, ...] = ()
    if baseline is not None:
        then = baseline.systems[0]
        changes = changed(now, then)
        breaches += _against(gate, now, then, changes)
        known = tuple(f"{one.suite}/{one.id}" for one in then.cases if one.failed)
    return Verdict(
        outcome=_outcome(breaches, missing, unmeasured),
        breaches=tuple(breaches),
        missing=(*missing, *unmeasured),
        baseline=gate.baseline if baseline else None,
        changes=tuple(changes),
        known_failures=known,
    )


def _outcome(breaches: Sequence[str], missing: Sequence[str], unmeasured: Sequence[str]) -> Outcome:
    if missing:
        return "incomplete"
    if breaches:
        return "failed"
    return "incomplete" if unmeasured else "passed"


def _against(gate: Gate, now: SystemResult, then: SystemResult, changes: Sequence[Change]) -> Iterator[str]:
    """What is worse than in the baseline: means, pairs of a case, and single cases beyond those allowed."""
    gated = gate.metrics or [one.metric for one in changes if not is_time(one.metric)]
    yield from (_worse(one) for one in changes if one.metric in gated and _is_worse(one))
    for metric in gated:
        if (by := worse_case_by_case(metric, now, then)) is not None:
            fallen = ", ".join(fallen_cases(metric, now, then)[:MOST_NAMED])
            yield f"{metric}: worse case by case than the baseline, by {-by.value:.3f} (n={by.n}): {fallen}"
    for metric, allowed in gate.newly_failed.items():
        if len(fallen_ids := fallen_cases(metric, now, then)) > allowed:
            yield _fallen(metric, allowed, len(fallen_ids), fallen_ids[:MOST_NAMED])


def _under(system: SystemResult, floors: Mapping[str, float]) -> list[str]:
    return [
        f"{name}: {figure.value:.3f} is under {floor:g} (n={figure.n})"
        for name, floor in floors.items()
        if (figure := system.totals.get(name)) and figure.value < floor
    ]


def _over(system: SystemResult, ceilings: Mapping[str, float]) -> list[str]:
    return [
        f"{name}: {figure.value:.3f} is over {ceiling:g} (n={figure.n})"
        for name, ceiling in ceilings.items()
        if (figure := system.totals.get(name)) and figure.value > ceiling
    ]


def _baseline(gate: Gate, folder: Path, missing: list[str]) -> Report | None:
    if gate.baseline is None:
        return None
    path = folder / gate.baseline
    if not path.is_file():
        missing.append(f"the baseline {gate.baseline} is not beside the gates; make it with --save-baseline")
        return None
    return read_report(path)


def _is_worse(change: Change) -> bool:
    if change.now.lower_is_better:
        return change.now.value > change.then.high
    return change.now.value < change.then.low


def _worse(change: Change) -> str:
    then = change.then
    return (
        f"{change.metric}: {change.now.value:.3f} is worse than the baseline's {then.value:.3f} "
        f"beyond its interval [{then.low:.3f}, {then.high:.3f}]"
    )


def _fallen(metric: str, allowed: int, count: int, named: Sequence[str]) -> str:
    return f"{metric}: {count} worse than in the baseline ({allowed} allowed): {', '.join(named)}"
