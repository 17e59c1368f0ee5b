"""Sentences made of quotations: each cited, and nothing between the marks but the citation's words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks import check_prose
from pullquote.answers import Citation
from pullquote.extracts import extracts, unsaid
from pullquote.sentences import sentences
from pullquote.spans import Span
from pullquote.speakers import Kind


def citation(
    quote: str, number: int = 1, kind: Kind = Kind.DIRECT, speaker: str | None = "Ann Lee"
) -> Citation:
    return Citation(number, "a.txt", None, Span(0, len(quote)), quote, speaker, kind)


PIECES = [
    "No.", "He said no.", "“Yes.”", " ", "U.S.", "Mr. ", "Smith", "“", "”", '"', "…", "(", ")", " he said",
    "\n", "?!", ",", "日本。", "It rained [1].", "e\u0301", "won",
]  # fmt: skip
QUOTES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map(
    lambda pieces: "x" + "".join(pieces) + "y"
)


def unstopped(text: str) -> str:
    """Without stops before a closing mark, which a sentence around it may drop."""
    return re.sub(r"[.,;:]+(?=[”\"»])", "", text)


@given(
    st.lists(
        st.tuples(QUOTES, st.sampled_from(list(Kind)), st.none() | st.just("Ann Lee")), min_size=1, max_size=3
    )
)
@settings(max_examples=150, deadline=None)
def test_every_citation_is_quoted_word_for_word(given: list[tuple[str, Kind, str | None]]) -> None:
    made = [citation(quote, number, kind, who) for number, (quote, kind, who) in enumerate(given, 1)]
    for sentence in extracts(made):
        number = int(sentence[sentence.rindex("[") + 1 : -2])
        told = sentence[: sentence.rindex(" [")].removesuffix(" (Ann Lee)")
        quote = made[number - 1].quote
        words = told.partition(": “")[2][:-1]
        assert (words and words in quote) or unstopped(told) in unstopped(quote)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("speaker", ["Ann Lee", "the executive order", None])
def test_a_plain_quotation_makes_cited_prose(kind: Kind, speaker: str | None) -> None:
    made = [
        citation("We met Mr. Smith of the U.S. Army. He left.", 1, kind, speaker),
        citation("It rained.", 2),
    ]
    told = " ".join(extracts(made))
    check_prose(told, {one.number: one.quote for one in made})
    assert "Mr. Smith of the U.S. Army" in told


def test_marks_never_stand_around_marks() -> None:
    (told,) = extracts([citation("“I never left anyone at the stop,” Mr Lee said from the ward.")])
    assert told == "“I never left anyone at the stop,” Mr Lee said from the ward [1]."
    (told,) = extracts([citation("“I never left anyone at the stop,” she said.")])
    assert told == "“I never left anyone at the stop,” she said (Ann Lee) [1]."
    (told,) = extracts([citation("He says that it “will not work and only harm us.”")])
    assert told == "He says that it “will not work and only harm us” (Ann Lee) [1]."


@pytest.mark.parametrize(
    "quote", ["He asks “why not now?”", "“Go. Now,” he said.", "He said “stop.” And “go!”"]
)
def test_every_sentence_of_a_quotation_with_quotations_has_its_number(quote: str) -> None:
    told = " ".join(extracts([citation(quote)]))
    assert all("[1]" in span.cut(told) for span in sentences(told))


def test_joint_authors_write_and_one_author_writes() -> None:
    both = citation("It rained.", kind=Kind.NARRATION, speaker="Ann Lee and Bo Ek")
    assert list(extracts([both])) == ["Ann Lee and Bo Ek write: “It rained” [1]."]
    (told,) = extracts([citation("It rained.", kind=Kind.NARRATION)])
    assert told == "Ann Lee writes: “It rained” [1]."


def test_a_speaker_is_named_and_nobody_is_invented() -> None:
    (told,) = extracts([citation("We won")])
    assert "Ann Lee" in told
    (told,) = extracts([citation("We won", speaker=None)])
    assert "Ann" not in told


@pytest.mark.parametrize(
    ("kind", "said", "left"),
    [
        (Kind.DIRECT, "Lee said: “The dam will hold” [1].", False),
        (Kind.DIRECT, 'According to Lee, "the dam will hold" [1].', False),
        (Kind.DIRECT, "Lee said that the dam will hold [1].", True),
        (Kind.DIRECT, "Lee said: “The dam will” [1].", True),
        (Kind.NARRATION, "On Monday the dam will hold [1].", False),
        (Kind.NARRATION, "The dam holds [1].", True),
    ],
)
def test_what_a_sentence_holds_already_is_not_said_again(kind: Kind, said: str, left: bool) -> None:
    assert bool(list(unsaid([citation("The dam will hold.", kind=kind)], [said]))) == left


def test_what_is_said_is_looked_at_when_the_first_is_wanted() -> None:
    said: list[str] = []
    more = unsaid([citation("The dam will hold."), citation("It is old.", 2)], said)
    said.append("Lee said: “The dam will hold” [1].")
    assert list(more) == ["Ann Lee said: “It is old” [2]."]
