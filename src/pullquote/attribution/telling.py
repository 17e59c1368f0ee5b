"""The attributions made so far, and whose voice each frame has."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pullquote.attribution.clauses import tidy
from pullquote.attribution.quotations import Quotation
from pullquote.attribution.wordlists import words
from pullquote.spans import Span
from pullquote.speakers import Attribution, Kind

_LEAD = re.compile(
    r"(?:that(?! (?:is|was|are|will|would|has|had|could|can|may|might|should|does|did)\b)|but|But|And)\b,?\s*"
)
_WORD = re.compile(r"[^\W\d][\w’'-]*")
_EMPTY = words(
    "a an the it is was were are be been has have had he she they we i you that this and or but for to "
    "of in on at with by as its his her their them him one do does did not there why how what when "
    "where who so too would will can could may might must should also"
)
"""A piece of a clause that holds no other word reports nothing of its own."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker as one cue gives it."""

    speaker: str | None
    cue: Span | None
    mention: Span | None
    confidence: float

    def surely(self, factor: float) -> Voice:
        """The same voice, less sure."""
        return replace(self, confidence=self.confidence * factor)


NOBODY = Voice(None, None, None, 0.3)


@dataclass(slots=True)
class Telling:
    """Collects attributions over one masked text; what overlaps an earlier one is passed over."""

    masked: str
    made: list[Attribution] = field(default_factory=list)
    voices: dict[int, Voice] = field(default_factory=dict)
    _taken: list[Span] = field(default_factory=list)

    def quote(self, quotation: Quotation, voice: Voice) -> None:
        """Words in marks."""
        self._add(quotation.words, Kind.DIRECT, voice)

    def mix(self, part: Span, inside: Sequence[Quotation], voice: Voice) -> None:
        """A reported clause: the words in marks are direct, the clause around them indirect."""
        begin = part.start
        for quotation in inside:
            self.retell(Span(begin, max(begin, quotation.whole.start)), voice)
            self.quote(quotation, voice)
            begin = quotation.whole.end
        if begin < part.end:
            self.retell(Span(begin, part.end), voice)

    def retell(self, span: Span, voice: Voice) -> None:
        """A piece of a reported clause, unless nothing but small words is in it."""
        words = tidy(self.masked, span.start, span.end)
        if words.cut(self.masked).endswith(" as"):
            words = tidy(self.masked, words.start, words.end - 3)
        if lead := _LEAD.match(self.masked, words.start, words.end):
            words = tidy(self.masked, lead.end(), words.end)
        if set(_WORD.findall(words.cut(self.masked).lower())) - _EMPTY:
            self._add(words, Kind.INDIRECT, voice)

    def _add(self, words: Span, kind: Kind, voice: Voice) -> None:
        place = bisect_left(self._taken, words)
        if any(words.overlap(other) for other in self._taken[max(0, place - 1) : place + 1]):
            return
        self._taken.insert(place, words)
        self.made.append(Attribution(words, kind, voice.speaker, voice.cue, voice.mention, voice.confidence))
