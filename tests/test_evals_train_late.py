"""Training the comparison word by word: looks from a search, less loss, and weights that read the same."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.numpy import load_file

from conftest import indexed, searching, searching_in
from pullquote.indexing.embedding import PackagedEmbedder
from pullquote.indexing.late import LateInteraction
from pullquote.indexing.minilm import MiniLM
from pullquote_evals.lessons import QUESTIONS
from pullquote_evals.looks import Look, looks, stories
from pullquote_evals.train_late import Pupil, soup

ANSWERS = {
    "swim": "The pool shut in May.",
    "noise": "Two dogs barked all night.",
    "no": "“No,” said Ann Lee.",
}
POSED = {"swim": "When did the baths close?", "noise": "Which animals were loud?", "no": "Who refused?"}


def look(kind: str) -> Look:
    right = tuple(other == kind for other in ANSWERS)
    return Look(POSED[kind], f"{kind}.txt", tuple(ANSWERS.values()), (0.5, 0.5, 0.5), right)


def test_the_search_gives_the_looks_of_questions_that_it_answers_and_not_alone(tmp_path: Path) -> None:
    text = "The pool shut in May. The school shut in June. Two dogs barked at the pool."
    row = {"question": "When did the pool shut?", "answerable": True, "doc": "a.txt"}
    rows = [
        {**row, "references": [{"doc": "a.txt", "start": text.index("May")}]},
        {**row, "references": [{"doc": "b.txt", "start": 0}]},
        {**row, "answerable": False, "references": []},
    ]
    questions = tmp_path / "questions.jsonl"
    questions.write_text("\n".join(json.dumps(one) for one in rows), encoding="utf-8")
    with searching_in(tmp_path, a=text) as retriever:
        (made,) = looks(retriever, questions, 9, random.Random(1))
    assert made.texts[made.right.index(True)] == "The pool shut in May."
    assert sum(made.right) == 1
    assert len(made.texts) == len(made.scores) == 3


TOLD = {
    "pool/a.txt": "The pool shut in May. The pool has six  lanes and one slide.",
    "school/b.txt": "The school shut in June. The slide of the school is new.",
}
ASKED = {"article": "a.txt", "type": "fact", "question": "What is in the pool?", "answer": "One slide."}


def told(folder: Path, *rows: dict[str, Any]) -> list[Look]:
    """The looks of these questions about two stories in a folder each."""
    for name, text in TOLD.items():
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "pool" / QUESTIONS).write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    indexed(folder / "index", folder)
    with searching(folder / "index") as retriever:
        return list(stories(retriever, folder))


def test_a_story_gives_a_look_among_its_folder_and_one_among_all(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {**ASKED, "evidence": ["has six lanes and one slide"]},
        {**ASKED, "type": "followup", "evidence": ["The pool shut in May."]},
        {"article": "a.txt", "type": "unanswerable", "question": "Who swims?", "near": "shut in May"},
    ]
    own, every = told(tmp_path, *rows)
    assert (len(own.texts), len(every.texts)) == (2, 4)
    for look in (own, every):
        assert look.texts[look.right.index(True)] == "The pool has six lanes and one slide."
        assert sum(look.right) == 1


def test_evidence_that_no_story_holds_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="seven lanes"):
        told(tmp_path, {**ASKED, "evidence": ["has seven lanes"]})


def test_a_soup_changes_each_weight_by_the_mean_of_the_changes() -> None:
    torch.manual_seed(1)
    both = [{"a.x": torch.randn(2, 5), "b.x": torch.randn(3, 2), "rarity": torch.randn(4)} for _ in range(2)]
    mixed = soup(both)
    wanted = sum(one["b.x"] @ one["a.x"] for one in both) / 2
    torch.testing.assert_close(mixed["b.x"] @ mixed["a.x"], wanted)
    torch.testing.assert_close(mixed["rarity"], (both[0]["rarity"] + both[1]["rarity"]) / 2)


@pytest.mark.slow
def test_training_leaves_less_loss_and_what_is_saved_scores_as_what_was_trained(tmp_path: Path) -> None:
    taught = [look(kind) for kind in ANSWERS]
    pupil = Pupil(taught)
    before = loss(pupil, taught)
    assert pupil.learn([taught], 4.0, random.Random(1)) >= len(taught)
    assert loss(pupil, taught) < before
    pupil.save(tmp_path / "late.safetensors")
    embedder = PackagedEmbedder()
    saved = load_file(tmp_path / "late.safetensors")
    compared = LateInteraction(MiniLM(embedder.folder, embedder.max_pieces), saved)
    weight = float(pupil.balance[1].exp())
    for one in taught:
        (told,) = pupil.told([one])
        scores = compared.scores(one.question, one.texts)
        assert float(told[1] - told[0]) == pytest.approx(weight * (scores[1] - scores[0]), abs=1e-2)


def loss(pupil: Pupil, taught: list[Look]) -> float:
    told = pupil.told(taught)
    return -sum(float(row[one.right.index(True)]) for row, one in zip(told, taught, strict=True))
