"""What a model is taught pointing with, and that it can be taught."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import searching_in
from pullquote.retrieval import Retriever
from pullquote_evals.lessons import NOTHING, SIZES, lessons

ARTICLE = """The lighthouse

The lighthouse of Orm was built in 1831 by Ann Lee. The lighthouse of Orm has a red lamp.
The lighthouse of Orm was painted white by the pupils. The lighthouse of Orm is open on Sundays only.
Nobody lives in the lighthouse of Orm since the storm. The lighthouse of Orm stands on a low rock.
"""
QUESTION = "Who built the lighthouse of Orm?"


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    with searching_in(tmp_path_factory.mktemp("lessons"), lighthouse=ARTICLE) as found:
        yield found


def questions(folder: Path, *, answers: list[str], times: int = 40) -> Path:
    """The same question many times, each a lesson of its own."""
    places = [{"doc": "lighthouse.txt", "start": ARTICLE.index(answer)} for answer in answers]
    row = {
        "question": QUESTION,
        "answerable": bool(answers),
        "answers": answers,
        "references": places,
        "doc": "lighthouse.txt",
        "para_start": 0,
        "para_end": len(ARTICLE),
    }
    path = folder / "questions.jsonl"
    path.write_text(f"{json.dumps(row)}\n" * times, encoding="utf-8")
    return path


def test_the_target_is_where_the_answer_stands_or_nothing(retriever: Retriever, tmp_path: Path) -> None:
    made = list(lessons(retriever, questions(tmp_path, answers=["Ann Lee"]), 40, random.Random(1)))
    assert len(made) == 40
    for lesson in made:
        there = tuple(n for n, text in enumerate(lesson.texts) if "Ann Lee" in text)
        assert lesson.targets == (there or (NOTHING,))
    assert {len(lesson.targets) for lesson in made} == {1}
    assert 4 <= sum(lesson.targets == (NOTHING,) for lesson in made) <= 16, "one in five or so"
    assert len({lesson.targets for lesson in made}) > 3, "the answer stands anywhere in the list"


def test_a_question_without_an_answer_has_no_target(retriever: Retriever, tmp_path: Path) -> None:
    made = list(lessons(retriever, questions(tmp_path, answers=[]), 40, random.Random(1)))
    assert {lesson.targets for lesson in made} == {(NOTHING,)}
    assert all(1 <= len(lesson.texts) <= max(SIZES) for lesson in made)


def test_no_text_stands_twice_and_none_holds_the_answer_elsewhere(
    retriever: Retriever, tmp_path: Path
) -> None:
    """The answer's words stand in every sentence; only the first place is the answer's."""
    made = list(lessons(retriever, questions(tmp_path, answers=["Orm"]), 40, random.Random(1)))
    for lesson in made:
        assert len(set(lesson.texts)) == len(lesson.texts)
        assert len(lesson.texts) == len(lesson.targets) == 1


def test_no_more_questions_are_used_than_were_asked_for(retriever: Retriever, tmp_path: Path) -> None:
    path = questions(tmp_path, answers=["Ann Lee"])
    assert len(list(lessons(retriever, path, 3, random.Random(1)))) == 3


def _log_loss(measured: str) -> float:
    return float(measured.removeprefix("log loss ").split(",")[0])


@pytest.mark.slow
def test_a_pupil_learns_what_it_is_taught_and_its_adapter_can_be_read(tmp_path: Path) -> None:
    import gguf
    import torch
    from transformers import Qwen2Config, Qwen2ForCausalLM

    from pullquote_evals.lora import FIRST_LAYER, PARTS, RANK, adapt, save
    from pullquote_evals.teach import Pupil, Read

    torch.manual_seed(1)
    torch.set_num_threads(1)
    config = Qwen2Config(
        vocab_size=40,
        hidden_size=32,
        intermediate_size=48,
        num_hidden_layers=FIRST_LAYER + 1,
        num_attention_heads=2,
        num_key_value_heads=1,
    )
    model = Qwen2ForCausalLM(config).requires_grad_(requires_grad=False).eval()
    pupil = Pupil(model, torch.arange(NOTHING + 1), adapt(model))
    taught = [Read([10 + n % 2, 20 + n % 7, 30], [n % 2], 2) for n in range(24)]
    before = pupil.measured(taught)
    assert pupil.learn(taught, 5.0, random.Random(1)) >= len(taught)
    assert _log_loss(pupil.measured(taught)) < _log_loss(before)

    save(pupil.adapter, tmp_path / "made.gguf")
    reader = gguf.GGUFReader(tmp_path / "made.gguf")
    shapes = {one.name: list(one.shape) for one in reader.tensors}
    assert len(shapes) == 2 * len(PARTS)
    assert shapes[f"blk.{FIRST_LAYER}.ffn_up.weight.lora_a"] == [32, RANK]
    assert shapes[f"blk.{FIRST_LAYER}.ffn_up.weight.lora_b"] == [RANK, 48]
