"""Lessons made of others: what somebody is asked to have said, asked of somebody who said nothing on it.

Near misses that people write mostly give one person's words to another who talks of the same. What a model
is misled by as easily is the right person on another matter, and of these any number can be made.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pullquote.people_known import Person, is_personal
from pullquote.retrieval import Retriever
from pullquote.whose_words import whose_words

_ABOUT = re.compile(
    r"what (?:did|does|has|have) (?P<who>.+?) (?:says?|said|thinks?|thought|tell \w+)"
    r" (?:about|of|on) (?P<what>.+)\?",
    re.IGNORECASE,
)
FORMS = (
    "What did {who} say about {what}?",
    "What has {who} said about {what}?",
    "what does {who} think of {what}",
    "{who} on {what}",
    "{who}'s view of {what}",
    "What was said about {what} by {who}?",
)


def exchanged(
    retriever: Retriever, rows: Sequence[Mapping[str, Any]], rng: random.Random
) -> Iterator[Mapping[str, Any]]:
    """For each question that can be answered and wants to hear one person, named in full: the same asked of
    somebody who speaks in other articles only; and where it asks for words about something, both in another
    form, so that no form tells which it is."""
    for row in rows:
        heard = whose_words(retriever.understand(row["question"]))
        if len(heard) != 1 or not row.get("evidence") or heard[0].name not in row["question"]:
            continue
        others = [one for one in retriever.people if _elsewhere(retriever, one, heard[0])]
        if not others:
            continue
        who, other = heard[0].name, rng.choice(others).name
        yield _unanswered(row, row["question"].replace(who, other))
        about = _ABOUT.fullmatch(row["question"])
        if about is not None and about["who"].endswith(who):
            same, another = rng.choice(FORMS), rng.choice(FORMS)
            yield {**row, "question": same.format(who=who, what=about["what"])}
            yield _unanswered(row, another.format(who=other, what=about["what"]))


def _elsewhere(retriever: Retriever, person: Person, than: Person) -> bool:
    """Whether somebody speaks, and in no article in which the other does."""
    hearing = retriever.library.hearing
    return is_personal(person.name) and not hearing(person.names) & hearing(than.names)


def _unanswered(row: Mapping[str, Any], question: str) -> Mapping[str, Any]:
    return {"article": row["article"], "type": "unanswerable", "subtype": "thing", "question": question}
