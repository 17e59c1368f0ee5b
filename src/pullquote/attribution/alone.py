"""Quotations without a cue: alone in a frame, under a name, signed behind a dash, behind a colon."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from pullquote.attribution.frames import Frame, Frames
from pullquote.attribution.headings import MARKUP, Headings
from pullquote.attribution.resolution import Resolver
from pullquote.attribution.telling import NOBODY, Telling, Voice
from pullquote.spans import Span

_DASH = re.compile(r"\s*(?:[—–―-]{1,2}|\()\s*(?=[^\W\d_])")
_COLON_ENDS = re.compile(r"[:—–]\s*$")
_ASKS = re.compile(r"\W*\*\*|\W*(?:Q|[A-Z]{2,3})[.:] ")
"""How a line of an interview opens that puts a question: in bold, or behind "Q:" or initials."""
ANSWERS = 2
"""Answers to questions from which an article is an interview with whoever gave them."""

_YOU = re.compile(r"\b[Yy]our?\b")
_ASKED = re.compile(r"(?<!” )\b(?:ask|press|challeng|question)(?:ed|s|es)? ((?:[Hh]im|[Hh]er)\b|[A-Z])")


@dataclass(slots=True)
class Alone:
    """Quotations that wait for a speaker, settled in reading order."""

    cut: Frames
    resolver: Resolver
    telling: Telling
    headings: Headings
    pending: list[int] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)

    def take(self, place: int) -> None:
        """A frame that is a quotation: it goes on from the frame before, or waits for the one behind."""
        frame = self.cut.frames[place]
        before = self.telling.voices.get(place - 1)
        same = place > 0 and self.cut.frames[place - 1].paragraph == frame.paragraph
        quotation = frame.quoted[0]
        goes_on = quotation.continues or (same and bool(self.cut.frames[place - 1].quoted))
        introduced = place > 0 and _COLON_ENDS.search(self._frame_before(place))
        if before and (goes_on or introduced):
            self._give(place, before.surely(0.95))
        elif place and not same and (asked := self._asked(place) or self._goes_on_answering(place)):
            self._give(place, asked)
        elif place and (introduced or not same) and (named := self._under_name(place)):
            self._give(place, named)
        else:
            self.pending.append(place)

    def _asked(self, place: int) -> Voice | None:
        """Who answers the question that the paragraph above is: the person interviewed."""
        above = self.cut.frames[place - 1]
        if not self._frame_before(place).rstrip(MARKUP).endswith("?"):
            return None
        asking = self._paragraph_before(place)
        marked = bool(_ASKS.match(self.cut.masked, max(0, asking[0].span.start - 3), above.span.end))
        to_you = bool(_YOU.search(self.cut.masked, asking[0].span.start, above.span.end))
        if any(frame.quoted for frame in asking) or (len(asking) > 1 and not (marked or to_you)):
            return None
        if not (marked or to_you) and (heard := self._last_heard(place)):
            return Voice(heard, None, None, 0.5)
        named = self.headings.interviewed(above.span)
        if named is None:
            return None
        self.answers[named.name] += 1
        return Voice(named.name, None, None, 0.6)

    def _goes_on_answering(self, place: int) -> Voice | None:
        """In an interview, paragraphs in marks are one person's, though no question stands above."""
        answering = self.answers.most_common(1)
        if not answering or answering[0][1] < ANSWERS or not self._fills_paragraph(place):
            return None
        return Voice(answering[0][0], None, None, 0.5)

    def _paragraph_before(self, place: int) -> list[Frame]:
        """The frames in front of a place that stand in one paragraph."""
        first = place - 1
        while first and self.cut.frames[first - 1].paragraph == self.cut.frames[place - 1].paragraph:
            first -= 1
        return list(self.cut.frames[first:place])

    def _frame_before(self, place: int) -> str:
        return self.cut.frames[place - 1].span.cut(self.cut.masked)

    def _give(self, place: int, voice: Voice) -> None:
        self.telling.quote(self.cut.frames[place].quoted[0], voice)
        self._heard(place, voice)

    def _heard(self, place: int, voice: Voice) -> None:
        self.telling.voices[place] = voice
        if voice.speaker:
            self.resolver.memory.heard(voice.speaker, None)

    def _under_name(self, place: int) -> Voice | None:
        """The name in a line of its own ("Ann Lee, baker") right above the quotation."""
        above = self.cut.frames[place - 1]
        words = above.span.cut(self.cut.masked)
        if place == 1 or words.count(",") > 1 or " who " in words:
            return None  # a headline
        if above.quoted or len(above.span) > 90 or words.rstrip()[-1:] in ".!?":
            return None
        named = self.resolver.people.between(above.span.start, above.span.end)
        first = next((n for n in named if self.resolver.people.is_person(n.name)), None)
        if first is None or first.span.start != above.span.start:
            return None
        rest = self.cut.masked[first.span.end : above.span.end].strip()
        if rest and rest[0] not in ",:;(–—-|":
            return None
        return Voice(first.name, None, first.span, 0.7)

    def settle(self, place: int, frame: Frame, dangling: bool) -> None:
        """Let the frame behind decide, as far as it can; wait on within a paragraph."""
        if not self.pending:
            return
        here = self.telling.voices.get(place)
        same = self.cut.frames[self.pending[-1]].paragraph == frame.paragraph
        continues = bool(frame.quoted) and frame.quoted[0].continues
        if here and (dangling or continues):
            self._give_all(here)
        elif not frame.quoted and (named := self._signed(frame)):
            self._give_all(named)
        elif same and not self._introduced(self.pending[0]):
            if here:
                self._give_all(here.surely(0.7))
            elif beat := self.resolver.memory.beat(frame.span):
                self._give_all(Voice(beat, None, None, 0.5))
        else:
            self.finish()

    def _give_all(self, voice: Voice) -> None:
        for place in self.pending:
            self._give(place, voice)
        self.pending.clear()

    def _signed(self, frame: Frame) -> Voice | None:
        """A line "– Ann Lee, baker" below the quotation."""
        dash = _DASH.match(self.cut.masked, frame.span.start, frame.span.end)
        if not dash or len(frame.span) > 120:
            return None
        named = self.resolver.people.between(dash.end(), frame.span.end)
        if not named:
            return None
        person = next((one for one in named if self.resolver.people.is_person(one.name)), named[0])
        return Voice(person.name, None, person.span, 0.85)

    def _introduced(self, place: int) -> str | None:
        """The person whom the frame before speaks of, in the same paragraph."""
        if not place or self.cut.frames[place - 1].paragraph != self.cut.frames[place].paragraph:
            return None
        return self.resolver.memory.beat(self.cut.frames[place - 1].span)

    def finish(self) -> None:
        """Give what still waits to the speaker before it, or to the person spoken of; never surely."""
        for place in self.pending:
            self._give(place, self._fallback(place))
        self.pending.clear()

    def _fallback(self, place: int) -> Voice:
        if not place:
            return NOBODY
        before, frame = self.cut.frames[place - 1], self.cut.frames[place]
        apart = before.paragraph != frame.paragraph
        if apart and not self._fills_paragraph(place):
            return NOBODY if not before.quoted else self._voice_before(place)
        if answering := self._answerer(before.span) or (self._replies(place) if apart else None):
            return Voice(answering, None, None, 0.5)
        if place - 1 in self.telling.voices:
            return self._voice_before(place)
        subject = self.resolver.memory.beat(before.span) or self._last_heard(place)
        return Voice(subject, None, None, 0.4) if subject else NOBODY

    def _voice_before(self, place: int) -> Voice:
        return self.telling.voices.get(place - 1, NOBODY).surely(0.6)

    def _fills_paragraph(self, place: int) -> bool:
        """True for a quotation that is a paragraph of its own, without a clock time in front."""
        start = self.cut.frames[place].span.start
        if start and self.cut.masked[start - 1] != "\n":
            return False
        following = self.cut.frames[place + 1] if place + 1 < len(self.cut.frames) else None
        return following is None or following.paragraph != self.cut.frames[place].paragraph

    def _answerer(self, before: Span) -> str | None:
        """Who is asked in the sentence before ("the judge asked him how many there were")."""
        asked = _ASKED.search(self.cut.masked, before.start, before.end)
        if not asked:
            return None
        named = self.resolver.people.between(asked.start(1), before.end)
        if named and named[0].span.start == asked.start(1):
            return named[0].name if self.resolver.people.is_person(named[0].name) else None
        word = {"him": "he", "her": "she"}.get(asked.group(1))
        return self.resolver.memory.other(word) if word else None

    def _replies(self, place: int) -> str | None:
        """Who answers words that ask or address somebody, in a paragraph above: who spoke before these."""
        above = self.cut.frames[place - 1]
        asker = self.telling.voices.get(place - 1)
        if asker is None or len(above.quoted) != 1:
            return None
        words = above.quoted[0].words.cut(self.headings.text)
        if not words.rstrip(",").endswith("?") and not words.startswith(
            ("You ", "Your ", "So you ", "And you ")
        ):
            return None
        near = (self.telling.voices.get(earlier) for earlier in range(place - 2, max(-1, place - 8), -1))
        spoke = next((voice for voice in near if voice and voice.speaker != asker.speaker), None)
        known = spoke and spoke.speaker and self.resolver.people.is_person(spoke.speaker)
        return spoke.speaker if spoke and known else None

    def _last_heard(self, place: int) -> str | None:
        """Who spoke in the two paragraphs before, if that was the last to speak: he goes on."""
        first = self.cut.frames[place].paragraph - 2
        for earlier in range(place - 1, -1, -1):
            if self.cut.frames[earlier].paragraph < first:
                break
            if voice := self.telling.voices.get(earlier):
                known = voice.speaker and self.resolver.people.is_person(voice.speaker)
                return voice.speaker if known else None
        return None

    def headed(self, place: int, frame: Frame) -> None:
        """`Name: “…”`, `“…” – Name`, `Her answer was short: “…”`, and whole sentences in marks."""
        for quotation in frame.quoted:
            voice = self.headings.voice(frame, quotation)
            if voice:
                self.telling.quote(quotation, voice)
                self._heard(place, voice)
