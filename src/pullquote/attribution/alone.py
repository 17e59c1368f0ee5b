"""Quotations without a cue: alone in a frame, under a name, signed behind a dash, behind a colon."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pullquote.attribution.frames import Frame, Frames
from pullquote.attribution.nouns import NAME, NO_NAME, ROLES
from pullquote.attribution.people import Named
from pullquote.attribution.quotations import Quotation
from pullquote.attribution.resolution import Resolver
from pullquote.attribution.telling import NOBODY, Telling, Voice
from pullquote.attribution.tokens import Mention, What
from pullquote.spans import Span

_DASH = re.compile(r"\s*(?:[—–―-]{1,2}|\()\s*(?=[^\W\d_])")
_COLON_ENDS = re.compile(r"[:—–]\s*$")


@dataclass(slots=True)
class Alone:
    """Quotations that wait for a speaker, settled in reading order."""

    cut: Frames
    resolver: Resolver
    telling: Telling
    text: str
    pending: list[int] = field(default_factory=list)

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
        elif place and not same and (asked := self._asked(place)):
            self._give(place, asked)
        elif place and (introduced or not same) and (named := self._under_name(place)):
            self._give(place, named)
        else:
            self.pending.append(place)

    def _asked(self, place: int) -> Voice | None:
        """Who answers a question that stands alone in the paragraph above: the person interviewed."""
        above = self.cut.frames[place - 1]
        opens = place < 2 or self.cut.frames[place - 2].paragraph != above.paragraph
        if above.quoted or not opens or not self._frame_before(place).endswith("?"):
            return None
        named = self._interviewed(above.span)
        return Voice(named.name, None, None, 0.6) if named else None

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
        if before.paragraph != frame.paragraph and not before.quoted:
            return NOBODY
        if voice := self.telling.voices.get(place - 1):
            return voice.surely(0.6)
        subject = self._introduced(place)
        return Voice(subject, None, None, 0.5) if subject else NOBODY

    def headed(self, place: int, frame: Frame) -> None:
        """`Name: “…”`, `“…” – Name`, `Her answer was short: “…”`, and whole sentences in marks."""
        for quotation in frame.quoted:
            voice = self._headed(frame, quotation)
            if voice:
                self.telling.quote(quotation, voice)
                self._heard(place, voice)

    def _headed(self, frame: Frame, quotation: Quotation) -> Voice | None:
        stretch = Span(frame.span.start, quotation.whole.start)
        if role := self._role_heading(stretch):
            return Voice(role, None, stretch, 0.7)
        if named := self._heading(frame.span, quotation.whole):
            answered = not frame.span.holds(named.span)
            return Voice(named.name, None, None if answered else named.span, 0.5 if answered else 0.9)
        lead = self.cut.masked[frame.span.start : quotation.whole.start].rstrip()
        words = quotation.words.cut(self.text)
        if lead.endswith(":") or (lead.endswith(",") and words[0].isupper() and words[-1] in ".!?"):
            return self._colon(frame, quotation)
        if trailed := self._trailed(frame, quotation):
            return trailed
        if _is_sentence(words) and quotation is frame.quoted[-1]:
            return Voice(self.resolver.memory.subject(frame.span), None, None, 0.4) if lead else NOBODY
        return None

    def _heading(self, frame: Span, quoted: Span) -> Named | None:
        """The name before a colon that opens the frame, or after a dash behind the quotation."""
        masked = self.cut.masked
        lead = masked[frame.start : quoted.start].rstrip()
        if lead in ("A:", "A.", "A"):
            return self._interviewed(frame)
        if lead.endswith(":") and len(lead) < 120:
            inside = self.resolver.people.between(frame.start, quoted.start)
            people = [place for place in inside if self.resolver.people.is_person(place.name)]
            if (
                inside
                and inside[0].span.start == frame.start
                and _DESCRIBED.match(masked, inside[0].span.end)
            ):
                return inside[0]
            return (people or inside)[0] if inside and inside[0].span.start - frame.start < 40 else None
        tail = _DASHED.match(masked, quoted.end, frame.end)
        if tail and quoted.start == frame.start:
            inside = self.resolver.people.between(tail.end(), frame.end)
            return inside[0] if inside and inside[0].span.start - tail.end() < 12 else None
        return None

    def _role_heading(self, stretch: Span) -> str | None:
        """Who is meant by "Airport chief: " or by the initials "AL: "; None if neither stands there."""
        words = stretch.cut(self.cut.masked).rstrip().removesuffix(":")
        known = self.resolver.people
        if not stretch.cut(self.cut.masked).rstrip().endswith(":") or not words or len(words) > 60:
            return None
        if _INITIALS.fullmatch(words):
            return next(
                (name for name in known.first if known.is_person(name) and _initials(name) == words), None
            )
        return known.described_as(words) if words.split()[-1].lower() in ROLES else None

    def _interviewed(self, frame: Span) -> Named | None:
        """Who answers in "Q: … A: …": the person the article names first."""
        persons = (
            place for place in self.resolver.people.places if self.resolver.people.is_person(place.name)
        )
        return next((place for place in persons if place.span.start < frame.start), None)

    def _trailed(self, frame: Frame, quotation: Quotation) -> Voice | None:
        """`“…,” Ruiz grinned.` and `“…,” came the reply from Ruiz`: any verb, when a comma hands over."""
        masked, end = self.cut.masked, quotation.whole.end
        if (
            masked[end - 2] not in ",?!" and masked[end : end + 1] != ","
        ) or quotation.whole.start != frame.span.start:
            return None
        for pattern in (_VERB_FIRST, _SUBJECT_FIRST):
            if match := pattern.match(masked, end, frame.span.end):
                opening = _opening(masked, Span(match.start("who"), frame.span.end))
                if opening:
                    speaker, sure = self.resolver.speaker(opening, frame.span)
                    cue = Span(*match.span("verb"))
                    return Voice(speaker, cue, self.resolver.bare(opening), min(sure, 0.7))
        came = _CAME.match(masked, end, frame.span.end)
        speaker = self.resolver.memory.subject(Span(end, frame.span.end)) if came else None
        if came and (speaker or came.group(1) == "came"):
            return Voice(speaker, Span(*came.span(1)), None, 0.5)
        return None

    def _colon(self, frame: Frame, quotation: Quotation) -> Voice:
        """`Ruiz was blunt: “…”`: the subject of what stands before the colon."""
        stretch = Span(frame.span.start, quotation.whole.start)
        opening = _opening(self.cut.masked, stretch)
        if opening:
            speaker, sure = self.resolver.speaker(opening, frame.span)
            return Voice(speaker, None, opening.span, min(sure, 0.7))
        subject = self.resolver.memory.subject(stretch)
        return Voice(subject, None, None, 0.5)


def _is_sentence(words: str) -> bool:
    """True for words that could be a whole utterance rather than a term or a title."""
    return words[0].isupper() and words[-1] in ".!?…" and len(words.split(maxsplit=4)) > 3


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.split(r"[ -]", name) if word[0].isupper())


_INITIALS = re.compile(r"[A-Z]{2,4}")
_DESCRIBED = re.compile(r"[,(:]| \(")
_DASHED = re.compile(r"\s*(?:[—–-]{1,2}|―)\s*")
_VERB_FIRST = re.compile(r",?\s+(?P<verb>[a-z]+(?:ed|s)) (?P<who>[A-Z]|he\b|she\b|they\b)")
_SUBJECT_FIRST = re.compile(
    r",?\s+(?P<who>(?:[A-Z][\w’'-]+ ){1,4}|(?:he|she|they) )(?P<verb>[a-z]+(?:ed|s))\b"
)
_CAME = re.compile(r",?\s+(came|was|is)\b")
_PRONOUN = re.compile(r"(?:[Hh]e|[Ss]he|[Tt]hey|It|His|Her|Their|Its)\b")


def _opening(masked: str, stretch: Span) -> Mention | None:
    """The pronoun or name that begins a stretch; "Her answer" stands for her."""
    pronoun = _PRONOUN.match(masked, stretch.start, stretch.end)
    if pronoun:
        return Mention(Span(*pronoun.span()), What.PRONOUN, Span(*pronoun.span()))
    name = NAME.match(masked, stretch.start, stretch.end)
    if name and name.group().split()[0] not in NO_NAME:
        return Mention(Span(*name.span()), What.NAME, Span(*name.span()))
    return None
