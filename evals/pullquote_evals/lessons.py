"""What a model is taught pointing with: questions, candidates of our own search, and which of them answers.

Made of a set of questions about articles, of which some have no answer, as SQuAD 2.0 (Rajpurkar et al. 2018)
has them: one JSON object a line with `question`, `answerable`, `answers` (their words), `doc` (the article's
name), `references` (`doc` and `start` of each place of an answer) and `para_start`, `para_end` (the paragraph
that the question was written for).
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pullquote.closer import named
from pullquote.desk import telling
from pullquote.hits import Hit
from pullquote.retrieval import Retriever

NOTHING = 8
"""The target of a lesson in which nothing answers: the place behind the eighth letter."""

SIZES = (2, 3, 3, 4, 4, 5)
FOUND = 8
LONGEST_SENTENCE, LONGEST_PASSAGE = 360, 550  # characters
QUESTION_LENGTHS = range(15, 201)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that was found, and its passage. `answers`: it holds the place of an answer; `holds`: the
    words of one stand in it, wherever that is; the same of the passage."""

    sentence: str
    passage: str
    answers: bool
    holds: bool
    passage_answers: bool
    passage_holds: bool


@dataclass(frozen=True, slots=True)
class Lesson:
    """Some texts, and the places of those that answer."""

    question: str
    texts: tuple[str, ...]
    targets: tuple[int, ...]


def lessons(retriever: Retriever, questions: Path, most: int, rng: random.Random) -> Iterator[Lesson]:
    """Up to `most` of them, in random order; those in which a second text may answer are left out."""
    rows = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines()]
    rng.shuffle(rows)
    for row in rows:
        if most == 0:
            return
        if len(row["question"]) not in QUESTION_LENGTHS:
            continue
        found = list(_candidates(retriever, row))
        if len(found) < 4:
            continue
        most -= 1
        lesson = _lesson(row, found, rng)
        if lesson is not None:
            yield lesson


def _candidates(retriever: Retriever, row: Mapping[str, Any]) -> Iterator[Candidate]:
    asked = retriever.understand(row["question"])
    hits = [hit for hit in retriever.sentences(asked, 12) if telling(retriever.cut(hit.place))]
    for hit in hits[:FOUND]:
        heard = next(retriever.library.heard(hit.place.article, hit.place.span), None)
        yield _candidate(retriever, row, hit, named(retriever.cut(hit.place), heard))


def _candidate(retriever: Retriever, row: Mapping[str, Any], hit: Hit, sentence: str) -> Candidate:
    place = hit.place
    passage = " ".join(retriever.cut(retriever.around(hit)).split())
    words = " ".join(retriever.cut(place).split())
    answers = any(
        one["doc"] == place.article and place.span.start <= one["start"] < place.span.end
        for one in row["references"]
    )
    beside = place.article == row["doc"] and row["para_start"] <= place.span.start < row["para_end"]
    passage_holds = _holds(passage, row["answers"])
    return Candidate(
        sentence,
        passage,
        answers,
        _holds(words, row["answers"]),
        answers or (beside and passage_holds),
        passage_holds,
    )


def _holds(text: str, answers: Iterable[str]) -> bool:
    return any(answer.lower() in text.lower() for answer in answers)


def _lesson(row: Mapping[str, Any], found: list[Candidate], rng: random.Random) -> Lesson | None:
    """Two to five of the candidates, in four of five cases the one that answers among them, in any order."""
    size, passages = rng.choice(SIZES), rng.random() < 0.1
    size = min(size, 2) if passages else size
    right = [one for one in found if _answers(one, passages=passages)]
    wrong = [one for one in found if not _answers(one, passages=passages)]
    if right and rng.random() < 0.8:
        near = rng.random() < 0.7
        chosen = right[:1] + (wrong[: size - 1] if near else rng.sample(wrong, min(size - 1, len(wrong))))
    else:
        chosen = wrong[:size] if rng.random() < 0.8 else rng.sample(wrong, min(size, len(wrong)))
    chosen = list({_text(one, passages=passages): one for one in chosen}.values())
    chosen = [one for one in chosen if _answers(one, passages=passages) or not _blurs(one, passages=passages)]
    if not chosen:
        return None
    rng.shuffle(chosen)
    targets = tuple(n for n, one in enumerate(chosen) if _answers(one, passages=passages))
    texts = tuple(_text(one, passages=passages) for one in chosen)
    return Lesson(row["question"], texts, targets or (NOTHING,))


def _answers(one: Candidate, *, passages: bool) -> bool:
    return one.passage_answers if passages else one.answers


def _blurs(one: Candidate, *, passages: bool) -> bool:
    """Whether it holds an answer's words elsewhere, which may answer too, or not."""
    return one.passage_holds if passages else one.holds


def _text(one: Candidate, *, passages: bool) -> str:
    return one.passage[:LONGEST_PASSAGE] if passages else one.sentence[:LONGEST_SENTENCE]
