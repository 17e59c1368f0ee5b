"""Word for word and gap for gap: what a match differs in, beside what the text marks as left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pullquote.checking.folding import Word, fold_gap
from pullquote.checking.matching import Match, Pattern, Run
from pullquote.checking.transcripts import Transcript
from pullquote.checking.verdicts import Edit
from pullquote.spans import Span

_SPACE = re.compile(r"\s+")


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


def compare_words(found: Scrutiny) -> None:
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


def compare_gaps(found: Scrutiny, run: Run) -> None:
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
