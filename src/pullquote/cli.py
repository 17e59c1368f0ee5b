"""The command line: a command reads its arguments, calls once, and prints."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

import pullquote
from pullquote.commands import flags
from pullquote.commands.asking import ask_batch, ask_once, converse
from pullquote.commands.eval_commands import evals
from pullquote.commands.flags import print_json, progress
from pullquote.commands.group import DEBUG, Commands
from pullquote.commands.weights_commands import models
from pullquote.errors import UsageError
from pullquote.wiring import Given

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Ask a folder of news articles; every sentence of the answer is backed by a quotation cut from one.",
)
app.add_typer(models, name="model")
app.add_typer(evals, name="eval")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"pullquote {pullquote.__version__}")
        raise typer.Exit


@app.callback()
def main_options(
    debug: Annotated[bool, typer.Option("--debug", help="Show a traceback when something fails.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Options that stand before a command."""
    if debug:
        os.environ[DEBUG] = "1"


@app.command("index")
def index_command(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Folders or files of articles.")
    ] = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Build from nothing, with the vectors already made.")
    ] = False,
    index: flags.Index = None,
    embedder: flags.Embedder = None,
    as_json: flags.AsJson = False,
) -> None:
    """Make the index match PATH: articles are added, updated and removed; each that is skipped is named.

    Without PATH: the folders of the last time, or the shipped articles if there was none.
    """
    from pullquote.commands.index_report import print_summary, summary_json
    from pullquote.wiring import index as build

    given = Given(index, None, embedder)
    with progress() as notify:
        summary = build(given, tuple(paths or ()), notify, rebuild=rebuild)
    if as_json:
        print_json(summary_json(summary, given.folder))
    else:
        print_summary(summary, given.folder)


@app.command("ask")
def ask_command(
    question: Annotated[str | None, typer.Argument(help="The question; without it, a conversation.")] = None,
    source: flags.From = None,
    target: flags.To = None,
    resume: flags.Resume = False,
    speaker: flags.Speaker = None,
    article: flags.ArticleGlob = None,
    since: flags.Since = None,
    until: flags.Until = None,
    index: flags.Index = None,
    model: flags.Model = None,
    embedder: flags.Embedder = None,
    as_json: flags.AsJson = False,
) -> None:
    """Answer QUESTION with verified citations, or say that the articles don't.

    Exit status 1 means that they don't.
    """
    given = Given(index, model, embedder)
    filters = flags.filters(speaker, article, since, until)
    if source or target:
        raise typer.Exit(ask_batch(given, flags.batch(source, target, resume), filters))
    if question is None and sys.stdin.isatty():
        raise typer.Exit(converse(given, filters))
    if question is None:
        raise UsageError('No question. Write one, as in: pullquote ask "what did Harris say"')
    raise typer.Exit(ask_once(given, question, filters, as_json=as_json))


@app.command("search")
def search_command(
    question: Annotated[str | None, typer.Argument(help="What to look for.")] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many passages.")] = 5,
    source: flags.From = None,
    target: flags.To = None,
    resume: flags.Resume = False,
    speaker: flags.Speaker = None,
    article: flags.ArticleGlob = None,
    since: flags.Since = None,
    until: flags.Until = None,
    index: flags.Index = None,
    embedder: flags.Embedder = None,
    as_json: flags.AsJson = False,
) -> None:
    """Show the K best passages for QUESTION; no language model is used."""
    from pullquote.commands.searching import search_batch, search_once

    given = Given(index, "none", embedder)
    filters = flags.filters(speaker, article, since, until)
    if source or target:
        raise typer.Exit(search_batch(given, flags.batch(source, target, resume), filters, k))
    if question is None:
        raise UsageError(
            'Nothing to look for. Write a question, as in: pullquote search "license enforcement"'
        )
    raise typer.Exit(search_once(given, question, filters, k, as_json=as_json))


@app.command("check")
def check_command(
    file: Annotated[
        str | None, typer.Argument(metavar="FILE", help="The text to check; - for stdin.")
    ] = None,
    source: flags.From = None,
    target: flags.To = None,
    resume: flags.Resume = False,
    quotes_only: Annotated[bool, typer.Option("--quotes-only", help="Leave claims out.")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="A claim that no article bears out is wrong.")
    ] = False,
    style: Annotated[str, typer.Option("--format", help="text, json, markdown or sarif.")] = "text",
    index: flags.Index = None,
    model: flags.Model = None,
    embedder: flags.Embedder = None,
    as_json: flags.AsJson = False,
) -> None:
    """Check every quotation and claim in FILE against the articles: genuine, altered, or somebody else's?

    Exit status 1 means that something is wrong.
    """
    from pullquote.commands.checkup import Wanted, check_batch, check_once

    given = Given(index, model, embedder)
    wanted = Wanted("json" if as_json else style, quotes_only, strict)
    if source or target:
        raise typer.Exit(check_batch(given, flags.batch(source, target, resume), wanted))
    if file is None:
        raise UsageError("Nothing to check. Name a file, as in: pullquote check draft.md, or - for stdin.")
    raise typer.Exit(check_once(given, file, wanted))


@app.command("doctor")
def doctor_command(index: flags.Index = None, as_json: flags.AsJson = False) -> None:
    """Say what is installed, which models and index are there and sound, and what to type next."""
    from pullquote.commands.doctoring import examine

    report = examine(Given(index))
    if as_json:
        print_json(report.as_json())
    else:
        for line in report.lines():
            flags.out.print(line, markup=False)
    raise typer.Exit(0 if report.sound else 3)


@app.command("ui")
def ui_command(
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="The port to listen on; 0 picks a free one.")] = 7860,
    index: flags.Index = None,
    model: flags.Model = None,
    embedder: flags.Embedder = None,
) -> None:
    """Open the page in a browser: ask, and see the words in the article."""
    from pullquote_ui.serving import serve

    serve(Given(index, model, embedder), host, port)


def main() -> None:
    """The console script."""
    app(prog_name="pullquote")


if __name__ == "__main__":
    main()
