"""Citations: which words of a chosen sentence are cut, and whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pullquote.answers import Citation
from pullquote.indexing.library import Library
from pullquote.introductions import introduction
from pullquote.questions import Asked, Wants
from pullquote.retrieval import Hit, Place
from pullquote.spans import Span, trimmed
from pullquote.speakers import Attribution, Kind, Reading, voice_at
from pullquote.wording import stems

FEWEST_WORDS = 4
"""Quoted words from which a quotation stands by itself; fewer are cited with their sentence."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A span worth citing, before it has a number."""

    place: Place
    also_in: tuple[Place, ...] = ()


def cuts(library: Library, asked: Asked, hit: Hit) -> tuple[Cut, ...]:
    """The span or spans of a sentence that answer: its quotations where they do, else all of it.

    Somebody asked for words gets the words alone, without the frame that says whose they are; a
    quotation that the reporter interrupts gives one span for each part. Who is asked after is introduced by
    the words around what is said there, not by what is said.
    """
    place = hit.place
    reading, text = library.reading(place.article), library.article(place.article).text
    spoken = [one for one in reading.attributions if one.kind is Kind.DIRECT and place.span.holds(one.words)]
    spoken = [one for one in spoken if _stands_alone(one.words.cut(text), place.span)]
    speaks = any(one.words.overlap(place.span) for one in reading.attributions)
    introduced = (introduction(place.span.cut(text), names) for names in asked.introduced if speaks)
    if told := sorted({span for span in introduced if span is not None}):
        start = place.span.start
        spans = (Span(start + span.start, start + span.end) for span in told)
        return tuple(Cut(Place(place.article, span), hit.also_in) for span in spans)
    if not spoken or not _words_answer(asked, text, place.span, spoken):
        return (Cut(_whole(text, reading, place), hit.also_in),)
    return tuple(Cut(Place(place.article, one.words), hit.also_in) for one in spoken)


def _stands_alone(quoted: str, sentence: Span) -> bool:
    """Whether quoted words say something without their frame: a few words in the middle of one do not."""
    finished = quoted[-1:] in ".,!?;…—–" or len(quoted) >= len(sentence) / 2
    return finished and len(quoted.split()) >= FEWEST_WORDS


def _words_answer(asked: Asked, text: str, sentence: Span, spoken: Sequence[Attribution]) -> bool:
    """Whether the quoted words, rather than the sentence around them, are what was asked for."""
    wanted = stems(asked.corrected) - {part for person in asked.people for part in stems(person.name)}
    quoted = stems(" ".join(one.words.cut(text) for one in spoken))
    frame = stems(sentence.cut(text)) - quoted
    if asked.wants in (Wants.STATEMENT, Wants.SPEAKER):
        return len(wanted & quoted) >= len(wanted & frame) - 1
    return len(wanted & quoted) > len(wanted & frame)


def _whole(text: str, reading: Reading, place: Place) -> Place:
    """The sentence, without a mark at its end whose partner stands in another sentence."""
    start, end = place.span.start, place.span.end
    for one in reading.attributions:
        if one.kind is Kind.DIRECT and one.words.holds(Span(start + 1, max(start + 1, end - 1))):
            start, end = max(start, one.words.start), min(end, one.words.end)
    return Place(place.article, trimmed(text, start, end))


def cite(library: Library, chosen: Iterable[Cut]) -> Iterator[Citation]:
    """Number the cuts, the same words once, and say whose words each is."""
    seen: set[Place] = set()
    for cut in chosen:
        if cut.place in seen:
            continue
        seen.add(cut.place)
        article, reading = library.article(cut.place.article), library.reading(cut.place.article)
        voice = voice_at(article, reading, cut.place.span)
        yield Citation(
            number=len(seen),
            article=article.name,
            title=article.title,
            span=cut.place.span,
            quote=cut.place.span.cut(article.text),
            speaker=voice.speaker,
            kind=voice.kind,
            role=next((one.role for one in reading.speakers if one.name == voice.speaker), None),
            also_in=cut.also_in,
        )
