"""A page served to a real browser: the newsroom is real but for its model, its embedder and its desk."""

from __future__ import annotations

import math
import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from conftest import indexed
from fakes import WordEmbedder
from pullquote.answers import (
    Answer,
    Citation,
    Cited,
    Looking,
    Outcome,
    Said,
    Tell,
    Timings,
    Turn,
    closest_of,
    unheard,
)
from pullquote.desk import Desk
from pullquote.filters import EVERYTHING, Scope
from pullquote.indexing.building import Summary
from pullquote.indexing.generations import Generations, hold
from pullquote.indexing.library import Library
from pullquote.indexing.store import VectorStore
from pullquote.models.language import Prompt, Watch, unwatched
from pullquote.questions import require_question
from pullquote.retrieval import Hit, Retriever
from pullquote.speakers import Kind
from pullquote.wiring import Notify
from pullquote.writer import Writer
from pullquote_ui.newsroom import Building, Newsroom

if TYPE_CHECKING:
    from playwright.sync_api import Browser

QUIET_CHROMIUM = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
INSTALL = (
    "no Chromium is found. Install one (Debian: apt-get install chromium), "
    "or set PULLQUOTE_CHROMIUM to its path"
)


def chromium() -> str:
    """Where the browser is; skips the test without one, but fails it in CI."""
    for name in (os.environ.get("PULLQUOTE_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"):
        if name and (path := shutil.which(name)):
            return path
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI must run the browser tests, but {INSTALL}.")
    pytest.skip(f"browser tests: {INSTALL}.")


@contextmanager
def browsing() -> Iterator[Browser]:
    """A browser that asks nobody for anything by itself."""
    path = chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET_CHROMIUM)
        yield browser
        browser.close()


@dataclass
class EndlessModel:
    """Writes, or weighs, until it is cancelled, and remembers that it was."""

    name: str = "endless"
    sha256: str | None = None
    context: int = 4096
    adapters: frozenset[str] = frozenset()
    writing: threading.Event = field(default_factory=threading.Event)
    cancelled: threading.Event = field(default_factory=threading.Event)

    def count(self, text: str) -> int:
        return len(text.split())

    def write(
        self, prompt: Prompt, *, max_tokens: int, stop: Sequence[str] = (), grammar: str | None = None
    ) -> Iterator[str]:
        self.writing.set()
        try:
            while True:
                time.sleep(0.02)
                yield "word "
        finally:
            self.cancelled.set()

    def weigh(self, prompt: Prompt, options: Sequence[str], watch: Watch = unwatched) -> list[float]:
        """What is asked "doubtfully" it reads, batch after batch, until it is no longer let in peace."""
        if "doubtfully" not in prompt.user:
            return [-math.log(len(options)) for _ in options]
        self.writing.set()
        try:
            while True:
                time.sleep(0.02)
                watch()
        finally:
            self.cancelled.set()

    def close(self) -> None:
        pass


class ScriptedDesk(Desk):
    """By rule: of coffee nothing is known; else the best hit is cited.

    "slowly" keeps the model writing, "doubtfully" keeps it weighing.
    """

    def ask(
        self, question: str, history: Sequence[Turn] = (), scope: Scope = EVERYTHING, tell: Tell = unheard
    ) -> Answer:
        full = " ".join(
            [*(turn.content for turn in history if turn.role == "user"), require_question(question)]
        )
        hits = self.retriever.sentences(self.retriever.understand(full), 4, scope)
        closest = closest_of(hits, lambda place: place.span.cut(self.library.article(place.article).text))
        tell(Looking(closest))
        if "doubtfully" in question and self.writer:
            self.writer.states(full, "")
        seconds = Timings(0.01, None, 0.02)
        if "coffee" in question or not hits:
            told = "The articles don't say."
            return Answer(
                question, full, Outcome.ABSTAINED, told, (), closest, 0.2, seconds, remarks=scope.remarks
            )
        citations = tuple(self._citations(hits[0]))
        for citation in citations:
            tell(Cited(citation))
        said = [f"{one.speaker} said “{one.quote}” [{one.number}]." for one in citations]
        for sentence in said:
            tell(Said(sentence))
        if "slowly" in question and self.writer:
            for _ in self.writer.model.write(Prompt("", full), max_tokens=70):
                pass
        return Answer(question, full, Outcome.ANSWERED, " ".join(said), citations, closest, 0.9, seconds)

    def _citations(self, hit: Hit) -> Iterator[Citation]:
        article, reading = self.library.article(hit.place.article), self.library.reading(hit.place.article)
        heard = [one for one in reading.attributions if hit.place.span.holds(one.words)]
        heard.sort(key=lambda one: one.kind is not Kind.DIRECT)
        roles = {one.name: one.role for one in reading.speakers}
        for number, one in enumerate(heard, 1):
            words = one.words.cut(article.text)
            role = roles.get(one.speaker or "")
            yield Citation(number, article.name, article.title, one.words, words, one.speaker, one.kind, role)


@contextmanager
def opened(folder: Path) -> Iterator[Retriever]:
    """The retriever over what is published in the folder, as `wiring.open_retriever` gives it."""
    generation, mark = hold(Generations(folder))
    with mark, Library(generation / "library.sqlite") as library:
        store = VectorStore(generation / "chroma")
        yield Retriever(library, store, WordEmbedder())
        store.close()


def newsroom_over(
    folder: Path, articles: Path, model: Any = None, building: Building | None = None
) -> Newsroom:
    """A newsroom whose index lies in `folder` and is built from `articles`."""
    indexed(folder, articles)

    def build(notify: Notify, rebuild: bool) -> Summary:
        notify("Reading and embedding", 0, 1)
        return indexed(folder, articles, rebuild=rebuild)

    return Newsroom(
        Generations(folder),
        lambda: opened(folder),
        building or build,
        model or EndlessModel(),
        lambda retriever, known: ScriptedDesk(retriever, Writer(known) if known else None),
    )


@contextmanager
def served(newsroom: Newsroom, door: Any = None) -> Iterator[str]:
    """The page at an address of this machine, for as long as the block runs."""
    import uvicorn

    from pullquote_ui.ending import QuietlyEnding
    from pullquote_ui.guards import Door
    from pullquote_ui.page import build_app

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        app = build_app(newsroom, door or Door())
        server = QuietlyEnding(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=0))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.end()
        thread.join(10)
        assert not thread.is_alive()
