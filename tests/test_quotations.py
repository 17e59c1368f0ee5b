"""Quotation marks are paired where a reader would pair them, at their exact places."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.attribution.marks import Style
from pullquote.attribution.quotations import paragraphs, quotations

PIECES = [
    "“", "”", "‘", "’", '"', "'", "«", "»", "„", "``", "''", "\n", "\n\n", " ", " ", "He said", "No.", ",",
    "it’s", "'90s", "6'2\"", "the dogs' tails", "—", "(", ")", "A", "=",
]  # fmt: skip
MESSY = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def found(text: str) -> list[str]:
    return [quotation.words.cut(text) for quotation in quotations(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“Hi,” he said. “Not ‘all’ of it.”", ["Hi,", "Not ‘all’ of it."]),
        ('"I can\'t," he said. "Now."', ["I can't,", "Now."]),
        ("He said 'it is the companies' plan' and left. The dogs' tails.", ["it is the companies' plan"]),
        (
            "‘We won’t go,’ he said. ‘The companies’ plan is bad.’",
            ["We won’t go,", "The companies’ plan is bad."],
        ),
        ("„Das ist es“, sagte er.", ["Das ist es"]),
        ("»Ja« – « oui »", ["Ja", "oui"]),
        ("``So'' it was.", ["So"]),
        ("”Så är det”, sa han.", ["Så är det"]),
        ("Back in the '90s he stood 6'2\" and ate a 12\" pizza, 'tis true.", []),
        ('<a class="x" title="y"> [note=”true”] he said "go".', ["go"]),
    ],
)
def test_marks_of_every_style_are_paired(text: str, words: list[str]) -> None:
    assert found(text) == words


def test_the_outermost_quotation_holds_those_inside() -> None:
    text = "“She told me ‘never again’ and left,” he said."
    (outer,) = quotations(text)
    (inner,) = outer.inner
    assert inner.words.cut(text) == "never again"
    assert inner.style is Style.SINGLE_CURLY


def test_a_mark_nobody_closed_ends_with_its_paragraph() -> None:
    text = "“I never closed it, he said.\n\nThe next paragraph says “yes”."
    first, second = quotations(text)
    assert (first.words.cut(text), first.closed) == ("I never closed it, he said.", False)
    assert second.words.cut(text) == "yes"


def test_a_mark_opened_again_in_the_next_paragraph_continues_the_speech() -> None:
    text = "“First paragraph.\n\n“Second paragraph,” she said."
    first, second = quotations(text)
    assert not first.closed
    assert second.continues
    assert second.words.cut(text) == "Second paragraph,"


def test_a_single_mark_left_open_is_speech_if_the_next_paragraph_takes_it_up() -> None:
    text = "She said, ‘it was the tea.\n\n‘Mistakes, he said.’"
    first, second = quotations(text)
    assert (first.words.cut(text), first.closed) == ("it was the tea.", False)
    assert second.continues


def test_a_mark_opened_again_in_the_same_paragraph_starts_anew() -> None:
    text = "“Never closed. “But this is,” he said."
    assert found(text) == ["Never closed.", "But this is,"]


def test_lines_of_a_wrapped_block_are_one_paragraph() -> None:
    text = "“This is a quotation that a mail programme has wrapped at\nseventy characters,” said the clerk."
    assert len(list(paragraphs(text))) == 1
    assert len(quotations(text)) == 1


@given(MESSY)
def test_quotations_lie_in_the_text_in_order_without_their_marks(text: str) -> None:
    marked = quotations(text)
    for quotation in marked:
        assert quotation.whole.holds(quotation.words)
        assert quotation.whole.start < quotation.words.start
        assert quotation.words.cut(text) == quotation.words.cut(text).strip()
        assert quotation.words.cut(text)
        assert "\n\n" not in quotation.words.cut(text)
        for inner in quotation.inner:
            assert quotation.whole.holds(inner.whole)
    for before, after in pairwise(marked):
        assert before.whole.end <= after.whole.start


@given(st.text(max_size=200))
def test_no_text_at_all_raises(text: str) -> None:
    quotations(text)


@pytest.mark.slow
def test_a_long_text_of_marks_takes_linear_time() -> None:
    assert len(quotations("“a” " * 50_000)) == 50_000
    quotations("‘" * 50_000 + "’ s' " * 20_000)
