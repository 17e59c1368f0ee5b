"""Who said what in an article: rules over its frames, in reading order.

Nothing is guessed with confidence: words whose speaker the article does not tell have the speaker None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pullquote.articles import Article
from pullquote.attribution.alone import Alone
from pullquote.attribution.clauses import tidy
from pullquote.attribution.complements import Statement
from pullquote.attribution.cues import CUE, FORMS, NOT_SPEECH_BEFORE, OF_WORDS
from pullquote.attribution.frames import Frame, Frames, frames
from pullquote.attribution.headings import Headings
from pullquote.attribution.interviews import with_answers
from pullquote.attribution.letters import with_letters
from pullquote.attribution.quotations import Quotation
from pullquote.attribution.resolution import Resolver
from pullquote.attribution.statements import statements
from pullquote.attribution.telling import Telling, Voice
from pullquote.spans import Span
from pullquote.speakers import Reading

_WOULD = re.compile(r"\bwould\b|[a-z][’']d\b")
_WOULD_OR_SHOULD = re.compile(rf"{_WOULD.pattern}|\bshould\b|\bmust\b")
_WOULD_OR_WILL = re.compile(rf"{_WOULD_OR_SHOULD.pattern}|\bwill\b")
_REFUSES = re.compile(
    r"\b(?:would|will) not (?:say|name|comment|discuss|confirm|elaborate|disclose|identify|reveal|specify"
    r"|speculate)\b"
)
_TURNS = re.compile(r"(?:And|But|Yet|However|Still|Meanwhile|Instead|While|Although|If)\b")


def attribute(article: Article) -> Reading:
    """Every quotation and reported statement of an article that is somebody's, with its speaker."""
    cut = frames(article.text, article.boilerplate)
    resolver = Resolver.of(cut)
    telling = Telling(cut.masked)
    reader = _Reader(
        cut, resolver, telling, Alone(cut, resolver, telling, Headings(cut, resolver, article.text))
    )
    for place in range(len(cut.frames)):
        reader.read(place)
    reader.alone.finish()
    made = sorted(telling.made, key=lambda made: (made.words.start, made.words.end))
    attributions = with_letters(article, resolver.people, with_answers(article, resolver.people, made))
    return Reading(resolver.speakers(attributions), tuple(attributions))


@dataclass(frozen=True, slots=True)
class _Reader:
    cut: Frames
    resolver: Resolver
    telling: Telling
    alone: Alone

    def read(self, place: int) -> None:
        """Read one frame; a quotation alone may wait for the frame behind it."""
        frame = self.cut.frames[place]
        if frame.bare:
            self.alone.take(place)
            return
        found = statements(self.cut.masked, frame)
        used: set[Quotation] = set()
        for statement in found:
            used |= self._state(place, frame, statement)
        self._beside(frame, found, used)
        if not found:
            self.alone.headed(place, frame)
            self._run_on(place, frame)
        dangling = bool(found) and found[0].open and not found[0].parts and not frame.quoted
        self.alone.settle(place, frame, dangling)
        if not found:
            self.resolver.memory.saw(frame.span)

    def _voice(self, statement: Statement, frame: Frame) -> Voice:
        if statement.mention is None:
            return Voice(None, statement.cue, None, 0.3)
        mention = statement.mention
        ahead = [part for part in statement.parts if part.end <= mention.span.start]
        if ahead and not statement.inherited:
            mention = replace(mention, told=ahead[0])
        speaker, sure = self.resolver.speaker(mention, frame.span)
        return Voice(speaker, statement.cue, self.resolver.bare(mention), sure)

    def _state(self, place: int, frame: Frame, statement: Statement) -> set[Quotation]:
        """Attribute the parts of one statement; return the quotations they hold."""
        voice = self._voice(statement, frame)
        used: set[Quotation] = set()
        for part in statement.parts:
            inside = [q for q in frame.quoted if part.holds(q.words) and self._is_speech(q)]
            used.update(inside)
            self.telling.mix(part, inside, voice)
        if statement.parts or statement.open:
            self.telling.voices[place] = voice
            self.resolver.memory.heard(voice.speaker, statement.mention)
            self.resolver.documents.used(frame.span)
        return used

    def _is_speech(self, quotation: Quotation) -> bool:
        start = quotation.whole.start
        return not NOT_SPEECH_BEFORE.search(self.cut.masked, max(0, start - 24), start)

    def _beside(self, frame: Frame, found: list[Statement], used: set[Quotation]) -> None:
        """Quotations that stand beside an open cue are its own."""
        opened = [statement for statement in found if statement.open]
        for quotation in frame.quoted if opened else ():
            if quotation not in used:
                statement = _nearest(quotation, opened)
                if _touches(self.cut.masked, frame, quotation, statement):
                    self.telling.quote(quotation, self._voice(statement, frame))

    def _run_on(self, place: int, frame: Frame) -> None:
        """A sentence with "would" right after a report goes on reporting."""
        before = self.telling.voices.get(place - 1)
        if not before or not before.speaker or frame.quoted:
            return
        masked, span = self.cut.masked, frame.span
        earlier = self.cut.frames[place - 1]
        if earlier.paragraph != frame.paragraph or earlier.bare or CUE.search(masked, span.start, span.end):
            return
        if _REFUSES.search(masked, span.start, span.end):
            return
        if _TURNS.match(masked, span.start) or not self._reports(before, span):
            return
        self.telling.retell(tidy(masked, span.start, span.end), Voice(before.speaker, None, None, 0.6))
        self.telling.voices[place] = Voice(before.speaker, None, None, 0.6)

    def _reports(self, before: Voice, sentence: Span) -> bool:
        """True for "would"; of what is no person also for "should" and, behind "she says", for "will".

        A sentence that begins with a person tells of him rather than what he said.
        """
        masked = self.cut.masked
        first = self.resolver.people.between(sentence.start, min(sentence.end, sentence.start + 40))
        named = bool(first) and self.resolver.people.is_person(first[0].name)
        if named or sentence.cut(masked).startswith(("He ", "She ")):
            modals = _WOULD
        else:
            present = before.cue is not None and FORMS.get(before.cue.cut(masked)) == "s"
            modals = _WOULD_OR_WILL if present else _WOULD_OR_SHOULD
        return bool(modals.search(masked, sentence.start, sentence.end))


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
    if statement.cue.cut(text) in OF_WORDS and _OBJECT.fullmatch(gap):
        return True
    return bool(gap) and not gap.strip(" \n,:")


_OBJECT = re.compile(r" [^,.;:“”—–]{0,60} (?:of|for|on|at|and|as) (?:an? |the )?")
