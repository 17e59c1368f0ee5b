"""Which cases, articles and gates a run uses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from pullquote import places
from pullquote_evals.gold import CasesRefused, read_questions
from pullquote_evals.options import SUITES, EvalOptions
from pullquote_evals.question_suite import QuestionSuite
from pullquote_evals.suites import Suite

HERE = Path(__file__).resolve().parent
CASES = HERE / "cases"
Texts = Mapping[str, str]


def split_name(options: EvalOptions) -> str:
    """`dev`, `test`, or `own` for a user's own cases."""
    return "own" if options.cases else options.split


def articles_folder(options: EvalOptions) -> Path:
    """The articles that the cases speak of; own cases need their own."""
    if bool(options.cases) != bool(options.articles):
        raise CasesRefused("Give both or neither: --cases FILE --articles DIR")
    return options.articles or places.seeds()


def gates_file(options: EvalOptions) -> Path | None:
    """The gates that were named, else those beside own cases if there are any, else the shipped ones."""
    if options.gates:
        return options.gates
    if options.cases:
        beside = options.cases.parent / "gates.toml"
        return beside if beside.is_file() else None
    return HERE / "gates.toml"


def baseline_name(options: EvalOptions) -> str:
    """The file name of a baseline, beside the gates."""
    return f"baseline-{options.tier}-{split_name(options)}.json"


def load(options: EvalOptions, texts: Texts) -> list[Suite]:
    """The suites that were asked for, every case checked; CasesRefused names the file and line of a fault."""
    if options.cases:
        return [QuestionSuite(read_questions(options.cases, texts), texts)]
    if unknown := sorted(set(options.suites) - set(SUITES)):
        raise CasesRefused(f"No suite called {', '.join(unknown)}. There are: {', '.join(SUITES)}")
    wanted = options.suites or SUITES
    return [_LOADERS[name](options.split, texts) for name in SUITES if name in wanted and name in _LOADERS]


def _questions(split: str, texts: Texts) -> Suite:
    return QuestionSuite(read_questions(CASES / f"questions-{split}.jsonl", texts), texts)


_LOADERS: dict[str, Callable[[str, Texts], Suite]] = {"questions": _questions}
