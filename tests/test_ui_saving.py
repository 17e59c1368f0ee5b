"""What is taken along from the page: conversations as files; and the eval report as it is shown."""

from __future__ import annotations

import json
from pathlib import Path

from pullquote.indexing.library import Library
from pullquote_ui.exchanges import Card, Exchange, Source, State
from pullquote_ui.exporting import changed, html_page, markdown
from pullquote_ui.quality_view import quality_html
from pullquote_ui.routes import ASSETS

SOURCE = Source("a.txt", 0, 4, "*wild* <b>", None, None, None)
EXCHANGE = Exchange(
    "abcdefgh",
    "# what?",
    State.ANSWERED,
    cards=(Card(1, SOURCE, "Ann", None, "direct"),),
    sentences=("So [1].",),
)


def test_a_saved_conversation_has_its_quotations_and_no_script() -> None:
    page = html_page([EXCHANGE], frozenset(), ASSETS / "page.css")
    assert "*wild* &lt;b&gt;" in page
    assert "<script" not in page
    assert "<button" not in page
    assert r"\*wild\* \<b\>" in markdown([EXCHANGE], frozenset())
    assert r"## \# what?" in markdown([EXCHANGE], frozenset())


def test_a_saved_conversation_says_which_article_has_changed(library: Library) -> None:
    stale = changed([EXCHANGE], library)
    assert stale == {SOURCE}
    assert "has changed since" in markdown([EXCHANGE], stale)
    assert "has changed since" in html_page([EXCHANGE], stale, ASSETS / "page.css")


def test_quality_says_what_to_type_where_there_is_no_report(tmp_path: Path) -> None:
    assert "pullquote eval" in quality_html(tmp_path / "report.json")
    (tmp_path / "report.json").write_text("[]", encoding="utf-8")
    assert "cannot be read" in quality_html(tmp_path / "report.json")


def test_quality_shows_every_figure_with_its_count(tmp_path: Path) -> None:
    figure = {"value": 0.9, "n": 40, "low": 0.77, "high": 0.96, "lower_is_better": False}
    report = {
        "made": "2026-01-01", "split": "dev", "suites": ["questions"], "case_count": 40,
        "systems": [{"name": "<real>", "totals": {"questions.answered": figure}}],
        "verdict": {"outcome": "failed", "breaches": ["questions.answered: 0.900 is under 0.95"]},
    }  # fmt: skip
    (tmp_path / "report.json").write_text(json.dumps(report), encoding="utf-8")
    shown = quality_html(tmp_path / "report.json")
    assert "0.770 to 0.960" in shown
    assert "<td>40</td>" in shown
    assert "&lt;real&gt;" in shown
    assert "is under 0.95" in shown
