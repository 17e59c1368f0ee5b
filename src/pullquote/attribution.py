"""Who said what in an article: rules over its frames, in reading order.

Nothing is guessed with confidence: words whose speaker the article does not tell have the speaker None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pullquote.articles import Article
from pullquote.cues import CUE, NOT_SPEECH_BEFORE
from pullquote.frames import Frame, Frames, frames
from pullquote.mentions import What
from pullquote.quotations import Quotation
from pullquote.resolution import Resolver
from pullquote.spans import Span
from pullquote.speakers import Attribution, Kind, Reading
from pullquote.clauses import tidy
from pullquote.statements import Statement, statements

VERSION = "attribution-2"
"""Changes whenever the same article would be attributed differently; an index remembers it."""


def attribute(article: Article) -> Reading:
    """Every quotation and reported statement of an article that is somebody's, with its speaker."""
    cut = frames(article.text, article.boilerplate)
    reader = _Reader(cut, Resolver.of(cut))
    for place in range(len(cut.frames)):
        reader.read(place)
    attributions = sorted(reader.made, key=lambda made: (made.words.start, made.words.end))
    return Reading(reader.resolver.speakers(attributions), tuple(attributions))


_WOULD = re.compile(r"\bwould\b|[a-z][’']d\b")
_TURNS = re.compile(r"(?:And|But|Yet|However|Still|Meanwhile|Instead|While|Although|If)\b")
_EMPTY = frozenset(
    "a an the it is was were are be been has have had he she they we i you that this and or but for to of in on at "
    "with by as its his her their them him one do does did not there".split()
)


@dataclass(frozen=True, slots=True)
class _Voice:
    """A speaker as one cue gives it."""

    speaker: str | None
    cue: Span | None
    mention: Span | None
    confidence: float


@dataclass(slots=True)
class _Reader:
    cut: Frames
    resolver: Resolver
    made: list[Attribution] = field(default_factory=list)
    voices: dict[int, _Voice] = field(default_factory=dict)
    pending: list[int] = field(default_factory=list)

    def read(self, place: int) -> None:
        """Read one frame; a quotation alone may wait for the frame behind it."""
        frame = self.cut.frames[place]
        if frame.bare:
            self._alone(place, frame)
            return
        found = statements(self.cut.masked, frame)
        used: set[Quotation] = set()
        for statement in found:
            used |= self._state(place, frame, statement)
        self._beside(place, frame, found, used)
        if found and found[0].open and self.pending and not found[0].parts and not frame.quoted:
            self._settle(self.voices.get(place))
        self._settle(None)
        if not found:
            self._heading(place, frame)
            self._runs_on(place, frame)
            self.resolver.saw(frame.span)

    def _voice(self, statement: Statement, frame: Frame) -> _Voice:
        speaker, sure = (
            self.resolver.speaker(statement.mention, frame.span) if statement.mention else (None, 0.3)
        )
        mention = self.resolver.bare(statement.mention) if statement.mention else None
        return _Voice(speaker, statement.cue, mention, sure)

    def _state(self, place: int, frame: Frame, statement: Statement) -> set[Quotation]:
        """Attribute the parts of one statement; return the quotations they hold."""
        voice = self._voice(statement, frame)
        used: set[Quotation] = set()
        for part in statement.parts:
            inside = [q for q in frame.quoted if part.holds(q.words) and self._is_speech(q)]
            used.update(inside)
            self._mix(part, inside, voice)
        if statement.parts or statement.open:
            self.voices[place] = voice
            self.resolver.heard(voice.speaker, statement.mention)
        return used

    def _is_speech(self, quotation: Quotation) -> bool:
        start = quotation.whole.start
        return not NOT_SPEECH_BEFORE.search(self.cut.masked, max(0, start - 24), start)

    def _mix(self, part: Span, inside: list[Quotation], voice: _Voice) -> None:
        """Words in marks are direct, the clause around them indirect."""
        begin = part.start
        for quotation in inside:
            self._retold(Span(begin, max(begin, quotation.whole.start)), voice, bool(inside))
            self._add(quotation.words, Kind.DIRECT, voice)
            begin = quotation.whole.end
        if begin < part.end:
            self._retold(Span(begin, part.end), voice, bool(inside))

    def _retold(self, span: Span, voice: _Voice, mixed: bool) -> None:
        words = tidy(self.cut.masked, span.start, span.end)
        lead = re.compile(r"(?:that|but|But|And)\b,?\s*").match(self.cut.masked, words.start, words.end)
        if lead:
            words = tidy(self.cut.masked, lead.end(), words.end)
        if set(re.findall(r"[^\W\d][\w’'-]*", words.cut(self.cut.masked).lower())) - _EMPTY:
            self._add(words, Kind.INDIRECT, voice)

    def _add(self, words: Span, kind: Kind, voice: _Voice) -> None:
        if any(words.overlap(made.words) for made in self.made[-8:]):
            return
        self.made.append(Attribution(words, kind, voice.speaker, voice.cue, voice.mention, voice.confidence))

    def _beside(self, place: int, frame: Frame, found: list[Statement], used: set[Quotation]) -> None:
        """Quotations that stand beside an open cue are its own."""
        opened = [statement for statement in found if statement.open]
        if not opened:
            return
        for quotation in frame.quoted:
            if quotation in used:
                continue
            statement = _nearest(quotation, opened)
            if _touches(self.cut.masked, frame, quotation, statement):
                self._add(quotation.words, Kind.DIRECT, self._voice(statement, frame))

    def _alone(self, place: int, frame: Frame) -> None:
        """A quotation that is a frame: goes on from the frame before, or waits for the one behind."""
        before = self.voices.get(place - 1) if place else None
        near = place > 0 and self.cut.frames[place - 1].paragraph == frame.paragraph
        goes_on = frame.quoted[0].continues or (
            near and place > 0 and bool(self.cut.frames[place - 1].quoted)
        )
        introduced = place > 0 and self.cut.masked[self.cut.frames[place - 1].span.end - 1] == ":"
        if before and (goes_on or introduced) and not self._claimed_behind(place):
            voice = _Voice(before.speaker, before.cue, before.mention, before.confidence * 0.95)
            self._add(frame.quoted[0].words, Kind.DIRECT, voice)
            self.voices[place] = voice
        else:
            self.pending.append(place)

    def _claimed_behind(self, place: int) -> bool:
        return False

    def _settle(self, voice: _Voice | None) -> None:
        """Give the waiting quotations to the cue behind them, else to the speaker before them."""
        for place in self.pending:
            frame = self.cut.frames[place]
            chosen = voice or self._fallback(place, frame)
            if chosen:
                self._add(frame.quoted[0].words, Kind.DIRECT, chosen)
                self.voices[place] = chosen
        self.pending.clear()

    def _fallback(self, place: int, frame: Frame) -> _Voice | None:
        """The speaker of the frame before, or the person it speaks of; not sure."""
        before = self.voices.get(place - 1)
        if (
            place
            and not self.cut.frames[place - 1].quoted
            and self.cut.frames[place - 1].paragraph != frame.paragraph
        ):
            return _Voice(None, None, None, 0.3)
        if before:
            return _Voice(before.speaker, before.cue, before.mention, 0.6)
        if place and (subject := self.resolver.subject(self.cut.frames[place - 1].span)):
            return _Voice(subject, None, None, 0.5)
        return _Voice(None, None, None, 0.3)

    def _runs_on(self, place: int, frame: Frame) -> None:
        """A sentence with "would" right after a report goes on reporting."""
        before = self.voices.get(place - 1)
        same = place > 0 and self.cut.frames[place - 1].paragraph == frame.paragraph
        if not (before and before.speaker and same) or frame.quoted:
            return
        if CUE.search(self.cut.masked, frame.span.start, frame.span.end):
            return
        if _WOULD.search(self.cut.masked, frame.span.start, frame.span.end) and not _TURNS.match(
            self.cut.masked, frame.span.start
        ):
            voice = _Voice(before.speaker, None, None, 0.6)
            self._add(tidy(self.cut.masked, frame.span.start, frame.span.end), Kind.INDIRECT, voice)
            self.voices[place] = voice

    def _heading(self, place: int, frame: Frame) -> None:
        """`Name: “…”` and `“…” – Name`."""
        for quotation in frame.quoted:
            named = self.resolver.heading(frame.span, quotation.whole)
            if named:
                voice = _Voice(named.name, None, named.span, 0.9)
                self._add(quotation.words, Kind.DIRECT, voice)
                self.voices[place] = voice


def _nearest(quotation: Quotation, opened: list[Statement]) -> Statement:
    """The open cue behind a quotation, else the last one before it."""
    behind = [s for s in opened if s.cue.start >= quotation.whole.end]
    ahead = [s for s in opened if s.cue.end <= quotation.whole.start]
    if behind and not (ahead and ahead[-1].cue.end > quotation.whole.start - 4):
        return behind[0]
    return ahead[-1] if ahead else opened[0]


def _touches(text: str, frame: Frame, quotation: Quotation, statement: Statement) -> bool:
    """True if nothing but the attribution stands between the two, or the quotation is set off by commas."""
    whole = quotation.whole
    if whole.start == frame.span.start or text[whole.end - 2] in ",.!?…—–":
        return True
    lead = text[max(frame.span.start, whole.start - 3) : whole.start].rstrip()
    if lead.endswith((",", ":", "—", "–")):
        return True
    gap = text[statement.cue.end : whole.start] if statement.cue.end <= whole.start else ""
    return bool(gap) and not gap.strip(" \n,:")


assert What
