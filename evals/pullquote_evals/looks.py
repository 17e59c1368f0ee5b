"""What the comparison word by word is trained on: questions, and what the search finds for them first."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pullquote.filters import EVERYTHING, Scope
from pullquote.hits import Place
from pullquote.retrieval import Retriever
from pullquote_evals.lessons import QUESTIONS

BATCH = 8
NEAR, NEAR_SHOWN, OTHERS_SHOWN = 8, 3, 2
"""A question is read with a right sentence, with so many of those that rank best of the others, and with so
many of the rest."""

FOUND = 30
QUESTION_LENGTHS = range(15, 201)  # characters


@dataclass(frozen=True, slots=True)
class Look:
    """A question, what the search finds first, its score of each, and which of them hold an answer."""

    question: str
    article: str
    texts: tuple[str, ...]
    scores: tuple[float, ...]
    right: tuple[bool, ...]


def looks(retriever: Retriever, questions: Path, most: int, rng: random.Random) -> Iterator[Look]:
    """Of up to `most` questions, in random order, those of whose first hits some answer and some not."""
    retriever.late = None
    rows = _rows(questions)
    rng.shuffle(rows)
    for row in [row for row in rows if row["answerable"] and len(row["question"]) in QUESTION_LENGTHS][:most]:
        places = [(reference["doc"], reference["start"]) for reference in row["references"]]
        yield from _look(retriever, row["question"], row["doc"], places, EVERYTHING)


def stories(retriever: Retriever, folder: Path) -> Iterator[Look]:
    """The same of each question about a story, once among its folder's articles and once among all; what is
    asked in a conversation is left out."""
    retriever.late = None
    names = [path.relative_to(folder).as_posix() for path in sorted(folder.glob("*/*.txt"))]
    for path in sorted(folder.glob(f"*/{QUESTIONS}")):
        own = [name for name in names if name.startswith(f"{path.parent.name}/")]
        for row in [row for row in _rows(path) if "evidence" in row and row["type"] != "followup"]:
            name = f"{path.parent.name}/{row['article']}"
            text = retriever.library.article(name).text
            places = [(name, _start(words, text)) for words in row["evidence"]]
            for articles in (own, names):
                yield from _look(retriever, row["question"], name, places, Scope(articles=tuple(articles)))


def _start(words: str, text: str) -> int:
    """Where words stand in an article whose lines are broken elsewhere."""
    found = re.search(r"\s+".join(map(re.escape, words.split())), text)
    if found is None:
        raise ValueError(f"these words stand in no line of the article: {words}")
    return found.start()


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _look(
    retriever: Retriever, question: str, article: str, places: Sequence[tuple[str, int]], scope: Scope
) -> Iterator[Look]:
    """Nothing where what is found is all right or all wrong."""
    asked = retriever.understand(question)
    hits = retriever.sentences(asked, FOUND, scope)
    right = tuple(any(_holds(hit.place, *place) for place in places) for hit in hits)
    if any(right) and not all(right):
        texts = tuple(retriever.said(hit.place) for hit in hits)
        yield Look(asked.posed, article, texts, tuple(hit.score for hit in hits), right)


def _holds(place: Place, article: str, start: int) -> bool:
    return place.article == article and place.span.start <= start < place.span.end


def batches(sets: Sequence[Sequence[Look]], rng: random.Random) -> Iterator[list[Look]]:
    """Without end, each look from any set, and each set in a new order each time."""
    orders = [_again(some, rng) for some in sets]
    while True:
        yield [_shortened(next(rng.choice(orders)), rng) for _ in range(BATCH)]


def _again(some: Sequence[Look], rng: random.Random) -> Iterator[Look]:
    while True:
        yield from rng.sample(some, len(some))


def _shortened(look: Look, rng: random.Random) -> Look:
    """One right text, and others."""
    right = rng.choice([number for number, one in enumerate(look.right) if one])
    wrong = [number for number, one in enumerate(look.right) if not one]
    near = rng.sample(wrong[:NEAR], min(NEAR_SHOWN, len(wrong)))
    rest = [number for number in wrong if number not in near]
    chosen = [right, *near, *rng.sample(rest, min(OTHERS_SHOWN, len(rest)))]
    texts, scores = zip(*((look.texts[number], look.scores[number]) for number in chosen), strict=True)
    return replace(look, texts=texts, scores=scores, right=tuple(look.right[number] for number in chosen))
