"""What the default model is taught to point with, and that it can be taught."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from evals_fakes import tiny_model
from pullquote_evals.lessons import QUESTIONS
from pullquote_evals.point_lessons import Asked, Chances, Lessons, kept_back, passes, point_lessons

LONG = " ".join(f"Pillar number {number} of the bridge at Vell was painted green." for number in range(40))
ROWS = [
    {
        "article": "bridge_news.txt",
        "question": "Which was green?",
        "evidence": ["number 30 of the"],
        "answer": "30.",
    },
    {
        "article": "bridge_news.txt",
        "question": "Who painted it?",
        "near": "number 2 of the",
        "subtype": "absent",
    },
]


NEVER = Chances(0.0, 0.0, 0.0, 0.0)


def folder_of(path: Path) -> Path:
    path.mkdir()
    (path / "bridge_news.txt").write_text(f"The bridge\n\n{LONG}\n", encoding="utf-8")
    (path / "ferry_news.txt").write_text(
        "The ferry\n\nThe ferry to Vell is late again today.\n", encoding="utf-8"
    )
    (path / QUESTIONS).write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


@pytest.mark.slow
def test_a_question_is_put_to_the_section_that_answers_it_or_misleads(tmp_path: Path) -> None:
    lessons = point_lessons([folder_of(tmp_path / "one")], random.Random(1), NEVER)
    bridge = [one for one in lessons if one.article == "bridge_news.txt"]
    assert len(bridge) > 1
    answered = [(one, asked) for one in bridge for asked in one.asked if asked.right]
    ((section, asked),) = answered
    assert [section.sentences[number] for number in asked.right] == [
        "Pillar number 30 of the bridge at Vell was painted green."
    ]
    vain = [one for one in bridge for asked in one.asked if asked.question == "Who painted it?"]
    assert [any("number 2 of" in told for told in one.sentences) for one in vain] == [True]


@pytest.mark.slow
def test_other_articles_are_asked_in_vain(tmp_path: Path) -> None:
    chances = replace(NEVER, other=1.0)
    lessons = point_lessons([folder_of(tmp_path / "one")], random.Random(1), chances)
    (ferry,) = (one for one in lessons if one.article == "ferry_news.txt")
    assert [(one.question, one.right) for one in ferry.asked] == [(row["question"], ()) for row in ROWS]


@pytest.mark.slow
def test_of_the_older_questions_some_are_asked_and_who_tells_a_part_is_told(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "one")
    rows = [{**ROWS[0], "question": f"Which {number}?", "all": number == 29} for number in range(30)]
    rows[-1]["evidence"] = ["number 1 of the", "number 2 of the"]
    (folder / QUESTIONS).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    chances = replace(NEVER, older=0.5, newest=10)
    found = [asked for one in point_lessons([folder], random.Random(1), chances) for asked in one.asked]
    assert {row["question"] for row in rows[-10:]} <= {asked.question for asked in found}
    assert 12 < len(found) < 28
    assert [len(asked.right) for asked in found if asked.shared] == [2]


def lessons(article: str, questions: int = 0) -> Lessons:
    return Lessons("one", article, "A: x", ("x",), [Asked(f"Q{n}?", ()) for n in range(questions)])


def test_the_last_article_of_a_folder_is_kept_back() -> None:
    every = [lessons("b.txt"), lessons("a.txt"), lessons("b.txt")]
    kept, taught = kept_back(every)
    assert [one.article for one in kept] == ["b.txt", "b.txt"]
    assert [one.article for one in taught] == ["a.txt"]


@pytest.mark.parametrize(("questions", "sizes"), [(0, []), (5, [5]), (6, [3, 3]), (11, [4, 4, 3])])
def test_all_questions_are_asked_in_lots_of_about_one_size(questions: int, sizes: list[int]) -> None:
    lots = list(passes(lessons("a.txt", questions), 5, random.Random(1)))
    assert [len(lot.asked) for lot in lots] == sizes
    assert len({one.question for lot in lots for one in lot.asked}) == questions


@pytest.mark.slow
def test_a_pupil_learns_to_point_and_each_question_sees_the_section_and_itself_alone() -> None:
    pytest.importorskip("gguf", reason="needs the extra `teach`")
    import torch

    from pullquote_evals.lora import adapt
    from pullquote_evals.teach_pointing import Pupil

    model = tiny_model()
    pupil = Pupil(model, _Words(), adapt(model))
    asked = [Asked("red", (0,)), Asked("blue", (1,)), Asked("green", ())]
    section = Lessons("one", "a.txt", "A: x\nB: y", ("x", "y"), asked)
    together = pupil.odds(section).detach()
    for number, one in enumerate(asked):
        alone = pupil.odds(Lessons("one", "a.txt", section.shown, section.sentences, [one])).detach()
        torch.testing.assert_close(alone[0], together[number], atol=1e-4, rtol=1e-4)
    assert pupil.learn([section], 8.0, random.Random(1)) >= len(asked)
    assert pupil.measured([section], random.Random(1)) == "2 of 2 found, 1 of 1 declined"
    even, uneven = (torch.tensor(shares).log() for shares in ([0.45, 0.45, 0.1], [0.85, 0.05, 0.1]))
    for shared in (False, True):
        both = Asked("gold", (0, 1), shared)
        assert bool(pupil.missed(uneven, both) > pupil.missed(even, both) + 0.1) == shared


class _Words:
    """A tokenizer that numbers words as they come."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}

    def __call__(self, text: str, *, add_special_tokens: bool) -> dict[str, list[int]]:
        return {"input_ids": [self.known.setdefault(word, len(self.known)) for word in text.split()]}

    def apply_chat_template(
        self, turns: list[dict[str, str]], *, tokenize: bool, add_generation_prompt: bool
    ) -> str:
        return " ".join(turn["content"] for turn in turns) + " answer"
