"""`pullquote eval`: the eval suite, whose package is imported only when it is run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pullquote.commands import flags

evals = typer.Typer(
    invoke_without_command=True, help="Run the eval suite; the exit status is the gate: 0 passed, 1 failed."
)


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
