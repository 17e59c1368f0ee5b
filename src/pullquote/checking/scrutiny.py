"""A match tested by every rule: the edits that newspapers accept, and the faults that they do not."""

from __future__ import annotations

import re
from itertools import pairwise

from pullquote.checking import brackets, cuts
from pullquote.checking.comparing import Scrutiny, compare_gaps, compare_words
from pullquote.checking.edges import compare_end, test_cuts
from pullquote.checking.matching import Hole, HoleKind, Match, Pattern, Run
from pullquote.checking.transcripts import Transcript
from pullquote.checking.verdicts import Edit
from pullquote.spans import Span
from pullquote.speakers import Kind, voice_at

_EDGE = re.compile(r"[^\w\s]*")


def scrutinise(wanted: Pattern, match: Match) -> Scrutiny:
    """Test a match by every rule."""
    found = Scrutiny(wanted, match)
    compare_words(found)
    for run in match.runs:
        compare_gaps(found, run)
    _place(found)
    compare_end(found)
    test_cuts(found)
    return found


def _place(found: Scrutiny) -> None:
    """Cut the article into the spans of the match, and test what stands in the holes."""
    spans = [found.transcript.span(found.match.first, found.match.runs[0].stop)]
    for before, after in pairwise(found.match.runs):
        here = found.transcript.span(after.at, after.stop)
        if before.piece == after.piece:
            found.edits.add(Edit.INTERRUPTED)
            spans[-1] = _with_pause(found.transcript, spans[-1])
            spans.append(here)
        elif (hole := found.wanted.holes[before.piece]).kind is HoleKind.BRACKET:
            _test_bracket(found, hole, [(before.stop, after.at)])
            spans[-1] = Span(spans[-1].start, here.end)
        else:
            spans.extend(_omitted(found, hole, before.stop, after, spans.pop()))
    found.spans = _with_edges(found, spans)


def _with_pause(transcript: Transcript, span: Span) -> Span:
    """The span with the comma or stop that belongs to the words before an attribution."""
    after = _EDGE.match(transcript.article.text, span.end)
    assert after is not None
    return Span(span.start, span.end + len(after.group().rstrip("”’\"'»")))


def _omitted(found: Scrutiny, hole: Hole, stop: int, after: Run, before: Span) -> list[Span]:
    """The spans on both sides of an ellipsis, with the words that brackets beside it stand for.

    An omission that turns the sense is part of the true words: then there is one span.
    """
    found.edits.add(Edit.ELLIPSIS)
    article, at = found.transcript.article.text, after.at
    if hole.before:
        _, stop = _test_bracket(
            found, hole.before, [(stop, stop + n) for n in _lengths(hole.before) if stop + n <= at]
        )
        before = Span(before.start, found.transcript.words[stop - 1].end)
    if hole.after:
        at, _ = _test_bracket(
            found, hole.after, [(at - n, at) for n in _lengths(hole.after) if at - n >= stop]
        )
    here = Span(found.transcript.words[at].start, found.transcript.words[after.stop - 1].end)
    if strangers := _strangers(found.transcript, before, here):
        found.faults.append(f"the ellipsis joins words of {strangers[0]} and of {strangers[1]}")
    lost = cuts.lost_within(article, before.end, here.start)
    if lost:
        found.faults.append(f"the ellipsis leaves out “{lost}”, which turns the sense")
        return [Span(before.start, here.end)]
    return [before, here]


def _strangers(transcript: Transcript, before: Span, after: Span) -> tuple[str, str] | None:
    """The two speakers whose words stand on either side of an omission, if they are two."""
    one, other = (voice_at(transcript.article, transcript.reading, span) for span in (before, after))
    direct = one.kind is other.kind is Kind.DIRECT
    if not direct or one.speaker is None or other.speaker is None or one.speaker == other.speaker:
        return None
    return one.speaker, other.speaker


def _test_bracket(found: Scrutiny, hole: Hole, guesses: list[tuple[int, int]]) -> tuple[int, int]:
    """The words that a bracket replaces: the first guess for which it is fair, else the first at all."""
    found.edits.add(Edit.BRACKETS)
    for first, last in guesses:
        fairness = brackets.judge(hole, found.transcript, first, last)
        if fairness.fair:
            if fairness.case_only:
                found.edits.add(Edit.CASE)
            return first, last
    if not guesses:  # the article has no words there
        found.faults.append(f"“[{hole.written}]” stands for nothing in the article")
        return found.match.first, found.match.stop
    found.faults.append(brackets.judge(hole, found.transcript, *guesses[0]).reason)
    return guesses[0]


def _lengths(hole: Hole) -> tuple[int, ...]:
    """How many words a bracket without words on both sides may stand for, in the order they are tried."""
    if brackets.is_remark(hole):
        return (0,)
    return (1, 2, 3, 4, 0) if brackets.adds_nothing(hole) else (1, 2, 3, 4)


def _with_edges(found: Scrutiny, spans: list[Span]) -> list[Span]:
    """Take in the words that a bracket at the very start or end of the quotation stands for."""
    holes, runs = found.wanted.holes, found.match.runs
    if holes and not found.wanted.pieces[0].words:
        start = runs[0].at
        first, _ = _test_bracket(
            found, holes[0], [(start - n, start) for n in _lengths(holes[0]) if start >= n]
        )
        spans[0] = Span(found.transcript.words[first].start, spans[0].end)
    if holes and not found.wanted.pieces[-1].words:
        stop, total = runs[-1].stop, len(found.transcript.words)
        _, last = _test_bracket(
            found, holes[-1], [(stop, stop + n) for n in _lengths(holes[-1]) if stop + n <= total]
        )
        spans[-1] = Span(spans[-1].start, found.transcript.words[last - 1].end)
    return spans
