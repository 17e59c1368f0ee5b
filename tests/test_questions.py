"""What a question asks for, read off its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.errors import QuestionRefused
from pullquote.questions import LONGEST_QUESTION, Wants, require_question, wants


@pytest.mark.parametrize(
    ("question", "shape"),
    [
        ("Who said that the law is weak?", Wants.SPEAKER),
        ("Which senator called it a scam?", Wants.SPEAKER),
        ("Who wrote the open letter?", Wants.SPEAKER),
        ("How many people signed?", Wants.NUMBER),
        ("what percentage of users left", Wants.NUMBER),
        ("When was it released?", Wants.TIME),
        ("In what year did it start?", Wants.TIME),
        ("Who released the model?", Wants.PERSON),
        ("What did Harris say about enforcement?", Wants.STATEMENT),
        ("what is it according to the order", Wants.STATEMENT),
        ("Is the model open?", Wants.ANYTHING),
        ("", Wants.ANYTHING),
    ],
)
def test_the_shape_of_the_answer(question: str, shape: Wants) -> None:
    assert wants(question) is shape


@pytest.mark.parametrize("question", ["", " ", "\n\t", "???", "…", "“”", "\x00", "\u200b", "_"])
def test_a_question_of_nothing_is_refused(question: str) -> None:
    with pytest.raises(QuestionRefused, match="empty"):
        require_question(question)


def test_who_asks_elsewhere_than_at_a_shell_is_told_what_to_do_there() -> None:
    with pytest.raises(QuestionRefused, match=r"^The question is empty\. Write one in the field\.$"):
        require_question("?", "Write one in the field.")


def test_a_question_too_long_is_refused_with_both_numbers() -> None:
    assert len(require_question("x" * LONGEST_QUESTION)) == LONGEST_QUESTION
    with pytest.raises(QuestionRefused, match=rf"{LONGEST_QUESTION + 1}.*{LONGEST_QUESTION}"):
        require_question("x" * (LONGEST_QUESTION + 1))


def test_a_question_over_several_lines_is_one() -> None:
    assert require_question(" What\n did\tHarris  say? ") == "What did Harris say?"


@pytest.mark.parametrize("question", ["caf\udce9 who said it", "a\ud800"])
def test_bytes_that_are_no_text_are_refused(question: str) -> None:
    with pytest.raises(QuestionRefused, match="UTF-8"):
        require_question(question)


@given(st.text(max_size=200))
def test_what_passes_is_one_line_of_text(question: str) -> None:
    try:
        line = require_question(question)
    except QuestionRefused:
        return
    assert line == " ".join(question.split())
    assert line.encode()
