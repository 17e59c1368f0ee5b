"""Lexical search: whatever a question holds, it is asked for as words, and scores lie in [0, 1]."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pullquote.indexing.lexical import best, scores, terms
from pullquote.indexing.shelves import SCHEMA
from pullquote.wording import content_words

ROWS = {
    1: "The mayor opened a bridge over the river.",
    2: "Elections were held, said Müller of the AI party.",
    3: "The mayor’s election was contested; the mayor lost.",
    4: "Rain fell on the river for days.",
}


def made() -> sqlite3.Connection:
    rows = sqlite3.connect(":memory:", check_same_thread=False)
    rows.executescript(SCHEMA)
    rows.executemany("INSERT INTO sentence_words (rowid, words) VALUES (?, ?)", ROWS.items())
    return rows


TABLE = made()


def found(question: str, k: int = 9, within: list[int] | None = None) -> dict[int, float]:
    asked = terms(TABLE, "sentence_words", content_words(question))
    scored = scores(TABLE, "sentence_words", asked)
    return {row: scored[row] for row in best(scored, k, within)}


def test_rows_that_hold_the_rarer_words_come_first() -> None:
    assert next(iter(found("mayor election contested"))) == 3
    assert found("bridge") and set(found("bridge")) == {1}  # noqa: PT018


@pytest.mark.parametrize(
    ("word", "rows"),
    [
        ("elected", set()), ("electing", {2, 3}), ("muller", {2}), ("Müller’s", {2}),
        ("MAYORS", {1, 3}), ("ai", {2}),
        ("day", set()), ("days", {4}), ("raining", set()),
    ],
)  # fmt: skip
def test_inflections_accents_and_case_are_no_obstacle_but_short_words_stand_as_they_are(
    word: str, rows: set[int]
) -> None:
    assert set(found(word)) == rows


def test_a_word_that_stands_nowhere_is_the_most_telling() -> None:
    nowhere, somewhere, often = terms(TABLE, "sentence_words", ["zebra", "bridge", "mayor"])
    assert nowhere.idf > somewhere.idf > often.idf > 0


def test_only_the_rows_within_and_no_more_than_k() -> None:
    assert set(found("mayor river", within=[4])) == {4}
    assert found("mayor river", within=[]) == {}
    assert len(found("mayor river", k=2)) == 2
    assert found("mayor", k=0) == {}


def test_a_question_of_no_words_finds_nothing() -> None:
    assert scores(TABLE, "sentence_words", []) == {}


PIECES = [
    '"',
    "*",
    "NEAR",
    "OR",
    "NOT",
    "AND",
    "(",
    ")",
    "-",
    "^",
    ":",
    "mayor",
    "words:",
    "½",
    "ﾞ",
    "İ",
    "\x00",
    "'",
    " ",
]


@given(st.text(max_size=40) | st.lists(st.sampled_from(PIECES)).map("".join))
@settings(max_examples=200, deadline=None)
def test_no_question_is_read_as_a_command(question: str) -> None:
    scored = list(found(question).values())
    assert all(0 <= score <= 1 for score in scored)
    assert scored == sorted(scored, reverse=True)


def test_an_empty_table_is_searched_without_harm() -> None:
    empty = sqlite3.connect(":memory:")
    empty.executescript(SCHEMA)
    asked = terms(empty, "sentence_words", ["mayor"])
    assert scores(empty, "sentence_words", asked) == {}
