"""What the default model is taught with: what the desk would show it, and whether that answers.

A folder of lessons holds articles and `questions.jsonl`, one JSON object a line: `article` (its name), `type`
and `question`. Where the articles answer it, `evidence` (words of the sentences that do, any of which will
do, or with `all` only all together, each in one sentence and once in the article) and `answer` (in one
sentence); where they do not, `subtype` (what misleads) and `near` (words of a sentence that does).
`exchanges` makes more of such rows.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pullquote.desk import Desk
from pullquote.retrieval import Retriever
from pullquote.settings import Settings
from pullquote.writer import Writer
from pullquote_evals.exchanges import exchanged

STORIES = Path(__file__).parent / "stories"
QUESTIONS = "questions.jsonl"
FOUND = 12
STATED, OTHER = (1.0, 0.4, 1.0, 1.0), (1.0, 0.6, 0.2, 0.1)
"""How likely what the desk shows is a lesson, where it states the answer and where not: sentences, and then
passage by passage. Most of what is shown late states nothing, and half of the lessons should; the first
passage mostly has what the sentences had."""

LONG, SELDOM = 620, 0.3
"""Characters from which a text is read more seldom, and how likely it then is."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text, whether it states the answer, and if so in one sentence what it is."""

    article: str
    question: str
    text: str
    stated: bool
    answer: str | None


class Listener(Writer):
    """Stands where the model's part is, and hears what that would be shown."""

    def __init__(self) -> None:
        self.taught = True
        self.pointing = False
        self.heard: list[tuple[str, str]] = []

    def states(self, question: str, text: str) -> float:
        """Surely not, so that the next is shown, too."""
        self.heard.append((question, text))
        return 0.01

    def draft(self, question: str, text: str) -> str:
        """Nothing is written."""
        return ""


def lessons(retriever: Retriever, folder: Path, rng: random.Random) -> Iterator[Lesson]:
    """Those of one folder, whose articles the retriever searches; the less telling ones by chance."""
    rows = [json.loads(line) for line in (folder / QUESTIONS).read_text(encoding="utf-8").splitlines()]
    for row in [*rows, *exchanged(retriever, rows, rng)]:
        for lesson, likely in _of(retriever, row):
            if rng.random() < likely * (SELDOM if len(lesson.text) > LONG else 1.0):
                yield lesson


def _of(retriever: Retriever, row: Mapping[str, Any]) -> Iterator[tuple[Lesson, float]]:
    """What the desk shows, sentences and passages, and how likely each is a lesson. Where it never shows what
    states the answer, or not at once what misleads, that beside what it shows first."""
    evidence = [_line(words) for words in row.get("evidence", ())]
    shown = [_lesson(row, evidence, *one) for one in _heard(retriever, row["question"])]
    for lesson, stated, other in zip(shown, STATED, OTHER, strict=False):
        yield lesson, stated if lesson.stated else other
    telling = evidence[0] if evidence else _line(row.get("near", ""))
    # What is made of other rows tells of nothing near: "" is in every text. Where sentences tell a part each
    # there is more to be shown than one of them.
    more = not row.get("all") and not any(telling in one.text for one in (shown if evidence else shown[:1]))
    if shown and more:
        texts = [
            retriever.said(hit.place)
            for hit in retriever.sentences(retriever.understand(row["question"]), FOUND)
        ]
        for right in [text for text in texts if telling in text][:1]:
            pair = [right, *[text for text in texts if text != right][:1]]
            beside = " ".join(pair if len(right) % 2 else reversed(pair))
            yield _lesson(row, evidence, shown[0].question, beside), 1.0


def _heard(retriever: Retriever, question: str) -> Sequence[tuple[str, str]]:
    """The question as it is put to the model, with each text that goes with it, look by look."""
    listener = Listener()
    Desk(retriever, listener, Settings(passages=len(OTHER) - 1, alone=0, apart=False, threshold=2.0)).ask(
        question
    )
    return listener.heard


def _lesson(row: Mapping[str, Any], evidence: Sequence[str], question: str, text: str) -> Lesson:
    telling = [words in text for words in evidence]
    stated = any(telling) and (all(telling) or not row.get("all"))
    return Lesson(row["article"], question, text, stated, row["answer"] if stated else None)


def _line(words: str) -> str:
    return " ".join(words.split())
