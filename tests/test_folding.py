from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.checking.folding import fold, fold_gap, words

PIECES = st.sampled_from(
    [
        "“",
        "”",
        '"',
        "’",
        "'",
        "—",
        "--",
        "–",
        "-",
        "…",
        "...",
        "\u00a0",
        "  ",
        "\n",
        "\u00ad",
        "\u200b",
        "ﬁ",
        "é",
        "e\u0301",
        "word",
        "A",
        "3.1",
    ]
)


@pytest.mark.parametrize(
    ("given_text", "folded"),
    [
        ("“curly” ‘marks’", "\"curly\" 'marks'"),
        ("a — b – c -- d", "a - b - c - d"),
        ("wait… what", "wait... what"),
        ("no\u00a0break \t\n here", "no break here"),
        ("soft\u00adhyphen and zero\u200bwidth", "softhyphen and zerowidth"),
        ("ﬁnal oﬀer", "final offer"),
        ("cafe\u0301", "café"),
        ("«guillemets» ``typed''", '"guillemets" "typed"'),
    ],
)
def test_typography_goes_and_letters_stay(given_text: str, folded: str) -> None:
    assert fold(given_text).text == folded


def test_case_stays_unless_it_is_asked_to_go() -> None:
    assert fold("Open SOURCE").text == "Open SOURCE"
    assert fold("Open SOURCE", case=True).text == "open source"


def test_a_folded_stretch_leads_back_to_its_own_place() -> None:
    text = "He said: “so\u00adft… ﬁne.”"
    folded = fold(text)
    start = folded.text.index("fine")
    assert folded.unfold(start, start + 4).cut(text) == "ﬁne"


def test_an_empty_stretch_has_no_place() -> None:
    with pytest.raises(ValueError, match="no folded characters"):
        fold("abc").unfold(2, 2)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_every_folded_character_knows_where_it_came_from(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    for place in range(len(folded.text)):
        span = folded.unfold(place, place + 1)
        assert folded.text[place] in fold(span.cut(text)).text


def test_words_keep_numbers_and_contractions_whole_and_part_hyphens() -> None:
    found = [word.folded for word in words("They’re 3.1% of 350,000 “open-source” mod\u00adels for $5.")]
    assert found == ["They're", "3.1", "%", "of", "350,000", "open", "source", "models", "for", "$", "5"]


@given(st.lists(PIECES, max_size=30).map("".join))
def test_words_stand_where_they_say_in_order(text: str) -> None:
    found = words(text)
    for before, after in pairwise(found):
        assert before.end <= after.start
    for word in found:
        assert fold(text[word.start : word.end]).text == word.folded


def test_a_gap_forgets_spaces_and_glyphs_but_not_signs() -> None:
    assert fold_gap(" — ") == fold_gap("—") == fold_gap(" -- ") == "-"
    assert fold_gap(",” ") == fold_gap(', "') == ',"'
    assert fold_gap(" ") == ""
    assert fold_gap(", ") != fold_gap("; ")
