"""`pullquote eval`: run, score, report, judge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from pullquote.errors import EvalIncomplete
from pullquote_evals.baselines import bare, name_in
from pullquote_evals.effort import Yardstick, peak_memory_bytes
from pullquote_evals.gates import Gate, judge, read_gate
from pullquote_evals.junit import write_junit
from pullquote_evals.loading import (
    articles_folder,
    baseline_name,
    beside_own_cases,
    gates_file,
    load,
    split_name,
)
from pullquote_evals.markdown import append_to_step_summary, markdown
from pullquote_evals.options import EvalOptions
from pullquote_evals.page import write_page
from pullquote_evals.protocol import NotBuilt, System
from pullquote_evals.report import Report, SystemResult, Verdict
from pullquote_evals.runner import Keeper, Runner
from pullquote_evals.sampling import sample
from pullquote_evals.scoring import Ran, result
from pullquote_evals.suites import Suite
from pullquote_evals.summary import print_summary
from pullquote_evals.texts import read_texts

Opener = Callable[[str, EvalOptions, Path], AbstractContextManager[System]]
Write = Callable[[Report, dict[str, str], Path], None]
REUSED = frozenset({"llamaindex"})
"""Systems that take so long a question that kept answers are always reused, by their hash."""

OF_TEST = "The test split: totals only. Run it at a release, and tune nothing on what it says."


def main(
    options: EvalOptions,
    opener: Opener | None = None,
    console: Console | None = None,
    write: Write | None = None,
) -> int:
    """Run what the options say and write the four reports into `options.out`; 0 passed, 1 failed.

    Raises, for the command line to tell: CasesRefused (2, names file and line) and other usage errors
    before anything is run; EvalIncomplete (3) after the reports are written.
    """
    console = console or Console(stderr=True)
    write = write or write_reports
    opener = opener or _open_system
    folder = articles_folder(options)
    texts = read_texts(folder)
    suites = load(options, texts)
    gates = gates_file(options)
    gate = read_gate(gates, options.tier, split_name(options)) if gates else Gate()
    if split_name(options) == "test":
        console.print(Text(OF_TEST))
    if options.save_baseline:
        gate = gate.model_copy(update={"baseline": None, "newly_failed": {}})
    report = measure(options, suites, opener, console)
    report = report.model_copy(
        update={"verdict": judge(report, gate, gates.parent if gates else options.out)}
    )
    write(report, {name: text for suite in suites for name, text in suite.texts.items()}, options.out)
    print_summary(report, options.out, console)
    if options.save_baseline:
        _save_baseline(report, options, gates, console)
    assert report.verdict is not None
    return _status(report.verdict)


def _open_system(name: str, options: EvalOptions, folder: Path) -> AbstractContextManager[System]:
    """The real systems, imported only when no other is handed in."""
    from pullquote_evals.systems import open_system

    return open_system(name, options, folder)


def measure(options: EvalOptions, suites: Sequence[Suite], opener: Opener, console: Console) -> Report:
    """Run every suite on every system; nothing is judged."""
    show = split_name(options) != "test" or options.show_test
    yardstick = Yardstick()
    results: list[SystemResult] = []
    for name in options.systems:
        with opener(name, options, articles_folder(options)) as system:
            ran, not_built = _run(system, suites, options, yardstick, console)
            results.append(result(system, ran, not_built, show=show))
    return Report(
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        tier=options.tier,
        split=split_name(options),
        sample=options.sample,
        suites=tuple(suite.name for suite in suites),
        case_count=sum(len(sample(suite.entries(), options.sample)) for suite in suites),
        reference_seconds=round(yardstick.typical(), 4),
        peak_memory_bytes=peak_memory_bytes(),
        systems=tuple(results),
    )


def _run(
    system: System, suites: Sequence[Suite], options: EvalOptions, yardstick: Yardstick, console: Console
) -> tuple[list[Ran], list[str]]:
    """Each suite that the system can do, and the names of those it cannot."""
    kept = options.out / "answers" / f"{system.name}-{options.tier}-{split_name(options)}.jsonl"
    keeper = Keeper(kept, resume=options.resume or system.name in REUSED)
    ran: list[Ran] = []
    not_built: list[str] = []
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        for suite in suites:
            entries = sample(suite.entries(), options.sample)
            task = progress.add_task(f"{system.name}: {suite.name}", total=len(entries))
            try:
                with suite.around(system) as wider:
                    runner = Runner(wider, keeper, yardstick)
                    rows = runner.run(suite, entries, partial(progress.advance, task))
            except NotBuilt:
                not_built.append(suite.name)
            else:
                ran.append(Ran(suite, entries, rows))
    return ran, not_built


def write_reports(report: Report, texts: dict[str, str], out: Path) -> None:
    """report.json, report.md (also to the forge's summary), junit.xml and report.html."""
    out.mkdir(parents=True, exist_ok=True)
    report.write(out / "report.json")
    written = markdown(report)
    (out / "report.md").write_text(written, encoding="utf-8")
    append_to_step_summary(written)
    write_junit(report, out / "junit.xml")
    write_page(report, texts, out / "report.html")


def _save_baseline(report: Report, options: EvalOptions, gates: Path | None, console: Console) -> None:
    """Write the baseline beside the gates, which name it from then on; refused when a case did not run."""
    first = report.systems[0]
    if first.errors or not first.ran:
        said = f"{len(first.errors)} of {first.ran} cases did not run, as {', '.join(first.errors[:1])}"
        raise EvalIncomplete(f"No baseline: {said}. The reports have the rest.")
    beside = gates or beside_own_cases(options)
    path = beside.parent / baseline_name(options)
    bare(report).write(path)
    name_in(beside, f"{options.tier}.{split_name(options)}", path.name)
    console.print(f"Baseline written: {path}, named in {beside}", highlight=False)


def _status(verdict: Verdict) -> int:
    if verdict.outcome == "incomplete":
        raise EvalIncomplete(f"Inconclusive: {verdict.missing[0]}. The reports have the rest.")
    return 0 if verdict.outcome == "passed" else 1
