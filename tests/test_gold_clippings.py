"""The further gold folders: twelve invented articles each. Their cases must agree with their articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest

from pullquote_evals.folding import says
from pullquote_evals.gold import Question, read_questions
from pullquote_evals.loading import CASES
from pullquote_evals.texts import read_texts


@dataclass(frozen=True)
class Folder:
    """A gold folder: its articles' texts and the cases about them."""

    texts: Mapping[str, str]
    cases: Sequence[Question]


def folder(name: str, split: str) -> Folder:
    texts = read_texts(CASES / name / "articles")
    return Folder(
        texts, read_questions(CASES / f"questions-{name}-{split}.jsonl", texts)
    )  # checks every span


FURTHER = {"capitol": "dev", "harbour": "dev", "ledger": "test"}
FOLDERS = {name: folder(name, split) for name, split in {"clippings": "dev", **FURTHER}.items()}
each = pytest.mark.parametrize("gold", FOLDERS.values(), ids=FOLDERS.keys())


def test_the_types_are_those_of_the_other_folders() -> None:
    assert Counter(case.type for case in FOLDERS["clippings"].cases) == {
        "attribution": 12,
        "who_said": 7,
        "fact": 8,
        "number": 6,
        "paraphrase": 7,
        "synthesis": 6,
        "follow_up": 8,
        "noisy": 4,
        "unanswerable": 18,
    }
    for name in FURTHER:
        assert Counter(case.type for case in FOLDERS[name].cases) == {
            "attribution": 18,
            "who_said": 10,
            "fact": 12,
            "number": 8,
            "paraphrase": 8,
            "synthesis": 8,
            "follow_up": 8,
            "noisy": 6,
            "unanswerable": 20,
        }


@each
def test_every_article_but_one_is_asked_about(gold: Folder) -> None:
    asked = {place.article for case in gold.cases for piece in case.evidence for place in piece}
    assert len(gold.texts) == 12
    assert len(asked) >= len(gold.texts) - 1


@each
def test_the_evidence_holds_every_fact_and_nothing_wrong(gold: Folder) -> None:
    for case in gold.cases:
        if case.type in ("attribution", "fact", "number") and case.answerable:
            told = " ".join([case.speaker or "", *(place.text for piece in case.evidence for place in piece)])
            assert all(any(says(told, form) for form in group) for group in case.must), case.id
        shown = case.reference or ""
        assert not any(says(shown, form) for form in case.must_not), case.id


@each
def test_speakers_stand_in_the_articles_of_their_evidence(gold: Folder) -> None:
    for case in gold.cases:
        articles = {place.article for piece in case.evidence for place in piece}
        assert not case.speaker or any(case.speaker in gold.texts[name] for name in articles), case.id
