"""Quotations attributed by layout: behind a name and a colon, in front of a dash, by any verb at all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pullquote.attribution import inverted
from pullquote.attribution.frames import Frame, Frames
from pullquote.attribution.nouns import NAME, NO_NAME, ROLES
from pullquote.attribution.people import Named
from pullquote.attribution.quotations import Quotation
from pullquote.attribution.resolution import Resolver
from pullquote.attribution.telling import NOBODY, Voice
from pullquote.attribution.tokens import Mention, What
from pullquote.spans import Span


@dataclass(frozen=True, slots=True)
class Headings:
    """Reads the layout around the quotations of one text."""

    cut: Frames
    resolver: Resolver
    text: str

    def voice(self, frame: Frame, quotation: Quotation) -> Voice | None:
        """Whose a quotation of the frame is by its place alone; None where nothing tells."""
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
        headline = (
            not frame.paragraph
            and not lead.endswith((".", "!", "?"))
            and frame.span.cut(self.text)[-1] not in ".!?"
        )
        if headline and len(words.split()) > 3:
            return NOBODY
        if _is_sentence(words) and quotation is frame.quoted[-1]:
            return Voice(self.resolver.memory.subject(frame.span), None, None, 0.4) if lead else NOBODY
        return None

    def _heading(self, frame: Span, quoted: Span) -> Named | None:
        """The name before a colon that opens the frame, or after a dash behind the quotation."""
        masked = self.cut.masked
        lead = masked[frame.start : quoted.start].strip(MARKUP)
        opening = frame.start + masked[frame.start : quoted.start].find(lead[:1]) if lead else frame.start
        if lead in ("A:", "A.", "A"):
            return self.interviewed(frame)
        if lead.endswith(":") and len(lead) < 120:
            inside = self.resolver.people.between(frame.start, quoted.start)
            people = [place for place in inside if self.resolver.people.is_person(place.name)]
            if inside and inside[0].span.start == opening and _DESCRIBED.match(masked, inside[0].span.end):
                return inside[0]
            return (people or inside)[0] if inside and inside[0].span.start - frame.start < 40 else None
        tail = _DASHED.match(masked, quoted.end, frame.end)
        if tail and quoted.start == frame.start:
            inside = self.resolver.people.between(tail.end(), frame.end)
            return inside[0] if inside and inside[0].span.start - tail.end() < 12 else None
        return None

    def _role_heading(self, stretch: Span) -> str | None:
        """Who is meant by "Airport chief: " or by the initials "AL: "; None if neither stands there."""
        heading = stretch.cut(self.cut.masked).replace("*", "").replace("_", "").strip()
        words = heading.removesuffix(":")
        known = self.resolver.people
        if words == heading or not words or len(words) > 60:
            return None
        if _INITIALS.fullmatch(words):
            return next(
                (name for name in known.first if known.is_person(name) and _initials(name) == words), None
            )
        return known.described_as(words, stretch.start) if words.split()[-1].lower() in ROLES else None

    def interviewed(self, frame: Span) -> Named | None:
        """Who answers in "Q: … A: …": the person the article names first, but as whoever asks."""
        known, masked = self.resolver.people, self.cut.masked
        persons = (
            place
            for place in known.places
            if known.is_person(place.name)
            and not ASKER.search(masked, max(0, place.span.start - 20), place.span.start)
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
                if opening and opening.what is What.NAME and _OWNS.match(masked, opening.span.end):
                    opening = inverted.after(masked, match.end("verb"), frame.span.end)
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


MARKUP = "*_ "
"""Around a name that a text file shows in bold."""
ASKER = re.compile(r"(?:\b[Bb]y|\b(?:talk|speak)s? (?:to|with)|\b(?:talked|spoke|sat down) (?:to|with)) $")
"""Before the name of whoever puts the questions of an interview."""
_INITIALS = re.compile(r"[A-Z]{2,4}")
_DESCRIBED = re.compile(r"[,(:]| \(")
_DASHED = re.compile(r"\s*(?:[—–-]{1,2}|―)\s*")
_VERB_FIRST = re.compile(r",?\s+(?P<verb>[a-z]+(?:ed|s)) (?P<who>[A-Z]|he\b|she\b|they\b)")
_SUBJECT_FIRST = re.compile(
    r",?\s+(?P<who>(?:[A-Z][\w’'-]+ ){1,4}|(?:he|she|they) )(?P<verb>[a-z]+(?:ed|s))\b"
)
_CAME = re.compile(r",?\s+(came|was|is)\b")
_OWNS = re.compile(r"[’']s? ")
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
