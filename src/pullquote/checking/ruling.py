"""From what was found for a quotation to its verdict: the first that applies, with every fault named."""

from __future__ import annotations

import re
from dataclasses import replace

from pullquote.checking.claimed import ClaimedQuote
from pullquote.checking.finding import Findings
from pullquote.checking.folding import fold_gap, words
from pullquote.checking.naming import is_same_speaker
from pullquote.checking.nearest import Nearness, Patch, diff, is_near
from pullquote.checking.scrutiny import Scrutiny, same_end
from pullquote.checking.transcripts import Transcript
from pullquote.checking.verdicts import CheckedQuote, Edit, OtherPlace, Passage, Verdict
from pullquote.spans import Span
from pullquote.speakers import Kind, Voice, voice_at

_TAIL = re.compile(r"[^\w\s]+$")
_OMITTED = " … "
_ALL_THERE = 0.9
"""Share of the words in one place, in any order, from which it was not spliced."""
_WORTH_SHOWING = 0.4
"""Share of the telling words that a passage must have to be suggested."""


def rule(text: str, quote: ClaimedQuote, found: Findings) -> CheckedQuote:
    """The verdict on one quotation."""
    blank = CheckedQuote(
        quote.words.cut(text),
        quote.words,
        Verdict.UNCHECKED,
        "One word alone is too short to tell.",
        claimed_speaker=quote.speaker,
        claimed_article=quote.article,
    )
    if found.length < 2:
        return blank
    clean = [place for place in found.places if not place.faults]
    if clean:
        return _attributed(blank, clean)
    if found.places:
        return _cut_short(blank, sorted(found.places, key=lambda place: _merit(blank, place)))
    in_one_place = found.near is not None and found.near.bag >= _ALL_THERE
    if not in_one_place and _covers(found.spliced, found.length):
        return _spliced(blank, found.spliced)
    if found.near and (is_near(found.near, found.length) or _is_catchword(found.near, found.length)):
        return _altered(blank, found.near)
    return _not_found(blank, found.near)


def voice_of(transcript: Transcript, spans: list[Span]) -> Voice:
    """Whose words a match in several pieces is: the voice of its longest piece."""
    longest = max(spans, key=len)
    return voice_at(transcript.article, transcript.reading, longest)


def _bears_out(blank: CheckedQuote, place: Scrutiny) -> bool:
    """True if these are words of the claimed speaker's own; anybody's will do when nobody is claimed."""
    if blank.claimed_speaker is None:
        return True
    voice = voice_of(place.transcript, place.spans)
    if voice.kind is Kind.DIRECT and voice.speaker is None:
        return _named_beside(blank.claimed_speaker, place)
    return (
        voice.kind is not Kind.INDIRECT
        and voice.speaker is not None
        and is_same_speaker(blank.claimed_speaker, voice.speaker, place.transcript.reading.speakers)
    )


_BESIDE = 300
"""Characters around a quotation of nobody known in which the article may name the claimed speaker."""


def _named_beside(claimed: str, place: Scrutiny) -> bool:
    """True if an article that leaves the speaker open names the claimed one close by."""
    text = place.transcript.article.text
    start, end = place.spans[0].start, place.spans[-1].end
    around = {word.key for word in words(text, max(0, start - _BESIDE), end + _BESIDE)}
    return any(word.key in around for word in words(claimed) if word.folded[:1].isupper())


def _merit(blank: CheckedQuote, place: Scrutiny) -> tuple[bool, bool, int, int, bool, int]:
    """The order in which places are preferred: claims borne out, few faults and edits, direct speech."""
    voice = voice_of(place.transcript, place.spans)
    return (
        not _bears_out(blank, place),
        blank.claimed_article is not None and place.transcript.article.name != blank.claimed_article,
        len(place.faults),
        len(place.edits - {Edit.TYPOGRAPHY}),
        voice.kind is not Kind.DIRECT,
        place.match.stop - place.match.first,
    )


def _attributed(blank: CheckedQuote, places: list[Scrutiny]) -> CheckedQuote:
    """Verbatim if any place bears out what the text claims, else misattributed."""
    ranked = sorted(places, key=lambda place: _merit(blank, place))
    faults = []
    if not any(_bears_out(blank, place) for place in ranked):
        faults.append(_wrong_speaker(blank, ranked[0]))
    names = {place.transcript.article.name for place in ranked}
    if blank.claimed_article is not None and blank.claimed_article not in names:
        faults.append(
            f"the words stand in {ranked[0].transcript.article.name}, not in {blank.claimed_article}"
        )
    found = _located(blank, ranked)
    if faults:
        return replace(found, verdict=Verdict.MISATTRIBUTED, reason=_sentence(faults))
    return replace(found, verdict=Verdict.VERBATIM, reason=_verbatim_reason(found))


def _verbatim_reason(found: CheckedQuote) -> str:
    names = ", ".join(edit.value for edit in found.edits)
    return f"The same words, but for {names}." if names else "The same words."


def _wrong_speaker(blank: CheckedQuote, place: Scrutiny) -> str:
    voice = voice_of(place.transcript, place.spans)
    if voice.kind is Kind.NARRATION:
        author = f" by {voice.speaker}" if voice.speaker else ""
        return f"these are the article's own words{author}, not a quotation from {blank.claimed_speaker}"
    if voice.kind is Kind.INDIRECT:
        return f"the article retells what {voice.speaker or 'somebody'} said; the words are the reporter's"
    return (
        f"{voice.speaker or 'somebody whom the article does not name'} said it, not {blank.claimed_speaker}"
    )


def _located(blank: CheckedQuote, ranked: list[Scrutiny]) -> CheckedQuote:
    best = ranked[0]
    article = best.transcript.article
    source = _OMITTED.join(span.cut(article.text) for span in best.spans)
    return replace(
        blank,
        edits=tuple(edit for edit in Edit if edit in best.edits),
        article=article.name,
        source_spans=tuple(best.spans),
        source=source,
        diff=diff(source, blank.quote),
        speaker=voice_of(best.transcript, best.spans).speaker,
        also_in=tuple(
            _other(place)
            for place in ranked[1:]
            if place.spans != best.spans or place.transcript is not best.transcript
        ),
    )


def _other(place: Scrutiny) -> OtherPlace:
    speaker = voice_of(place.transcript, place.spans).speaker
    return OtherPlace(place.transcript.article.name, tuple(place.spans), speaker)


def _cut_short(blank: CheckedQuote, ranked: list[Scrutiny]) -> CheckedQuote:
    """The words are there, but something about them is not as the article has it."""
    faults = [*ranked[0].faults, *_claim_faults(blank, ranked[0].transcript, ranked[0].spans)]
    return replace(_located(blank, ranked), verdict=Verdict.ALTERED, reason=_sentence(faults))


def _claim_faults(blank: CheckedQuote, transcript: Transcript, spans: list[Span]) -> list[str]:
    """What else is wrong with altered words: their speaker, their article."""
    faults = []
    voice = voice_of(transcript, spans)
    if (
        blank.claimed_speaker
        and voice.speaker
        and not is_same_speaker(blank.claimed_speaker, voice.speaker, transcript.reading.speakers)
    ):
        faults.append(f"{voice.speaker} said the true words, not {blank.claimed_speaker}")
    if blank.claimed_article and blank.claimed_article != transcript.article.name:
        faults.append(f"they stand in {transcript.article.name}, not in {blank.claimed_article}")
    return faults


def _altered(blank: CheckedQuote, near: Nearness) -> CheckedQuote:
    article = near.transcript.article
    span = _with_end(near, blank.quote)
    source = span.cut(article.text)
    faults = ["the article has other words", *_claim_faults(blank, near.transcript, [span])]
    return replace(
        blank,
        verdict=Verdict.ALTERED,
        reason=_sentence(faults),
        article=article.name,
        source_spans=(span,),
        source=source,
        diff=diff(source, blank.quote),
        speaker=voice_at(article, near.transcript.reading, span).speaker,
    )


def _is_catchword(near: Nearness, length: int) -> bool:
    """True if half of a phrase of two or three words stands in one that the article quotes by itself."""
    if length > 3 or near.order < 0.5 or near.content < 0.5:
        return False
    span = near.transcript.span(near.first, near.last)
    return any(
        one.kind is Kind.DIRECT
        and one.words.overlap(span)
        and len(near.transcript.within(one.words)) <= length + 1
        for one in near.transcript.reading.attributions
    )


def _with_end(near: Nearness, quote: str) -> Span:
    """The near words with the punctuation that ends the quotation, where the article has the same."""
    span = near.transcript.span(near.first, near.last)
    tail = _TAIL.search(quote)
    end, _ = same_end(near.transcript.article.text, span.end, fold_gap(tail.group() if tail else ""))
    return Span(span.start, end)


def _covers(spliced: tuple[Patch, ...], length: int) -> bool:
    return 2 <= len(spliced) <= 4 and sum(one.end - one.start for one in spliced) >= 0.75 * length


def _spliced(blank: CheckedQuote, spliced: tuple[Patch, ...]) -> CheckedQuote:
    """Put together from true words of two places; the longest one's article is shown."""
    main = max(spliced, key=lambda one: one.end - one.start).transcript
    here = [one for one in spliced if one.transcript is main]
    spans = [main.span(one.at, one.at + one.end - one.start) for one in here]
    source = _OMITTED.join(span.cut(main.article.text) for span in spans)
    others = tuple(
        OtherPlace(one.transcript.article.name, (span,), voice_of(one.transcript, [span]).speaker)
        for one in spliced
        if one.transcript is not main
        for span in [one.transcript.span(one.at, one.at + one.end - one.start)]
    )
    faults = ["words from different places are joined without a mark", *_claim_faults(blank, main, spans)]
    return replace(
        blank,
        verdict=Verdict.ALTERED,
        reason=_sentence(faults),
        article=main.article.name,
        source_spans=tuple(spans),
        source=source,
        diff=diff(source, blank.quote),
        speaker=voice_of(main, spans).speaker,
        also_in=others,
    )


def _not_found(blank: CheckedQuote, near: Nearness | None) -> CheckedQuote:
    reason = "No article has these words."
    if near is None or near.content < _WORTH_SHOWING:
        return replace(blank, verdict=Verdict.NOT_FOUND, reason=reason)
    article = near.transcript.article
    span = near.transcript.span(near.first, near.last)
    shown = Passage(article.name, span, span.cut(article.text))
    return replace(
        blank,
        verdict=Verdict.NOT_FOUND,
        reason=f"No article has these words; the nearest are in {article.name}.",
        nearest=shown,
    )


def _sentence(faults: list[str]) -> str:
    joined = "; ".join(faults)
    return joined[:1].upper() + joined[1:] + "."
