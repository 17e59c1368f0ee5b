"""An answer as it comes, for one user: the shared desk works in a thread, the page hears every step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from queue import Empty, SimpleQueue
from threading import Event, Thread

from pullquote.answers import Event as Told
from pullquote.answers import Turn
from pullquote.errors import PullquoteError
from pullquote.filters import Filters
from pullquote.indexing.library import Library
from pullquote_ui.exchanges import Exchange, State, begun, finished, heard
from pullquote_ui.newsroom import Newsroom
from pullquote_ui.stopping import Stopped

KEPT = 6
"""Messages of a conversation that the next question may refer to."""


def history(exchanges: Sequence[Exchange]) -> list[Turn]:
    """The conversation as the desk wants it; what failed or was stopped is no part of it."""
    told: list[Turn] = []
    for one in exchanges:
        if one.state in (State.ANSWERED, State.ABSTAINED):
            told += [Turn("user", one.question), Turn("assistant", one.prose)]
    return told[-KEPT:]


def conversing(
    newsroom: Newsroom, question: str, before: Sequence[Exchange], filters: Filters, stop: Event
) -> Iterator[Exchange]:
    """Yield the exchange whenever there is more of it to show; the last one is over.

    Closing the iterator stops the model.
    """
    exchange = begun(question)
    yield exchange
    steps: SimpleQueue[Exchange | Exception] = SimpleQueue()
    work = (newsroom, exchange, history(before), filters, steps.put, stop)
    Thread(target=_work, args=work, daemon=True, name="answer").start()
    try:
        while not exchange.over:
            exchange = _next(newsroom, exchange, steps, stop)
            yield exchange
    finally:
        stop.set()


def _work(
    newsroom: Newsroom,
    exchange: Exchange,
    turns: Sequence[Turn],
    filters: Filters,
    step: Callable[[Exchange | Exception], None],
    stop: Event,
) -> None:
    """Answer, handing over the exchange after every step; a bug is handed over too, for the page to raise."""
    so_far = exchange

    def hear(event: Told, library: Library) -> None:
        nonlocal so_far
        so_far = heard(so_far, event, library)
        step(so_far)

    try:
        answer = newsroom.ask(exchange.question, turns, filters, hear, stop)
        step(finished(so_far, answer, newsroom.model.name if newsroom.model else "none"))
    except Stopped:
        step(replace(so_far, state=State.STOPPED))
    except PullquoteError as error:
        step(replace(so_far, state=State.FAILED, fault=str(error)))
    except Exception as error:  # noqa: BLE001  # this thread's boundary: `_next` raises it again
        step(error)


def _next(
    newsroom: Newsroom, exchange: Exchange, steps: SimpleQueue[Exchange | Exception], stop: Event
) -> Exchange:
    """The exchange after the next thing that happens: a step, the user's stop, a shorter line."""
    while True:
        try:
            step = steps.get(timeout=0.2)
        except Empty:
            if stop.is_set():  # the model may take a moment to notice; the user need not wait for it
                return replace(exchange, state=State.STOPPED)
            if (ahead := newsroom.line.ahead(stop)) != exchange.ahead:
                return replace(exchange, ahead=ahead)
            continue
        if isinstance(step, Exception):
            raise step
        return step
