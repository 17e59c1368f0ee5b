"""The gold questions are only worth something if they agree with the articles and with themselves."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from pullquote_evals.folding import folded, says

ROOT = Path(__file__).parents[1]
CASES = ROOT / "evals" / "pullquote_evals" / "cases"
ARTICLES = {
    path.name: path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    for path in (ROOT / "seeds").glob("*.txt")
}
SPLITS = ("dev", "test")
ANSWERABLE_TYPES = {
    "attribution",
    "who_said",
    "fact",
    "number",
    "paraphrase",
    "synthesis",
    "follow_up",
    "noisy",
}
SUBTYPES = {"absent_fact", "wrong_subject", "wrong_namesake", "false_premise", "outside_period"}
FIELDS = {
    "id",
    "type",
    "question",
    "history",
    "standalone",
    "answerable",
    "reference",
    "must",
    "must_not",
    "speaker",
    "evidence",
}

Case = dict[str, Any]


def read(split: str) -> list[Case]:
    lines = (CASES / f"questions-{split}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


CASES_OF = {split: read(split) for split in SPLITS}
EVERY = [case for split in SPLITS for case in CASES_OF[split]]
ANSWERABLE = [case for case in EVERY if case["answerable"]]
UNANSWERABLE = [case for case in EVERY if not case["answerable"]]


def ident(case: Case) -> str:
    return str(case["id"])


each_case = pytest.mark.parametrize("case", EVERY, ids=ident)
each_answerable = pytest.mark.parametrize("case", ANSWERABLE, ids=ident)
each_unanswerable = pytest.mark.parametrize("case", UNANSWERABLE, ids=ident)


def unmet(case: Case, words: str) -> list[list[str]]:
    """The facts of the case that the words do not hold in any of their forms."""
    return [fact for fact in case["must"] if not any(says(words, form) for form in fact)]


def plain(question: str) -> str:
    return " ".join(re.findall(r"\w+", folded(question)))


@each_case
def test_a_case_has_the_fields_and_no_others(case: Case) -> None:
    extra = set() if case["answerable"] else {"subtype"}
    assert set(case) == FIELDS | extra
    assert case["question"].strip()
    assert case["standalone"].strip()


@each_case
def test_the_type_is_known_and_fits_the_id(case: Case) -> None:
    split = next(split for split in SPLITS if case in CASES_OF[split])
    assert case["type"] in (ANSWERABLE_TYPES if case["answerable"] else {"unanswerable"})
    assert re.fullmatch(rf"{split}-{case['type']}-\d\d", case["id"])


@each_case
def test_the_history_takes_turns_and_only_then_is_the_full_question_another(case: Case) -> None:
    roles = [turn["role"] for turn in case["history"]]
    assert roles == ["user", "assistant"] * (len(roles) // 2)
    assert all(turn["content"].strip() for turn in case["history"])
    assert (case["standalone"] != case["question"]) == bool(roles)
    assert bool(roles) or case["type"] != "follow_up"


@each_answerable
def test_the_gold_words_stand_at_the_gold_span(case: Case) -> None:
    for span in (span for piece in case["evidence"] for span in piece):
        text = ARTICLES[span["article"]]
        assert 0 <= span["start"] < span["end"] <= len(text)
        assert text[span["start"] : span["end"]] == span["text"]
        assert span["text"] == span["text"].strip()


@each_answerable
def test_a_gold_span_begins_and_ends_where_a_sentence_may(case: Case) -> None:
    for span in (span for piece in case["evidence"] for span in piece):
        text = ARTICLES[span["article"]]
        assert re.search(r"(^|[\s\]])$", text[: span["start"]])
        assert re.search(r"^(\s|$)", text[span["end"] :])


@each_answerable
def test_an_answerable_case_says_what_a_right_answer_is(case: Case) -> None:
    assert case["reference"]
    assert case["must"]
    assert all(fact and all(fact) for fact in case["must"])
    assert case["evidence"]
    assert all(case["evidence"])


@each_answerable
def test_the_reference_is_right_by_its_own_case(case: Case) -> None:
    assert unmet(case, case["reference"]) == []
    assert not [words for words in case["must_not"] if says(case["reference"], words)]


@each_answerable
def test_quoting_any_of_the_gold_evidence_in_full_is_right(case: Case) -> None:
    for choice in product(*case["evidence"]):
        quoted = " ".join(span["text"] for span in choice)
        assert unmet(case, f"{case['speaker'] or ''}: {quoted}") == []
        assert not [words for words in case["must_not"] if says(quoted, words)]


@each_answerable
def test_repeating_the_question_is_not_an_answer(case: Case) -> None:
    assert unmet(case, case["question"])
    assert unmet(case, case["standalone"])


@pytest.mark.parametrize("case", [c for c in ANSWERABLE if c["type"] == "who_said"], ids=ident)
def test_a_question_about_the_speaker_has_one(case: Case) -> None:
    assert case["speaker"]


@each_answerable
def test_no_part_of_the_speakers_name_is_invented(case: Case) -> None:
    """Joint names and names from an e-mail address are put together, so word by word, without blanks."""
    texts = "".join(ARTICLES[span["article"]] for piece in case["evidence"] for span in piece)
    for name in (case["speaker"] or "").split(" and "):
        spelled = [name, name.replace(" ", "")]
        assert any(form in texts for form in spelled)


@pytest.mark.parametrize("case", [c for c in ANSWERABLE if c["type"] == "synthesis"], ids=ident)
def test_a_synthesis_needs_more_than_one_place(case: Case) -> None:
    assert len(case["evidence"]) > 1


@each_unanswerable
def test_an_unanswerable_case_has_no_gold(case: Case) -> None:
    assert case["subtype"] in SUBTYPES
    assert case["reference"] is None
    assert case["speaker"] is None
    assert case["must"] == case["must_not"] == case["evidence"] == []


def test_ids_are_unique() -> None:
    assert [name for name, times in Counter(case["id"] for case in EVERY).items() if times > 1] == []


def test_no_question_is_asked_twice_in_either_split() -> None:
    asked = Counter(plain(case["standalone"]) for case in EVERY)
    assert [question for question, times in asked.items() if times > 1] == []


def test_no_question_shares_nearly_all_its_words_with_one_of_the_other_split() -> None:
    bags = {split: [set(plain(case["standalone"]).split()) for case in CASES_OF[split]] for split in SPLITS}
    near = [
        (sorted(dev), sorted(test))
        for dev, test in product(bags["dev"], bags["test"])
        if len(dev & test) / len(dev | test) > 0.75
    ]
    assert near == []


def test_there_are_enough_questions_of_every_kind() -> None:
    assert len(EVERY) >= 160
    assert len(UNANSWERABLE) >= 40
    for split in SPLITS:
        assert {case["type"] for case in CASES_OF[split]} == ANSWERABLE_TYPES | {"unanswerable"}
        assert {case["subtype"] for case in CASES_OF[split] if "subtype" in case} == SUBTYPES


def test_every_article_is_asked_about_in_each_split() -> None:
    for split in SPLITS:
        used = {span["article"] for case in CASES_OF[split] for piece in case["evidence"] for span in piece}
        assert used == set(ARTICLES)
