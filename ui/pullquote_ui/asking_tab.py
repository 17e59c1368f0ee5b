"""The Ask tab: a question, verified quotations, prose, and a conversation that goes on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from pullquote.filters import Filters
from pullquote_ui.conversing import conversing
from pullquote_ui.exchanges import Exchange
from pullquote_ui.kept import Kept
from pullquote_ui.newsroom import Newsroom
from pullquote_ui.rendering import conversation_html, exchange_html, fault, saving_html
from pullquote_ui.stopping import Stops

LONGEST = 2000
"""Characters that the question box takes; the library has its own, stricter limit in tokens."""
EXAMPLES = 4
GONE = "The answer of this link is not kept here. Ask again."
QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


class AskTab:
    """The tab's components and what they do, laid out inside the present Blocks."""

    def __init__(self, newsroom: Newsroom, kept: Kept) -> None:
        self.newsroom = newsroom
        self.kept = kept
        self.stops = Stops()
        self.past = gr.State([])
        with gr.Row(elem_id="composer", equal_height=True):
            self.question = gr.Textbox(
                label="Ask the articles", placeholder="What did … say about …?", lines=1, max_lines=4,
                max_length=LONGEST, elem_id="question", scale=8,
            )  # fmt: skip
            self.ask = gr.Button("Ask", variant="primary", elem_id="ask-button", scale=1, min_width=80)
            self.stop = gr.Button(
                "Stop", variant="stop", elem_id="stop-button", scale=1, min_width=80, visible=False
            )
        self.filters = _filters(newsroom)
        self.examples = _examples(newsroom)
        self.current = gr.HTML("", elem_id="current", padding=False, apply_default_css=False)
        self.earlier = gr.HTML("", elem_id="earlier", padding=False, apply_default_css=False)
        with gr.Row(elem_id="after"):
            self.fresh = gr.Button("New conversation", elem_id="fresh-button", size="sm", visible=False)
            self.saving = gr.HTML("", elem_id="saving", padding=False, apply_default_css=False)
        self._wire()

    def _wire(self) -> None:
        asking: dict[str, Any] = {
            "fn": self.answer,
            "inputs": {self.question, self.past, *self.filters},
            "outputs": [
                self.current, self.earlier, self.past, self.question, self.ask, self.stop, self.fresh,
                self.saving,
            ],
            "concurrency_limit": 16,
            "concurrency_id": "ask",
            **QUIET,
        }  # fmt: skip
        self.question.submit(**asking)
        self.ask.click(**asking)
        self.stop.click(self.stopped, queue=False, **QUIET)
        self.fresh.click(self.anew, outputs=self.conversation, **QUIET)
        for button in self.examples:
            button.click(lambda text: text, button, self.question, **QUIET).then(**asking)

    def answer(self, given: dict[Any, Any], request: gr.Request) -> Iterator[dict[Any, Any]]:
        """Answer the question in the box, step by step."""
        asked, before = (given[self.question] or "").strip(), given[self.past]
        if not asked:
            yield {self.current: gr.skip()}
            return
        stop = self.stops.begin(request.session_hash or "")
        # Said anew at every step: a browser that is busy shows only the latest of several updates.
        busy = {
            self.earlier: conversation_html(before),
            self.ask: gr.update(visible=False),
            self.stop: gr.update(visible=True),
        }
        filters = _chosen(*(given[one] for one in self.filters))
        told: list[Exchange] = []
        for exchange in conversing(self.newsroom, asked, before, filters, stop):
            if exchange.over:
                self.kept.remember(exchange)
            cleared = {} if told else {self.question: gr.update(value="")}
            told = [exchange]
            yield {**busy, **cleared, self.current: exchange_html(exchange)}
        self.stops.end(request.session_hash or "", stop)
        yield {
            self.past: [*before, *told],
            self.saving: saving_html([*before, *told]),
            self.ask: gr.update(visible=True),
            self.stop: gr.update(visible=False),
            self.fresh: gr.update(visible=True),
        }

    def stopped(self, request: gr.Request) -> None:
        """Stop this user's answer."""
        self.stops.stop(request.session_hash or "")

    @property
    def conversation(self) -> list[Any]:
        """What a link or a new conversation changes."""
        return [self.current, self.earlier, self.past, self.fresh, self.saving]

    def anew(self) -> dict[Any, Any]:
        """Forget the conversation."""
        return {
            self.current: "",
            self.earlier: "",
            self.past: [],
            self.fresh: gr.update(visible=False),
            self.saving: "",
        }

    def reopened(self, request: gr.Request) -> dict[Any, Any]:
        """What a link asks for: the answer that was kept under `answer`, as it was given."""
        name = request.query_params.get("answer", "")
        exchange = self.kept.find(name)
        if exchange is None:
            # Skipping, since a quick visitor has asked something by now.
            return {self.current: fault(GONE) if name else gr.skip()}
        return {
            self.current: exchange_html(exchange),
            self.past: [exchange],
            self.saving: saving_html([exchange]),
            self.fresh: gr.update(visible=True),
        }

    def choices(self) -> dict[Any, Any]:
        """The filters' choices and the examples anew, after the index has changed."""
        speaker, article, *_ = self.filters
        questions = zip(self.examples, _example_questions(self.newsroom), strict=True)
        return {
            **{button: gr.update(value=question, visible=bool(question)) for button, question in questions},
            speaker: gr.update(choices=self.newsroom.people, value=[]),
            article: gr.update(choices=_titles(self.newsroom), value=[]),
        }


def _titles(newsroom: Newsroom) -> list[tuple[str, str]]:
    with newsroom.shelf() as shelf:
        return [(shelf.article(name).title or name, name) for name in shelf.names()]


def _filters(newsroom: Newsroom) -> list[Any]:
    with gr.Accordion("Filters", open=False, elem_id="filters"), gr.Row():
        return [
            gr.Dropdown(newsroom.people, label="Speaker", multiselect=True, value=[], min_width=200),
            gr.Dropdown(_titles(newsroom), label="Article", multiselect=True, value=[], min_width=200),
            gr.Textbox(label="Since", placeholder="2024-05", max_length=10, min_width=110),
            gr.Textbox(label="Until", placeholder="2024-05-31", max_length=10, min_width=110),
        ]


def _examples(newsroom: Newsroom) -> list[gr.Button]:
    questions = _example_questions(newsroom)
    with gr.Row(elem_id="examples"):
        return [
            gr.Button(question, size="sm", elem_classes="example", min_width=0, visible=bool(question))
            for question in questions
        ]


def _example_questions(newsroom: Newsroom) -> list[str]:
    """Always as many; empty where the articles do not quote so many people."""
    voices = newsroom.catalogue().voices[:EXAMPLES]
    return [f"What did {name} say?" for name in voices] + [""] * (EXAMPLES - len(voices))


def _chosen(speakers: list[str], articles: list[str], since: str | None, until: str | None) -> Filters:
    return Filters(
        tuple(speakers or ()), (), (since or "").strip() or None, (until or "").strip() or None,
        tuple(articles or ()),
    )  # fmt: skip
