"""The Ask tab: a question, verified quotations, prose, and a conversation that goes on."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event
from typing import Any

import gradio as gr

from pullquote.filters import Filters
from pullquote_ui.conversing import conversing
from pullquote_ui.exchanges import Exchange
from pullquote_ui.newsroom import Newsroom
from pullquote_ui.rendering import conversation_html, exchange_html

LONGEST = 2000
"""Characters that the question box takes; the library has its own, stricter limit in tokens."""


class Stops:
    """Which users' answers are being made, and how to stop them."""

    def __init__(self) -> None:
        self._events: dict[str, Event] = {}

    def begin(self, session: str) -> Event:
        """A new answer for that user; the one before, if it still runs, is stopped."""
        self.stop(session)
        self._events[session] = Event()
        return self._events[session]

    def stop(self, session: str) -> None:
        """Stop that user's answer, if one is being made."""
        if event := self._events.pop(session, None):
            event.set()


def ask_tab(newsroom: Newsroom) -> None:
    """Lay the tab out, inside the present Blocks."""
    stops = Stops()
    past = gr.State([])
    with gr.Row(elem_id="ask", equal_height=False):
        with gr.Column(elem_id="conversation", scale=7, min_width=0):
            with gr.Row(elem_id="composer", equal_height=True):
                question = gr.Textbox(
                    label="Ask the articles", placeholder="What did … say about …?", lines=1, max_lines=4,
                    max_length=LONGEST, elem_id="question", scale=8, autofocus=True, submit_btn=False,
                )  # fmt: skip
                ask = gr.Button("Ask", variant="primary", elem_id="ask-button", scale=1, min_width=80)
                stop = gr.Button(
                    "Stop", variant="stop", elem_id="stop-button", scale=1, min_width=80, visible=False
                )
            filters = _filters(newsroom)
            examples = _examples(newsroom)
            current = gr.HTML("", elem_id="current", padding=False)
            earlier = gr.HTML("", elem_id="earlier", padding=False)
            fresh = gr.Button("New conversation", elem_id="fresh-button", size="sm", visible=False)
        with gr.Column(elem_id="reader", scale=5, min_width=0):
            gr.HTML(READER, elem_id="reader-frame", padding=False)

    shown = [current, earlier, past, question, ask, stop, fresh]

    def answer(given: dict[Any, Any], request: gr.Request) -> Iterator[dict[Any, Any]]:
        asked, before = given[question].strip(), given[past]
        if not asked:
            yield {current: gr.skip()}
            return
        event = stops.begin(request.session_hash or "")
        yield {
            earlier: conversation_html(before),
            question: gr.update(value=""),
            ask: gr.update(visible=False),
            stop: gr.update(visible=True),
        }
        exchange = None
        for exchange in conversing(newsroom, asked, before, _chosen(*(given[one] for one in filters)), event):
            yield {current: exchange_html(exchange)}
        yield {
            past: [*before, exchange],
            ask: gr.update(visible=True),
            stop: gr.update(visible=False),
            fresh: gr.update(visible=True),
        }

    for trigger in (question.submit, ask.click):
        trigger(
            answer, {question, past, *filters}, shown, api_visibility="private", show_progress="hidden",
            concurrency_limit=16, concurrency_id="ask", trigger_mode="once",
        )  # fmt: skip

    def stopped(request: gr.Request) -> None:
        stops.stop(request.session_hash or "")

    stop.click(stopped, queue=False, api_visibility="private", show_progress="hidden")

    def anew() -> tuple[str, str, list[Exchange], Any]:
        return "", "", [], gr.update(visible=False)

    fresh.click(
        anew, outputs=[current, earlier, past, fresh], api_visibility="private", show_progress="hidden"
    )
    for button in examples:
        button.click(lambda text: text, button, question, api_visibility="private", show_progress="hidden").then(
            answer, {question, past, *filters}, shown, api_visibility="private", show_progress="hidden",
            concurrency_id="ask",
        )  # fmt: skip


READER = (
    '<aside class="reader" aria-label="The article"><div class="reader-bar"><span>The article</span>'
    '<button type="button" class="close" data-close>Close</button></div>'
    '<div id="reader-body" class="reader-body" tabindex="0" aria-live="off">'
    '<p class="hint">Choose a quotation, or a number in an answer, and the article opens here at those very words.</p>'
    "</div></aside>"
)


def _filters(newsroom: Newsroom) -> list[Any]:
    with newsroom.shelf() as shelf:
        articles = [(shelf.article(name).title or name, name) for name in shelf.names()]
    with gr.Accordion("Filters", open=False, elem_id="filters"), gr.Row():
        return [
            gr.Dropdown(newsroom.people, label="Speaker", multiselect=True, value=[], min_width=200),
            gr.Dropdown(articles, label="Article", multiselect=True, value=[], min_width=200),
            gr.Textbox(label="Since", placeholder="2024 or 2024-05", max_length=10, min_width=110),
            gr.Textbox(label="Until", placeholder="2024-05-31", max_length=10, min_width=110),
        ]


def _examples(newsroom: Newsroom) -> list[gr.Button]:
    with gr.Row(elem_id="examples"):
        return [
            gr.Button(f"What did {name} say?", size="sm", elem_classes="example", min_width=0)
            for name in newsroom.people[:3]
        ]


def _chosen(speakers: list[str], articles: list[str], since: str | None, until: str | None) -> Filters:
    return Filters(
        tuple(speakers or ()), tuple(_literal(name) for name in articles or ()),
        (since or "").strip() or None, (until or "").strip() or None,
    )  # fmt: skip


def _literal(name: str) -> str:
    """A file name as a glob that matches nothing else."""
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)
