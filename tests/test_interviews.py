"""Interviews whose answers stand without marks: whoever is asked says them."""

from __future__ import annotations

import pytest

from pullquote.articles import Article
from pullquote.attribution.rules import attribute
from pullquote.speakers import Kind

LEAD = "Ferry blues\n\nInterview by Bo Ray\n\nAnn Lee, 49, runs the ferry. We met on the quay.\n\n"
PLAIN = (
    "Why did you start?\n\nFor the money. He said “go”, and I went.\n\n"
    "It was a good year for boats and men.\n\n"
    "Did you sink?\n\nTwice, I think.\n\nAdvertisement. Read on.\n\nWhat is next?\n\nA longer boat.\n\n"
    "The ferry sails on Sunday, said Tom Beck, the mate.\n"
)
BOLD = PLAIN.replace("Why did you start?", "**You started late.**").replace(
    "Did you sink?", "**Did you sink?**"
)
LABELLED = (
    PLAIN.replace("Why did", "Q: Why did").replace("Did you", "Q: Did you").replace("What is", "Q: What is")
)
LABELLED = (
    LABELLED.replace("For the", "A: For the").replace("Twice", "A: Twice").replace("A longer", "A: A longer")
)


def answers(text: str, author: str | None = None) -> list[str]:
    """The words of the person interviewed."""
    found = attribute(Article("a.txt", text, author=author)).attributions
    return [one.words.cut(text) for one in found if one.speaker == "Ann Lee" and one.kind is Kind.DIRECT]


@pytest.mark.parametrize("text", [PLAIN, BOLD, LABELLED], ids=["plain", "bold", "labelled"])
def test_answers_without_marks_are_whose_interview_it_is(text: str) -> None:
    assert answers(LEAD + text) == [
        "For the money. He said “go”, and I went.",
        "It was a good year for boats and men.",
        "Twice, I think.",
        "A longer boat.",
    ]


def test_what_others_say_outside_the_answers_stays_theirs() -> None:
    text = LEAD + PLAIN
    found = {one.words.cut(text): one.speaker for one in attribute(Article("a.txt", text)).attributions}
    assert found["The ferry sails on Sunday"] == "Tom Beck"


def test_who_asks_is_not_who_answers() -> None:
    text = "Bo Ray talks.\n\nAnn Lee, 49, runs the ferry. We met on the quay.\n\n" + PLAIN
    assert answers(text) == []
    assert len(answers(text, author="Bo Ray")) == 4


EXPLAINED = (
    "What happened?\n\nThe ferry sank on Monday.\n\nWho is to blame?\n\nNobody knows, but we asked.\n\n"
    "What does it mean for you?\n\nThere will be no ferry until May.\n\nWhat is next?\n\nA hearing.\n"
)


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "The ferry explained\n\nAnn Lee, 49, the mayor, spoke to Bo Ray.\n\n" + EXPLAINED,
        LEAD.replace("Interview by", "By").replace(" We met on the quay.", "") + PLAIN,
        LEAD + PLAIN.replace("Did you sink?", "It sank.").replace("What is next?", "So."),
        LEAD + "Was it late?\n\nWas it early?\n\nWas it so?\n\n",
    ],
    ids=[
        "nobody is named",
        "an article that explains",
        "a column that asks itself",
        "one question",
        "no answers",
    ],
)
def test_what_is_no_interview_has_no_answers(text: str) -> None:
    assert answers(text) == []


def test_answers_in_marks_are_quotations_like_any_others() -> None:
    text = LEAD + "Why?\n\n“Money.”\n\nDid you sink?\n\n“Twice.”\n\nWhat is next?\n\nShe laughs. “A boat.”\n"
    assert "Twice." in answers(text)
    assert "She laughs. “A boat.”" not in answers(text)
