"""Citations and the desk over them: cut by span, whose they are, and every sentence cited."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks import check_answer, check_citation
from fakes import ScriptedModel
from pullquote.answers import Cited, Event, Looking, Outcome, Said, Turn
from pullquote.citations import Cut, cite, cuts
from pullquote.desk import Desk
from pullquote.errors import QuestionRefused
from pullquote.filters import Scope
from pullquote.indexing.library import Library
from pullquote.retrieval import Place, Retriever
from pullquote.sentences import sentences
from pullquote.settings import Settings
from pullquote.spans import Span
from pullquote.speakers import Kind
from pullquote.writer import Writer

HARRIS = "What did Harris say about license enforcement?"
QUESTIONS = [
    HARRIS,
    "Who signed the executive order?",
    "How many parameters does the model have?",
    "What do the articles say about elections and deepfakes?",
    "When was Llama released?",
    "what",
    "Who is Sam Altman?",
    "In which year did Napoleon die, and who said so?",
    "What did Harris say, and what does the executive order say about watermarks?",
]


def test_every_sentence_of_every_article_can_be_cited(retriever: Retriever) -> None:
    library = retriever.library
    asked = retriever.understand(HARRIS)
    (found,) = retriever.sentences(asked, 1)
    for name in library.names():
        article = library.article(name)
        for span in sentences(article.text, article.boilerplate):
            hit = replace(found, place=Place(name, span))
            made = cuts(library, asked, hit)
            assert made
            for citation in cite(library, made):
                check_citation(citation, library)
                assert span.overlap(citation.span)


def test_the_same_words_are_cited_once_and_numbers_run_on(library: Library) -> None:
    name = library.names()[2]
    first, second = (Cut(Place(name, Span(start, start + 40))) for start in (100, 900))
    made = list(cite(library, [first, second, first]))
    assert [one.number for one in made] == [1, 2]
    assert made[1].quote == library.article(name).text[900:940]


def test_spoken_words_are_their_speakers_and_narration_nobodys_else(library: Library) -> None:
    name = library.names()[2]
    text = library.article(name).text
    start = text.index("The threat of lawsuit is the enforcement")
    (citation,) = cite(library, [Cut(Place(name, Span(start, start + 40)))])
    assert (citation.speaker, citation.kind) == ("David Evan Harris", Kind.DIRECT)


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_without_a_model_keeps_every_promise(desk: Desk, question: str) -> None:
    check_answer(desk.ask(question), desk.library)


LIES = [
    "Harris said that “the sky is green over Berlin”.",
    "Harris never said that anybody enforces 12,345 licenses.",
    "Barack Obama said that the threat of lawsuit is the enforcement.",
    "See https://example.com for [more](x).",
    "",
    "   ",
    "[1] [2] [99]",
    "Harris said that “the threat of lawsuit is the enforcement” [7].",
    "Harris said so. Bruce Schneier agreed. Everybody else did not.",
    "The threat of lawsuit is the enforcement. Harris was arrested on Tuesday.",
    "Harris said that “the threat of lawsuit is the enforcement”.",
]


@pytest.mark.parametrize("question", [HARRIS, QUESTIONS[-1]])
@pytest.mark.parametrize("reply", LIES)
def test_whatever_a_model_writes_the_answer_keeps_every_promise(
    retriever: Retriever, question: str, reply: str
) -> None:
    model = ScriptedModel(replies=[reply] * 9, weights=[[5.0, -5.0]] * 9)
    answer = Desk(retriever, Writer(model)).ask(question)
    check_answer(answer, retriever.library)
    assert answer.outcome is Outcome.ANSWERED
    assert model.prompts
    for lie in ("green over Berlin", "12,345", "Obama", "example.com", "arrested", "Schneier agreed", "[99]"):
        assert lie not in answer.text


def test_each_of_two_sentences_that_a_model_writes_is_cited(retriever: Retriever) -> None:
    twice = "Harris said that the threat of lawsuit is the enforcement. Harris said it is the threat."
    model = ScriptedModel(replies=[twice], weights=[[5.0, -5.0]])
    answer = Desk(retriever, Writer(model)).ask(HARRIS)
    check_answer(answer, retriever.library)
    assert "is the enforcement [1]. Harris said it is the threat [1]." in answer.text


def test_a_model_that_sees_no_answer_makes_the_desk_abstain(retriever: Retriever) -> None:
    model = ScriptedModel(replies=["Harris said so."] * 9, weights=[[-9.0, 9.0]] * 20)
    answer = Desk(retriever, Writer(model)).ask("What did Bruce Schneier say about elections?")
    assert answer.outcome is Outcome.ABSTAINED
    check_answer(answer, retriever.library)
    assert answer.closest


def test_nothing_in_scope_is_an_abstention(desk: Desk) -> None:
    answer = desk.ask(HARRIS, scope=Scope(articles=()))
    assert (answer.outcome, answer.closest) == (Outcome.ABSTAINED, ())
    check_answer(answer, desk.library)


def test_what_was_told_stays_in_the_answer_and_in_order(retriever: Retriever) -> None:
    told: list[Event] = []
    desk = Desk(retriever, None, Settings(threshold=0.0))  # the limit was measured with the real embedder
    answer = desk.ask(HARRIS, tell=told.append)
    assert answer.outcome is Outcome.ANSWERED
    assert isinstance(told[0], Looking)
    assert [event.citation for event in told if isinstance(event, Cited)] == list(answer.citations)
    said = [event.sentence for event in told if isinstance(event, Said)]
    assert " ".join(said) == answer.text
    kinds = [type(event) for event in told]
    assert kinds == sorted(kinds, key=[Looking, Cited, Said].index)


def test_a_question_of_nothing_is_refused_before_anything_is_looked_up(desk: Desk) -> None:
    told: list[Event] = []
    with pytest.raises(QuestionRefused):
        desk.ask(" ?", tell=told.append)
    assert told == []


def test_a_conversation_is_folded_into_the_question(desk: Desk) -> None:
    history = [Turn("user", HARRIS), Turn("assistant", "Harris said that it is the threat of lawsuit [1].")]
    answer = desk.ask("And what else did he say about it?", history)
    assert "Harris" in answer.standalone
    assert answer.question == "And what else did he say about it?"
    check_answer(answer, desk.library)
    assert desk.ask(HARRIS, history).standalone == HARRIS
