"""The result of a run, as it is written to report.json and read back to compare."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from pullquote_evals.gold import CasesRefused, Strict, told
from pullquote_evals.intervals import Estimate

VERSION = 1
Outcome = Literal["passed", "failed", "incomplete"]


class Figure(Strict):
    """A metric's value over n cases with its 95 % interval."""

    value: float
    n: int
    low: float
    high: float
    lower_is_better: bool = False

    @classmethod
    def of(cls, estimate: Estimate, *, lower_is_better: bool) -> Figure:
        """An estimate, rounded so that reports of equal runs are equal files."""
        value, low, high = (round(one, 6) for one in (estimate.value, estimate.low, estimate.high))
        return cls(value=value, n=estimate.n, low=low, high=high, lower_is_better=lower_is_better)


class Told(Strict):
    """What a reader sees of a case; places are (article, start, end)."""

    asked: str
    said: str
    wanted: str
    cited: tuple[tuple[str, int, int], ...] = ()
    gold: tuple[tuple[str, int, int], ...] = ()


def in_seconds(metric: str) -> bool:
    """True of a metric that is told in seconds, so that it says as much of the machine as of the system."""
    return metric.endswith(("_p50", "_p95"))


def is_time(metric: str) -> bool:
    """True of what is measured in seconds or in times the fixed computation."""
    return in_seconds(metric) or "_ratio" in metric


class CaseResult(Strict):
    """One case of one system. `failed` names the metrics under 1 that must be 1; `error`: it did not run.

    `digest` is of the gold row: a case that was edited is not compared with what it was.
    """

    suite: str
    id: str
    type: str
    subtype: str | None = None
    digest: str = ""
    scores: dict[str, float | None] = Field(default_factory=dict)
    failed: tuple[str, ...] = ()
    error: str | None = None
    seconds: float | None = None
    told: Told | None = None


class SystemResult(Strict):
    """All that was measured of one system. Metric names are `suite.metric`; `by_type`: type, then metric."""

    name: str
    describe: dict[str, Any]
    totals: dict[str, Figure]
    by_type: dict[str, dict[str, Figure]]
    curve: tuple[tuple[float, float], ...] = ()
    matrices: dict[str, dict[str, dict[str, int]]] = Field(default_factory=dict)
    seconds: dict[str, tuple[float, ...]] = Field(default_factory=dict)
    not_built: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    ran: int = 0
    cases: tuple[CaseResult, ...] = ()


class Change(Strict):
    """A metric beside the committed baseline's."""

    metric: str
    now: Figure
    then: Figure


class Verdict(Strict):
    """What the gate says. `incomplete` is neither a pass nor a quality failure."""

    outcome: Outcome
    breaches: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    baseline: str | None = None
    changes: tuple[Change, ...] = ()
    known_failures: tuple[str, ...] = ()


class Report(Strict):
    """A whole run. The first system is the one that is gated; the others stand beside it."""

    version: int = VERSION
    made: str
    tier: str
    split: str
    sample: int | None
    suites: tuple[str, ...]
    case_count: int
    reference_seconds: float
    peak_memory_bytes: int
    systems: tuple[SystemResult, ...]
    verdict: Verdict | None = None

    def write(self, path: Path) -> None:
        """Write it as JSON."""
        path.write_text(self.model_dump_json(indent=1) + "\n", encoding="utf-8")


def read_report(path: Path) -> Report:
    """A report that was written; CasesRefused (exit 2) when the file is none."""
    try:
        return Report.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as wrong:
        raise CasesRefused(f"{path}: cannot be read ({wrong}). Name a report.json.") from wrong
    except ValidationError as wrong:
        raise CasesRefused(f"{path} is no report of this version: {told(wrong)}") from wrong
