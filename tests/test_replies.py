"""What is asked in an interview is read with what is answered, and never cited with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import searching_in
from fakes import ScriptedModel
from pullquote.articles import Article
from pullquote.closer import Closer
from pullquote.desk import Desk
from pullquote.replies import LONGEST, REACH, replied_to
from pullquote.spans import Span
from pullquote.writer import Writer

INTERVIEW = """Bells

Interview by Bo Ray

Ann Lee, 61, keeps the bells of Vell. We met in the tower.

**You sold the bells to Orme. Why not lend them?**

Because they were never ours to lend. The people there had heard them first.

**Did you miss them?**

Every Sunday, my ears did.

**What is next?**

Something quieter, for us and for the owls.
"""


def asked(words: str, text: str = INTERVIEW) -> str | None:
    """The question that these words of the text reply to."""
    at = text.index(words)
    span = replied_to(Article("bells.md", text), Span(at, at + len(words)))
    return span.cut(text) if span else None


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("Because they were never ours to lend.", "**You sold the bells to Orme. Why not lend them?**"),
        ("The people there had heard them first.", "**You sold the bells to Orme. Why not lend them?**"),
        ("Every Sunday", "**Did you miss them?**"),
        ("We met in the tower.", None),
        ("Did you miss them?", None),
    ],
)
def test_an_answer_replies_to_the_question_before_it(words: str, question: str | None) -> None:
    assert asked(words) == question


def test_two_questions_make_no_interview() -> None:
    assert asked("Every Sunday", INTERVIEW.replace("**What is next?**", "Goodbye.")) is None


def test_what_an_article_tells_long_after_a_question_replies_to_nothing() -> None:
    told = INTERVIEW + "\nIt rained.\n" * REACH + "\nThe tower is shut on Mondays.\n"
    assert asked("The tower is shut", told) is None
    assert asked("It rained.", told) == "**What is next?**"


def test_a_question_that_would_bury_its_answer_is_not_read() -> None:
    long = INTERVIEW.replace("You sold the bells", "You sold " + "the bells and " * (LONGEST // 3) + "ropes")
    assert asked("Because they were never ours to lend.", long) is None
    assert asked("Every Sunday", long) is not None


def test_the_model_reads_what_was_asked_and_the_answer_alone_is_cited(tmp_path: Path) -> None:
    question = "Why did Ann Lee not lend the bells to Orme?"
    with searching_in(tmp_path, bells=INTERVIEW) as retriever:
        asked = retriever.understand(question)
        hits = [
            hit
            for hit in retriever.sentences(asked, 12)
            if hit.place.span.cut(INTERVIEW).startswith("Because they")
        ]
        shown = Closer(retriever, None, twice=True)._shown(asked, hits, lambda hit: hit.place)
        assert shown == (
            "You sold the bells to Orme. Why not lend them? Ann Lee: Because they were never ours to lend."
        )
        assert retriever.said(hits[0].place) == shown
        answer = Desk(
            retriever,
            Writer(
                ScriptedModel(weights=[[0.0, -4.0]], replies=["Lee said the bells were never hers to lend."])
            ),
        ).ask(question)
        retriever.replies = False
        assert retriever.said(hits[0].place) == "Ann Lee: Because they were never ours to lend."
    assert answer.citations
    assert not any("?" in citation.quote for citation in answer.citations)
