"""What a text claims about its quotations, and when two names are one person."""

from __future__ import annotations

import pytest

from pullquote.checking.claimed import claimed_quotes
from pullquote.checking.headings import Headings
from pullquote.checking.naming import is_same_speaker
from pullquote.speakers import Speaker

HARBOUR = Headings.of([("harbour.txt", None, None)])


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“The pier is not safe,” said Marta Lindqvist.", "Marta Lindqvist"),
        ("Marta Lindqvist: “The pier is not safe.”", "Marta Lindqvist"),
        ("According to Lindqvist, “the pier is not safe”.", "Lindqvist"),
        ("“The pier is not safe” (Marta Lindqvist).", "Marta Lindqvist"),
        ("“The pier is not safe.” The speaker was Marta Lindqvist.", "Marta Lindqvist"),
        ("Owen Pryce has seen the survey. “The pier is not safe,” he said.", "Owen Pryce"),
        ("> The pier is not safe.\n>\n> — Marta Lindqvist", "Marta Lindqvist"),
        ("> The pier is not safe.\n\n— Marta Lindqvist, engineer", "Marta Lindqvist"),
        ("“The pier is not safe”, as Marta Lindqvist puts it.", "Marta Lindqvist"),
        ("“The pier is not safe” is how Marta Lindqvist describes it.", "Marta Lindqvist"),
        ("“The pier is not safe”, in Marta Lindqvist’s words.", "Marta Lindqvist"),
        ("Marta Lindqvist coined the phrase “the pier is not safe”.", "Marta Lindqvist"),
        ("Marta Lindqvist told reporters to stay away: “The pier is not safe.”", "Marta Lindqvist"),
        ("For Marta Lindqvist “the pier is not safe”.", "Marta Lindqvist"),
        ("For years: “the pier is not safe”.", None),
        ("The article says “the pier is not safe”.", None),
        ("harbour.txt says that “the pier is not safe”.", None),
        ("One phrase has stuck: “the pier is not safe”.", None),
    ],
)
def test_whoever_the_text_names_is_the_claimed_speaker(text: str, speaker: str | None) -> None:
    (quote,) = claimed_quotes(text, HARBOUR)
    assert quote.speaker == speaker
    assert quote.words.cut(text).lower().startswith("the pier is not safe")


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("In news/harbour.txt she said “the pier is safe”.", "news/harbour.txt"),
        ("In harbour.txt she said “the pier is safe”.", "news/harbour.txt"),
        ("She said “the pier is safe” (news/harbour.txt).", "news/harbour.txt"),
        ("“The pier is safe.” That is how she is quoted in news/harbour.txt.", "news/harbour.txt"),
        ("“The pier is safe.” These words stand in harbour.txt. So it goes.", "news/harbour.txt"),
        ("“The pier is safe.” That is it. In harbour.txt she says more.", None),
        ("She said “the pier is safe”. Later harbour.txt closed.", None),
        ("In other.txt she said “the pier is safe”.", None),
    ],
)
def test_an_article_is_claimed_by_its_file_in_the_same_sentence(text: str, article: str | None) -> None:
    (quote,) = claimed_quotes(text, Headings.of([("news/harbour.txt", None, None)]))
    assert (sorted(quote.source.articles)[0] if quote.source else None) == article


HALL = Speaker("Wendy Hall", role="University of Southampton professor")
HARRIS = Speaker("David Evan Harris", ("Harris", "the scholar"), "a public scholar at UC Berkeley")
PAIR = Speaker("Josh Hawley and Richard Blumenthal", role="US Sens.")


@pytest.mark.parametrize(
    ("claimed", "true", "same"),
    [
        ("Harris", HARRIS, True),
        ("HARRIS", HARRIS, True),
        ("David Harris", HARRIS, True),
        ("D. Harris", HARRIS, True),
        ("Mr Harris", HARRIS, True),
        ("the scholar", HARRIS, True),
        ("a public scholar", HARRIS, True),
        ("Kamala Harris", HARRIS, False),
        ("Wendy Hall", HARRIS, False),
        ("the professor", HALL, True),
        ("Professor Hall", HALL, True),
        ("Senator Hall", HALL, False),
        ("the policeman", HALL, False),
        ("Hawley", PAIR, True),
        ("Hawley and Blumenthal", PAIR, True),
        ("the senators", PAIR, True),
        ("Richard Harris", PAIR, False),
    ],
)
def test_a_surname_an_alias_or_a_role_is_enough_and_another_person_is_not(
    claimed: str, true: Speaker, same: bool
) -> None:
    assert is_same_speaker(claimed, true.name, [true]) is same


def test_speakers_who_are_not_listed_are_compared_by_name() -> None:
    assert is_same_speaker("Lindqvist", "Marta Lindqvist", [])
    assert not is_same_speaker("Pryce", "Marta Lindqvist", [])
