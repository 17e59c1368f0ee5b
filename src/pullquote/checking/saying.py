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
from pullquote.sentences import sentences
from pullquote.spans import Span
from pullquote.speakers import Kind, Voice, voice_at

_BESIDE = 300
"""Characters around a quotation in which an article may name the claimed speaker, or where it was said."""


def voice_of(transcript: Transcript, spans: Sequence[Span]) -> Voice:
    """Whose words a match in several pieces is: the voice of its longest piece."""
    longest = max(spans, key=len)
    return voice_at(transcript.article, transcript.reading, longest)


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
        voice = voice_of(place.transcript, place.spans)
        if voice.kind is Kind.DIRECT and voice.speaker is None:
            return _named_beside(self.speaker, place.transcript, place.spans, all_of_it=False)
        if voice.kind is Kind.INDIRECT or voice.speaker is None:
            return False
        people = place.transcript.reading.speakers
        return is_same_speaker(self.speaker, voice.speaker, people) or _is_writing(self.speaker, place)

    def stand_in(self, transcript: Transcript, spans: Sequence[Span]) -> bool:
        """True if the article is a claimed one, or itself says that the words were told there."""
        if self.source is None or transcript.article.name in self.source.articles:
            return True
        return _named_beside(self.source.words, transcript, spans, all_of_it=True)

    def wrong_speaker(self, place: Scrutiny) -> str:
        """Who spoke instead."""
        voice = voice_of(place.transcript, place.spans)
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
    text, start = place.transcript.article.text, place.spans[0].start
    before = [span for span in sentences(text) if span.start < place.spans[-1].end][-2:]
    return any(
        word.key == noun and not any(part.start <= word.start < part.end for part in place.spans)
        for span in before
        if span.end > start - _BESIDE
        for word in words(text, span.start, span.end)
    )


def _named_beside(name: str, transcript: Transcript, spans: Sequence[Span], *, all_of_it: bool) -> bool:
    """True if the article has a capitalised word of the name close by; with `all_of_it` every one."""
    start, end = spans[0].start, spans[-1].end
    around = {word.key for word in words(transcript.article.text, max(0, start - _BESIDE), end + _BESIDE)}
    wanted = [word.key for word in words(name) if word.folded[:1].isupper()]
    return bool(wanted) and (all if all_of_it else any)(key in around for key in wanted)
