"""What a text claims about a quotation, held against a place that has the words: whose, and where?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pullquote.attribution.nouns import DOCUMENTS
from pullquote.checking.comparing import Scrutiny
from pullquote.checking.folding import words
from pullquote.checking.headings import Named
from pullquote.checking.naming import is_same_speaker
from pullquote.checking.transcripts import Transcript
from pullquote.spans import Span
from pullquote.speakers import Kind, Voice, voice_at

_SPEECH = 4
"""Words in marks from which they are speech; fewer may be a name or a term."""
_BESIDE = 300
"""Characters around a quotation in which an article may name the claimed speaker, or where it was said."""


def voice_of(transcript: Transcript, spans: Sequence[Span]) -> Voice:
    """Whose words a match in several pieces is: the voice of its longest piece.

    Some words in marks that the rules give to nobody are still somebody's, and not the article's own.
    """
    longest = max(spans, key=len)
    voice = voice_at(transcript.article, transcript.reading, longest)
    if voice.kind is Kind.NARRATION and any(
        part.holds(longest) and len(transcript.within(part)) >= _SPEECH for part in transcript.marked
    ):
        return Voice(None, Kind.DIRECT)
    return voice


@dataclass(frozen=True, slots=True)
class Claims:
    """Who is said to have spoken, and the articles that the text may mean; None where it says nothing."""

    speaker: str | None
    source: Named | None

    def article(self, found: str | None) -> str | None:
        """The claimed article by name: of several with one outlet, the one that has the words, if any."""
        if self.source is None:
            return None
        return found if found in self.source.articles else min(self.source.articles)

    def are_borne_out(self, place: Scrutiny) -> bool:
        """True if these are words of the claimed speaker's own; anybody's will do when nobody is claimed."""
        if self.speaker is None:
            return True
        return all(self._is_theirs(place, voice_of(place.transcript, [span])) for span in place.spans)

    def _is_theirs(self, place: Scrutiny, voice: Voice) -> bool:
        assert self.speaker is not None
        if voice.kind is Kind.DIRECT and voice.speaker is None:
            return _may_be(self.speaker, place)
        if voice.kind is Kind.INDIRECT or voice.speaker is None:
            return False
        people = place.transcript.reading.speakers
        return is_same_speaker(self.speaker, voice.speaker, people) or _is_writing(self.speaker, place)

    def stand_in(self, transcript: Transcript, spans: Sequence[Span]) -> bool:
        """True if the article is a claimed one, or itself says that the words were told there."""
        if self.source is None or transcript.article.name in self.source.articles:
            return True
        return _is_named_beside(self.source.words, transcript, spans)

    def wrong_speaker(self, place: Scrutiny) -> str:
        """Who spoke instead."""
        voices = [voice_of(place.transcript, [span]) for span in place.spans]
        voice = next((one for one in voices if not self._is_theirs(place, one)), voices[0])
        if voice.kind is Kind.NARRATION:
            author = f" by {voice.speaker}" if voice.speaker else ""
            return f"these are the article's own words{author}, not a quotation from {self.speaker}"
        if voice.kind is Kind.INDIRECT:
            return (
                f"the article retells what {voice.speaker or 'somebody'} said; the words are the reporter's"
            )
        return f"{voice.speaker or 'somebody whom the article does not name'} said it, not {self.speaker}"

    def wrong_article(self, found: str) -> str:
        """Where the words stand instead."""
        assert self.source is not None
        return f"the words stand in {found}, not in {self.source.words}"

    def faults(self, transcript: Transcript, spans: Sequence[Span]) -> list[str]:
        """What else is wrong with altered words: their speaker, their article."""
        found = []
        voice = voice_of(transcript, spans)
        people = transcript.reading.speakers
        if self.speaker and voice.speaker and not is_same_speaker(self.speaker, voice.speaker, people):
            found.append(f"{voice.speaker} said the true words, not {self.speaker}")
        if self.source and not self.stand_in(transcript, spans):
            found.append(f"they stand in {transcript.article.name}, not in {self.source.words}")
        return found


def _is_writing(name: str, place: Scrutiny) -> bool:
    """True for "the letter" where the article speaks of one, in the sentence of the words or that before."""
    noun = words(name)[-1].key if name else ""
    if noun not in DOCUMENTS or not name.casefold().startswith(("the ", "their ", "his ", "her ")):
        return False
    return noun in _said_around(place, before=1, after=0)


def _may_be(name: str, place: Scrutiny) -> bool:
    """True if an article that names no speaker for the words may mean this one.

    What it says instead ("a plaque") has to fit; where it says nothing, the name has to stand close by.
    """
    text = place.transcript.article.text
    heard = [
        one.mention.cut(text)
        for one in place.transcript.reading.attributions
        if one.mention is not None and any(one.words.overlap(span) for span in place.spans)
    ]
    if heard:
        return any(is_same_speaker(name, mention, ()) for mention in heard)
    wanted = [word.key for word in words(name) if word.folded[:1].isupper()]
    return bool(set(wanted or [word.key for word in words(name)]) & _said_around(place, before=1, after=1))


def _said_around(place: Scrutiny, *, before: int, after: int) -> set[str]:
    """The article's words in the sentences of a match and so many around, but for the match itself."""
    text = place.transcript.article.text
    start, end = place.spans[0].start, place.spans[-1].end
    every = place.transcript.sentences
    here = [span for span in every if start - _BESIDE < span.end and span.start < end + _BESIDE]
    own = [number for number, span in enumerate(here) if span.start < end and start < span.end]
    first, last = (max(0, own[0] - before), own[-1] + after) if own else (0, -1)
    return {
        word.key
        for span in here[first : last + 1]
        for word in words(text, span.start, span.end)
        if not any(part.start <= word.start < part.end for part in place.spans)
    }


def _is_named_beside(name: str, transcript: Transcript, spans: Sequence[Span]) -> bool:
    """True if the article has every capitalised word of the name close by."""
    start, end = spans[0].start, spans[-1].end
    around = {word.key for word in words(transcript.article.text, max(0, start - _BESIDE), end + _BESIDE)}
    wanted = [word.key for word in words(name) if word.folded[:1].isupper()]
    return bool(wanted) and all(key in around for key in wanted)
