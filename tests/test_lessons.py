"""What the default model is taught with, and that it can be taught."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import searching_in
from evals_fakes import tiny_model
from pullquote.retrieval import Retriever
from pullquote_evals.exchanges import exchanged
from pullquote_evals.lessons import QUESTIONS, STORIES, Lesson, lessons

ARTICLE = """The lighthouse

The lighthouse of Orm was built in 1831 by Ann Lee. It has a red lamp.

The lighthouse of Orm was painted white by the pupils. The lighthouse of Orm is open on Sundays only.

Nobody lives in the lighthouse of Orm since the storm. The lighthouse of Orm stands on a low rock.
"""

TOLLS = """Tolls

“Tolls are a tax,” said Nils Aberg, a driver. “The roads are too narrow,” said Ida Moss, a mayor.
"""
CRANE = """The crane

“The fog hides the crane,” said Bo Hart, a docker.
"""


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    with searching_in(tmp_path_factory.mktemp("lessons"), lighthouse=ARTICLE) as found:
        yield found


def made(retriever: Retriever, folder: Path, row: dict[str, Any], times: int = 1) -> list[Lesson]:
    line = json.dumps({"article": "lighthouse.txt", **row})
    (folder / QUESTIONS).write_text(f"{line}\n" * times, encoding="utf-8")
    return list(lessons(retriever, folder, random.Random(1)))


ANSWERED = {
    "question": "Who built the lighthouse of Orm?",
    "evidence": ["was built in 1831\nby Ann Lee"],
    "answer": "Ann Lee built it.",
}


def test_a_text_that_holds_the_evidence_states_the_answer_and_no_other_does(
    retriever: Retriever, tmp_path: Path
) -> None:
    found = made(retriever, tmp_path, ANSWERED, 40)
    for lesson in found:
        assert lesson.stated == ("by Ann Lee" in lesson.text)
        assert lesson.answer == ("Ann Lee built it." if lesson.stated else None)
    assert sum(lesson.stated for lesson in found) >= 40, "what states the answer is always a lesson"
    others = [lesson for lesson in found if not lesson.stated]
    assert 0 < len(others) < 25, "of what comes later and states nothing, once a time, only some are"


def test_where_each_sentence_tells_a_part_a_text_states_it_that_holds_all(
    retriever: Retriever, tmp_path: Path
) -> None:
    built, lamp, rock = "was built in 1831\nby Ann Lee", "It has a red lamp", "stands on a low rock"
    for words, stated in (([built, lamp], {True, False}), ([built, rock], {False})):
        found = made(retriever, tmp_path, {**ANSWERED, "evidence": words, "all": True}, 20)
        assert {one.stated for one in found} == stated
        assert all(lamp in one.text for one in found if one.stated)


def test_what_misleads_is_a_lesson_even_where_it_is_not_found_first(
    retriever: Retriever, tmp_path: Path
) -> None:
    near = "stands on a low rock"
    row = {"question": "Who painted the lighthouse of Orm white?", "near": near, "subtype": "absent"}
    found = made(retriever, tmp_path, row)
    assert found
    assert not any(lesson.stated for lesson in found)
    assert any(near in lesson.text for lesson in found)


def test_what_somebody_said_is_asked_of_somebody_who_speaks_elsewhere_only(tmp_path: Path) -> None:
    rows = [
        {"article": "tolls.txt", "type": "attribution", "question": f"What did {name} say about {what}?"}
        | {"evidence": [words], "answer": "A tax."}
        for name, what, words in (("Nils Aberg", "tolls", "are a tax"), ("Ida Moss", "roads", "too narrow"))
    ]
    rows.append({"article": "tolls.txt", "question": "What did Bo Hart say about fog?", "near": "too narrow"})
    news = {"tolls": TOLLS, "crane": CRANE}
    with searching_in(tmp_path / "two", **news) as found:
        made = list(exchanged(found, rows, random.Random(1)))
    asked = [(row["question"], "evidence" in row) for row in made]
    assert ("What did Bo Hart say about tolls?", False) in asked
    assert ("What did Bo Hart say about roads?", False) in asked
    assert len(asked) == 6, "each also in another form, of both"
    for question, answered in asked:
        assert ("Bo Hart" in question) != answered
        assert ("tolls" in question) != ("roads" in question)
    with searching_in(tmp_path / "alone", tolls=TOLLS) as found:
        assert not list(exchanged(found, rows, random.Random(1))), "nobody else may have said it"


def test_the_shipped_lessons_have_their_words_once_in_their_article() -> None:
    for path in sorted(STORIES.glob(f"*/{QUESTIONS}")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            row = json.loads(line)
            text = " ".join((path.parent / row["article"]).read_text(encoding="utf-8").split())
            for words in row.get("evidence") or [row["near"]]:
                assert text.count(" ".join(words.split())) == 1, f"{path}:{number}"
            assert ("evidence" in row) == ("answer" in row) == (row["type"] != "unanswerable")
    assert len(list(STORIES.glob("*/*.txt"))) == 164


@pytest.mark.slow
def test_a_pupil_learns_what_it_is_taught_and_its_adapter_can_be_read(tmp_path: Path) -> None:
    gguf = pytest.importorskip("gguf", reason="needs the extra `teach`")
    import torch

    from pullquote_evals.lora import FIRST_LAYER, PARTS, adapt, load, save
    from pullquote_evals.low_rank import RANK
    from pullquote_evals.teach import Pupil, Read

    model = tiny_model()
    pupil = Pupil(model, _Numbers(), adapt(model))
    taught = [Read([10 + n % 2, 20 + n % 7, 30], [1, 5, 6] if n % 2 else [], bool(n % 2)) for n in range(24)]
    assert pupil.learn(taught, 8.0, random.Random(1)) >= len(taught)
    assert pupil.measured(taught) == "24 right"

    save(pupil.adapter, tmp_path / "made.gguf")
    again = Pupil(model, _Numbers(), adapt(tiny_model()))
    load(again.adapter, tmp_path / "made.gguf")
    for name, piece in pupil.adapter.items():
        torch.testing.assert_close(again.adapter[name].b, piece.b, atol=1e-3, rtol=1e-3)
    reader = gguf.GGUFReader(tmp_path / "made.gguf")
    shapes = {one.name: list(one.shape) for one in reader.tensors}
    assert len(shapes) == 2 * len(PARTS)
    assert shapes[f"blk.{FIRST_LAYER}.ffn_up.weight.lora_a"] == [32, RANK]
    assert shapes[f"blk.{FIRST_LAYER}.ffn_up.weight.lora_b"] == [RANK, 48]


class _Numbers:
    """A tokenizer of two words."""

    def __call__(self, text: str, *, add_special_tokens: bool) -> dict[str, list[int]]:
        return {"input_ids": [{" Yes": 1, " No": 2}[text]]}
