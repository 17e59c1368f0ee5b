"""The same functions for programs: named endpoints that return the contract's JSON objects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import gradio as gr

from pullquote.answer_json import answer_json, search_json
from pullquote.answers import Turn
from pullquote.checking.as_json import report_json
from pullquote.errors import PullquoteError
from pullquote.filters import Filters, scope_of
from pullquote.questions import require_question
from pullquote_ui.newsroom import Newsroom
from pullquote_ui.reviewing import LONGEST

Json = dict[str, Any]
EXAMPLE = 'Give one, as in: {"question": "what did Harris say"}'
"""What a program is to do about an empty question."""


class Endpoints:
    """Each method is one endpoint; its docstring is what a client is told of it."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.newsroom = newsroom

    @property
    def all(self) -> tuple[Callable[..., Json], ...]:
        """Every endpoint."""
        return self.ask, self.search, self.check, self.get_article

    def ask(
        self,
        question: str,
        history: list[dict[str, str]] | None = None,
        speakers: list[str] | None = None,
        articles: list[str] | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> Json:
        """Answer a question with verified citations, or abstain. `history` is [{"role", "content"}] of the
        conversation, `articles` are globs, dates are YYYY[-MM[-DD]]. Returns the object of `ask --json`:
        {"outcome": "answered" | "abstained", "answer", "citations": [{"number", "article", "title", "start",
        "end", "quote", "speaker", "kind", "also_in"}], "closest", "confidence", …}."""
        turns = _turns(history or ())
        filters = _filters(speakers, articles, since, until)
        with _told(), self.newsroom.desk() as desk:
            asked = require_question(question, EXAMPLE)
            answer = desk.ask(asked, turns, scope_of(desk.library.connection, filters))
            return answer_json(answer, desk)

    def search(
        self,
        question: str,
        k: int = 5,
        speakers: list[str] | None = None,
        articles: list[str] | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> Json:
        """The k best passages (at most 100) for a question, without a language model. Returns the object of
        `search --json`: {"question", "passages": [{"article", "start", "end", "text", "score",
        "speakers"}]}."""
        filters = _filters(speakers, articles, since, until)
        with _told(), self.newsroom.desk() as desk:
            retriever = desk.retriever
            scope = scope_of(desk.library.connection, filters)
            asked = require_question(question, EXAMPLE)
            hits = retriever.passages(retriever.understand(asked), max(1, min(k, 100)), scope)
            return search_json(asked, hits, retriever)

    def check(self, text: str, quotes_only: bool = False, strict: bool = False) -> Json:
        """Check every quotation and claim of a text against the articles. Returns the object of
        `check --json`: {"ok", "quotes": [{"quote", "start", "end", "verdict", "reason", "article",
        "source_spans", "source", "diff", "claimed_speaker", "speaker", …}], "claims": [{"text", "start",
        "end", "verdict", "certain", "evidence"}]}."""
        if len(text) > LONGEST:
            raise gr.Error(f"The text has {len(text)} characters; {LONGEST} can be checked at once.")
        with _told(), self.newsroom.checker() as (checker, _):
            return report_json(checker.check(text, quotes_only=quotes_only), strict)

    def get_article(self, article: str) -> Json:
        """One article by its name: {"article", "title", "outlet", "author", "date", "address", "text",
        "speakers": [{"name", "aliases", "role"}], "attributions": [{"start", "end", "kind", "speaker"}]}."""
        with self.newsroom.shelf() as shelf:
            try:
                known, reading = shelf.article(article), shelf.reading(article)
            except KeyError:
                names = ", ".join(shelf.names()[:8])
                raise gr.Error(f"No article {article}. There are {names} …", print_exception=False) from None
        return {
            "article": known.name,
            "title": known.title,
            "outlet": known.outlet,
            "author": known.author,
            "date": known.date,
            "address": known.address,
            "text": known.text,
            "speakers": [
                {"name": one.name, "aliases": list(one.aliases), "role": one.role} for one in reading.speakers
            ],
            "attributions": [
                {
                    "start": one.words.start,
                    "end": one.words.end,
                    "kind": one.kind.value,
                    "speaker": one.speaker,
                }
                for one in reading.attributions
            ],
        }


def add_endpoints(endpoints: Endpoints) -> None:
    """Name the endpoints inside the present Blocks."""
    for act in endpoints.all:
        gr.api(act, api_name=act.__name__, concurrency_limit=4)


@contextmanager
def _told() -> Iterator[None]:
    """Our own errors reach the client as their one line."""
    try:
        yield
    except PullquoteError as error:
        raise gr.Error(str(error), print_exception=False) from error


def _turns(history: Sequence[dict[str, str]]) -> list[Turn]:
    try:
        return [Turn(str(one["role"]), str(one["content"])) for one in history]
    except (KeyError, TypeError):
        line = 'Each message of the history is an object: {"role": "user" or "assistant", "content": "…"}.'
        raise gr.Error(line, print_exception=False) from None


def _filters(
    speakers: list[str] | None, articles: list[str] | None, since: str | None, until: str | None
) -> Filters:
    return Filters(tuple(speakers or ()), tuple(articles or ()), since, until)
