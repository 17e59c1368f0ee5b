"""The command line: a command reads its arguments, calls once, and prints."""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer._click.exceptions import ClickException
from typer._click.exceptions import UsageError as ClickUsageError
from typer.core import TyperGroup

import pullquote
from pullquote.commands import flags
from pullquote.commands.asking import ask_batch, ask_once, converse
from pullquote.commands.flags import print_json, progress, remark
from pullquote.errors import PullquoteError, UsageError
from pullquote.wiring import Given

DEBUG = "PULLQUOTE_DEBUG"


class Commands(TyperGroup):
    """Turns what is no bug into one line on standard error and its exit status."""

    def main(self, *args: Any, **given: Any) -> Any:
        """As Typer does it, but a wrong flag is told in one line like everything else."""
        try:
            sys.exit(super().main(*args, **{**given, "standalone_mode": False}) or 0)
        except ClickException as wrong:
            command = (
                wrong.ctx.command_path if isinstance(wrong, ClickUsageError) and wrong.ctx else "pullquote"
            )
            remark(f"Error: {wrong.format_message()} See: {command} --help")
            sys.exit(wrong.exit_code)
        except typer.Abort:
            sys.exit(130)

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]  # Typer's own type of it
        """Run the command; the one place where errors become exit statuses."""
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
            return done
        except BrokenPipeError as gone:
            # A reader of our output that went away (`| head`) is no error of ours.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from gone
        except (PullquoteError, OSError, sqlite3.Error) as error:
            if os.environ.get(DEBUG):
                raise
            remark(f"Error: {_told(error)}")
            raise typer.Exit(error.exit_status if isinstance(error, PullquoteError) else 3) from error


def _told(error: Exception) -> str:
    """One line; what the system refused (a full disk, a folder that may not be written) with where."""
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror}. See what is amiss with: pullquote doctor"
    told = " ".join(str(error).split())
    return told if isinstance(error, PullquoteError) else f"{told}. See what is amiss with: pullquote doctor"


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Ask a folder of news articles; every sentence of the answer is backed by a quotation cut from one.",
)
models = typer.Typer(
    no_args_is_help=True, help="The language models that pullquote knows, and their weights."
)
app.add_typer(models, name="model")


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
    as_json: flags.AsJson = False,
) -> None:
    """Check every quotation and claim in FILE against the articles: genuine, altered, or somebody else's?

    Exit status 1 means that something is wrong.
    """
    from pullquote.commands.checkup import Wanted, check_batch, check_once

    given = Given(index)
    wanted = Wanted("json" if as_json else style, quotes_only, strict)
    if source or target:
        raise typer.Exit(check_batch(given, flags.batch(source, target, resume), wanted))
    if file is None:
        raise UsageError("Nothing to check. Name a file, as in: pullquote check draft.md, or - for stdin.")
    raise typer.Exit(check_once(given, file, wanted))


@models.command("list")
def model_list(as_json: flags.AsJson = False) -> None:
    """Show the models that pullquote knows, and which of them are on this machine."""
    from pullquote.commands.doctoring import models_known

    if as_json:
        print_json({"models": models_known()})
        return
    for one in models_known():
        here = one["path"] if one["here"] else f"not here: pullquote model fetch {one['name']}"
        flags.out.print(
            f"{one['name']:<20} {one['size'] / 1e6:>6.0f} MB  {one['licence']:<11} {here}", markup=False
        )


@models.command("fetch")
def model_fetch(
    name: Annotated[str | None, typer.Argument(help="Which model; the default one if left out.")] = None,
) -> None:
    """Fetch the weights of a model, resume where it was interrupted, and verify them."""
    from pullquote.models.fetching import fetch
    from pullquote.models.weights import DEFAULT

    with flags.byte_progress() as notify:
        path = fetch(name or DEFAULT, notify)
    flags.out.print(str(path), markup=False)


@models.command("path")
def model_path(
    name: Annotated[str | None, typer.Argument(help="Which model; the default one if left out.")] = None,
) -> None:
    """Print where the verified weights of a model are."""
    from pullquote.models.weights import DEFAULT, locate

    flags.out.print(str(locate(name or DEFAULT).path), markup=False)


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


evals = typer.Typer(
    invoke_without_command=True, help="Run the eval suite; the exit status is the gate: 0 passed, 1 failed."
)
app.add_typer(evals, name="eval")


@evals.callback()
def eval_command(
    ctx: typer.Context,
    suite: Annotated[list[str] | None, typer.Option("--suite", help="Only this suite (repeatable).")] = None,
    split: Annotated[str, typer.Option("--split", help="dev, or test (totals only).")] = "dev",
    tier: Annotated[str, typer.Option("--tier", help="fast uses no language model; model does.")] = "fast",
    cases: Annotated[Path | None, typer.Option("--cases", help="Your own gold set, JSON Lines.")] = None,
    articles: Annotated[Path | None, typer.Option("--articles", help="The articles it is about.")] = None,
    sample: Annotated[
        int | None, typer.Option("--sample", min=1, help="So many cases of each suite.")
    ] = None,
    system: Annotated[list[str] | None, typer.Option("--system", help="pullquote, llamaindex.")] = None,
    report: Annotated[Path, typer.Option("--out", help="Where the reports go.")] = Path("eval-report"),
    resume: Annotated[bool, typer.Option("--resume", help="Use answers that are there already.")] = False,
    show_test: Annotated[bool, typer.Option("--show-test", help="Show cases of the test split.")] = False,
    save_baseline: Annotated[
        bool, typer.Option("--save-baseline", help="Keep this run as baseline.")
    ] = False,
    index: flags.Index = None,
    model: flags.Model = None,
    embedder: flags.Embedder = None,
) -> None:
    """Measure answers, citations, speakers, abstention and the checker on gold cases, and gate on them."""
    if ctx.invoked_subcommand is not None:
        return
    from pullquote_evals.options import EvalOptions, one_of
    from pullquote_evals.run import main as run_evals

    options = EvalOptions(
        suites=tuple(suite or ()),
        split=one_of("--split", split, "dev", "test"),
        cases=cases,
        articles=articles,
        tier=one_of("--tier", tier, "fast", "model"),
        sample=sample,
        systems=tuple(system or ("pullquote",)),
        out=report,
        resume=resume,
        show_test=show_test,
        index=index,
        model=model,
        embedder=embedder,
        save_baseline=save_baseline,
    )
    raise typer.Exit(run_evals(options))


@evals.command("compare")
def eval_compare(
    before: Annotated[Path, typer.Argument(help="A report.json.")],
    after: Annotated[Path, typer.Argument(help="Another report.json.")],
) -> None:
    """Tell what changed between two reports, case by case."""
    from pullquote_evals.comparing import compare

    flags.out.print(compare(before, after), markup=False)


def main() -> None:
    """The console script."""
    app(prog_name="pullquote")


if __name__ == "__main__":
    main()
