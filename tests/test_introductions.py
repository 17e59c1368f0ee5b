"""Questions that ask who somebody is, and the words that introduce people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.introductions import asked_after, introduction
from pullquote.people_known import Person

LEE = Person("Ann Lee", frozenset({"Ann Lee", "Lee"}), frozenset({"Lee"}), "the mayor")
POLICE = Person("State Police", frozenset({"State Police"}), frozenset(), None)


@pytest.mark.parametrize(
    "question",
    [
        "Who is Ann Lee?",
        "who's lee",
        "Who is Mayor Lee?",
        "What is Lee’s job?",
        "what does Ann Lee do for a living",
        "Where does Lee work?",
        "Which company does Ann Lee work for?",
        "And which company does Ann Lee work for?",
        "So, who is Lee?",
    ],
)
def test_a_question_asks_who_somebody_is(question: str) -> None:
    assert asked_after(question, [LEE]) == (frozenset({"Ann Lee", "Lee"}),)


@pytest.mark.parametrize(
    "question",
    [
        "Who is Lee criticising?",
        "Who is Bob Lee criticising?",
        "Who is the mayor?",
        "who is to blame",
        "And who is to blame?",
        "What does Lee do about the bridge?",
        "Who is the State Police?",
        "Who said that Lee is late?",
    ],
)
def test_another_question_asks_after_nobody(question: str) -> None:
    assert asked_after(question, [LEE, POLICE]) == ()


def test_somebody_whom_no_article_quotes_is_asked_after_by_a_name_with_capitals() -> None:
    assert asked_after("Who was Bo Ray?", [LEE]) == (frozenset({"Bo Ray"}),)
    assert asked_after("who was bo ray", [LEE]) == ()


@pytest.mark.parametrize(
    "question",
    [
        "Who are Ann Lee and Bo Ray?",
        "who're lee and Bo Ray",
        "Ann Lee and Bo Ray: who is who?",
        "Lee, Bo Ray – who are they?",
        "Lee and Bo Ray. Who are they?",
        "Who are Ann Lee,Bo Ray !",
        "Who are Lee and Bo Ray's?",
        "Who is Lee, and who is Bo Ray?",
        "So who was Mayor Lee, and Bo Ray?",
    ],
)
def test_a_question_asks_who_each_of_several_is(question: str) -> None:
    assert asked_after(question, [LEE]) == (frozenset({"Ann Lee", "Lee"}), frozenset({"Bo Ray"}))


@pytest.mark.parametrize(
    "question",
    [
        "Who are Lee and the others?",
        "Who is Lee, and where does she work?",
        "Who are the mayor and the vicar?",
        "Lee and Bo Ray: what do they say?",
        "Who is Lee, MP?",
        "Who is Ernst and Young?",
        "Who is Lee and Lee?",
        "Who are Ann Lee, Bo Ray, Cy Fox and Di Orr?",
    ],
)
def test_it_asks_after_several_only_if_each_is_named(question: str) -> None:
    assert asked_after(question, [LEE]) == ()


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("“No,” said Ann Lee, a U.S. analyst at Acme, on Monday.", "Ann Lee, a U.S. analyst at Acme"),
        ("Mayor Ann Lee opened it.", "Mayor Ann Lee"),
        ("The mayor, Ann Lee, opened it.", "The mayor, Ann Lee"),
        ("There was Ann Lee, 83, who ran a bakery, and a dog.", "Ann Lee, 83, who ran a bakery"),
        ("Ann Lee is the head of Acme.", "Ann Lee is the head of Acme"),
        ("Ann Lee, a poet who also farms, left.", "Ann Lee, a poet"),
    ],
)
def test_a_sentence_introduces_somebody(sentence: str, told: str) -> None:
    span = introduction(sentence, {"Ann Lee", "Lee"})
    assert span is not None
    assert span.cut(sentence) == told


@pytest.mark.parametrize(
    "sentence",
    [
        "Prosecuting, Ann Lee said no.",
        "Ann Lee opened it.",
        "Bo Ray, a poet, met Ann Lee.",
        "Leeds is a city.",
        "",
    ],
)
def test_a_sentence_that_only_names_somebody_introduces_nobody(sentence: str) -> None:
    assert introduction(sentence, {"Ann Lee", "Lee"}) is None


NAMES = ["Ann Lee", "Lee", "mayor", "The mayor", "Prosecuting", "who runs", "is a", "U.S."]
PARTS = st.sampled_from([*NAMES, ", ", ". ", " ", "  ", "\t", "“", "”"])


@given(st.lists(PARTS, max_size=12).map("".join))
def test_what_introduces_lies_in_the_sentence_and_names_the_person(sentence: str) -> None:
    span = introduction(sentence, {"Ann Lee", "Lee"})
    assert span is None or "Lee" in span.cut(sentence)
