"""A run in the terminal."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pullquote_evals.markdown import headline, rows, value
from pullquote_evals.report import Report

_COLOUR = {"passed": "green", "failed": "red", "incomplete": "yellow"}


def print_summary(report: Report, out: Path, console: Console) -> None:
    """The table, what the gate says and where the reports are."""
    table = Table(title=headline(report), title_justify="left", pad_edge=False)
    table.add_column("metric")
    for system in report.systems:
        table.add_column(Text(system.name), justify="right")
    for name, figures, _ in rows(report):
        table.add_row(Text(name), *(Text(value(one)) if one else Text("–") for one in figures))
    console.print(table)
    for system in report.systems:
        if system.not_built:
            console.print(Text(f"{system.name}: not built yet: {', '.join(system.not_built)}"))
    if report.verdict:
        for line in (*report.verdict.missing, *report.verdict.breaches):
            console.print(Text(f"  {line}"))
        console.print(
            Text(report.verdict.outcome, style=_COLOUR[report.verdict.outcome]), f"({out}/report.html)"
        )
