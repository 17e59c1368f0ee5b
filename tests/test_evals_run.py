"""Whole runs on a scripted system: the gate passes what is right, and each fault makes it fail."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from evals_fakes import Gilded
from pullquote.errors import EvalIncomplete
from pullquote_evals.gold import CasesRefused, read_questions
from pullquote_evals.markdown import markdown
from pullquote_evals.options import EvalOptions
from pullquote_evals.report import Report, read_report
from pullquote_evals.run import Write, main, write_reports
from pullquote_evals.texts import read_texts

TEXT = (
    "The ferry sank on Monday. “We saw it go,” said Ann Lee, a fisher. Nobody was hurt. The harbour is "
    "closed. “It was an old boat,” said Bo Orr. The council meets in May. A new boat costs 9 million."
)
FACTS = [
    ("Who saw it?", "Ann Lee", "“We saw it go,” said Ann Lee, a fisher."),
    ("What did Orr call it?", "old boat", "“It was an old boat,” said Bo Orr."),
    ("When did it sink?", "Monday", "The ferry sank on Monday."),
    ("What does a new one cost?", "9 million", "A new boat costs 9 million."),
]
GATES = """
[fast.own.floors]
"questions.recall@8" = 0.95
"questions.ndcg@8" = 0.9
"questions.correct" = 0.95
"questions.citation_exactness" = 1.0
"questions.citation_recall" = 0.95
"questions.abstention_recall" = 0.9
[fast.own.ceilings]
"questions.false_abstention" = 0.05
[fast.own.newly_failed]
"questions.correct" = 0
"""

Run = Callable[..., int]


def written(folder: Path) -> tuple[Path, Path]:
    """A small gold set with its gates, and the articles it is about."""
    articles = folder / "articles"
    articles.mkdir()
    (articles / "ferry.txt").write_text(TEXT, encoding="utf-8")
    rows: list[dict[str, Any]] = [
        {"id": f"a{n}", "type": "fact", "question": asked, "must": [[fact]], "reference": gold,
         "evidence": [[{"article": "ferry.txt", "text": gold}]]}
        for n, (asked, fact, gold) in enumerate(FACTS)
    ]  # fmt: skip
    two = [[{"article": "ferry.txt", "text": gold}] for *_, gold in FACTS[:2]]
    rows.append(
        {
            "id": "s",
            "type": "synthesis",
            "question": "Who spoke?",
            "must": [["Lee"], ["Orr"]],
            "evidence": two,
        }
    )
    rows += [
        {"id": f"u{n}", "type": "none", "question": f"Who paid {n}?", "answerable": False} for n in range(3)
    ]
    cases = folder / "mine.jsonl"
    cases.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (folder / "gates.toml").write_text(GATES, encoding="utf-8")
    return cases, articles


@pytest.fixture
def options(tmp_path: Path) -> EvalOptions:
    cases, articles = written(tmp_path)
    return EvalOptions(cases=cases, articles=articles, out=tmp_path / "out")


def gilded(options: EvalOptions, **faults: Any) -> Gilded:
    assert options.cases
    assert options.articles
    texts = read_texts(options.articles)
    return Gilded(read_questions(options.cases, texts), texts, **faults)


def only_json(report: Report, _: dict[str, str], out: Path) -> None:
    """The other reports take longer, and have tests of their own."""
    report.write(out / "report.json")


def run(options: EvalOptions, system: Gilded, write: Write = only_json) -> int:
    @contextmanager
    def opened(name: str, _: EvalOptions, __: Path) -> Iterator[Gilded]:
        system.name = name
        yield system

    opener: Callable[[str, EvalOptions, Path], AbstractContextManager[Gilded]] = opened
    return main(options, opener, Console(file=StringIO()), write)


def test_a_system_that_is_right_passes_and_four_reports_are_written(options: EvalOptions) -> None:
    assert run(options, gilded(options), write_reports) == 0
    names = {path.name for path in options.out.iterdir()}
    assert {"report.json", "report.md", "junit.xml", "report.html"} <= names
    report = read_report(options.out / "report.json")
    assert report.verdict
    assert report.verdict.outcome == "passed"
    assert report.systems[0].totals["questions.correct"].n == 5


@pytest.mark.parametrize(
    ("fault", "metric"),
    [
        ({"depth": 1}, "questions.recall@8"),
        ({"shuffled": True}, "questions.ndcg@8"),
        ({"shift": 1}, "questions.citation_exactness"),
        ({"never_abstains": True}, "questions.abstention_recall"),
    ],
)
def test_each_fault_makes_the_gate_fail(options: EvalOptions, fault: dict[str, Any], metric: str) -> None:
    assert run(options, gilded(options, **fault)) == 1
    verdict = read_report(options.out / "report.json").verdict
    assert verdict
    assert any(line.startswith(metric) for line in verdict.breaches)


def test_a_run_in_which_every_case_failed_to_run_is_inconclusive(options: EvalOptions) -> None:
    with pytest.raises(EvalIncomplete, match="8 of 8 cases did not run"):
        run(options, gilded(options, fails=True), write_reports)
    report = read_report(options.out / "report.json")
    assert report.verdict
    assert report.verdict.outcome == "incomplete"
    assert len(report.systems[0].errors) == 8
    assert "did not run" in (options.out / "report.md").read_text(encoding="utf-8")


def test_one_case_that_did_not_run_is_enough_to_be_inconclusive(options: EvalOptions) -> None:
    class Once(Gilded):
        def ask(self, row: Any) -> dict[str, Any]:
            if row["id"] == "a1":
                raise ZeroDivisionError("a bug")
            return super().ask(row)

    whole = gilded(options)
    with pytest.raises(EvalIncomplete, match="1 of 8 cases did not run, the first: questions/a1"):
        run(options, Once(whole.questions, whole.texts))


def test_a_gated_metric_that_was_not_measured_is_inconclusive(options: EvalOptions) -> None:
    assert options.cases
    gates = options.cases.parent / "gates.toml"
    gates.write_text('[fast.own.floors]\n"questions.speaker" = 0.5\n', encoding="utf-8")
    with pytest.raises(EvalIncomplete, match=r"questions\.speaker was not measured"):
        run(options, gilded(options))


def test_kept_answers_are_reused_only_on_resume_and_only_if_nothing_changed(options: EvalOptions) -> None:
    run(options, gilded(options))
    again = gilded(options)
    run(replace(options, resume=True), again)
    assert again.asked == []
    other = gilded(options, shift=1)
    run(replace(options, resume=True), other)
    assert len(other.asked) == 8
    fresh = gilded(options)
    run(options, fresh)
    assert len(fresh.asked) == 8


def test_a_half_written_row_is_asked_again(options: EvalOptions) -> None:
    run(options, gilded(options))
    (kept,) = (options.out / "answers").iterdir()
    whole = kept.read_text(encoding="utf-8")
    kept.write_text(whole[:-30], encoding="utf-8")
    again = gilded(options)
    assert run(replace(options, resume=True), again) == 0
    assert len(again.asked) == 1


def test_errors_are_not_kept(options: EvalOptions) -> None:
    with pytest.raises(EvalIncomplete):
        run(options, gilded(options, fails=True))
    mended = gilded(options)
    assert run(replace(options, resume=True), mended) == 0
    assert len(mended.asked) == 8


def test_a_baseline_is_saved_and_a_worse_run_fails_against_it_by_mean_and_by_case(
    options: EvalOptions,
) -> None:
    assert run(replace(options, save_baseline=True), gilded(options)) == 0
    assert options.cases
    folder = options.cases.parent
    assert (folder / "baseline-fast-own.json").is_file()
    lax = (folder / "gates.toml").read_text(encoding="utf-8")
    assert 'baseline = "baseline-fast-own.json"' in lax
    lax = lax.replace('"questions.correct" = 0.95', '"questions.correct" = 0.1')
    (folder / "gates.toml").write_text(lax, encoding="utf-8")
    assert run(options, gilded(options)) == 0

    class Slipping(Gilded):
        def ask(self, row: Any) -> dict[str, Any]:
            given = super().ask(row)
            return given | {"answer": "It went down [1]."} if row["id"] == "a1" else given

    whole = gilded(options)
    assert run(options, Slipping(whole.questions, whole.texts)) == 1
    verdict = read_report(options.out / "report.json").verdict
    assert verdict
    assert verdict.breaches == ("questions.correct: 1 worse than in the baseline (0 allowed): a1",)


def test_a_baseline_that_is_named_but_missing_is_inconclusive(options: EvalOptions) -> None:
    assert options.cases
    gates = options.cases.parent / "gates.toml"
    gates.write_text('[fast.own]\nbaseline = "gone.json"\n', encoding="utf-8")
    with pytest.raises(EvalIncomplete, match=r"gone\.json"):
        run(options, gilded(options))


@pytest.mark.slow
def test_the_test_split_tells_totals_only_unless_asked(tmp_path: Path) -> None:
    options = EvalOptions(split="test", suites=("questions",), out=tmp_path, gates=tmp_path / "gates.toml")
    (tmp_path / "gates.toml").write_text("", encoding="utf-8")
    from pullquote.places import seeds
    from pullquote_evals.loading import CASES

    texts = read_texts(seeds())
    questions = read_questions(CASES / "questions-test.jsonl", texts)
    assert run(replace(options, sample=9), Gilded(questions, texts), write_reports) == 0
    report = read_report(tmp_path / "report.json")
    assert report.systems[0].cases == ()
    assert report.systems[0].totals
    asked = [one.question for one in questions]
    for name in ("report.json", "report.md", "junit.xml", "report.html"):
        written_report = (tmp_path / name).read_text(encoding="utf-8")
        assert not any(question in written_report for question in asked)
    shown = replace(options, sample=9, show_test=True, resume=True)
    assert run(shown, Gilded(questions, texts)) == 0
    assert len(read_report(tmp_path / "report.json").systems[0].cases) == 9


def test_a_second_system_stands_beside_the_first_and_is_not_gated(options: EvalOptions) -> None:
    good, bad = gilded(options), gilded(options, never_abstains=True)

    @contextmanager
    def opened(name: str, _: EvalOptions, __: Path) -> Iterator[Gilded]:
        system = good if name == "pullquote" else bad
        system.name = name
        yield system

    both = replace(options, systems=("pullquote", "peer"))
    assert main(both, opened, Console(file=StringIO()), only_json) == 0
    report = read_report(options.out / "report.json")
    assert [one.name for one in report.systems] == ["pullquote", "peer"]
    assert "| metric | pullquote | peer |" in markdown(report)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "mine.jsonl:2: Invalid JSON"),
        ('{"id": "x", "question": " ", "answerable": false}', "mine.jsonl:2: the id or the question is"),
        ('{"id": "x", "question": "Q?"}', "needs `must` and `evidence`"),
        ('{"id": "x", "question": "Q?", "answerable": false, "musst": []}', "mine.jsonl:2: musst: Extra"),
        ('{"id": "x", "question": "Q?", "must": [["a"]], "evidence": [[{"article": "no.txt", "text": "a"}]]}',
         "no article named no.txt; there are: ferry.txt"),
        ('{"id": "x", "question": "Q?", "must": [["a"]], "evidence": '
         '[[{"article": "ferry.txt", "text": "boat"}]]}',
         "is 2 times in ferry.txt; give start and end"),
        ('{"id": "x", "question": "Q?", "must": [["a"]], "evidence": '
         '[[{"article": "ferry.txt", "text": "ferry", "start": 5, "end": 10}]]}',
         "ferry.txt[5:10] is “erry ”, not “ferry”"),
        ('{"id": "x", "question": "Q?", "must": [["..."]], "evidence": '
         '[[{"article": "ferry.txt", "text": "Ann Lee"}]]}',
         "mine.jsonl:2: '...' in `must` or `must_not` holds no word"),
        ('{"id": "x", "question": "Q?", "must": [["a"]], "evidence": '
         '[[{"article": "ferry.txt", "text": "ferry", "start": 5}]]}',
         "evidence.0.0: give `start` and `end`, or neither"),
        ('{"id": "u", "question": "Q?", "answerable": false}', "two cases have the id u"),
    ],
)  # fmt: skip
def test_a_faulty_case_is_refused_by_file_and_line(options: EvalOptions, line: str, said: str) -> None:
    assert options.cases
    first = '{"id": "u", "question": "Who paid?", "answerable": false}'
    options.cases.write_text(f"{first}\n{line}\n", encoding="utf-8")
    with pytest.raises(CasesRefused) as refused:
        run(options, Gilded((), {}))
    assert said in str(refused.value)
    assert str(options.cases) in str(refused.value)
    assert refused.value.exit_status == 2


def test_own_cases_without_their_articles_are_refused(options: EvalOptions) -> None:
    with pytest.raises(CasesRefused, match="--articles"):
        run(replace(options, articles=None), Gilded((), {}))


def test_gates_with_an_unknown_word_are_refused(options: EvalOptions) -> None:
    assert options.cases
    (options.cases.parent / "gates.toml").write_text('[fast.own.flors]\n"a.b" = 1\n', encoding="utf-8")
    with pytest.raises(CasesRefused, match="flors"):
        run(options, gilded(options))
