"""The nearest true words to a quotation that is nowhere verbatim: for a diff, and for a suggestion.

Nothing here passes a quotation. It decides between "altered" (near words are there) and "not found".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from pullquote.checking.folding import Word, words
from pullquote.checking.transcripts import Transcript
from pullquote.checking.verdicts import Change

COMMON = frozenset({
    "a", "an", "the", "of", "to", "in", "on", "at", "for", "from", "by", "with", "and", "or", "but",
    "nor", "that", "this", "these", "those", "it", "its", "is", "are", "was", "were", "be", "been",
    "being", "am", "as", "than", "so", "if", "then", "he", "she", "they", "we", "i", "you", "his",
    "her", "their", "our", "my", "your", "him", "them", "us", "me", "who", "which", "what", "when",
    "where", "how", "will", "would", "can", "could", "may", "might", "shall", "should", "must", "do",
    "does", "did", "have", "has", "had", "not", "no", "there", "here", "more", "most", "very", "also",
    "just", "only", "all", "any", "some", "up", "out", "about", "into", "over", "after", "before",
    "because", "while", "s", "t", "re",
})  # fmt: skip
"""Words too frequent to tell one passage from another."""
_SPREAD = 3
"""How far from one diagonal a shared word may lie and still speak for the same window."""
_WINDOWS = 6
_SHORT = 6
_REORDERED = 0.15
"""Share of words by which a window in any order must beat one in order."""
_SHORTEST_PATCH = 4
_BREAK = re.compile(r'[.!?":;()]')


@dataclass(frozen=True, slots=True)
class Nearness:
    """Words `[first, last)` of an article beside a quotation. Shares are of the quotation's words, 0 to 1.

    `order` counts words in the same order, `bag` in any order, `longest` is the longest run in words,
    `content` the share of the telling words (of those that are not common) in any order.
    """

    transcript: Transcript
    first: int
    last: int
    order: float
    bag: float
    content: float
    longest: int


def nearest(spoken: Sequence[Word], transcript: Transcript) -> Nearness | None:
    """The window of the article most like the quotation; None if they share no telling word."""
    keys = [word.key for word in spoken]
    found = [_weighed(keys, transcript, window) for window in _windows(keys, transcript)]
    return max(found, key=lambda near: (near.order + near.bag, near.longest), default=None)


def _windows(keys: list[str], transcript: Transcript) -> Iterator[tuple[int, int]]:
    """Where the shared words pile up on one diagonal."""
    votes: Counter[int] = Counter()
    for number, key in enumerate(keys):
        places = transcript.at.get(key, ())
        weight = 1 if key in COMMON else 4
        if len(places) > 60 and weight == 1:
            continue
        for place in places:
            votes[(place - number) // _SPREAD] += weight
    piled = {line: votes[line - 1] + votes[line] + votes[line + 1] for line in votes}
    for line in sorted(piled, key=lambda line: (-piled[line], line))[:_WINDOWS]:
        start = line * _SPREAD
        margin = max(4, len(keys) // 3)
        yield max(0, start - margin), min(len(transcript.words), start + len(keys) + margin + 2 * _SPREAD)


def _weighed(keys: list[str], transcript: Transcript, window: tuple[int, int]) -> Nearness:
    first, last = window
    theirs = transcript.keys(first, last)
    blocks = [
        (first + block.a, block.b, block.size)
        for block in SequenceMatcher(None, theirs, keys, autojunk=False).get_matching_blocks()
        if block.size
    ]
    blocks = _without_strays(blocks, keys)
    around = _around(keys, transcript, first, last)
    if blocks:
        first, last = _edges(blocks, len(keys), transcript)
    if _bag(keys, transcript, around) > _bag(keys, transcript, (first, last)) + _REORDERED:
        first, last = around
    shared = Counter(keys) & Counter(transcript.keys(first, last))
    telling = [key for key in keys if key not in COMMON]
    return Nearness(
        transcript,
        first,
        last,
        sum(size for _, _, size in blocks) / len(keys),
        _bag(keys, transcript, (first, last)),
        sum(shared[key] > 0 for key in telling) / max(1, len(telling)),
        max((size for _, _, size in blocks), default=0),
    )


def _around(keys: list[str], transcript: Transcript, first: int, last: int) -> tuple[int, int]:
    """The shortest part of a window with every telling word that it shares; empty if there is none."""
    spoken = transcript.keys(first, last)
    wanted = {key for key in keys if key not in COMMON} & set(spoken)
    best = (first, first)
    latest: dict[str, int] = {}
    for place, key in enumerate(spoken, first):
        if key in wanted:
            latest[key] = place
            start = min(latest.values())
            if len(latest) == len(wanted) and (best[0] == best[1] or place + 1 - start < best[1] - best[0]):
                best = (start, place + 1)
    start, end = best
    while start > first and not _BREAK.search(transcript.gap(start)) and spoken[start - 1 - first] in keys:
        start -= 1
    return start, end


def _bag(keys: list[str], transcript: Transcript, window: tuple[int, int]) -> float:
    """The share of the quotation's words that stand in a window, in any order."""
    shared = Counter(keys) & Counter(transcript.keys(*window))
    return sum(shared.values()) / len(keys)


_Block = tuple[int, int, int]
"""Where in the article, where in the quotation, how many words."""


def _without_strays(blocks: list[_Block], keys: list[str]) -> list[_Block]:
    """Without common words at either end that stand apart from the rest: an "of" ten words further on."""
    kept = list(blocks)
    while len(kept) > 1 and _stray(kept[0], kept[1], keys):
        kept.pop(0)
    while len(kept) > 1 and _stray(kept[-1], kept[-2], keys):
        kept.pop()
    return kept


def _stray(block: _Block, neighbour: _Block, keys: list[str]) -> bool:
    _, number, size = block
    before, after = sorted((block, neighbour))
    apart = after[0] - before[0] - before[2]
    said = after[1] - before[1] - before[2]
    return size <= 2 and apart > said + 3 and all(key in COMMON for key in keys[number : number + size])


def _edges(blocks: list[_Block], length: int, transcript: Transcript) -> tuple[int, int]:
    """The window around the shared words, with as many more as the quotation has there, up to a break."""
    first, last = blocks[0][0], blocks[-1][0] + blocks[-1][2]
    for _ in range(blocks[0][1]):
        if first == 0 or _BREAK.search(transcript.gap(first)):
            break
        first -= 1
    for _ in range(length - blocks[-1][1] - blocks[-1][2]):
        if last >= len(transcript.words) or _BREAK.search(transcript.gap(last)):
            break
        last += 1
    return first, last


def is_near(near: Nearness, length: int) -> bool:
    """True if these are the words that a quotation of `length` words was made from, with changes."""
    in_order = (
        near.order >= 0.6
        and near.content >= 0.5
        and near.longest >= (1 if length <= 4 else 2 if length <= _SHORT else 3)
    )
    reordered = length >= 4 and near.bag >= 0.8 and near.content >= 0.99 and near.longest >= 2
    in_part = near.longest >= 7
    return in_order or reordered or in_part


def diff(article: str, text: str) -> tuple[tuple[Change, str], ...]:
    """A word diff of two stretches, from the article to the text.

    EQUAL and DELETE together are the article's stretch, character for character.
    """
    theirs, mine = _tokens(article), _tokens(text)
    steps: list[tuple[Change, str]] = []
    matcher = SequenceMatcher(None, [key for key, _ in theirs], [key for key, _ in mine], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            steps.append((Change.EQUAL, "".join(token for _, token in theirs[a:b])))
            continue
        if b > a:
            steps.append((Change.DELETE, "".join(token for _, token in theirs[a:b])))
        if d > c:
            steps.append((Change.INSERT, "".join(token for _, token in mine[c:d])))
    return tuple(steps)


def _tokens(text: str) -> list[tuple[str, str]]:
    """Each word with what follows it, by its folded form; the first takes what stands before it, too."""
    found = words(text)
    starts = [0, *(word.start for word in found[1:]), len(text)]
    return [
        (word.folded if number else word.key, text[start:end])
        for number, (word, (start, end)) in enumerate(zip(found, pairwise(starts), strict=True))
    ]


@dataclass(frozen=True, slots=True)
class Patch:
    """A run of the quotation's words `[start, end)` that stands word for word at `at` of an article."""

    transcript: Transcript
    start: int
    end: int
    at: int


def patches(spoken: Sequence[Word], transcripts: Sequence[Transcript]) -> list[Patch]:
    """The quotation put together from the longest true runs, greedily from its start; at least four words."""
    found: list[Patch] = []
    number = 0
    while number < len(spoken):
        best = max(
            (_longest(spoken, number, transcript) for transcript in transcripts),
            key=lambda one: one.end,
            default=None,
        )
        if best is None or best.end - number < _SHORTEST_PATCH:
            number += 1
            continue
        found.append(best)
        number = best.end
    return found


def _longest(spoken: Sequence[Word], start: int, transcript: Transcript) -> Patch:
    best = Patch(transcript, start, start, 0)
    for place in transcript.at.get(spoken[start].key, ()):
        size = 0
        while (
            start + size < len(spoken)
            and place + size < len(transcript.words)
            and spoken[start + size].key == transcript.words[place + size].key
        ):
            size += 1
        if size > best.end - start:
            best = Patch(transcript, start, start + size, place)
    return best
