"""The latest eval report as HTML, read from the file that `pullquote eval` writes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from pullquote_ui.escaping import text_html

REPORT = Path("eval-report") / "report.json"
RATINGS = (
    '<p class="saving"><a href="/ratings" download>Save the ratings given on this page, '
    "as candidates for eval cases</a></p>"
)
NONE = "There is no eval report here yet. Make one with: pullquote eval"


def quality_html(path: Path = REPORT) -> str:
    """Metrics of the gated system, each with its count and interval; or that there is no report."""
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        return _report(report) + RATINGS
    except FileNotFoundError:
        return f'<p class="remark">{NONE}</p>{RATINGS}'
    except (OSError, ValueError, LookupError, TypeError):
        line = f"{path} cannot be read as an eval report. Make a new one: pullquote eval"
        return f'<p class="fault">{text_html(line)}</p>'


def _report(report: dict[str, Any]) -> str:
    system = report["systems"][0]
    verdict = report.get("verdict") or {}
    cases = f"{report['case_count']} cases ({report['split']}), made on {report['made'][:10]}"
    faults = "".join(f'<li class="fault">{text_html(str(one))}</li>' for one in verdict.get("breaches", ()))
    suites = groupby(system["totals"].items(), key=lambda total: total[0].partition(".")[0])
    bodies = "".join(_suite(name, [(key.partition(".")[2], one) for key, one in of]) for name, of in suites)
    return (
        f'<section class="quality" aria-label="Quality"><p class="verdict-line">{_outcome(verdict)}'
        f"<span>{text_html(cases)}</span></p>"
        f"<ul>{faults}</ul><table><caption>System: {text_html(system['name'])}</caption><thead><tr>"
        '<th scope="col">Metric</th><th scope="col">Value</th><th scope="col">95 % interval</th>'
        f'<th scope="col">Cases</th></tr></thead>{bodies}</table></section>'
    )


def _outcome(verdict: dict[str, Any]) -> str:
    if not verdict:
        return ""
    look = "verbatim" if verdict["outcome"] == "passed" else "altered"
    return f'<span class="badge v-{look}">Gate {text_html(str(verdict["outcome"]))}</span>'


def _suite(name: str, figures: Sequence[tuple[str, dict[str, Any]]]) -> str:
    heading = f'<tr><th colspan="4" scope="rowgroup">{text_html(name.capitalize())}</th></tr>'
    return f"<tbody>{heading}{''.join(_row(metric, figure) for metric, figure in figures)}</tbody>"


def _row(name: str, figure: dict[str, Any]) -> str:
    less = '<span class="less">lower is better</span>' if figure.get("lower_is_better") else ""
    return (
        f'<tr><th scope="row">{text_html(name.replace("_", " "))}{less}</th><td>{figure["value"]:.3f}</td>'
        f"<td>{figure['low']:.3f} to {figure['high']:.3f}</td><td>{int(figure['n'])}</td></tr>"
    )
