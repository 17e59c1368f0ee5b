"""The page as programs see it: named endpoints and tools, and the real model once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from browser import newsroom_over, served
from conftest import SEEDS
from pullquote_ui.guards import Door
from pullquote_ui.newsroom import Newsroom

if TYPE_CHECKING:  # Gradio takes seconds to import
    from gradio_client import Client

pytestmark = pytest.mark.slow

HARRIS = "what did Harris say about the threat of lawsuit and enforcement"
WORDS = "The threat of lawsuit is the enforcement."


@pytest.fixture(scope="module")
def newsroom(seeds_index: Path) -> Iterator[Newsroom]:
    opened = newsroom_over(seeds_index, SEEDS)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def url(newsroom: Newsroom) -> Iterator[str]:
    with served(newsroom) as address:
        yield address


@pytest.fixture(scope="module")
def client(url: str) -> Client:
    from gradio_client import Client

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


def test_a_history_of_another_shape_is_told_in_one_line(client: Client) -> None:
    with pytest.raises(Exception, match="Each message of the history is an object"):
        client.predict(HARRIS, history=[{"user": "what"}], api_name="/ask")


def test_only_the_named_endpoints_are_shown(client: Client) -> None:
    shown = client.view_api(return_format="dict")
    assert set(shown["named_endpoints"]) == {"/ask", "/search", "/check", "/get_article"}
    told = {name: one["description"] for name, one in shown["named_endpoints"].items()}
    assert '"citations": [{"number"' in told["/ask"]
    assert '"verdict"' in told["/check"]


def test_the_page_tells_no_other_host_to_a_browser(url: str) -> None:
    page = httpx.get(url)
    assert page.headers["content-security-policy"].startswith("default-src 'self'")
    assert httpx.get(url, headers={"host": "evil.example"}).status_code == 400


def told_by_tools(url: str, *calls: tuple[str, dict[str, Any]]) -> tuple[list[Any], list[Any]]:
    """A tool client's list of the tools, and what it is told at each call."""
    import anyio
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async def call() -> tuple[list[Any], list[Any]]:
        async with (
            streamable_http_client(f"{url}/mcp") as (reading, writing, *_),
            ClientSession(reading, writing) as session,
        ):
            await session.initialize()
            tools = (await session.list_tools()).tools
            return tools, [await session.call_tool(name, given) for name, given in calls]

    return anyio.run(call)


def test_a_tool_client_is_told_what_the_endpoints_tell(url: str, client: Client) -> None:
    calls: list[tuple[str, dict[str, Any]]] = [
        ("ask", {"question": HARRIS}),
        ("search", {"question": "Meta open source", "k": 2, "articles": ["003*"]}),
        ("check", {"text": f"“{WORDS}” Harris said.", "quotes_only": True}),
        ("get_article", {"article": "002_40499ef273f6bf74.txt"}),
    ]
    tools, told = told_by_tools(url, *calls)
    assert {tool.name for tool in tools} == {"ask", "search", "check", "get_article"}
    assert all('{"' in tool.description for tool in tools)
    for (name, given), one in zip(calls, told, strict=True):
        assert not one.isError
        same = client.predict(**given, api_name=f"/{name}")
        assert timeless(json.loads(one.content[0].text)) == timeless(same)
    answer = json.loads(told[0].content[0].text)
    assert [one["quote"] for one in answer["citations"]][:1] == [WORDS]


def timeless(told: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in told.items() if key != "timings"}


def test_an_error_reaches_a_tool_client_as_its_one_line(url: str) -> None:
    _, (unknown, empty) = told_by_tools(
        url, ("get_article", {"article": "nothing.txt"}), ("ask", {"question": "???"})
    )
    for one in (unknown, empty):
        assert one.isError
        assert "\n" not in one.content[0].text
    assert "No article nothing.txt." in unknown.content[0].text
    assert "The question is empty. Give one, as in: " in empty.content[0].text


def test_an_upload_that_is_too_large_is_refused(url: str) -> None:
    large = {"files": ("large.txt", b"a" * 20_100_000)}
    assert httpx.post(f"{url}/gradio_api/upload", files=large).status_code == 413


def test_a_login_guards_every_address(newsroom: Newsroom) -> None:
    with served(newsroom, Door("ann", "secret")) as address:
        for path in ("/", "/config", "/gradio_api/info", "/assets-of-pullquote/page.css", "/ratings"):
            assert httpx.get(address + path).status_code == 401
        assert httpx.get(address, auth=("ann", "secret")).status_code == 200


@pytest.mark.model
def test_the_real_model_answers_the_harris_question_through_the_page(tmp_path: Path) -> None:
    from threading import Event

    from pullquote.filters import Filters
    from pullquote.indexing.generations import Generations
    from pullquote.models.weights import DEFAULT
    from pullquote.wiring import Given, index, open_language_model, open_retriever
    from pullquote_ui.conversing import conversing
    from pullquote_ui.exchanges import State

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
