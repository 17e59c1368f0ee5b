"""Our own prose goes through the checker: what it quotes is genuine, cited, and said by whom it says."""

from __future__ import annotations

import pytest

from corpora import corpus
from fakes import ScriptedModel
from pullquote.answers import Citation, Outcome
from pullquote.checking.checker import check
from pullquote.checking.proofing import Proofreader
from pullquote.checking.verdicts import Verdict
from pullquote.citations import Cut, cite
from pullquote.desk import Desk
from pullquote.extracts import extracts
from pullquote.indexing.library import Library
from pullquote.retrieval import Place, Retriever
from pullquote.sentences import sentences
from pullquote.spans import Span
from pullquote.speakers import Kind, voice_at
from pullquote.writer import Writer

HARBOUR = (
    "The harbour board met on Tuesday.\n\n"
    "“The new pier will not survive a winter storm,” said Marta Lindqvist, an engineer. “Nobody asked the "
    "fishermen about Pryce.”\n\n"
    "“Nobody asked the fishermen about Pryce,” a leaflet has since repeated. Owen Pryce argues that "
    "Lindqvist misread the survey. Not all boats are safe there."
)
CORPUS = corpus(harbour=HARBOUR)
READER = Proofreader(CORPUS)


def cited(words: str, number: int = 1) -> Citation:
    start = HARBOUR.index(words)
    span = Span(start, start + len(words))
    voice = voice_at(CORPUS.article("harbour.txt"), CORPUS.reading("harbour.txt"), span)
    return Citation(number, "harbour.txt", None, span, words, voice.speaker, voice.kind)


STORM = cited("The new pier will not survive a winter storm,")
ASKED = cited("Nobody asked the fishermen about Pryce.", 2)
ARGUES = cited("Owen Pryce argues that Lindqvist misread the survey.", 3)
GIVEN = [STORM, ASKED, ARGUES]


@pytest.mark.parametrize(
    "sentence",
    [
        "Lindqvist said that “the new pier will not survive a winter storm” [1].",
        "Marta Lindqvist said: “Nobody asked the fishermen about Pryce” [2].",
        "Lindqvist says the new pier will not survive a winter storm [1].",
        "The article reports: “Owen Pryce argues that Lindqvist misread the survey” [3].",
        "Pryce argues that Lindqvist misread the survey [3].",
        "There is a word for it, “pier” [1].",
    ],
)
def test_what_is_genuine_is_shown_as_it_is(sentence: str) -> None:
    assert READER.fault(sentence, GIVEN) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Lindqvist said that “the new pier will survive a winter storm” [1].",
        "Lindqvist said that “the new pier will … survive a winter storm” [1].",
        "The pier would “survive a winter storm” [1].",
        "Owen Pryce said that “the new pier will not survive a winter storm” [1].",
        "Lindqvist said that “the new pier will not survive a winter storm” [2].",
        "Lindqvist said that “nobody asked the fishermen” [1].",
        "Pryce said that nobody asked the fishermen [2].",
        "Lindqvist said that “Owen Pryce argues that Lindqvist misread the survey” [3].",
        "Hale argues that Lindqvist misread the survey [3].",
        "There is a word for it, “marina” [1].",
    ],
)
def test_a_lie_is_refused_with_the_reason(sentence: str) -> None:
    assert READER.fault(sentence, GIVEN)


def test_words_in_the_wrong_mouth_are_given_as_the_articles_and_the_refusal_is_kept() -> None:
    lie = "Owen Pryce said: “The new pier will not survive a winter storm” [1]."
    (proof,) = READER.proofs([lie], GIVEN)
    assert proof.sentence == "The article reports: “The new pier will not survive a winter storm” [1]."
    assert "Marta Lindqvist said it" in proof.rejected[0]


def test_words_that_are_nowhere_are_left_out_and_something_still_points_at_the_citation() -> None:
    dropped, left = READER.proofs(["Lindqvist said: “The old pier is gone” [1]."], [STORM])
    assert dropped.sentence is None
    assert dropped.rejected
    assert left.sentence is not None
    assert "[1]" in left.sentence
    assert "“" not in left.sentence


def test_what_stands_before_a_sentence_counts_in_who_speaks() -> None:
    lie = [
        "Owen Pryce is a retired pilot [3].",
        "“The new pier will not survive a winter storm,” he said [1].",
    ]
    first, second = READER.proofs(lie, GIVEN)
    assert first.sentence == lie[0]
    assert second.sentence != lie[1]


def test_every_sentence_of_every_article_makes_prose_that_the_checker_passes(library: Library) -> None:
    reader = Proofreader(library)
    for name in library.names():
        article, reading = library.article(name), library.reading(name)
        spans = [one.words for one in reading.attributions if one.kind is Kind.DIRECT]
        for span in [*sentences(article.text, article.boilerplate), *spans][::5]:
            citations = tuple(cite(library, [Cut(Place(name, span))]))
            said = [proof.sentence for proof in reader.proofs(extracts(citations), citations)]
            told = " ".join(one for one in said if one is not None)
            verdicts = {quote.verdict for quote in check(told, library, quotes_only=True).quotes}
            assert verdicts <= {Verdict.VERBATIM, Verdict.UNCHECKED}, told


LIES = [
    "Zuckerberg said that “the threat of lawsuit is the enforcement”.",
    "Harris said that “the threat of lawsuit is not the enforcement”.",
    "Harris said: “The threat of enforcement is the lawsuit.”",
    "Harris said that “the threat … is the enforcement”, said Wendy Hall.",
    "“The threat of lawsuit is the enforcement,” Meta says of Harris.",
    "Meta claims that Harris enforces the threat of lawsuit.",
]


@pytest.mark.parametrize("reply", LIES)
def test_a_lying_model_is_not_quoted_and_the_answer_says_what_was_refused(
    retriever: Retriever, reply: str
) -> None:
    model = ScriptedModel(replies=[reply] * 9, weights=[[5.0, -5.0]] * 9)
    answer = Desk(retriever, Writer(model)).ask("What did Harris say about license enforcement?")
    assert answer.outcome is Outcome.ANSWERED
    assert any(one.startswith(reply[:40]) for one in answer.rejected), answer
    quotes = check(answer.text, retriever.library, quotes_only=True).quotes
    assert quotes
    assert all(quote.verdict is Verdict.VERBATIM for quote in quotes), answer.text
