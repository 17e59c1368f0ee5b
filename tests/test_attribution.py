"""Who said what: layouts of attribution, whom they name, and promises that hold for any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pullquote.articles import Article
from pullquote.attribution.quotations import quotations
from pullquote.attribution.rules import attribute
from pullquote.speakers import Kind


def said(text: str) -> list[tuple[str, str, str | None]]:
    reading = attribute(Article("a.txt", text))
    return [(made.kind.value, made.words.cut(text), made.speaker) for made in reading.attributions]


DIRECT = "direct"
INDIRECT = "indirect"
LAYOUTS = [
    ("Maria Ruiz said: “We won.”", [(DIRECT, "We won.", "Maria Ruiz")]),
    ("“We won,” said Maria Ruiz, the mayor of Leeds.", [(DIRECT, "We won,", "Maria Ruiz")]),
    (
        "“We won,” Maria Ruiz said. “It was late.”",
        [(DIRECT, "We won,", "Maria Ruiz"), (DIRECT, "It was late.", "Maria Ruiz")],
    ),
    ("“We,” said Maria Ruiz, “won.”", [(DIRECT, "We,", "Maria Ruiz"), (DIRECT, "won.", "Maria Ruiz")]),
    ("Maria Ruiz argues that it is late.", [(INDIRECT, "it is late", "Maria Ruiz")]),
    ("According to Maria Ruiz, it is late.", [(INDIRECT, "it is late", "Maria Ruiz")]),
    ("It is late, Maria Ruiz says.", [(INDIRECT, "It is late", "Maria Ruiz")]),
    ("Maria Ruiz: “We won.”", [(DIRECT, "We won.", "Maria Ruiz")]),
    ("“We won.” – Maria Ruiz", [(DIRECT, "We won.", "Maria Ruiz")]),
    ("Now, Maria Ruiz says, it is late.", [(INDIRECT, "it is late", "Maria Ruiz")]),
    ("He left because, Maria Ruiz said, it was late.", [(INDIRECT, "it was late", "Maria Ruiz")]),
    (
        "Nobody, says Maria Ruiz, has asked.",
        [(INDIRECT, "Nobody", "Maria Ruiz"), (INDIRECT, "has asked", "Maria Ruiz")],
    ),
    ("18.30 Maria Ruiz says it is late.", [(INDIRECT, "it is late", "Maria Ruiz")]),
    ("The storm, which Maria Ruiz reckons could grow, came.", [(INDIRECT, "could grow", "Maria Ruiz")]),
    ("Maria Ruiz says that is nonsense.", [(INDIRECT, "that is nonsense", "Maria Ruiz")]),
    (
        "Maria Ruiz says the road is shut. It will open in May.",
        [(INDIRECT, "the road is shut", "Maria Ruiz"), (INDIRECT, "It will open in May", "Maria Ruiz")],
    ),
    ("“Then find one!” came a voice from the back.", [(DIRECT, "Then find one!", None)]),
    ("Maria Ruiz left, accusing Acme of “theft”.", [(DIRECT, "theft", "Maria Ruiz")]),
    ("The city’s “walled gardens” are closed.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), LAYOUTS)
def test_every_layout_gives_the_words_and_the_speaker(
    text: str, wanted: list[tuple[str, str, str | None]]
) -> None:
    assert said(text) == wanted


PIECES = [
    "“", "”", "‘", "’", '"', "'", "«", "»", "\n", "\n\n", " ", " said ", " says ", "He said no.",
    "“No,” she said.",
    "Maria Ruiz", "the mayor", "according to ", ", ", ". ", ": ", " — ", " that ", "Tom Ruiz, a poet, ", "It",
    "Ruiz argues that it is late.",
    " told The Post ", " (ABC) ", " and ", "claims", "By arguing ", "'s claim that ",
    "its website",
    " they ", "the sisters", "Q. Why?\nA. ",
    "BAY CITY, Sept. 12 -- ", "12.30 ", "\nMR: ", "– ", "her aunt, ", "The report", " is adamant that ",
]  # fmt: skip
MESSY = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@given(MESSY)
@settings(max_examples=300, deadline=None)
def test_spans_lie_in_the_text_sorted_and_without_outer_marks(text: str) -> None:
    reading = attribute(Article("a.txt", text))
    marked = {quotation.words for quotation in quotations(text)}
    for made in reading.attributions:
        assert made.words.cut(text).strip() == made.words.cut(text) != ""
        assert made.kind is Kind.INDIRECT or made.words in marked
        assert 0 <= made.confidence <= 1
        for span in (made.cue, made.mention):
            assert span is None or span.cut(text)
    for before, after in pairwise(reading.attributions):
        assert before.words.end <= after.words.start


@given(st.text(max_size=300))
@settings(deadline=None)
def test_no_text_at_all_raises(text: str) -> None:
    attribute(Article("a.txt", text))


def test_a_repeated_sentence_keeps_its_own_place() -> None:
    text = "“No,” said Maria Ruiz.\n“No,” said Maria Ruiz."
    spans = [made.words for made in attribute(Article("a.txt", text)).attributions]
    assert [span.start for span in spans] == [1, text.index("\n") + 2]


def test_in_an_interview_what_is_put_to_somebody_need_not_be_a_question() -> None:
    text = (
        "Ann Lee runs the ferry. We met on the quay.\n\nWhy did you start?\n\n“For the money.”\n\n"
        "You nearly stopped. Why?\n\n“It sank.”\n\nThe mate, Bo Ray, told me that you were cross.\n\n"
        "“He would say so. I was not.”\n\nThe mayor, Cy Orr, said by email: “We never met.”\n\n“We did.”"
    )
    said = {one.words.cut(text): one.speaker for one in attribute(Article("a.txt", text)).attributions}
    assert {
        said[words] for words in ("For the money.", "It sank.", "He would say so. I was not.", "We did.")
    } == {"Ann Lee"}
    assert said["We never met."] == "Cy Orr"
