"""Years and numbered things of a question have to stand in the article."""

from __future__ import annotations

import pytest

from pullquote.articles import Article
from pullquote.particulars import missing as lacking
from pullquote.people_known import Person
from pullquote.questions import Asked, Wants

TEXT = (
    "Llama 2 and GPT-4 came out. In 2021 Lee had 350,000 chips, and 12 offices by March 3."
    " Senate Bill 212 passed."
)
LEE = Person("Ann Lee", frozenset({"Ann Lee"}), frozenset(), None)
BODY = Person("Harbour Bank", frozenset({"Harbour Bank"}), frozenset(), None)


def missing(
    question: str, text: str, date: str | None, people: tuple[Person, ...] = (), author: str | None = None
) -> bool:
    asked = Asked(question, question, (), people, Wants.ANYTHING)
    return lacking(asked, Article("a.txt", text, author=author, date=date))


@pytest.mark.parametrize(
    "question",
    [
        "What came with Llama 2?",
        "What came with GPT 4?",
        "What had Lee in 2021?",
        "What did Lee say in 2024?",  # the year of the article
        "What had Lee on April 5?",
        "Who has 350,000 chips, or $2000?",
        "Name 3 chips of Lee",
        "How do Llama 2 and Llama 4 differ?",
        "Who voted for SB 212?",
        "What changed between 2019 and 2021?",
        "",
    ],
)
def test_what_the_article_has_is_not_missing(question: str) -> None:
    assert not missing(question, TEXT, "2024-05-01")


@pytest.mark.parametrize(
    "question",
    [
        "What came with Llama 4?",
        "What had Lee in 2019?",
        "Who won Euro 96?",
        "Llama 4 came out when?",
        "Who voted for HB 212?",
    ],
)
def test_another_year_or_number_is(question: str) -> None:
    assert missing(question, TEXT, "2024-05-01")


def test_an_article_without_any_year_may_be_of_every_year() -> None:
    assert not missing("Who won in 2019?", "Lee won.", None)
    assert missing("Who won in 2019?", "Lee won.", "2024")
    assert missing("Who won in 2019?", "Lee won in 2021.", None)


def test_of_the_persons_asked_about_one_has_to_be_there() -> None:
    assert missing("What does Lee earn?", "Teachers earn little.", None, (LEE,))
    assert not missing("What does Lee earn?", "Lee's teachers earn little.", None, (LEE, BODY))
    assert not missing("What does Lee earn?", "I earn little.", None, (LEE,), author="Ann Lee")
    assert not missing("What does it pay?", "Banks pay little.", None, (BODY,))
