"""The support of a drafted answer: which sentence of the passages that were read bears it out.

The model reads well and points badly. So it is not asked where its answer stands; the sentence that holds
its words is looked for among those that it was shown, and has to pass `prose.fault` as a citation would.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pullquote.answers import Citation
from pullquote.wording import content_words, stem, words

Holds = Callable[[Sequence[Citation]], bool]
"""Whether these citations are enough for the draft."""


def support(draft: str, question: str, sentences: Sequence[tuple[Citation, ...]], holds: Holds) -> int | None:
    """Which sentence, given by its citations, bears the draft out best; None when none does.

    Of two that share as many telling words the earlier is taken.
    """
    asked = {stem(word) for word in words(question)}
    telling = {stem(word) for word in content_words(draft)}
    ranked = sorted(range(len(sentences)), key=lambda place: -_shared(sentences[place], telling, asked))
    return next((place for place in ranked if holds(sentences[place])), None)


def _shared(citations: Sequence[Citation], telling: set[str], asked: set[str]) -> float:
    """Telling words of the draft that the citations hold; those that the question had count a third."""
    there = {stem(word) for one in citations for word in words(f"{one.quote} {one.speaker or ''}")}
    return len((telling - asked) & there) + len(telling & asked & there) / 3
