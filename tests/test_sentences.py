"""Sentences: nothing legible is lost, nothing is in two, and a sentence that repeats keeps its own place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks import check_sentences
from pullquote.reading.boilerplate import boilerplate
from pullquote.sentences import LONGEST, sentences
from pullquote.spans import Span

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))

PIECES = [
    "No.", "He said no.", "“Yes.”", " ", "  ", "\n", "\n\n", "U.S.", "Mr. ", "Smith", "“", "”", '"', "…",
    "...", "(", ")", " he said.", "5 p.m. ", "Tuesday", "\u2028", "\xa0", "。", "日本", "😀", "e\u0301", "?!",
    "\t", "\x0b", "J. K. ",
    "[time-x]", "1.", "2.5", "\x85", "\x1c", "’", "-", "A",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def words(text: str, left_out: Sequence[Span] = ()) -> list[str]:
    return [span.cut(text) for span in sentences(text, left_out)]


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_every_legible_character_is_in_one_sentence(text: str) -> None:
    check_sentences(text, list(sentences(text)))


@given(TEXTS, TEXTS, TEXTS)
@settings(max_examples=150, deadline=None)
def test_what_is_left_out_is_in_none(before: str, middle: str, after: str) -> None:
    text = before + middle + after
    left_out = [Span(len(before), len(before) + len(middle))]
    check_sentences(text, list(sentences(text, left_out)), left_out)


@given(st.lists(st.sampled_from(["No.", "He said no.", "“Yes.”", "Why?"]), min_size=1, max_size=8))
@settings(deadline=None)
def test_a_repeated_sentence_keeps_its_own_place(given: list[str]) -> None:
    text, places = "", []
    for one in given:
        places.append(Span(len(text), len(text) + len(one)))
        text += one + "\n"
    assert list(sentences(text)) == places


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_the_shipped_articles_are_covered(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    left_out = boilerplate(text)
    check_sentences(text, list(sentences(text, left_out)), left_out)


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Smith met Dr. Jones of the U.S. Army at 5 p.m. Tuesday.",
        "J. K. Rowling paid $2.5 million to the U.S. government.",
        "“We will see,” Sen. Warner said.",
    ],
)
def test_titles_initials_and_numbers_end_no_sentence(sentence: str) -> None:
    assert words(f"It rained. {sentence} It stopped.") == ["It rained.", sentence, "It stopped."]


def test_a_quotation_begins_a_sentence_and_an_open_mark_swallows_none() -> None:
    assert words("He left. “I am tired.” Then it rained.") == ["He left.", "“I am tired.”", "Then it rained."]
    assert words("He said “I am.\nThen it rained. It stopped.")[-2:] == ["Then it rained.", "It stopped."]


def test_a_very_long_quotation_is_cut_between_its_sentences() -> None:
    text = "“" + "We shall fight on the beaches. " * 30 + "Never!” he said."
    found = list(sentences(text))
    check_sentences(text, found)
    assert max(map(len, found)) <= LONGEST
