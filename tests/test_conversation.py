"""Follow-ups: what a question takes from the conversation, and what it must not take."""

from __future__ import annotations

import pytest

from pullquote.answers import Turn
from pullquote.aspects import aspects, over_articles
from pullquote.conversation import standalone
from pullquote.people_known import Person
from pullquote.questions import Asked, wants
from pullquote.wording import content_words

CELIA, ILSE = (
    Person(name, frozenset({name}), frozenset(), None) for name in ("Celia Brandvold", "Ilse Brandvold")
)


def said(question: str, answer: str) -> list[Turn]:
    return [Turn("user", question), Turn("assistant", answer)]


@pytest.mark.parametrize("people", [(CELIA, ILSE), (ILSE, CELIA)])
def test_a_pronoun_is_whoever_was_named_in_full_not_a_namesake(people: tuple[Person, ...]) -> None:
    history = said("Who argued the case?", "Celia Brandvold argued it for the Open Roads Legal Project [1].")
    full = standalone("What does the ruling not do, according to her?", history, people)
    assert "Celia Brandvold" in full
    assert "Ilse" not in full


def test_what_an_earlier_turn_asked_is_taken_along_but_not_asked_again() -> None:
    history = said("How many customers did the bank have, and when?", "It had 43,500, or both kinds [1].")
    full = standalone("why more than thought?", history, ())
    assert "customers" in full
    asked = Asked(full, full, tuple(content_words(full)), (), wants(full))
    assert aspects(asked) == (asked,)
    assert not over_articles(asked)
