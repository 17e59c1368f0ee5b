"""The page as programs see it: named endpoints, files to save, and the real model once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio_client import Client

from browser import newsroom_over, served
from conftest import SEEDS
from pullquote.filters import Filters
from pullquote_ui.exchanges import Card, Exchange, Source, State
from pullquote_ui.exporting import changed, html_page, markdown
from pullquote_ui.guards import Door
from pullquote_ui.quality_view import quality_html
from pullquote_ui.routes import ASSETS

HARRIS = "what did Harris say about the threat of lawsuit and enforcement"
WORDS = "The threat of lawsuit is the enforcement."


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    newsroom = newsroom_over(tmp_path_factory.mktemp("api") / "index", SEEDS)
    with served(newsroom) as address:
        yield address
    newsroom.close()


@pytest.fixture(scope="module")
def client(url: str) -> Client:
    return Client(url, verbose=False, analytics_enabled=False)


def test_a_program_gets_a_cited_answer(client: Client) -> None:
    answer: dict[str, Any] = client.predict(HARRIS, api_name="/ask")
    assert answer["outcome"] == "answered"
    cited = answer["citations"][0]
    text = client.predict(cited["article"], api_name="/get_article")["text"]
    assert text[cited["start"] : cited["end"]] == cited["quote"] == WORDS
    assert cited["speaker"] == "David Evan Harris"
    assert {"standalone_question", "closest", "confidence", "model", "embedder", "timings"} <= answer.keys()


def test_a_program_can_narrow_what_may_answer(client: Client) -> None:
    found = client.predict("Meta open source", k=3, articles=["003*"], api_name="/search")
    assert {one["article"] for one in found["passages"]} == {"003_75bf4c178698ae9d.txt"}
    assert len(found["passages"]) == 3


def test_a_program_gets_a_checked_text(client: Client) -> None:
    report = client.predict(f"“{WORDS}” Harris said.", quotes_only=True, api_name="/check")
    assert report["ok"] is True
    assert [one["verdict"] for one in report["quotes"]] == ["verbatim"]


def test_an_error_reaches_the_program_as_its_one_line(client: Client) -> None:
    with pytest.raises(Exception, match="quote nobody of that name"):
        client.predict(HARRIS, speakers=["Nobody Known"], api_name="/ask")


def test_only_the_named_endpoints_are_shown(client: Client) -> None:
    shown = client.view_api(return_format="dict")
    assert set(shown["named_endpoints"]) == {"/ask", "/search", "/check", "/get_article"}


def test_the_page_tells_no_other_host_to_a_browser(url: str) -> None:
    page = httpx.get(url)
    assert page.headers["content-security-policy"].startswith("default-src 'self'")
    assert httpx.get(url, headers={"host": "evil.example"}).status_code == 400


def test_a_tool_client_gets_a_cited_answer(url: str) -> None:
    pytest.importorskip("mcp", reason="needs the mcp extra")
    import anyio
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async def call() -> tuple[set[str], Any]:
        async with (
            streamable_http_client(f"{url}/mcp") as (reading, writing, *_),
            ClientSession(reading, writing) as session,
        ):
            await session.initialize()
            names = {tool.name for tool in (await session.list_tools()).tools}
            return names, await session.call_tool("ask", {"question": HARRIS})

    names, told = anyio.run(call)
    assert names == {"ask", "search", "check", "get_article"}
    assert json.loads(told.content[0].text)["citations"][0]["quote"] == WORDS


def test_an_upload_that_is_too_large_is_refused(url: str) -> None:
    large = {"files": ("large.txt", b"a" * 5_100_000)}
    assert httpx.post(f"{url}/gradio_api/upload", files=large).status_code == 413


def test_a_login_guards_every_address(tmp_path: Path) -> None:
    newsroom = newsroom_over(tmp_path / "index", SEEDS)
    with served(newsroom, Door("ann", "secret")) as address:
        for path in ("/", "/config", "/gradio_api/info", "/assets-of-pullquote/page.css", "/ratings"):
            assert httpx.get(address + path).status_code == 401
        assert httpx.get(address, auth=("ann", "secret")).status_code == 200
    newsroom.close()


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


def test_a_saved_conversation_says_which_article_has_changed(library: Any) -> None:
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


@pytest.mark.model
def test_the_real_model_answers_the_harris_question_through_the_page(tmp_path: Path) -> None:
    from threading import Event

    from pullquote.indexing.generations import Generations
    from pullquote.models.weights import DEFAULT
    from pullquote.wiring import Given, index, open_language_model, open_retriever
    from pullquote_ui.conversing import conversing
    from pullquote_ui.newsroom import Newsroom

    given = Given(tmp_path / "index")
    index(given, (SEEDS,), lambda *_: None)
    model = open_language_model(DEFAULT, lambda *_: None)
    assert model is not None
    newsroom = Newsroom(
        Generations(given.folder),
        lambda: open_retriever(given),
        lambda *_: index(given, (), lambda *_: None),
        model,
    )
    steps = list(
        conversing(newsroom, "what did Harris say about license enforcement", [], Filters(), Event())
    )
    newsroom.close()
    model.close()
    assert steps[-1].state is State.ANSWERED
    assert any(card.source.words == WORDS for card in steps[-1].cards)
