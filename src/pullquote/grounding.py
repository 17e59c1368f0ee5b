"""The support of a drafted answer: which sentences of the passages that were read bear it out.

The model reads well and points badly. So it is not asked where its answer stands; the sentence that holds
its words is looked for among those that it was shown, and has to pass `prose.fault` as a citation would.
Where no sentence does alone, two that follow one another may: one names who, the other says what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pullquote.answers import Citation
from pullquote.speakers import Kind
from pullquote.wording import content_words, stem, words

Cited = tuple[Citation, ...]
"""What is cited of one sentence."""

Holds = Callable[[Sequence[Citation]], bool]
"""Whether these citations are enough for the draft."""

Found = tuple[tuple[int, int], ...]
"""Sentences by number: of the passage, and within it."""

TOLD = 2.0
"""Telling words of a draft in a sentence from which it is the sentence meant, though the draft must not be
shown: a number misread does not make the place wrong."""


def support(draft: str, question: str, passages: Sequence[Sequence[Cited]], holds: Holds) -> Found:
    """The sentence, or the two in a row, that bear the draft out best; else the one that it was made of.

    Empty when the draft has too little of any. Of two that share as many telling words the earlier is taken.
    """
    asked = {stem(word) for word in words(question)}
    telling = {stem(word) for word in content_words(draft)}

    def ranked(places: Iterable[Found]) -> list[tuple[float, Found, Cited]]:
        cited = [(found, sum((passages[p][s] for p, s in found), ())) for found in places]
        scored = [(_shared(citations, telling, asked), place, citations) for place, citations in cited]
        return sorted(scored, key=lambda one: -one[0])

    alone = ranked(((p, s),) for p, passage in enumerate(passages) for s in range(len(passage)))
    pairs = ranked(
        ((p, s), (p, s + 1))
        for p, passage in enumerate(passages)
        for s in range(len(passage) - 1)
        if _one_voice(*passage[s], *passage[s + 1])
    )
    for _, place, citations in (*alone, *pairs):
        if holds(citations):
            return place
    return alone[0][1] if alone and alone[0][0] >= TOLD else ()


def _one_voice(*citations: Citation) -> bool:
    """Whether they tell the same person's words: of two people's, a draft may give one's to the other."""
    return len({one.speaker if one.kind is not Kind.NARRATION else None for one in citations}) == 1


def _shared(citations: Sequence[Citation], telling: set[str], asked: set[str]) -> float:
    """Telling words of the draft that the citations hold: numbers count twice, as they stand in few
    sentences, and words that the question had a third."""
    there = {stem(word) for one in citations for word in words(f"{one.quote} {one.speaker or ''}")}
    told, known = (telling - asked) & there, telling & asked & there
    return len(told) + sum(any(map(str.isdigit, word)) for word in told) + len(known) / 3
