"""From what was found for a quotation to its verdict: the first that applies, with every fault named."""

from __future__ import annotations

import re
from dataclasses import replace

from pullquote.checking.claimed import ClaimedQuote
from pullquote.checking.comparing import Scrutiny
from pullquote.checking.edges import same_end
from pullquote.checking.finding import Findings
from pullquote.checking.folding import fold_gap
from pullquote.checking.nearest import Nearness, Patch, diff, is_near
from pullquote.checking.saying import Claims, voice_of
from pullquote.checking.verdicts import CheckedQuote, Edit, OtherPlace, Passage, Verdict
from pullquote.spans import Span
from pullquote.speakers import Kind, voice_at

_TAIL = re.compile(r"[^\w\s]+$")
_OMITTED = " … "
_ALL_THERE = 0.9
"""Share of the words in one place, in any order, from which it was not spliced."""
_WORTH_SHOWING = 0.4
"""Share of the telling words that a passage must have to be suggested."""


def rule(text: str, quote: ClaimedQuote, found: Findings) -> CheckedQuote:
    """The verdict on one quotation."""
    claims = Claims(quote.speaker, quote.source)
    blank = CheckedQuote(
        quote.words.cut(text),
        quote.words,
        Verdict.UNCHECKED,
        "One word alone is too short to tell.",
        claimed_speaker=quote.speaker,
        claimed_article=claims.article(None),
    )
    if found.length < 2:
        return blank
    clean = [place for place in found.places if not place.faults]
    if clean:
        return _attributed(blank, claims, clean)
    if found.places:
        return _cut_short(blank, claims, sorted(found.places, key=lambda place: _merit(claims, place)))
    in_one_place = found.near is not None and found.near.bag >= _ALL_THERE
    if not in_one_place and _covers(found.spliced, found.length):
        return _spliced(blank, claims, found.spliced)
    if found.near and (is_near(found.near, found.length) or _is_catchword(found.near, found.length)):
        return _altered(blank, claims, found.near)
    return _not_found(blank, found.near)


def _merit(claims: Claims, place: Scrutiny) -> tuple[bool, bool, int, int, bool, int]:
    """The order in which places are preferred: claims borne out, few faults and edits, direct speech."""
    voice = voice_of(place.transcript, place.spans)
    return (
        not claims.are_borne_out(place),
        not claims.stand_in(place.transcript, place.spans),
        len(place.faults),
        len(place.edits - {Edit.TYPOGRAPHY}),
        voice.kind is not Kind.DIRECT,
        place.match.stop - place.match.first,
    )


def _attributed(blank: CheckedQuote, claims: Claims, places: list[Scrutiny]) -> CheckedQuote:
    """Verbatim if any place bears out what the text claims, else misattributed."""
    ranked = sorted(places, key=lambda place: _merit(claims, place))
    best = ranked[0]
    faults = []
    if not any(claims.are_borne_out(place) for place in ranked):
        faults.append(claims.wrong_speaker(best))
    if not any(claims.stand_in(place.transcript, place.spans) for place in ranked):
        faults.append(claims.wrong_article(best.transcript.article.name))
    found = replace(_located(blank, ranked), claimed_article=claims.article(best.transcript.article.name))
    if faults:
        return replace(found, verdict=Verdict.MISATTRIBUTED, reason=_sentence(faults))
    return replace(found, verdict=Verdict.VERBATIM, reason=_verbatim_reason(found))


def _verbatim_reason(found: CheckedQuote) -> str:
    names = ", ".join(edit.value for edit in found.edits)
    return f"The same words, but for {names}." if names else "The same words."


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


def _cut_short(blank: CheckedQuote, claims: Claims, ranked: list[Scrutiny]) -> CheckedQuote:
    """The words are there, but something about them is not as the article has it."""
    faults = [*ranked[0].faults, *claims.faults(ranked[0].transcript, ranked[0].spans)]
    return replace(_located(blank, ranked), verdict=Verdict.ALTERED, reason=_sentence(faults))


def _altered(blank: CheckedQuote, claims: Claims, near: Nearness) -> CheckedQuote:
    article = near.transcript.article
    span = _with_end(near, blank.quote)
    source = span.cut(article.text)
    faults = ["the article has other words", *claims.faults(near.transcript, [span])]
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


def _spliced(blank: CheckedQuote, claims: Claims, spliced: tuple[Patch, ...]) -> CheckedQuote:
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
    faults = ["words from different places are joined without a mark", *claims.faults(main, spans)]
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
