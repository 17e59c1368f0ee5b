"""A run as one page for a person: nothing is loaded, no script runs, everything foreign is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pullquote_evals.excerpts import Excerpt, excerpts
from pullquote_evals.markdown import headline, rows
from pullquote_evals.plots import plots
from pullquote_evals.report import CaseResult, Report

BY_TYPE = (
    ("questions", "correct"),
    ("questions", "recall@8"),
    ("questions", "abstention_recall"),
    ("checks", "verdict"),
    ("poison", "clean"),
)


def write_page(report: Report, texts: Mapping[str, str], path: Path) -> None:
    """Write report.html; `texts` are the articles whose words it shows."""
    here = Path(__file__).resolve().parent
    known = Environment(
        loader=FileSystemLoader(here),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    drawn = {heading: Markup(svg) for heading, svg in plots(report.systems, BY_TYPE).items()}
    page = known.get_template("page.html.j2").render(
        report=report,
        headline=headline(report),
        rows=rows(report),
        plots=drawn,
        known=set(report.verdict.known_failures) if report.verdict else set(),
        failures=[(system, _failures(system.cases, texts)) for system in report.systems],
    )
    path.write_text(page, encoding="utf-8")


def _failures(
    cases: tuple[CaseResult, ...], texts: Mapping[str, str]
) -> list[tuple[CaseResult, list[Excerpt], Any]]:
    """Failed cases and those that did not run, with what to show of the articles."""
    return [
        (one, excerpts(one.told, texts) if one.told else [], one.told)
        for one in cases
        if one.failed or one.error
    ]
