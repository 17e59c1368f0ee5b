"""The latest eval report as HTML, read from the file that `pullquote eval` writes."""

from __future__ import annotations

import json
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
    outcome = f"Gate: {verdict['outcome']}. " if verdict else ""
    cases = f"{report['case_count']} cases of {', '.join(report['suites'])}"
    line = f"{outcome}{cases}, {report['split']}, {report['made']}"
    faults = "".join(f'<li class="fault">{text_html(str(one))}</li>' for one in verdict.get("breaches", ()))
    rows = "".join(_row(name, figure) for name, figure in system["totals"].items())
    return (
        f'<section class="quality" aria-label="Quality"><p class="verdict-line">{text_html(line)}</p>'
        f"<ul>{faults}</ul><table><caption>{text_html(system['name'])}</caption><thead><tr>"
        '<th scope="col">Metric</th><th scope="col">Value</th><th scope="col">95 % interval</th>'
        f'<th scope="col">Cases</th></tr></thead><tbody>{rows}</tbody></table></section>'
    )


def _row(name: str, figure: dict[str, Any]) -> str:
    return (
        f'<tr><th scope="row">{text_html(name)}</th><td>{figure["value"]:.3f}</td>'
        f"<td>{figure['low']:.3f} to {figure['high']:.3f}</td><td>{int(figure['n'])}</td></tr>"
    )
