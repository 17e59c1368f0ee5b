"""Many questions or texts, from one JSON Lines file to another, with nothing loaded twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from pullquote.answers import Turn
from pullquote.errors import PullquoteError, UsageError

Row = dict[str, Any]
Outcome = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Batch:
    """Where the rows come from and where they go; `resume` keeps the rows that are there already."""

    source: Path
    target: Path
    resume: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How a batch went: rows written, rows that failed, rows whose outcome was not ok (`check`)."""

    rows: int
    failed: int
    not_ok: int


def rows_of(source: Path, wanted: str) -> list[Row]:
    """The rows of a JSON Lines file; UsageError naming the line when one is no object with an id.

    A row that lacks `wanted` ("question", "text") is kept: it fails by itself when its turn comes.
    """
    try:
        # Not splitlines: a row's text may hold U+2028 and its like, which end no line of JSON.
        lines = source.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{source} cannot be read ({error}). Name a JSON Lines file of rows.") from error
    rows = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise UsageError(
                f"{source}, line {number} is not JSON ({error}). Write one object a line."
            ) from error
        if not isinstance(row, dict) or not isinstance(row.get("id"), (str, int)):
            raise UsageError(f'{source}, line {number} has no "id". Write {{"id": "1", "{wanted}": "…"}}.')
        rows.append(row)
    return rows


def run(batch: Batch, wanted: str, act: Callable[[Row], Outcome], done: Callable[[int, int], None]) -> Tally:
    """Act on every row and write its outcome at once; a row that fails is written as its error.

    With `resume`, rows whose outcome is in the target already (a whole line without an error) are kept.
    """
    rows = rows_of(batch.source, wanted)
    if batch.target.exists() and batch.target.samefile(batch.source):
        raise UsageError(f"{batch.target} holds the rows themselves. Name another file with --to.")
    kept = _kept(batch.target) if batch.resume else {}
    failed = not_ok = 0
    with _opened(batch, kept) as target:
        for number, row in enumerate(rows, 1):
            outcome = kept.get(row["id"]) or _outcome(row, wanted, act)
            if row["id"] not in kept:
                target.write(_line(outcome))
                target.flush()
            failed += "error" in outcome
            not_ok += outcome.get("ok") is False
            done(number, len(rows))
    return Tally(len(rows), failed, not_ok)


def _opened(batch: Batch, kept: dict[str | int, Outcome]) -> IO[str]:
    """The target with the kept rows in it, which a `kill -9` cannot lose; half a surrogate is escaped."""
    mode = "w"
    try:
        if kept:
            fresh = batch.target.with_name(batch.target.name + ".new")
            lines = "".join(map(_line, kept.values()))
            fresh.write_text(lines, encoding="utf-8", errors="backslashreplace")
            fresh.replace(batch.target)
            mode = "a"
        return batch.target.open(mode, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise UsageError(
            f"{batch.target} cannot be written ({error.strerror}). Name another file with --to."
        ) from error


def _outcome(row: Row, wanted: str, act: Callable[[Row], Outcome]) -> Outcome:
    if not isinstance(row.get(wanted), str):
        return {"id": row["id"], "error": f'The row has no "{wanted}".'}
    try:
        return {"id": row["id"], **act(row)}
    except PullquoteError as error:
        return {"id": row["id"], "error": str(error)}


def _kept(target: Path) -> dict[str | int, Outcome]:
    """Outcomes of an earlier run; a last line that a kill cut short does not count."""
    kept = {}
    for line in target.read_bytes().split(b"\n") if target.is_file() else []:
        try:
            outcome = json.loads(line)
        except ValueError:
            continue
        if isinstance(outcome, dict) and "error" not in outcome and "id" in outcome:
            kept[outcome["id"]] = outcome
    return kept


def _line(outcome: Outcome) -> str:
    return json.dumps(outcome, ensure_ascii=False) + "\n"


def turns(row: Row) -> list[Turn]:
    """The conversation before a row's question; UsageError when it is not a list of messages."""
    history = row.get("history") or []
    if not isinstance(history, list) or not all(
        isinstance(one, dict)
        and isinstance(one.get("content"), str)
        and one.get("role") in ("user", "assistant")
        for one in history
    ):
        raise UsageError('"history" must be a list of {"role": "user" or "assistant", "content": "…"}.')
    if any("\ud800" <= char <= "\udfff" for one in history for char in one["content"]):
        raise UsageError('"history" holds bytes that are no text. Write it in UTF-8.')
    return [Turn(one["role"], one["content"]) for one in history]


def names(row: Row) -> tuple[str, ...]:
    """The articles that a row keeps to; UsageError when they are not a list of names."""
    given = row.get("articles") or []
    if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
        raise UsageError('"articles" must be a list of article names.')
    return tuple(given)
