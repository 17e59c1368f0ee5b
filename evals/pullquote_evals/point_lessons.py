"""What the default model is taught to point with: sections of articles, and what is asked of each.

The articles and questions are those of `lessons`. A question is put to the sections of its own article, where
the sentences that hold its evidence are right and in the others none is, and now and then to a section of an
article that tells nothing of it.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pullquote.retrieval import Retriever
from pullquote.sections import sections
from pullquote.wiring import Given, index, open_retriever, unnoticed
from pullquote_evals.lessons import QUESTIONS


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely a question is put to a section, too, that tells nothing of it.

    `far`: one of another folder. `other`: one of another article of its own. Of its own article one that
    neither states the answer nor misleads: `elsewhere` where another states it, `in_vain` where none does.
    `older`: how likely a question that is trained with is put at all, if it is none of the last `newest` of
    its folder.
    """

    far: float = 0.12
    other: float = 0.14
    elsewhere: float = 0.45
    in_vain: float = 0.35
    older: float = 1.0
    newest: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the numbers of the sentences that state the answer; none if none does.

    `shared`: each states a part of it.
    """

    question: str
    right: tuple[int, ...]
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Lessons:
    """A section as the model is shown it, each lettered sentence on a line of its own, and what is asked."""

    folder: str
    article: str
    shown: str
    sentences: tuple[str, ...]
    asked: list[Asked] = field(default_factory=list)


def point_lessons(
    folders: Sequence[Path], rng: random.Random, chances: Chances | None = None
) -> list[Lessons]:
    """Those of some folders, by folder and article."""
    found = [one for folder in folders for one in _sections(folder)]
    last = _last(found)
    dice = _Dice(rng, chances or Chances())
    for folder in folders:
        rows = [json.loads(line) for line in (folder / QUESTIONS).read_text(encoding="utf-8").splitlines()]
        for left, row in zip(range(len(rows), 0, -1), rows, strict=True):
            surely = left <= dice.chances.newest or row["article"] == last[folder.name]
            if surely or rng.random() < dice.chances.older:
                _put(row, folder.name, found, dice)
    return found


def kept_back(lessons: Sequence[Lessons]) -> tuple[list[Lessons], list[Lessons]]:
    """Those about the last article of each folder, and the others, which are for training."""
    last = _last(lessons)
    kept = [one for one in lessons if one.article == last[one.folder]]
    return kept, [one for one in lessons if one.article != last[one.folder]]


def _last(lessons: Sequence[Lessons]) -> dict[str, str]:
    """The last article of each folder."""
    return {one.folder: one.article for one in sorted(lessons, key=lambda one: one.article)}


def passes(lessons: Lessons, most: int, rng: random.Random) -> Iterator[Lessons]:
    """The questions in any order, in as few lots of about one size as hold no more than `most`."""
    asked = rng.sample(lessons.asked, len(lessons.asked))
    lots = -(-len(asked) // most)
    for lot in range(lots):
        yield replace(lessons, asked=asked[lot::lots])


def _sections(folder: Path) -> Iterator[Lessons]:
    with tempfile.TemporaryDirectory() as place:
        given = Given(index=Path(place) / "index")
        index(given, (folder,), unnoticed)
        with open_retriever(given) as retriever:
            for name in retriever.library.names():
                yield from _of_article(retriever, folder.name, name)


def _of_article(retriever: Retriever, folder: str, name: str) -> Iterator[Lessons]:
    text = retriever.library.article(name).text
    for one in sections(retriever, name):
        told = tuple(_line(place.span.cut(text)) for place in one.sentences)
        yield Lessons(folder, name, one.shown, told)


@dataclass(frozen=True, slots=True)
class _Dice:
    rng: random.Random
    chances: Chances


def _put(row: Mapping[str, Any], folder: str, found: Sequence[Lessons], dice: _Dice) -> None:
    rng, chances = dice.rng, dice.chances
    evidence = [_line(words) for words in row.get("evidence", ())]
    near = _line(row.get("near", ""))
    for one in found:
        if (one.folder, one.article) != (folder, row["article"]):
            continue
        right = tuple(
            number for number, told in enumerate(one.sentences) if any(words in told for words in evidence)
        )
        misleads = bool(near) and any(near in told for told in one.sentences)
        if right or misleads or rng.random() < (chances.elsewhere if evidence else chances.in_vain):
            one.asked.append(Asked(row["question"], right, bool(right) and row.get("all", False)))
    nothing = Asked(row["question"], ())
    far = [one for one in found if one.folder != folder]
    if far and rng.random() < chances.far:
        rng.choice(far).asked.append(nothing)
    story = _story(row["article"])
    others = [one for one in found if one.folder == folder and _story(one.article) != story]
    if others and rng.random() < chances.other:
        rng.choice(others).asked.append(nothing)


def _story(article: str) -> str:
    """What articles about the same events have in common in their names."""
    return article.replace("-", "_").partition("_")[0]


def _line(text: str) -> str:
    return " ".join(text.split())
