"""Which cases, articles and gates a run uses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from pullquote import places
from pullquote_evals.check_cases import read_checks
from pullquote_evals.check_suite import CheckSuite
from pullquote_evals.gold import CasesRefused, read_questions
from pullquote_evals.options import SUITES, EvalOptions
from pullquote_evals.poison_suite import PoisonSuite, read_poison
from pullquote_evals.question_suite import QuestionSuite
from pullquote_evals.speaker_suite import SpeakerSuite, read_annotated
from pullquote_evals.suites import Suite
from pullquote_evals.texts import read_texts

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
        beside = beside_own_cases(options)
        return beside if beside.is_file() else None
    return HERE / "gates.toml"


def beside_own_cases(options: EvalOptions) -> Path:
    """Where the gates of own cases are, or would be."""
    return (options.cases or HERE / "cases").parent / "gates.toml"


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
    return [_LOADERS[name](options.split, texts) for name in SUITES if name in wanted]


def _questions(split: str, texts: Texts) -> Suite:
    return QuestionSuite(read_questions(CASES / f"questions-{split}.jsonl", texts), texts)


def _checks(split: str, texts: Texts) -> Suite:
    return CheckSuite(read_checks(CASES / f"checks-{split}.jsonl", texts), texts)


def _poison(split: str, texts: Texts) -> Suite:
    return PoisonSuite(read_poison(CASES / f"poison-{split}.jsonl", texts), texts)


def _speakers(split: str, texts: Texts) -> Suite:
    """The shipped articles count as dev, since everybody reads them."""
    folder = CASES / "attributions"
    cases = read_annotated(folder / f"{split}.jsonl", folder / split, split)
    if split == "dev":
        cases = [*read_annotated(folder / "seeds.jsonl", places.seeds(), "seeds"), *cases]
    return SpeakerSuite(cases, {**texts, **read_texts(folder / split)})


_LOADERS: dict[str, Callable[[str, Texts], Suite]] = {
    "questions": _questions,
    "checks": _checks,
    "speakers": _speakers,
    "poison": _poison,
}
