"""What a match differs in: the edits that newspapers accept, and the faults that they do not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from pullquote.checking import brackets, cuts
from pullquote.checking.folding import Word, fold_gap
from pullquote.checking.matching import Hole, HoleKind, Match, Pattern, Run
from pullquote.checking.transcripts import Transcript
from pullquote.checking.verdicts import Edit
from pullquote.spans import Span

_SPACE = re.compile(r"\s+")
_EDGE = re.compile(r"[^\w\s]*")


@dataclass(slots=True)
class Scrutiny:
    """A match with all that it differs in; it passes when there is no fault.

    `spans` are the pieces of the article in order.
    """

    wanted: Pattern
    match: Match
    edits: set[Edit] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)

    @property
    def transcript(self) -> Transcript:
        """The article that holds the match."""
        return self.match.transcript


def scrutinise(wanted: Pattern, match: Match) -> Scrutiny:
    """Test a match by every rule."""
    found = Scrutiny(wanted, match)
    _compare_words(found)
    for run in match.runs:
        _compare_gaps(found, run)
    _place(found)
    _compare_end(found)
    _test_cuts(found)
    return found


def _compare_words(found: Scrutiny) -> None:
    """Letter case may differ in the first letter of the quotation, and after a break; glyphs anywhere."""
    before: Run | None = None
    for run in found.match.runs:
        after_break = before is None or before.piece != run.piece or before.stop != run.at
        spoken = found.wanted.pieces[run.piece].words
        for number in range(run.start, run.end):
            mine, theirs = spoken[number], found.transcript.words[run.at + number - run.start]
            _compare_word(found, mine, theirs, after_break and number == run.start)
        before = run


def _compare_word(found: Scrutiny, mine: Word, theirs: Word, may_differ: bool) -> None:
    if mine.folded == theirs.folded:
        here = found.wanted.text[mine.start : mine.end]
        if here != found.transcript.article.text[theirs.start : theirs.end]:
            found.edits.add(Edit.TYPOGRAPHY)
    elif may_differ and mine.folded[1:] == theirs.folded[1:]:
        found.edits.add(Edit.CASE)
    else:
        found.faults.append(f"“{mine.folded}” is spelt “{theirs.folded}” in the article")


def _compare_gaps(found: Scrutiny, run: Run) -> None:
    """Between two words: glyphs may differ, commas and the like are an edit, a hyphen is spelling."""
    spoken = found.wanted.pieces[run.piece].words
    for number in range(run.start + 1, run.end):
        raw = found.wanted.text[spoken[number - 1].end : spoken[number].start]
        place = run.at + number - run.start
        theirs = found.transcript.raw_gap(place)
        if raw == theirs:
            continue
        mine, folded = fold_gap(raw), fold_gap(theirs)
        if mine == folded:
            if _SPACE.sub("", raw) != _SPACE.sub("", theirs) or _spaced(raw) != _spaced(theirs):
                found.edits.add(Edit.TYPOGRAPHY)
            continue
        _judge_gap(
            found, (raw, mine), (theirs, folded), f"{spoken[number - 1].folded}{raw}{spoken[number].folded}"
        )


def _spaced(gap: str) -> bool:
    return bool(_SPACE.search(gap))


def _judge_gap(found: Scrutiny, mine: tuple[str, str], theirs: tuple[str, str], words: str) -> None:
    hyphened = any(folded == "-" and not _spaced(raw) for raw, folded in (mine, theirs))
    if hyphened and "-" not in (mine[1] if theirs[1] == "-" else theirs[1]):
        found.faults.append(f"“{words}” is spelt differently in the article")
    elif ("?" in mine[1]) != ("?" in theirs[1]):
        found.faults.append(f"the question mark at “{words}” differs")
    elif any(sign in mine[1] + theirs[1] for sign in ("[", "]", "...", "/", "_", "*")):
        found.faults.append(f"“{words}” is marked differently in the article")
    else:
        found.edits.add(Edit.PUNCTUATION)


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
    lost = cuts.lost_within(article, before.end, here.start)
    if lost:
        found.faults.append(f"the ellipsis leaves out “{lost}”, which turns the sense")
        return [Span(before.start, here.end)]
    return [before, here]


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


def _compare_end(found: Scrutiny) -> None:
    """Punctuation at the end may differ; where it is the same it belongs to the span, as opening marks do."""
    text, article = found.wanted.text, found.transcript.article.text
    last = found.wanted.pieces[-1].words
    if last:
        mine = fold_gap(text[last[-1].end : found.wanted.span.end])
        span = found.spans[-1]
        taken, same = same_end(article, span.end, mine)
        found.spans[-1] = Span(span.start, taken)
        if not same and mine.replace("...", "").strip('"[]()'):
            found.edits.add(Edit.PUNCTUATION)
        if not same and "..." in mine:
            found.edits.add(Edit.ELLIPSIS)
    first = found.wanted.pieces[0].words
    if first and (marks := fold_gap(text[found.wanted.span.start : first[0].start])):
        span = found.spans[0]
        start = span.start
        while start and marks and fold_gap(article[start - 1]) == marks[-1]:
            start, marks = start - 1, marks[:-1]
        found.spans[0] = Span(start, span.end)
        if "..." in marks:
            found.edits.add(Edit.ELLIPSIS)


def same_end(article: str, offset: int, mine: str) -> tuple[int, bool]:
    """How far the article has the same punctuation as the text, and whether that is all of the text's."""
    taken, rest = offset, mine
    while rest and taken < len(article):
        folded = fold_gap(article[taken])
        if not folded and not article[taken].isspace():
            taken += 1
            continue
        if not folded or not rest.startswith(folded):
            break
        taken, rest = taken + 1, rest[len(folded) :]
    return (taken, True) if not rest else (offset, False)


def _test_cuts(found: Scrutiny) -> None:
    """What was cut off at either end; the true words are shown with what was lost."""
    article, text = found.transcript.article.text, found.wanted.text
    first, last = found.spans[0], found.spans[-1]
    before = cuts.before_of(text, found.wanted.span.start)
    after = cuts.sentence_after(text, found.wanted.span.end)
    if lost := cuts.lost_head(article, first.start, before, len(found.wanted.words)):
        _cut_off(found, "before", lost.words)
        found.spans[0] = Span(lost.place.start, found.spans[0].end)
    if not _closed(article, last.end) and (lost := cuts.lost_tail(article, last.end, after)):
        _cut_off(found, "after", lost.words)
        found.spans[-1] = Span(found.spans[-1].start, lost.place.end)


def _cut_off(found: Scrutiny, where: str, words: str) -> None:
    found.faults.append(
        f"“{words}” stands right {where} these words in the article; without it the sense turns"
    )


def _closed(article: str, end: int) -> bool:
    """True if a sentence of the article ends there."""
    return article[:end].rstrip("”’\"'»").endswith((".", "!", "?")) and article[end : end + 1] != ","
