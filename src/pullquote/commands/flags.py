"""The flags that commands share, and how a user is told what goes on."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from pullquote.commands.batches import Batch
from pullquote.errors import UsageError
from pullquote.filters import Filters
from pullquote.wiring import Notify

Index = Annotated[Path | None, typer.Option("--index", metavar="DIR", help="The index to use or build.")]
Model = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME|PATH.gguf|URL|none", help="The language model; none only quotes."),
]
Embedder = Annotated[str | None, typer.Option("--embedder", metavar="NAME|PATH", help="The embedding model.")]
AsJson = Annotated[bool, typer.Option("--json", help="Exactly one JSON object on standard output.")]
Speaker = Annotated[
    list[str] | None, typer.Option("--speaker", metavar="NAME", help="Only what this person said.")
]
ArticleGlob = Annotated[
    list[str] | None, typer.Option("--article", metavar="GLOB", help="Only these articles.")
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Only articles of that day or later.")
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Only articles of that day or earlier.")
]
From = Annotated[Path | None, typer.Option("--from", metavar="FILE", help="A batch: rows in, JSON Lines.")]
To = Annotated[Path | None, typer.Option("--to", metavar="FILE", help="A batch: rows out, JSON Lines.")]
Resume = Annotated[bool, typer.Option("--resume", help="Keep the rows that are in --to already.")]


class Output(Console):
    """A console that leaves it to the command line what a reader's going away means."""

    def on_broken_pipe(self) -> None:
        """Rich would end the process with status 1, which here is an answer."""
        raise BrokenPipeError


out = Output(emoji=False, highlight=False, soft_wrap=True)
err = Output(stderr=True, emoji=False, highlight=False, soft_wrap=True)


def print_json(given: dict[str, Any]) -> None:
    """One JSON object on standard output."""
    sys.stdout.write(json.dumps(given, ensure_ascii=False, indent=2) + "\n")


def remark(text: str) -> None:
    """One line for the user, on standard error."""
    err.print(text, markup=False)


def filters(
    speaker: list[str] | None, article: list[str] | None, since: str | None, until: str | None
) -> Filters:
    """The filter flags, together."""
    return Filters(tuple(speaker or ()), tuple(article or ()), since, until)


def batch(source: Path | None, target: Path | None, resume: bool) -> Batch:
    """The batch flags, together; UsageError when one of the two files is missing."""
    if source is None or target is None:
        raise UsageError("A batch needs both files: --from ROWS.jsonl --to OUTCOMES.jsonl")
    return Batch(source, target, resume)


@contextmanager
def byte_progress() -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar on standard error; its callback is told bytes done, bytes in all, and of what."""
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bars:
        task = bars.add_task("Fetching", total=None)
        yield lambda done, total, note: bars.update(
            task, description=note, completed=done, total=total or None
        )


@contextmanager
def progress() -> Iterator[Notify]:
    """A progress bar on standard error, for as long as the block runs; gone afterwards."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bars:
        tasks: dict[str, Any] = {}

        def notify(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total or None)
            bars.update(tasks[stage], completed=done, total=total or None)

        yield notify
