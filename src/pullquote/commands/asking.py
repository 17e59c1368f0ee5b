"""`pullquote ask`: once, as a batch, or as a conversation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from pullquote.answers import Outcome, Turn
from pullquote.commands.batches import Batch, Row, names, run, turns
from pullquote.commands.flags import err, out, print_json, progress, remark
from pullquote.errors import PullquoteError
from pullquote.filters import Filters, scope_of
from pullquote.questions import require_question
from pullquote.wiring import Given, open_desk, require_some_index

if TYPE_CHECKING:
    from pullquote.desk import Desk

KEPT_TURNS = 6
"""Messages of a conversation that the next question may refer to."""


@contextmanager
def _desk(given: Given) -> Iterator[Desk]:
    """The desk, with index and weights brought first if they are missing; says so."""
    with progress() as notify:
        if built := require_some_index(given, notify):
            remark(f"Indexed {built.articles} articles into {given.folder}.")
        opening = open_desk(given, notify)
        desk = opening.__enter__()
    try:
        yield desk
    finally:
        opening.__exit__(None, None, None)


def ask_once(given: Given, question: str, filters: Filters, *, as_json: bool) -> int:
    """Ask and print; the exit status."""
    from pullquote.answer_json import answer_json
    from pullquote.commands.terminal import Teller

    require_question(question)
    with _desk(given) as desk:
        scope = scope_of(desk.library.connection, filters)
        if as_json:
            answer = desk.ask(question, scope=scope)
            print_json(answer_json(answer, desk))
        else:
            teller = Teller(out, desk.library)
            answer = desk.ask(question, scope=scope, tell=teller.hear)
            teller.finish(answer)
        for line in answer.remarks:
            remark(line)
    return 0 if answer.outcome is Outcome.ANSWERED else 1


def ask_batch(given: Given, batch: Batch, filters: Filters) -> int:
    """Ask every row; the exit status."""
    from pullquote.answer_json import answer_json

    with _desk(given) as desk:
        rows = desk.library.connection
        scope_of(rows, filters)  # a filter that selects nothing is the caller's error, not each row's

        def act(row: Row) -> Row:
            kept = replace(filters, names=names(row))
            answer = desk.ask(row["question"], turns(row), scope_of(rows, kept))
            return answer_json(answer, desk)

        with progress() as notify:
            tally = run(batch, "question", act, lambda done, total: notify("Asking", done, total))
    if tally.failed:
        remark(f"{tally.failed} of {tally.rows} rows failed; their errors are in {batch.target}.")
    return 3 if tally.failed else 0


def converse(given: Given, filters: Filters) -> int:
    """Ask on, each question understood with the ones before it, until an empty line or the end of input."""
    from pullquote.commands.terminal import Teller

    with _desk(given) as desk:
        scope = scope_of(desk.library.connection, filters)
        history: list[Turn] = []
        err.print("Ask about the articles. An empty line ends the conversation.")
        while (question := _typed()).strip():
            teller = Teller(out, desk.library)
            try:
                answer = desk.ask(question, history[-KEPT_TURNS:], scope, teller.hear)
            except PullquoteError as error:
                remark(f"Error: {error}")
                continue
            teller.finish(answer)
            history += [Turn("user", question), Turn("assistant", answer.text)]
    return 0


def _typed() -> str:
    try:
        return input("> ")
    except EOFError:
        return ""
