"""Letters on one page: each is its writer's, not the page's author's, nor the next writer's."""

from __future__ import annotations

import pytest

from pullquote.articles import Article
from pullquote.attribution.rules import attribute
from pullquote.spans import Span
from pullquote.speakers import voice_at

PAGE = (
    "The Bray Echo\n\nYour letters\n\n"
    "Sir, - The ferry is late each day.\n\nI have waited an hour. Councillor Tom Beck said it "
    "“would be cheaper to swim”. Let him swim.\n\nYours faithfully,\n\nDora Page (Mrs)\nQuay Lane, Bray\n\n"
    "Dear Editor,\n\nMay I praise the ferry? It has never been late for me.\n\nDr Ivo Marsh\nHill Road\n\n"
    "THE EDITOR'S NOTE\nby Una Frost\n\nI print both letters, and take the bus.\n"
)


def voice(words: str, text: str = PAGE) -> str | None:
    """Whose words these are, on a page by Una Frost."""
    article = Article("letters.txt", text, author="Una Frost")
    at = text.index(words)
    return voice_at(article, attribute(article), Span(at, at + len(words))).speaker


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("The ferry is late each day.", "Dora Page"),
        ("I have waited an hour.", "Dora Page"),
        ("would be cheaper to swim", "Tom Beck"),
        ("Let him swim.", "Dora Page"),
        ("It has never been late for me.", "Ivo Marsh"),
        ("I print both letters, and take the bus.", "Una Frost"),
    ],
)
def test_a_letter_is_its_writers(words: str, speaker: str) -> None:
    assert voice(words) == speaker


def test_the_words_given_are_bare_of_greeting_marks_and_leave_taking() -> None:
    found = attribute(Article("letters.txt", PAGE)).attributions
    assert [one.words.cut(PAGE) for one in found if one.speaker == "Dora Page"] == [
        "The ferry is late each day.",
        "I have waited an hour. Councillor Tom Beck said it",
        "Let him swim.",
    ]


@pytest.mark.parametrize(
    "greeting", ["SIR – ", "Sir: ", "To the Editor:\n", "Dear Sir or Madam,\n\n", "Editor, - "]
)
def test_how_letters_greet(greeting: str) -> None:
    assert voice("The ferry is late each day.", PAGE.replace("Sir, - ", greeting)) == "Dora Page"


@pytest.mark.parametrize(
    "text",
    [
        PAGE.replace("Dora Page (Mrs)\nQuay Lane, Bray", "A disgusted reader").replace(
            "Dear Editor,", "Next:"
        ),
        PAGE.replace("Dora Page (Mrs)\nQuay Lane, Bray\n\nDear Editor,", "Next in the post:")
        .replace("Yours faithfully,\n\n", "")
        .replace("Dr Ivo Marsh\nHill Road", ""),
        PAGE.replace("Sir, - The", "The"),
        PAGE.replace("Sir, - The", "Sir Ivo Marsh said nothing. The"),
    ],
    ids=["a leave and no name", "no name", "no greeting", "a title"],
)
def test_what_is_not_greeted_and_signed_is_nobodys_letter(text: str) -> None:
    assert voice("The ferry is late each day.", text) == "Una Frost"
