"""The ablation: every switch has a row, and a row says what was lost without it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from evals_fakes import Gilded
from pullquote.desk import Desk
from pullquote.errors import EvalIncomplete
from pullquote.places import seeds
from pullquote.retrieval import Retriever
from pullquote.settings import Settings
from pullquote_evals.ablate import WHOLE, Technique, ablation, techniques, without
from pullquote_evals.gold import CasesRefused, Question
from pullquote_evals.options import EvalOptions
from pullquote_evals.run import Opener
from pullquote_evals.systems import PullquoteSystem
from pullquote_evals.texts import read_texts


def test_every_switch_of_the_settings_is_a_technique_of_the_model_tier() -> None:
    switched = {name for one in techniques("model") for name in one.settings}
    assert {one.name for one in fields(Settings) if one.default is True} <= switched
    assert "reads" not in {name for one in techniques("fast") for name in one.settings}


def test_a_technique_is_off_in_the_variant_and_nothing_else_changes(
    retriever: Retriever, tmp_path: Path
) -> None:
    whole = PullquoteSystem(Desk(retriever, None, Settings(looks=3)), seeds(), tmp_path, None)
    off = without(whole, Technique("x", {"parts": False}, {"voice": 0.0}))
    assert off.desk.settings == Settings(looks=3, parts=False)
    assert off.desk.retriever.weights.voice == 0.0
    assert off.desk.retriever.weights.dense == retriever.weights.dense
    assert off.describe() != whole.describe()


@pytest.fixture
def options(tmp_path: Path) -> EvalOptions:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text("The ferry sank. Nobody was hurt.", encoding="utf-8")
    cases = tmp_path / "mine.jsonl"
    cases.write_text(
        '{"id": "a", "question": "What sank?", "must": [["ferry"]], '
        '"evidence": [[{"article": "a.txt", "text": "The ferry sank."}]]}\n'
        '{"id": "u", "question": "Who paid?", "answerable": false}\n',
        encoding="utf-8",
    )
    return EvalOptions(cases=cases, articles=articles, out=tmp_path / "out")


def opener(broken: str, **fault: bool) -> Opener:
    """Every variant answers from the gold but the broken one."""

    @contextmanager
    def opened(name: str, options: EvalOptions, folder: Path) -> Iterator[Gilded]:
        assert options.cases
        texts = read_texts(folder)
        lines = options.cases.read_text(encoding="utf-8").splitlines()
        questions = [Question.model_validate_json(line).located(texts) for line in lines]
        yield Gilded(questions, texts, name, **(fault if name == broken else {}))

    return opened


@pytest.mark.slow
def test_a_row_says_what_changed_without_the_technique(options: EvalOptions) -> None:
    written = ablation(options, Console(file=StringIO()), opener("namesakes off", never_abstains=True))
    assert written == (options.out / "ablation.md").read_text(encoding="utf-8")
    rows = {line.split("|")[1].strip(): line for line in written.splitlines() if line.startswith("| ")}
    assert set(rows) > {WHOLE, *(one.name for one in techniques("fast"))}
    assert "0.000 (-1.000)" in rows["namesakes off"]
    assert "0.000 (-1.000)" not in rows["parts off"]


@pytest.mark.slow
def test_an_ablation_with_a_case_that_did_not_run_is_no_result(options: EvalOptions) -> None:
    with pytest.raises(EvalIncomplete, match="2 cases did not run, the first: parts off: questions/a"):
        ablation(options, Console(file=StringIO()), opener("parts off", fails=True))


@pytest.mark.slow
def test_only_the_techniques_that_are_named_are_switched_off(options: EvalOptions) -> None:
    written = ablation(options, Console(file=StringIO()), opener("none"), only=["parts off"])
    assert [line.split("|")[1].strip() for line in written.splitlines()[4:]] == [WHOLE, "parts off"]


def test_an_unknown_technique_is_refused_with_those_there_are(options: EvalOptions) -> None:
    with pytest.raises(CasesRefused, match="no technique “magic” in this tier"):
        ablation(options, Console(file=StringIO()), opener("none"), only=["magic"])
