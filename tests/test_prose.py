"""What a model writes is shown only where nothing in it goes beyond the words cited."""

from __future__ import annotations

import pytest

from pullquote.answers import Citation
from pullquote.prose import fault, numbered, owned
from pullquote.spans import Span
from pullquote.speakers import Kind

QUOTE = "The threat of lawsuit is the enforcement of 12 licenses"
CITED = [Citation(1, "a.txt", None, Span(0, len(QUOTE)), QUOTE, "David Evan Harris", Kind.DIRECT)]
NAMES = frozenset(["harris", "schneier"])
QUESTION = "What did Harris say about license enforcement?"


def against(sentence: str) -> str | None:
    return fault(sentence, CITED, QUESTION, NAMES)


@pytest.mark.parametrize(
    "sentence",
    [
        "Harris said that the threat of lawsuit is the enforcement.",
        "Harris said that “the threat of lawsuit is the enforcement”.".replace("“the", "“The"),
        "David Evan Harris said that 12 licenses are the enforcement.",
    ],
)
def test_what_the_citation_bears_out_may_be_shown(sentence: str) -> None:
    assert against(sentence) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "Yes.",
        "Harris said that “the threat of prison is the enforcement”.",
        'Harris said that "lawsuits are the enforcement".',
        "Harris said that the threat of lawsuit is the enforcement of 13 licenses.",
        "Harris said that the threat of lawsuit is not the enforcement.",
        "Harris said that the threat of lawsuit isn’t the enforcement.",
        "Harris said the threat of lawsuit never is the enforcement.",
        "Schneier said that the threat of lawsuit is the enforcement.",
        "Harris told Reuters that the threat of lawsuit is the enforcement.",
        "Harris said that the threat of lawsuit is the enforcement, see http://x.org.",
        "Harris said that the <b>threat</b> of lawsuit is the enforcement.",
        "Harris said that purple elephants dance over the enforcement of quiet villages.",
    ],
)
def test_what_goes_beyond_the_citation_is_refused_with_the_reason(sentence: str) -> None:
    assert against(sentence)


def test_names_bear_out_no_word_that_says_how_they_are_related() -> None:
    quote = "The boats are Fiona Lee's business and the trains Colin Lee's, who runs TransMoor"
    cited = [Citation(1, "a.txt", None, Span(0, len(quote)), quote, None, Kind.NARRATION)]
    question = "Who are Colin Lee and Fiona Lee?"
    assert fault("Fiona Lee is the wife of Colin Lee.", cited, question, frozenset())
    assert fault("Colin Lee runs TransMoor.", cited, question, frozenset()) is None


def test_half_of_a_role_is_not_enough() -> None:
    quote, role = (
        "It also gets a lot of people to do free labor for Acme",
        "a former research manager at Acme",
    )
    cited = [Citation(1, "a.txt", None, Span(0, len(quote)), quote, "Ann Lee", Kind.DIRECT, role)]
    question = "What was Ann Lee once at Acme?"
    assert fault("Lee was once a research manager at Acme.", cited, question, NAMES) is None
    assert fault("Lee was once a product manager at Acme.", cited, question, NAMES)


def test_what_a_thing_is_called_has_to_be_called_so_in_the_citation() -> None:
    question, told = "What was the Vell model once called?", "The Vell model was once called Orm."
    for quote, shown in (
        ("The Vell model is a rival of Orm.", False),
        ("The Vell model was called Orm.", True),
    ):
        cited = [Citation(1, "a.txt", None, Span(0, len(quote)), quote, None, Kind.NARRATION)]
        assert (fault(told, cited, question, NAMES) is None) is shown


@pytest.mark.parametrize(
    ("told", "around", "shown"),
    [
        ("Harris admits that the threat of lawsuit is the enforcement.", "", False),
        ("Harris objects that the threat of lawsuit is the enforcement.", "", False),
        ("Harris admits that the threat of lawsuit is the enforcement.", "Harris admitted it.", True),
        ("Harris argues that the threat of lawsuit is the enforcement.", "", True),
    ],
)
def test_nobody_admits_or_objects_what_the_article_only_has_them_say(
    told: str, around: str, shown: bool
) -> None:
    question = "What does Harris admit about enforcement, and to what does he object?"
    assert (fault(told, CITED, question, NAMES, around) is None) is shown


def test_words_of_the_question_may_come_from_the_text_around_but_bear_nothing_out() -> None:
    question, around = "How many drivers has TransMoor now?", "TransMoor needs drivers. It has 268."
    cited = [Citation(1, "a.txt", None, Span(0, 11), "It has 268.", None, Kind.NARRATION)]
    told = "TransMoor has 268 drivers now."
    assert fault(told, cited, question, NAMES, around) is None
    assert fault(told, cited, question, NAMES, "It has 268.") is not None
    assert fault("TransMoor has drivers now.", cited, question, NAMES, around) is not None


def test_a_view_told_as_bare_fact_gets_the_name_of_whose_it_is() -> None:
    told = owned("The enforcement of 12 licenses is the threat of lawsuit.", CITED, NAMES)
    assert told == "According to David Evan Harris, the enforcement of 12 licenses is the threat of lawsuit."
    assert against(told) is None
    named = "Harris said that the threat of lawsuit is the enforcement."
    assert owned(named, CITED, NAMES) == named
    others = "Schneier said that the threat of lawsuit is the enforcement."
    assert owned(others, CITED, NAMES) == others


def test_what_is_cited_of_others_is_not_given_to_the_one_who_is_named() -> None:
    report = "The crash injured 12 passengers, officials said"
    cited = [*CITED, Citation(2, "b.txt", None, Span(0, len(report)), report, None, Kind.INDIRECT)]
    told = "The threat injured 12 passengers."
    assert owned(told, cited, NAMES) == told
    assert fault(told, cited, "How many were hurt?", NAMES) == "it does not say whose view it is"
    assert (
        owned("The threat is lawsuit.", cited, NAMES)
        == "According to David Evan Harris, the threat is lawsuit."
    )


@pytest.mark.parametrize(
    ("told", "against"),
    [
        ("Lee said that the ferry carried 40 passengers.", None),
        (
            "Lee said that the engine stopped twice.",
            "“engine” is told as the words of one of whom it is not cited",
        ),
        (
            "According to Lee, the engine stopped.",
            "“engine” is told as the words of one of whom it is not cited",
        ),
        ("Lee and Moss say that the engine stopped.", None),
        ("Lee voted for the engine, Moss said.", None),
        ("Lee said to the council that the ferry was late.", None),
        ("Lee, the harbour master, says that the ferry was late.", None),
        ("Lee argues that the ferry was late.", None),
        ("Lee stopped the ferry twice.", None),
    ],
)
def test_nobody_is_told_to_say_what_others_are_cited_for(told: str, against: str | None) -> None:
    quotes = [
        ("The ferry carried 40 passengers and was late", "Ann Lee", "harbour master", Kind.INDIRECT),
        ("The engine stopped twice, he argues, and the harbour closed", "Tom Moss", None, Kind.INDIRECT),
        ("Lee told the council about it", None, None, Kind.NARRATION),
    ]
    cited = [
        Citation(number, "a.txt", None, Span(0, len(words)), words, who, kind, role)
        for number, (words, who, role, kind) in enumerate(quotes, 1)
    ]
    found = fault(told, cited, "What did Lee say about the ferry's engine?", frozenset(["lee", "moss"]))
    assert (found if found and "told as" in found else None) == against


@pytest.mark.parametrize(
    ("told", "holds"),
    [
        ("Hahn judged that the strike was a match in a dry barn.", True),
        ("Hahn resigned from the district in 2019.", False),
    ],
)
def test_the_question_s_premise_is_no_source_but_its_verb_of_saying_may_stay(told: str, holds: bool) -> None:
    words = "The strike was a match in a dry barn for a district that has lost 2,100 students since 2019"
    cited = [Citation(1, "a.txt", None, Span(0, len(words)), words, "Curtis Hahn", Kind.INDIRECT)]
    question = "When was it that Hahn resigned, and what had he judged?"
    assert (fault(told, cited, question, frozenset(["hahn"]), words) is None) == holds


def test_a_sentence_has_one_stop_behind_its_numbers() -> None:
    assert numbered("Lee said: “No.”", [1]) == "Lee said: “No” [1]."
    assert numbered('Lee said "no" [7].', [1, 2]) == 'Lee said "no" [1][2].'
