"""A run for a pull request: the verdict, then the table."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from pullquote_evals.report import Figure, Report, SystemResult, Verdict

_SAID = {"passed": "Passed", "failed": "Failed", "incomplete": "Inconclusive"}


def markdown(report: Report) -> str:
    """The report as Markdown; what came from cases or systems is escaped."""
    parts = [
        f"# Eval: {report.tier}, {report.split}",
        headline(report),
        *_verdict(report.verdict),
        _table(report),
    ]
    for system in report.systems:
        parts += _notes(system)
    return "\n\n".join(part for part in parts if part) + "\n"


def append_to_step_summary(written: str) -> None:
    """Append to the file that a forge names in GITHUB_STEP_SUMMARY, if it does."""
    if place := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(place).open("a", encoding="utf-8") as file:
            file.write(written)


def headline(report: Report) -> str:
    """What was run, in one line."""
    names = ", ".join(system.name for system in report.systems)
    sample = f", a sample of {report.sample} a suite" if report.sample else ""
    return f"{report.case_count} cases ({', '.join(report.suites)}{sample}) on {names}."


def value(figure: Figure) -> str:
    """A figure with its interval and n, in plain text."""
    return f"{figure.value:.3f} [{figure.low:.3f}, {figure.high:.3f}] n={figure.n}"


def rows(report: Report) -> list[tuple[str, list[Figure | None], Figure | None]]:
    """Every metric: its name, a figure a system, and the baseline's."""
    then = {change.metric: change.then for change in report.verdict.changes} if report.verdict else {}
    names = dict.fromkeys(name for system in report.systems for name in system.totals)
    return [(name, [one.totals.get(name) for one in report.systems], then.get(name)) for name in names]


def _verdict(verdict: Verdict | None) -> list[str]:
    if verdict is None:
        return ["No gate."]
    said = [f"**{_SAID[verdict.outcome]}.**"]
    if lines := [*verdict.missing, *verdict.breaches]:
        said.append(_list(lines))
    return said


def _table(report: Report) -> str:
    names = [system.name for system in report.systems]
    baseline = any(then for _, _, then in rows(report))
    head = ["metric", *names, *(["baseline"] if baseline else [])]
    lines = [row(head), row(["---"] * len(head))]
    for name, figures, then in rows(report):
        cells = [*figures, *([then] if baseline else [])]
        lines.append(row([name, *(value(one) if one else "–" for one in cells)]))
    return "\n".join(lines)


def _notes(system: SystemResult) -> list[str]:
    notes: list[str] = []
    if system.not_built:
        notes.append(f"{_escaped(system.name)} has not built yet: {', '.join(system.not_built)}.")
    if system.errors:
        notes.append(
            f"{_escaped(system.name)}: {len(system.errors)} cases did not run.\n\n{_list(system.errors[:20])}"
        )
    failed = [one for one in system.cases if one.failed]
    if failed:
        lines = [f"{one.suite}/{one.id}: {', '.join(one.failed)}" for one in failed]
        shown = _list(lines)
        notes.append(
            f"<details><summary>{len(failed)} failed cases of {_escaped(system.name)}</summary>"
            f"\n\n{shown}\n\n</details>"
        )
    return notes


def row(cells: Sequence[str]) -> str:
    """A line of a table; cells are escaped."""
    return "| " + " | ".join(_escaped(cell) if cell != "---" else cell for cell in cells) + " |"


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {_escaped(line)}" for line in lines)


def _escaped(text: str) -> str:
    """Text that Markdown and the HTML inside it leave as it is, on one line."""
    plain = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for mark in "\\`*_|![]":
        plain = plain.replace(mark, "\\" + mark)
    return plain
