"""An indexing run as it goes on, for the page: it works in a thread, the page hears every step."""

from __future__ import annotations

from collections.abc import Iterator
from queue import SimpleQueue
from threading import Thread

from pullquote.errors import PullquoteError
from pullquote.indexing.building import Summary
from pullquote_ui.articles_view import progress_html
from pullquote_ui.newsroom import Newsroom
from pullquote_ui.rendering import fault


def building(newsroom: Newsroom, rebuild: bool) -> Iterator[str | Summary]:
    """Build in a thread; yield what to show meanwhile, and at the end what was done, or why it was not."""
    steps: SimpleQueue[str | Summary | Exception] = SimpleQueue()

    def work() -> None:
        try:
            notify = lambda stage, done, total: steps.put(progress_html(stage, done, total))  # noqa: E731
            steps.put(newsroom.build(notify, rebuild=rebuild))
        except Exception as error:  # noqa: BLE001  # this thread's boundary: told or raised below
            steps.put(error)

    Thread(target=work, daemon=True, name="index").start()
    while isinstance(step := steps.get(), str):
        yield step
    if isinstance(step, PullquoteError):
        yield fault(str(step))
    elif isinstance(step, Exception):
        raise step
    else:
        yield step
