"""`python -m pullquote_evals.calibrate`: fit what `pullquote.choosing` makes its confidence of.

First `record`, once with a language model and once with `--model none`, for the shipped questions and for any
other gold set (`--cases FILE --articles DIR`), each into a file of its own; then `fit` over the files. The
shipped `test` questions cannot be recorded: nothing is fitted on them.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from pullquote.commands.group import Commands
from pullquote.confidence import Basis
from pullquote_evals.fitting import fitted, fold, held_out, outcome, quality
from pullquote_evals.gold import read_questions
from pullquote_evals.loading import CASES, articles_folder
from pullquote_evals.options import EvalOptions
from pullquote_evals.readings import Reading, on_basis, read_readings, record
from pullquote_evals.sampling import sample
from pullquote_evals.suites import Entry
from pullquote_evals.texts import read_texts

app = typer.Typer(cls=Commands, help=__doc__, no_args_is_help=True, add_completion=False)
THRESHOLDS = [round(0.05 * step, 2) for step in range(1, 20)]


@app.command("record")
def record_command(
    readings: Annotated[Path, typer.Argument(help="JSON Lines; rows that are there are not made again.")],
    cases: Annotated[Path | None, typer.Option(help="Another gold set than the shipped questions.")] = None,
    articles: Annotated[Path | None, typer.Option(help="The articles it is about.")] = None,
    size: Annotated[int | None, typer.Option("--sample", min=1, help="So many cases, of every type.")] = None,
    model: Annotated[
        str | None, typer.Option(help="As `pullquote ask --model`; `none` reads nothing.")
    ] = None,
) -> None:
    """Ask every question, and note what the desk saw and whether its answer is right."""
    from pullquote_evals.systems import PullquoteSystem, open_system

    work = readings.with_suffix("")
    options = EvalOptions(cases=cases, articles=articles, tier="model", model=model, out=work)
    folder = articles_folder(options)
    questions = read_questions(cases or CASES / "questions-dev.jsonl", read_texts(folder))
    drawn = {one.id for one in sample([Entry(one.id, one.type, {}) for one in questions], size)}
    readings.parent.mkdir(parents=True, exist_ok=True)
    with open_system("pullquote", options, folder) as system:
        assert isinstance(system, PullquoteSystem)
        chosen = [one for one in questions if one.id in drawn]
        source = cases.stem if cases else "shipped"
        with Progress(*Progress.get_default_columns(), console=Console(stderr=True)) as progress:
            task = progress.add_task(source, total=len(chosen))
            record(system, source, chosen, readings, partial(progress.advance, task))


@app.command("fit")
def fit_command(readings: Annotated[list[Path], typer.Argument(help="Files that `record` wrote.")]) -> None:
    """Fit the coefficients, and tell what they are worth on cases that they were not fitted on."""
    found, left_out = read_readings(readings)
    console = Console(highlight=False)
    if left_out:
        console.print(f"{left_out} rows of another system than the last row's were left out.")
    for name in Basis.__members__:
        part = [on_basis(one, name) for one in found if not one.looks or on_basis(one, name).looks]
        if any(one.looks for one in part):
            _tell(name, part, console)


def _tell(name: str, readings: list[Reading], console: Console) -> None:
    console.print(f"{name} = ({', '.join(f'{one:.2f}' for one in fitted(readings))})")
    ways = {"five folds": held_out(readings, fold)}
    if len({one.source for one in readings}) > 1:
        ways["without the set itself"] = held_out(readings, lambda one: one.source)
    for way, chances in ways.items():
        for source in dict.fromkeys(["every set", *(one.source for one in readings)]):
            rows = [n for n, one in enumerate(readings) if source in ("every set", one.source)]
            found = quality([readings[n] for n in rows], [chances[n] for n in rows])
            console.print(
                f"{way}, {source}: {found.looks} looks, AUC {_value(found.area)}, ECE {_value(found.error)}"
            )
    table = Table("threshold", "declined of unanswerable", "of answerable", "of right", "wrong of answered")
    for threshold in THRESHOLDS:
        done = outcome(readings, ways["five folds"], threshold)
        shares = (done.declined_unanswerable, done.declined_answerable, done.lost, done.wrong)
        table.add_row(f"{threshold:.2f}", *(_value(one) for one in shares))
    console.print(table)


def _value(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"


if __name__ == "__main__":
    app(prog_name="python -m pullquote_evals.calibrate")
