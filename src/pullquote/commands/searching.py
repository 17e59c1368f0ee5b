"""`pullquote search`: once, or as a batch."""

from __future__ import annotations

from dataclasses import replace

from pullquote.commands.batches import Batch, Row, names, run
from pullquote.commands.flags import out, print_json, progress, remark
from pullquote.filters import Filters, scope_of
from pullquote.questions import require_question
from pullquote.wiring import Given, open_retriever, require_some_index


def _ready(given: Given) -> None:
    with progress() as notify:
        if built := require_some_index(given, notify):
            remark(f"Indexed {built.articles} articles into {given.folder}.")


def search_once(given: Given, question: str, filters: Filters, k: int, *, as_json: bool) -> int:
    """Search and print; the exit status."""
    from pullquote.answer_json import search_json
    from pullquote.commands.terminal import Teller

    line = require_question(question)
    _ready(given)
    with open_retriever(given) as retriever:
        scope = scope_of(retriever.rows, filters)
        hits = retriever.passages(retriever.understand(line), k, scope)
        if as_json:
            print_json(search_json(question, hits, retriever))
        else:
            for number, hit in enumerate(hits, 1):
                Teller(out, retriever.library).passage(number, hit)
        for told in scope.remarks:
            remark(told)
    return 0


def search_batch(given: Given, batch: Batch, filters: Filters, k: int) -> int:
    """Search for every row; the exit status."""
    from pullquote.answer_json import search_json

    _ready(given)
    with open_retriever(given) as retriever:
        scope_of(retriever.rows, filters)

        def act(row: Row) -> Row:
            scope = scope_of(retriever.rows, replace(filters, names=names(row)))
            asked = retriever.understand(require_question(row["question"]))
            return search_json(row["question"], retriever.passages(asked, k, scope), retriever)

        with progress() as notify:
            tally = run(batch, "question", act, lambda done, total: notify("Searching", done, total))
    if tally.failed:
        remark(f"{tally.failed} of {tally.rows} rows failed; their errors are in {batch.target}.")
    return 3 if tally.failed else 0
