"""Who said what in news of many styles: invented passages, each with its speakers marked in the text.

`{Ann Lee|words}` in a passage are words of Ann Lee, direct where a quotation mark stands in front, and
`{?|words}` those of somebody whom the passage does not name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pullquote.articles import Article
from pullquote.spans import Span
from pullquote_evals.attribution_scores import Said, found_in, misses, score

PASSAGES = sorted((Path(__file__).parent / "passages").glob("*.txt"))
MARKED = re.compile(r"\{([^|{}]*)\|([^{}]*)\}")
FEWEST_RIGHT = 0.8
"""Speaker F1 that each passage reaches; all of them together reach `TOGETHER`."""
TOGETHER = 0.95


def read(path: Path) -> tuple[Article, list[Said]]:
    """A passage without its marks, and what they say."""
    marked = path.read_text(encoding="utf-8")
    pieces: list[str] = []
    gold: list[Said] = []
    length = place = 0
    for match in MARKED.finditer(marked):
        before = marked[place : match.start()]
        speaker, words = match.groups()
        start = length + len(before)
        kind = "direct" if marked[match.start() - 1] in "“‘\"'" else "indirect"
        gold.append(
            Said(path.name, Span(start, start + len(words)), kind, None if speaker == "?" else speaker)
        )
        pieces += [before, words]
        length, place = start + len(words), match.end()
    return Article(path.name, "".join([*pieces, marked[place:]])), gold


def wrong(article: Article, gold: list[Said], found: list[Said]) -> Iterator[str]:
    yield from misses(gold, found, {article.name: article.text})


@pytest.mark.parametrize("path", PASSAGES, ids=lambda path: path.stem)
def test_the_speakers_of_a_passage_are_found(path: Path) -> None:
    article, gold = read(path)
    found = found_in([article])
    reached = score(gold, found)["all"].speaker_f1
    assert reached is not None
    assert reached >= FEWEST_RIGHT, "\n".join(wrong(article, gold, found))


def test_the_passages_together_reach_their_floor() -> None:
    read_all = [read(path) for path in PASSAGES]
    gold = [said for _, said_in in read_all for said in said_in]
    found = found_in([article for article, _ in read_all])
    reached = score(gold, found)["all"]
    assert (reached.span_f1 or 0.0) >= TOGETHER
    assert (reached.speaker_f1 or 0.0) >= TOGETHER


def test_every_passage_has_speakers_and_is_read_without_its_marks() -> None:
    assert len(PASSAGES) > 30
    for path in PASSAGES:
        article, gold = read(path)
        assert gold
        assert not set("{}|") & set(article.text)
