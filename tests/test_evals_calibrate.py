"""Fitting confidence: what the desk saw is noted look by look, and the coefficients come back."""

from __future__ import annotations

import json
import math
import random
from pathlib import Path

import pytest

from fakes import ScriptedModel
from pullquote.desk import Desk
from pullquote.places import seeds
from pullquote.retrieval import Retriever
from pullquote.settings import Settings
from pullquote.writer import Writer
from pullquote_evals.fitting import coefficients, fold, held_out, outcome, quality
from pullquote_evals.gold import CasesRefused, Place, Question
from pullquote_evals.readings import Reading, Seen, read_readings, record
from pullquote_evals.systems import PullquoteSystem

HARRIS = "002_40499ef273f6bf74.txt"
RIGHT = Question(
    id="right",
    question="What did Harris say is the enforcement?",
    must=(("threat of lawsuit",),),
    evidence=((Place(article=HARRIS, text="lawsuit", start=0, end=7),),),
)
NOWHERE = Question(id="nowhere", question="What did Harris say about penguins?", answerable=False)


def system(retriever: Retriever, folder: Path, writer: Writer | None = None) -> PullquoteSystem:
    return PullquoteSystem(Desk(retriever, writer, Settings(threshold=0.99)), seeds(), folder, None)


def test_every_look_is_noted_with_whether_its_answer_is_right_and_made_once(
    retriever: Retriever, tmp_path: Path
) -> None:
    path = tmp_path / "readings.jsonl"
    ticks: list[None] = []
    record(system(retriever, tmp_path), "set", [RIGHT, NOWHERE], path, lambda: ticks.append(None))
    (right, nowhere), left_out = read_readings([path])
    assert (right.id, [seen.right for seen in right.looks]) == ("right", [1.0])
    assert (nowhere.answerable, [seen.right for seen in nowhere.looks]) == (False, [0.0])
    assert right.looks[0].basis == "UNREAD"
    assert (left_out, len(ticks)) == (0, 2)
    before = path.read_text(encoding="utf-8")
    record(system(retriever, tmp_path), "set", [RIGHT, NOWHERE], path, lambda: None)
    assert path.read_text(encoding="utf-8") == before


def test_a_second_look_is_noted_where_a_model_doubts_the_first(retriever: Retriever, tmp_path: Path) -> None:
    path = tmp_path / "readings.jsonl"
    model = ScriptedModel(replies=["", ""], weights=[[-4.6, 0.0], [-4.6, 0.0], [-4.6, 0.0]])
    record(system(retriever, tmp_path, Writer(model)), "set", [RIGHT], path, lambda: None)
    ((reading,), _) = read_readings([path])
    assert [seen.basis for seen in reading.looks] == ["READ", "READ"]
    assert reading.looks[0].signals[0] == pytest.approx(-4.6)
    assert reading.looks[0].right == 1.0
    assert len(model.options) == 3  # the first look once for its own answer, once on the way to the second


def test_rows_of_another_system_than_the_last_ones_are_left_out(retriever: Retriever, tmp_path: Path) -> None:
    path = tmp_path / "readings.jsonl"
    record(system(retriever, tmp_path), "set", [RIGHT], path, lambda: None)
    row = json.loads(path.read_text(encoding="utf-8"))
    row["returned"]["by"], row["key"] = "older", "other"
    path.write_text(json.dumps(row) + "\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    found, left_out = read_readings([path])
    assert (len(found), left_out) == (1, 1)


def test_a_file_without_a_reading_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CasesRefused, match="record"):
        read_readings([tmp_path / "none.jsonl"])


def drawn(count: int) -> list[Reading]:
    """Readings whose chance of being right is known: logistic(-1 + 3 a - 2 b)."""
    chance = random.Random(7)
    found: list[Reading] = []
    for number in range(count):
        a, b = chance.uniform(-2, 2), chance.uniform(-2, 2)
        right = float(chance.random() < 1 / (1 + math.exp(1 - 3 * a + 2 * b)))
        found.append(Reading("set", str(number), right == 1, (Seen((a, b), "READ", right),)))
    return found


def test_the_coefficients_that_made_the_truth_come_back() -> None:
    seen = [one.looks[0] for one in drawn(4000)]
    found = coefficients([one.signals for one in seen], [one.right or 0.0 for one in seen])
    assert found == pytest.approx((-1, 3, -2), abs=0.25)


def test_held_out_probabilities_of_a_true_model_are_calibrated_and_tell_right_from_wrong() -> None:
    readings = drawn(1000)
    found = quality(readings, held_out(readings, fold))
    assert found.looks == 1000
    assert found.area is not None
    assert found.area > 0.9
    assert found.error is not None
    assert found.error < 0.05


def test_a_threshold_answers_from_the_first_look_that_reaches_it() -> None:
    good, bad = Seen((1.0,), "READ", 1.0), Seen((0.0,), "READ", 0.0)
    readings = [
        Reading("set", "first", True, (good,)),
        Reading("set", "second", True, (bad, good)),
        Reading("set", "neither", False, (bad, bad)),
        Reading("set", "unseen", False, ()),
    ]
    chances = [[0.9], [0.2, 0.8], [0.3, 0.6], []]
    low, high = outcome(readings, chances, 0.5), outcome(readings, chances, 0.85)
    assert (low.declined_unanswerable, low.declined_answerable, low.lost) == (0.5, 0.0, 0.0)
    assert low.wrong == pytest.approx(1 / 3)
    assert (high.declined_unanswerable, high.declined_answerable, high.wrong) == (1.0, 0.5, 0.0)
