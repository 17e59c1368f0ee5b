"""Printed lines made paragraphs again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pullquote.reading.unwrap import unwrapped

WORDS = st.lists(
    st.sampled_from(["the", "Council", "of", "bridges", "said", "that", "A", "river"]), min_size=30
)


@given(WORDS, st.integers(40, 80))
def test_a_paragraph_that_was_wrapped_is_one_line_again(words: list[str], width: int) -> None:
    text, lines = " ".join(words), [""]
    for word in words:
        fits = len(lines[-1]) + 1 + len(word) <= width
        lines = [*lines[:-1], f"{lines[-1]} {word}".strip()] if fits else [*lines, word]
    assert unwrapped("\n".join(lines)) == text


def test_a_line_that_letters_of_uneven_width_left_a_little_short_is_joined() -> None:
    lines = (
        "The council met on Tuesday night, and in",
        "the old town, where",
        "Mayor Ann Lee spoke.",
    )
    full = "x" * 50
    assert unwrapped(f"{full}\n{lines[0]}\nTown Hall.").endswith("night, and in Town Hall.")
    assert unwrapped("\n".join(lines)).endswith("the old town, where\nMayor Ann Lee spoke.")


def test_headings_blank_lines_and_short_lines_stay_apart() -> None:
    text = "A heading\nThe council met on Tuesday evening.\n\nRoses are red\nViolets are blue"
    assert unwrapped(text) == text


def test_a_line_that_goes_on_in_lower_case_is_joined_however_short() -> None:
    assert unwrapped("The council\nmet.") == "The council met."


def test_a_soft_hyphen_goes_and_a_hyphen_stays_unless_the_whole_word_is_known() -> None:
    assert unwrapped("a long de\u00ad\nbate") == "a long debate"
    assert unwrapped("an open-\nsource model") == "an open-source model"
    assert unwrapped("a de-\nbate after the debate") == "a debate after the debate"


@given(st.text(st.sampled_from("aB. -\n\u00ad"), max_size=80))
def test_no_letter_is_lost_or_made(text: str) -> None:
    def letters(given_: str) -> list[str]:
        return [char for char in given_ if char.isalpha()]

    assert letters(unwrapped(text)) == letters(text)
