"""`python -m pullquote_evals.ablate`: every technique switched off in turn, beside the whole system.

Each variant is a system of its own in one ordinary report, on the same cases, so that its answers are kept
and reused like any others: a run that was interrupted is taken up by typing it again. Each opens the model
afresh, since what another variant had it read would be quicker to read again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from pullquote.commands.group import Commands
from pullquote.desk import Desk
from pullquote.errors import EvalIncomplete
from pullquote.hits import Weights
from pullquote.retrieval import Retriever
from pullquote.settings import Settings
from pullquote_evals.baselines import differences
from pullquote_evals.gold import CasesRefused
from pullquote_evals.loading import articles_folder, load
from pullquote_evals.markdown import row, value
from pullquote_evals.options import EvalOptions, one_of
from pullquote_evals.protocol import System
from pullquote_evals.report import Report, SystemResult
from pullquote_evals.run import Opener, measure
from pullquote_evals.systems import INDEX, PullquoteSystem, open_system
from pullquote_evals.texts import read_texts

WHOLE = "everything on"
_LOOKING = {"reads", "twice", "looks", "passages", "alone", "apart", "sections", "each", "doubt", "seconds"}
OF_MODEL = frozenset({"taught", "writes", "grounds", "early"} | _LOOKING)
"""Settings that change nothing where there is no language model."""

COLUMNS = {
    "correct": "questions.correct",
    "evidence cited": "questions.citation_recall",
    "citations on evidence": "questions.citation_precision",
    "unanswerable declined": "questions.abstention_recall",
    "answerable declined": "questions.false_abstention",
    "calibration error": "questions.calibration_error",
    "first citation, s": "questions.first_citation_p50",
    "whole answer, s": "questions.total_p50",
    "whole answer, ratio": "questions.total_ratio",
}


@dataclass(frozen=True, slots=True)
class Technique:
    """What is switched off: fields of the desk's settings, and of the weights of retrieval."""

    name: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)


def techniques(tier: str) -> list[Technique]:
    """Every switch of `Settings`, and what is a number there or a weight; those that the tier can tell."""
    switches = [one.name for one in fields(Settings) if one.default is True]
    numbers = [
        Technique("one look", {"looks": 1, "passages": 0, "sections": 0}),
        Technique("no sections", {"sections": 0}),
        Technique("no sections and no passages", {"sections": 0, "passages": 0}),
        Technique("no sections and not one by one", {"sections": 0, "alone": 0}),
        Technique("nothing named beside", {"doubt": 0.0}),
        Technique("one citation a part", {"cited": 1}),
        Technique("never declining", {"threshold": 0.0}),
    ]
    ranking = [
        Technique("not ranked by meaning", weights={"dense": 0.0, "dense_around": 0.0}),
        Technique("not ranked by words", weights={"words": 0.0, "words_around": 0.0}),
        Technique("not ranked by what is around", weights={"dense_around": 0.0, "words_around": 0.0}),
        Technique("not compared word by word", weights={"late": 0.0}),
        Technique("not ranked by who speaks", weights={"voice": 0.0}),
        Technique("not ranked by the form of an answer", weights={"form": 0.0}),
        Technique("not ranked by the article that a follow-up is about", weights={"thread": 0.0}),
    ]
    every = [*(Technique(f"{name} off", {name: False}) for name in switches), *numbers, *ranking]
    return [one for one in every if tier == "model" or not OF_MODEL & one.settings.keys()]


def without(system: PullquoteSystem, technique: Technique) -> PullquoteSystem:
    """The same system with the technique switched off."""
    old = system.desk.retriever
    weights: Weights = replace(old.weights, **technique.weights)
    retriever = Retriever(old.library, old.store, old.embedder, weights, old.growth, old.late)
    desk = Desk(retriever, system.desk.writer, replace(system.desk.settings, **technique.settings))
    return replace(system, desk=desk, name=technique.name)


@contextmanager
def open_variant(name: str, options: EvalOptions, folder: Path) -> Iterator[System]:
    """The system without the technique of that name, or whole; the index is made once."""
    index = options.out / INDEX
    if (index / "CURRENT").exists():
        options = replace(options, index=index)
    off = {one.name: one for one in techniques(options.tier)}.get(name, Technique(name))
    with open_system("pullquote", options, folder) as system:
        assert isinstance(system, PullquoteSystem)
        yield without(system, off)


def ablation(
    options: EvalOptions, console: Console, opener: Opener = open_variant, only: Sequence[str] = ()
) -> str:
    """The table as Markdown, also in `ablation.md`; `only` these techniques, if any are named.

    CasesRefused for a technique that there is none of; EvalIncomplete when a case did not run.
    """
    every = [one.name for one in techniques(options.tier)]
    if unknown := [name for name in only if name not in every]:
        raise CasesRefused(f"--only: no technique “{unknown[0]}” in this tier. There are: {', '.join(every)}")
    names = (WHOLE, *(name for name in every if name in only or not only))
    options = replace(options, suites=("questions",), systems=names, resume=True)
    report = measure(options, load(options, read_texts(articles_folder(options))), opener, console)
    report.write(options.out / "report.json")
    written = as_table(report)
    (options.out / "ablation.md").write_text(written, encoding="utf-8")
    if errors := [f"{one.name}: {error}" for one in report.systems for error in one.errors]:
        raise EvalIncomplete(f"{len(errors)} cases did not run, the first: {errors[0]}. Type it again.")
    return written


def as_table(report: Report) -> str:
    """One row a variant; the first is the whole system, with intervals, and the others say what changed."""
    whole = report.systems[0]
    head = ["", *COLUMNS, "cases won, lost"]
    lines = [row(head), row(["---"] * len(head))]
    for one in report.systems:
        cells = [_cell(one, whole, name) for name in COLUMNS.values()]
        lines.append(row([one.name, *cells, _moved(one, whole)]))
    counted = f"{report.case_count} questions of {report.split}, {report.tier} tier"
    return f"{counted}; medians of times, the ratio to a fixed computation.\n\n" + "\n".join(lines) + "\n"


def _cell(system: SystemResult, whole: SystemResult, name: str) -> str:
    figure, beside = system.totals.get(name), whole.totals.get(name)
    if figure is None:
        return "–"
    if system is whole or beside is None:
        return value(figure).rsplit(" n=", 1)[0]
    return f"{figure.value:.3f} ({figure.value - beside.value:+.3f})"


def _moved(system: SystemResult, whole: SystemResult) -> str:
    """How many cases are right that were not with everything on, and the reverse."""
    if system is whole:
        return "–"
    moved = differences("questions.correct", system, whole).values()
    return f"{sum(by > 0 for by in moved)}, {sum(by < 0 for by in moved)}"


app = typer.Typer(cls=Commands, add_completion=False)


@app.command()
def ablate(
    tier: Annotated[str, typer.Option(help="fast uses no language model; model does.")] = "fast",
    size: Annotated[int | None, typer.Option("--sample", min=1, help="So many cases, of every type.")] = None,
    out: Annotated[Path, typer.Option(help="Where answers are kept and the table goes.")] = Path("ablation"),
    cases: Annotated[Path | None, typer.Option(help="Another gold set than the shipped questions.")] = None,
    articles: Annotated[Path | None, typer.Option(help="The articles it is about.")] = None,
    model: Annotated[str | None, typer.Option(help="As `pullquote ask --model`.")] = None,
    only: Annotated[list[str] | None, typer.Option(help="A technique of the table; may be repeated.")] = None,
) -> None:
    """Measure the system with every technique switched off in turn, on the dev questions."""
    options = EvalOptions(
        tier=one_of("--tier", tier, "fast", "model"),
        sample=size,
        out=out,
        cases=cases,
        articles=articles,
        model=model,
    )
    table = ablation(options, Console(stderr=True), only=only or ())
    Console(soft_wrap=True).print(table, markup=False, highlight=False)


if __name__ == "__main__":
    app(prog_name="python -m pullquote_evals.ablate")
