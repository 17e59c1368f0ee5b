"""The gate: floors, ceilings, and no worse than the committed baseline, in the mean and case by case."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import Field, ValidationError

from pullquote_evals.gold import CasesRefused, Strict, told
from pullquote_evals.intervals import mean
from pullquote_evals.report import (
    CaseResult,
    Change,
    Figure,
    Outcome,
    Report,
    SystemResult,
    Verdict,
    read_report,
)


class Gate(Strict):
    """What one tier and split must reach. Metric names are `suite.metric`.

    `newly_failed`: how many cases may score worse than in the baseline; named per metric, 0 for none.
    `baseline` is a report beside the gates file.
    """

    baseline: str | None = None
    floors: dict[str, float] = Field(default_factory=dict)
    ceilings: dict[str, float] = Field(default_factory=dict)
    newly_failed: dict[str, int] = Field(default_factory=dict)

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
        gated = set(gate.metrics)
        breaches += [_worse(one) for one in changes if one.metric in gated and _is_worse(one)]
        for metric, allowed in gate.newly_failed.items():
            if fallen := fallen_cases(metric, now, then)[allowed:]:
                breaches.append(_fallen(metric, allowed, fallen))
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


def changed(now: SystemResult, then: SystemResult) -> list[Change]:
    """Every metric both have, over the cases both have: a sample is compared with the same sample."""
    before = then.totals
    if not now.cases and now.ran != then.ran:
        return []
    if now.cases and then.cases:
        shared = {(one.suite, one.id) for one in now.cases}
        rows = [one for one in then.cases if (one.suite, one.id) in shared]
        if len(rows) < len(then.cases):
            before = _totals_of(rows, then.totals)
    return [
        Change(metric=name, now=fig, then=before[name]) for name, fig in now.totals.items() if name in before
    ]


def _totals_of(rows: Sequence[CaseResult], known: Mapping[str, Figure]) -> dict[str, Figure]:
    """Means over some cases; what is no mean over cases is left out, as it cannot be had for a part."""
    found: dict[str, Figure] = {}
    for name, figure in known.items():
        suite, metric = name.split(".", 1)
        scores = [one.scores.get(metric) for one in rows if one.suite == suite]
        estimate = mean([score for score in scores if score is not None])
        if estimate is not None:
            found[name] = Figure.of(estimate, lower_is_better=figure.lower_is_better)
    return found


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


def fallen_cases(metric: str, now: SystemResult, then: SystemResult) -> list[str]:
    """The ids of the cases that score worse than before by one metric; cases only one has are passed over."""
    suite, name = metric.split(".", 1)
    lower = metric in now.totals and now.totals[metric].lower_is_better
    before = {one.id: one.scores.get(name) for one in then.cases if one.suite == suite}
    fallen: list[str] = []
    for one in now.cases:
        score, was = one.scores.get(name), before.get(one.id)
        if one.suite != suite or score is None or was is None:
            continue
        if score > was if lower else score < was:
            fallen.append(one.id)
    return fallen


def _fallen(metric: str, allowed: int, beyond: Sequence[str]) -> str:
    count = allowed + len(beyond)
    return (
        f"{metric}: {count} cases are worse than in the baseline ({allowed} allowed), as {', '.join(beyond)}"
    )
