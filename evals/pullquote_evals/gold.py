"""Gold questions: what a line of a cases file holds, and the errors of one who wrote it wrongly.

A span counts Python characters of the article's text, half-open, and carries its words, so that a case
whose article changed is found out before anything is measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from pullquote.errors import UsageError
from pullquote.spans import Span


class CasesRefused(UsageError):
    """A cases file is missing or wrong; the message names the file and the line."""


class Strict(BaseModel):
    """A frozen record that refuses fields it does not know, so that a misspelt one is not ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Turn(Strict):
    """One message of the conversation before the question."""

    role: Literal["user", "assistant"]
    content: str


class Place(Strict):
    """Words of an article and where they stand. Without `start` and `end` they must occur exactly once."""

    article: str
    text: str
    start: int | None = None
    end: int | None = None

    @property
    def span(self) -> Span:
        """The place as a span; only for places that `located` has seen."""
        if self.start is None or self.end is None:
            raise ValueError("this place was not located yet")
        return Span(self.start, self.end)

    @model_validator(mode="after")
    def _both_or_neither(self) -> Place:
        if (self.start is None) != (self.end is None):
            raise ValueError("give `start` and `end`, or neither")
        return self

    def located(self, texts: Mapping[str, str]) -> Place:
        """The same place with its offsets, checked against the article; ValueError says what is wrong."""
        if self.article not in texts:
            raise ValueError(f"no article named {self.article}; there are: {', '.join(sorted(texts)[:8])}")
        text = texts[self.article]
        if self.start is None or self.end is None:
            return self._only_one(text)
        if not 0 <= self.start < self.end <= len(text):
            raise ValueError(f"[{self.start}, {self.end}) is no place in {self.article}")
        if (there := text[self.start : self.end]) != self.text:
            where = f"{self.article}[{self.start}:{self.end}]"
            raise ValueError(f"{where} is “{there[:60]}”, not “{self.text[:60]}”")
        return self

    def _only_one(self, text: str) -> Place:
        count = text.count(self.text)
        if not self.text or count != 1:
            raise ValueError(f"“{self.text[:60]}” is {count} times in {self.article}; give start and end")
        start = text.index(self.text)
        return self.model_copy(update={"start": start, "end": start + len(self.text)})


class Question(Strict):
    """One question and what is right about its answer.

    `must`: every group needs one of its phrases in the answer; `must_not`: no phrase may be there.
    `evidence`: pieces that are all needed, each a list of equally good places. `speaker` is whose words
    the evidence reports, by the fullest name; None where that is not asked of the case.
    """

    id: str
    question: str
    type: str = "question"
    subtype: str | None = None
    history: tuple[Turn, ...] = ()
    standalone: str | None = None
    answerable: bool = True
    reference: str | None = None
    must: tuple[tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()
    speaker: str | None = None
    evidence: tuple[tuple[Place, ...], ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _whole(self) -> Question:
        if not self.id.strip() or not self.question.strip():
            raise ValueError("the id or the question is empty")
        for phrase in (*self.must_not, *chain(*self.must)):
            if not any(char.isalnum() for char in phrase):
                raise ValueError(f"{phrase!r} in `must` or `must_not` holds no word")
        if self.answerable and not (self.must and self.evidence):
            raise ValueError("an answerable question needs `must` and `evidence`")
        if not self.answerable and (self.must or self.evidence):
            raise ValueError("an unanswerable question has neither `must` nor `evidence`")
        if any(not group for group in (*self.must, *self.evidence)):
            raise ValueError("a group in `must` or `evidence` is empty")
        return self

    def asked(self) -> dict[str, object]:
        """The row that a system is given: the question and its history, nothing that is gold."""
        history = [turn.model_dump() for turn in self.history]
        return {"id": self.id, "question": self.question, "history": history}

    def located(self, texts: Mapping[str, str]) -> Question:
        """The same case with every place checked against the articles."""
        pieces = tuple(tuple(place.located(texts) for place in piece) for piece in self.evidence)
        return self.model_copy(update={"evidence": pieces})


def read_questions(path: Path, texts: Mapping[str, str]) -> list[Question]:
    """Every case of a JSON Lines file, checked; CasesRefused names the file and line of the first fault."""
    cases: list[Question] = []
    for number, line in lines(path):
        try:
            cases.append(Question.model_validate_json(line).located(texts))
        except ValidationError as wrong:
            raise CasesRefused(f"{path}:{number}: {told(wrong)}") from wrong
        except ValueError as wrong:
            raise CasesRefused(f"{path}:{number}: {wrong}") from wrong
    refuse_repeats(path, [case.id for case in cases])
    return cases


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """Every line that is not blank, with its number from 1; CasesRefused when there is none to read."""
    try:
        written = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as wrong:
        raise CasesRefused(f"{path}: cannot be read ({wrong}). Give a JSON Lines file in UTF-8.") from wrong
    found = [(n, line) for n, line in enumerate(written.split("\n"), 1) if line.strip()]
    if not found:
        raise CasesRefused(f"{path}: holds no case")
    yield from found


def told(wrong: ValidationError) -> str:
    """A schema fault in one line: where in the row, what is wrong."""
    first = wrong.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    said = first["msg"].removeprefix("Value error, ")
    return f"{where}: {said}" if where else said


def refuse_repeats(path: Path, ids: Sequence[str]) -> None:
    """CasesRefused when two cases share an id."""
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise CasesRefused(f"{path}: two cases have the id {one}; give each its own")
        seen.add(one)
