"""Spelling is corrected against the articles, and what they say stays as it is."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pullquote.indexing.shelves import SCHEMA
from pullquote.spelling import Corrected, corrected


@pytest.fixture(scope="module")
def rows() -> sqlite3.Connection:
    made = sqlite3.connect(":memory:", check_same_thread=False)
    made.executescript(SCHEMA)
    text = (
        "Harris harris Harris doubts the license enforcement of llama models. Elections, Schröder; café 2024."
    )
    made.execute("INSERT INTO sentence_words (rowid, words) VALUES (1, ?)", (text,))
    return made


def never(_: str) -> bool:
    return False


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("wot does haris say?", "what does harris say?"),
        ("Lisence enforcment", "license enforcement"),
        ("hrarsi", "hrarsi"),
        ("ahrris", "ahrris"),  # another first letter
        ("harirs", "harris"),  # two letters swapped are one edit
        ("doubt election cafe schroder", "doubt election cafe schroder"),
        ("hari 2023 lam", "hari 2023 lam"),
        ("barn zebra", "barn zebra"),
        ("", ""),
        ("  haris’s  “lisence” — ok?", "  harris  “license” — ok?"),
    ],
)
def test_a_slip_becomes_the_articles_word_and_nothing_else_changes(
    rows: sqlite3.Connection, written: str, meant: str
) -> None:
    assert corrected(rows, written, never).question == meant


def test_an_ordinary_word_stays_and_the_articles_word_is_searched_beside_it(rows: sqlite3.Connection) -> None:
    found = corrected(rows, "the lama lisence", lambda word: word in ("lama", "llama"))
    assert (found.question, found.alternatives) == ("the lama license", ("llama",))


def test_an_ordinary_word_gives_way_to_a_name_that_only_the_articles_have(rows: sqlite3.Connection) -> None:
    found = corrected(rows, "the lama lisence", lambda word: word == "lama")
    assert (found.question, found.alternatives) == ("the llama license", ())


@pytest.mark.parametrize("word", ["harries", "doubted", "doubling", "elating"])
def test_a_longer_ordinary_word_or_its_inflection_is_no_slip(rows: sqlite3.Connection, word: str) -> None:
    known = {"harries", "doubt", "double", "elate"}
    assert corrected(rows, f"who {word}?", known.__contains__) == Corrected(f"who {word}?", ())


def test_a_word_that_only_looks_inflected_is_still_a_slip(rows: sqlite3.Connection) -> None:
    assert corrected(rows, "haris electoins", {"hari"}.__contains__).question == "harris elections"


@pytest.mark.parametrize("word", ["defence", "colour"])
def test_a_british_spelling_is_no_slip_for_the_american_one(rows: sqlite3.Connection, word: str) -> None:
    assert corrected(rows, word, lambda one: one == word).question == word


@pytest.mark.parametrize("word", ["doubles", "licensed", "heed", "loot"])
def test_an_english_word_is_no_slip_for_one_of_the_articles(word: str) -> None:
    rows = sqlite3.connect(":memory:")
    rows.executescript(SCHEMA)
    rows.execute("INSERT INTO sentence_words (rowid, words) VALUES (1, 'head lot license doubts')")
    common = {"head", "lot"}
    assert corrected(rows, f"who {word} it?", common.__contains__).question == f"who {word} it?"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("is it in this contxt", "is it in this context"),
        ("the fireing of ppl", "the firing of people"),
        ("which senaters", "which senators"),
        ("dos he say why u wont", "does he say why you won’t"),
        ("Merkle and merkle in Contxt", "Merkle and merkle in Contxt"),  # a name, or written like one
    ],
)
def test_what_no_article_has_is_corrected_to_common_english(
    rows: sqlite3.Connection, written: str, meant: str
) -> None:
    assert corrected(rows, written, never).question == meant


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_text_is_kept_where_nothing_can_be_a_slip(text: str) -> None:
    empty = sqlite3.connect(":memory:")
    empty.executescript(SCHEMA)
    assert corrected(empty, text.upper(), never).question == text.upper()
    empty.close()
