"""The ends of a match: the punctuation there, and what was cut off on either side."""

from __future__ import annotations

from pullquote.checking import cuts
from pullquote.checking.comparing import Scrutiny
from pullquote.checking.folding import fold_gap
from pullquote.checking.verdicts import Edit
from pullquote.spans import Span
from pullquote.speakers import Kind


def compare_end(found: Scrutiny) -> None:
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


def test_cuts(found: Scrutiny) -> None:
    """What was cut off at either end; the true words are shown with what was lost."""
    article, text = found.transcript.article.text, found.wanted.text
    first, last = found.spans[0], found.spans[-1]
    before = cuts.before_of(text, found.wanted.span.start)
    after = cuts.sentence_after(text, found.wanted.span.end)
    asserted = cuts.asserts(found.wanted.span.cut(text), len(found.wanted.words))
    lost = cuts.lost_head(article, first.start, (before, after), asserted)
    if lost is None and asserted:
        lost = _own_report(found, first.start, before)
    if lost:
        _cut_off(found, "before", lost.words)
        found.spans[0] = Span(lost.place.start, found.spans[0].end)
    if not _closed(article, last.end) and (lost := cuts.lost_tail(article, last.end, after)):
        _cut_off(found, "after", lost.words)
        found.spans[-1] = Span(found.spans[-1].start, lost.place.end)


def _own_report(found: Scrutiny, start: int, before: str) -> cuts.Lost | None:
    """What the speaker says of others right before the match, in the same breath."""
    lost = cuts.lost_report(found.transcript.article.text, start, before)
    spoken = [one.words for one in found.transcript.reading.attributions if one.kind is Kind.DIRECT]
    same = lost is not None and any(words.holds(Span(lost.place.start, start)) for words in spoken)
    return lost if same else None


def _cut_off(found: Scrutiny, where: str, words: str) -> None:
    found.faults.append(
        f"“{words}” stands right {where} these words in the article; without it the sense turns"
    )


def _closed(article: str, end: int) -> bool:
    """True if a sentence of the article ends there."""
    return article[:end].rstrip("”’\"'»").endswith((".", "!", "?")) and article[end : end + 1] != ","
