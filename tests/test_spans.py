"""Places in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.spans import Span, trimmed

SPANS = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: Span(min(pair), max(pair)))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (-5, -1)])
def test_what_is_no_place_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_a_cut_counts_characters_not_bytes() -> None:
    assert Span(2, 4).cut("a😀é“x") == "é“"


def test_a_span_that_reaches_beyond_the_text_is_an_error_not_a_shorter_cut() -> None:
    assert Span(0, 3).cut("abc") == "abc"
    with pytest.raises(ValueError, match="beyond"):
        Span(0, 4).cut("abc")


@given(SPANS, SPANS)
def test_overlap_counts_the_characters_that_both_hold(one: Span, other: Span) -> None:
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    assert one.overlap(other) == other.overlap(one) == len(shared)
    if len(other):
        assert one.holds(other) == (len(shared) == len(other))


@given(st.text(alphabet=" \n\t\xa0ab“", max_size=20), st.data())
def test_trimming_takes_white_space_and_nothing_else(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = trimmed(text, start, end)
    assert Span(start, end).holds(span)
    assert span.cut(text) == text[start:end].strip()
