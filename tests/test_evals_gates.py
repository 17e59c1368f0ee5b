"""The gate itself: what it reads, what it says, and that the shipped one can bite."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pullquote_evals.baselines import bare, changed, fallen_cases, name_in, worse_case_by_case
from pullquote_evals.gates import Gate, judge, read_gate
from pullquote_evals.gold import CasesRefused
from pullquote_evals.loading import HERE
from pullquote_evals.report import CaseResult, Figure, Report, SystemResult, read_report

KNOWN = {
    *("questions.recall@8", "questions.recall@20", "questions.mrr", "questions.ndcg@8", "questions.correct"),
    *("questions.character_recall@8", "questions.citation_recall", "questions.citation_exactness"),
    *("questions.citation_precision", "questions.sentences_cited", "questions.quotations_backed"),
    *("questions.speaker", "questions.abstention_recall", "questions.abstention_precision"),
    *("questions.false_abstention", "questions.calibration_error", "questions.risk_coverage_area"),
    *("checks.verdict_accuracy", "checks.true_speaker", "checks.falsified_passed"),
    *("checks.claim_balanced_accuracy", "speakers.span_f1", "speakers.speaker_f1"),
    *("poison.clean", "poison.right", "poison.citation_exactness", "poison.canary_emitted"),
    "poison.markup_emitted",
}


def figure(value: float, low: float = 0.0, high: float = 1.0, *, lower: bool = False) -> Figure:
    return Figure(value=value, n=10, low=low, high=high, lower_is_better=lower)


def case(number: int, **scores: float | None) -> CaseResult:
    return CaseResult(suite="questions", id=f"q{number}", type="fact", scores=scores)


def result(totals: dict[str, Figure], *cases: CaseResult, errors: tuple[str, ...] = ()) -> SystemResult:
    ran = max(1, len(cases))
    return SystemResult(name="s", describe={}, totals=totals, by_type={}, ran=ran, cases=cases, errors=errors)


def run_of(*correct: float, **fields: Any) -> SystemResult:
    cases = [case(n, correct=value) for n, value in enumerate(correct)]
    return result({"questions.correct": figure(sum(correct) / len(correct), **fields)}, *cases)


def report(system: SystemResult) -> Report:
    return Report(
        made="now", tier="fast", split="dev", sample=None, suites=("questions",), case_count=1,
        reference_seconds=1.0, peak_memory_bytes=1, systems=(system,),
    )  # fmt: skip


HERE_AND_NOW = Path()


@pytest.mark.parametrize("tier", ["fast", "model"])
@pytest.mark.parametrize("split", ["dev", "test"])
def test_the_shipped_gate_holds_the_promises_and_names_only_what_is_measured(tier: str, split: str) -> None:
    gate = read_gate(HERE / "gates.toml", tier, split)
    assert gate.floors["questions.citation_exactness"] == 1.0
    assert gate.ceilings["checks.falsified_passed"] == 0.0
    assert set(gate.metrics) <= KNOWN


def test_a_value_on_the_floor_passes_and_one_under_it_does_not() -> None:
    gate = Gate(floors={"questions.correct": 0.5}, ceilings={"questions.false_abstention": 0.1})
    fine = result({"questions.correct": figure(0.5), "questions.false_abstention": figure(0.1)})
    assert judge(report(fine), gate, HERE_AND_NOW).outcome == "passed"
    bad = result({"questions.correct": figure(0.49), "questions.false_abstention": figure(0.11)})
    verdict = judge(report(bad), gate, HERE_AND_NOW)
    assert verdict.outcome == "failed"
    assert verdict.breaches == (
        "questions.correct: 0.490 is under 0.5 (n=10)",
        "questions.false_abstention: 0.110 is over 0.1 (n=10)",
    )


def test_only_the_suites_that_were_run_are_gated() -> None:
    gate = Gate(floors={"questions.correct": 0.5, "checks.verdict": 1.0})
    assert judge(report(result({"questions.correct": figure(1.0)})), gate, HERE_AND_NOW).outcome == "passed"


def test_what_did_not_run_outweighs_what_failed_and_what_failed_outweighs_what_was_not_measured() -> None:
    gate = Gate(floors={"questions.correct": 0.5, "questions.speaker": 0.5})
    low = {"questions.correct": figure(0.1)}
    assert judge(report(result(low)), gate, HERE_AND_NOW).outcome == "failed"
    assert judge(report(result(low, errors=("q1: x",))), gate, HERE_AND_NOW).outcome == "incomplete"
    assert judge(report(result({"questions.correct": figure(1)})), gate, HERE_AND_NOW).outcome == "incomplete"


@pytest.mark.parametrize(
    ("metric", "now", "lower", "outcome"),
    [
        ("questions.correct", 0.71, False, "passed"),
        ("questions.correct", 0.69, False, "failed"),
        ("questions.false_abstention", 0.89, True, "passed"),
        ("questions.false_abstention", 0.91, True, "failed"),
    ],
)
def test_a_mean_may_not_leave_the_baselines_interval_on_the_bad_side(
    tmp_path: Path, metric: str, now: float, lower: bool, outcome: str
) -> None:
    report(result({metric: figure(0.8, 0.7, 0.9, lower=lower)})).write(tmp_path / "b.json")
    gate = Gate(baseline="b.json", newly_failed={metric: 9})
    verdict = judge(report(result({metric: figure(now, lower=lower)})), gate, tmp_path)
    assert verdict.outcome == outcome


def test_cases_that_fell_are_named_beyond_those_allowed(tmp_path: Path) -> None:
    report(run_of(*[1.0] * 10, low=0.7)).write(tmp_path / "b.json")
    now = report(run_of(0.0, 0.0, *[1.0] * 8))
    strict = judge(now, Gate(baseline="b.json", newly_failed={"questions.correct": 1}), tmp_path)
    assert strict.breaches == ("questions.correct: 2 worse than in the baseline (1 allowed): q0, q1",)
    lax = judge(now, Gate(baseline="b.json", newly_failed={"questions.correct": 2}), tmp_path)
    assert lax.outcome == "passed"


def test_a_metric_that_should_be_low_falls_by_rising() -> None:
    totals = {"questions.false_abstention": figure(0.5, lower=True)}
    then, now = result(totals, case(0, false_abstention=0.0)), result(totals, case(0, false_abstention=1.0))
    assert fallen_cases("questions.false_abstention", now, then) == ["q0"]
    assert fallen_cases("questions.false_abstention", then, now) == []


def test_a_sample_is_compared_with_the_same_cases_of_the_baseline() -> None:
    then = result({"questions.correct": figure(0.5)}, case(0, correct=1.0), case(1, correct=0.0))
    now = result({"questions.correct": figure(1.0)}, case(0, correct=1.0))
    (change,) = changed(now, then)
    assert change.then.value == 1.0
    assert change.then.n == 1


@pytest.mark.parametrize("written", ["[fast.dev", "[fast.dev]\nfloor = 1", '[fast.dev.floors]\n"a.b" = "x"'])
def test_a_faulty_gates_file_is_refused(tmp_path: Path, written: str) -> None:
    path = tmp_path / "gates.toml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(CasesRefused, match=r"gates\.toml"):
        read_gate(path, "fast", "dev")


def test_cases_that_fall_one_by_one_fail_the_gate_where_the_mean_does_not(tmp_path: Path) -> None:
    report(run_of(*[1.0] * 90, *[0.0] * 10, low=0.8, high=0.96)).write(tmp_path / "b.json")
    gate = Gate(baseline="b.json", floors={"questions.correct": 0.5})
    five_fell = run_of(*[0.0] * 5, *[1.0] * 85, *[0.0] * 10)
    (breach,) = judge(report(five_fell), gate, tmp_path).breaches
    assert breach.startswith(
        "questions.correct: worse case by case than the baseline, by 0.050 (n=100): q0, "
    )
    five_rose_too = run_of(*[0.0] * 5, *[1.0] * 90, *[0.0] * 5)
    assert judge(report(five_rose_too), gate, tmp_path).outcome == "passed"


def test_a_baseline_alone_holds_every_metric_but_times(tmp_path: Path) -> None:
    ratio = {"questions.total_ratio": figure(3.0, 2.9, 3.1, lower=True)}
    good = run_of(*[1.0] * 10, low=0.7)
    report(good.model_copy(update={"totals": good.totals | ratio})).write(tmp_path / "b.json")
    slow = {"questions.total_ratio": figure(9.0, lower=True)}
    same = good.model_copy(update={"totals": good.totals | slow})
    assert judge(report(same), Gate(baseline="b.json"), tmp_path).outcome == "passed"
    assert judge(report(run_of(*[0.0] * 10)), Gate(baseline="b.json"), tmp_path).outcome == "failed"


def test_a_case_that_was_edited_since_is_not_compared() -> None:
    then = result({}, case(0, correct=1.0).model_copy(update={"digest": "old"}))
    now = result({}, case(0, correct=0.0).model_copy(update={"digest": "new"}))
    assert fallen_cases("questions.correct", now, then) == []
    assert worse_case_by_case("questions.correct", now, then) is None


def test_cases_that_came_or_went_leave_the_means_of_the_others() -> None:
    then, now = run_of(1.0, 0.0), run_of(1.0, 0.0, 0.0, 0.0)
    (change,) = changed(now, then)
    assert (change.now.value, change.then.value) == (0.5, 0.5)


def test_a_baseline_holds_no_seconds_and_none_can_be_gated() -> None:
    seconds = run_of(1.0).model_copy(
        update={"totals": {"questions.total_p50": figure(4.0), "questions.total_ratio": figure(3.0)}}
    )
    kept = bare(report(seconds)).systems[0]
    assert set(kept.totals) == {"questions.total_ratio"}
    assert [one.metric for one in changed(seconds, seconds)] == ["questions.total_ratio"]
    with pytest.raises(ValueError, match="gate on its ratio"):
        Gate(ceilings={"questions.total_p95": 8.0})


@pytest.mark.parametrize(
    "written",
    [
        "",
        "# kept\n[fast.own.floors]\n'a.b' = 1\n",
        "[fast.own]\n# kept\n[fast.own.floors]\n'a.b' = 1\n",
        "[fast.own]\nbaseline = 'old.json'\nfloors = {'a.b' = 1}\n[model.own]\nbaseline = 'other.json'\n",
        "[model.own.floors]\n'a.b' = 1",
    ],
)
def test_a_baseline_is_named_in_the_gates_and_nothing_else_changes(tmp_path: Path, written: str) -> None:
    path = tmp_path / "gates.toml"
    path.write_text(written, encoding="utf-8")
    name_in(path, "fast.own", "baseline-fast-own.json")
    assert read_gate(path, "fast", "own").baseline == "baseline-fast-own.json"
    assert ("# kept" in written) == ("# kept" in path.read_text(encoding="utf-8"))
    was, now = tomllib.loads(written), tomllib.loads(path.read_text(encoding="utf-8"))
    assert now.get("model") == was.get("model")
    assert now["fast"]["own"].get("floors") == was.get("fast", {}).get("own", {}).get("floors")
    once = path.read_text(encoding="utf-8")
    name_in(path, "fast.own", "baseline-fast-own.json")
    assert path.read_text(encoding="utf-8") == once


@pytest.mark.parametrize("tier", ["fast", "model"])
@pytest.mark.parametrize("split", ["dev", "test"])
def test_a_baseline_that_the_shipped_gates_name_lies_beside_them(tier: str, split: str) -> None:
    named = read_gate(HERE / "gates.toml", tier, split).baseline
    assert named is None or read_report(HERE / named).tier == tier
