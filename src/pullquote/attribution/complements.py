"""What a cue attributes: the clause behind it, the one in front of it, or the quotations beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pullquote.attribution.clauses import (
    after_circumstances,
    after_listener,
    before_part,
    clause_end,
    is_clause,
    object_end,
    relative_end,
    tidy,
)
from pullquote.attribution.cues import DANGLING_AFTER, MAY_TAKE_OBJECT, ORDERS, Takes
from pullquote.attribution.frames import Frame
from pullquote.attribution.tokens import Mention
from pullquote.spans import Span


@dataclass(frozen=True, slots=True)
class Statement:
    """What one cue attributes in its frame: `parts` of the narration, quotations within them included.

    `open`: the words stand elsewhere (“…,” she said), so quotations beside the cue are its own too.
    `inherited`: the subject is that of an earlier verb (“…, adding that …”).
    """

    cue: Span
    mention: Mention | None
    parts: tuple[Span, ...]
    open: bool
    inherited: bool = False


def complete(text: str, frame: Frame, made: Statement, takes: Takes) -> Statement | None:
    """Decide what the cue attributes; None when it turns out to report nothing."""
    end = frame.span.end
    mention, word = made.mention, made.cue.cut(text)
    assert mention is not None
    if made.inherited and mention.span.start > made.cue.end:
        end = mention.span.start  # "By arguing that …, Ruiz …"
    if _RELATED.search(text, frame.span.start, mention.whole.start):
        end = _comma(text, made.cue.end, end)  # "the storm, which Ruiz reckons is the worst, made landfall"
    end = relative_end(text, frame.span.start, made.cue, end)
    heard = after_listener(text, made.cue, end)
    lead = text[max(frame.span.start, mention.whole.start - 2) : mention.whole.start].strip()
    if word == "tell" and heard == made.cue.end and not (lead.endswith("”") or _SPEAKS.match(text, heard)):
        return None  # "can tell which way": no listener
    if word == "told" and heard == made.cue.end and not text[heard:end].strip(" .!"):
        return Statement(made.cue, None, (), True)  # a headline's "…, jury told": nobody is named
    if word in ORDERS and (order := _TO_DO.match(text, made.cue.end, end)):
        return filled(text, made, [Span(order.start(1), clause_end(text, order.start(1), end))])
    start = heard if takes is Takes.AS else after_circumstances(text, heard, end)
    ahead = _ahead(text, frame, made, mention, start)
    if ahead and lead.endswith("”"):
        return filled(text, made, ahead, True)
    if _URGES.match(word) and (told := _TOLD_WORDS.match(text, made.cue.end, end)):
        return filled(text, made, [Span(told.end(), clause_end(text, told.end(), end))])
    if that := _THAT.match(text, start, end):
        return filled(text, made, [Span(that.end(), clause_end(text, that.end(), end))])
    if _STANDS_ALONE.match(text, start, end):
        return None
    if sign := _SIGN.match(text, start, end):
        opens = takes is Takes.CLAUSE and text[frame.span.start : mention.whole.start] == "As "
        amid = takes is Takes.CLAUSE and lead.endswith(",") and not made.inherited
        after = _Sign(Span(*sign.span()), end, amid)
        return _at_sign(text, made, ahead, after, opens and not ahead)
    if ahead and DANGLING_AFTER.match(text, start) and takes not in (Takes.AS, Takes.QUOTE):
        return filled(text, made, ahead, True)
    return _clause_of(text, end, made, takes, start)


_RELATED = re.compile(r", (?:which|whom|who) (?:(?:an?|the|its) [\w -]{2,30}, )?$")


def _comma(text: str, start: int, end: int) -> int:
    place = text.find(",", start, end)
    return place if place >= 0 else end


@dataclass(frozen=True, slots=True)
class _Sign:
    """The punctuation behind a cue, up to the end of the frame."""

    place: Span
    end: int
    interrupts: bool
    """The attribution stands between commas: "Now, they say, …", "because, she said, …"."""


def _at_sign(text: str, made: Statement, ahead: list[Span], sign: _Sign, opens: bool) -> Statement:
    """The cue is followed by punctuation: its words stand in front, or behind a colon, or on both sides."""
    behind = sign.place.end
    glyph = sign.place.cut(text).strip()
    rest = Span(behind, clause_end(text, behind, sign.end))
    colon = glyph == ":" and "“" not in text[behind : behind + 2]
    amid = glyph == "," and (opens or (bool(ahead) and _goes_on(text, ahead[0], behind)))
    amid = amid or (glyph == "," and not ahead and sign.interrupts and not _TURNS.match(text, behind))
    return filled(text, made, [*ahead, rest] if colon or amid else ahead, True)


def _ahead(text: str, frame: Frame, made: Statement, mention: Mention, start: int) -> list[Span]:
    """The clause in front of a parenthetical ", she said"; empty if there is none."""
    gap = text[max(frame.span.start, mention.whole.start - 2) : mention.whole.start].rstrip()
    if made.inherited or not gap.endswith((",", "”", "—", "–", "(")):
        return []
    as_said = _AS_LEAD.search(text, max(frame.span.start, mention.whole.start - 4), mention.whole.start)
    if as_said:
        gap = text[max(frame.span.start, as_said.start() - 1) : as_said.start() + 1].rstrip()
    dashed = text[start : start + 2].strip()[:1] in ("—", "–")
    stop = as_said.start() if as_said else mention.whole.start
    part = before_part(text, frame.span.start, stop, dashed=dashed)
    has = text[mention.whole.end : made.cue.start].strip() in ("has", "have", "had")
    if has and len(part.cut(text).split()) < 5 and not _VERB_OR_QUOTE.search(text, part.start, part.end):
        return []  # "Two former ministers, Lord Ash and Dame Petra Stowe, have offered"
    if _LINKS.search(text, part.start, part.end):
        return []  # "because, she said, it rained": the clause is all behind
    return [part] if len(part) and (_amid(text, frame, part, start) or is_clause(text, part)) else []


_LINKS = re.compile(r"\b(?:because|that|which|who|and|but|if|while|although|whether)$")


def _amid(text: str, frame: Frame, part: Span, start: int) -> bool:
    """True for `Sitting down, he thinks, is for prose`: its verb follows the attribution."""
    return bool(VERB_NEXT.match(text, start, frame.span.end)) and part.start == frame.span.start


VERB_NEXT = re.compile(
    r",\s+(?:(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|does|did)\b"
    r"|[a-z]{3,}s (?:on|in|to|for|the|an?|no|not|like|from|at|of|up|out|with|every|more|less|it|them|him"
    r"|her)\b)"
)
"""Behind an attribution between commas: the verb of the clause in front of it."""
_AS_LEAD = re.compile(r"\b(?:as|so) $")


_STANDS_ALONE = re.compile(
    r"\s*(?:the same|the opposite|it \w+ly|otherwise|yes|that|this|so|it|as much|nothing|little|much|more"
    r"|no more|less|goodbye|hello|sorry"
    r"|a few words)(?=[,;]? (?:but|and|before|after|when)\b|\s*[.;!?]|$)"
)
_SPEAKS = re.compile(r"\s*(?:[,:“.]|of\b|$)")
_TO_DO = re.compile(
    r"\s(?:(?!that\b|not\b|is\b|are\b|was\b|has\b|have\b|had\b|will\b|would\b|could\b|how\b|about\b"
    r"|of\b|to\b)[^\s,.;:“”]+ ){1,12}?(to (?:[a-z]\w+\b|“))"
)
_URGES = re.compile(r"urg|order|instruct|begg|implor|call\w* (?:up)?on")
_TOLD_WORDS = re.compile(
    r" (?!that\b|to\b|of\b|about\b)(?:[\w’'-]+ ){1,4}(?<! that )(?<! to )(?<! is )(?<! was )(?=“)"
)
_THAT = re.compile(
    r"\s*(?:,[^,“”]{1,50},)?\s*\bthat\b(?! (?:but|and|or|is|was|would|will|has|had)\b)(?=,? \S),?\s*"
    r"(?:[Hh]owever,\s*)?"
)
_SIGN = re.compile(r"\s*([.!?)…,:—–]|$)")
_QUESTION_WORD = re.compile(r"\s*(?:whether|if|who|whose|what|why|how|when|where|which)\b")
_ASKED_SOMEBODY = re.compile(
    r"\s*(?:[\w’'-]+ ){1,3}?(?=(?:whether|if|who|what|why|how|when|where|which)\b)(?<! of )(?<! about )"
)
_BARE_CLAUSE = re.compile(
    r"\s*(?:it|he|she|they|we|there)(?:[’']\w+)? (?!(?:to|in|at|on|for|from|as|with|all|again)\b)"
)
_FULL_CLAUSE = re.compile(
    r"\s*(?:the|an?|his|her|its|their|this|that|some|many|most|[A-Z][\w’'-]+) (?:[\w’'-]+ ){0,4}?"
    r"(?:might|may|would|could|should|will|must|can|was|were|is|are|has|have|had)(?:n[’']t)? "
)
_GERUND = re.compile(r"(?!\w*thing\b)\w{2,}ing\b")
_SHARED = re.compile(r" and \w+ed\b.*$|, \w+ing\b.*$")
_VERB_INSIDE = re.compile(
    r"\b(?:is|are|was|were|am|be|been|has|have|had|do|does|did|will|would|can|could|may|might"
    r"|should|must|(?:he|she|it|they|we|I|you|there)(?=[ ’'][a-z])|\w{3,}ed|made|took|came|went|got|gave"
    r"|knew|saw|left|lost|won|fell|rose"
    r"|ran|kept|held|felt"
    r"|meant|cost|became|began|found|grew|paid|said|sold|spent|stood|thought|told|wrote|need\w*"
    r"|seem\w*|want\w*"
    r"|mean\w*|remain\w*|look\w*|work\w*|make\w*|take\w*|go|goes|know\w*)\b|n[’']t\b|[’'](?:s|re|ll|ve|d)\b"
)
_VERB_OR_QUOTE = re.compile(rf"{_VERB_INSIDE.pattern}|“")
_OBJECT_AHEAD = re.compile(
    r"\s*(?:(?!(?:wrongdoing|\w+thing|morning|evening)\b)\w+ing\b|(?:never |not )?to \w+|(?:his|her"
    r"|its|their) (?:\w+ )?(?:intention|plans?|decision|desire|commitment|readiness) to\b)"
)
_SHOWS = re.compile(r"(?:show|found|find|indicat|feel|felt|h[eo]ld)")
_LATE_GERUND = re.compile(r"\s*(?:[\w.’'-]+ ){1,4}\w+ing\b")
_PREPOSITION = re.compile(
    r"\s*(?:to|for|with|at|on|in|of|about|against|into|up|off|out|from|by|as|so|not|and|or|but)\b"
)


def _goes_on(text: str, part: Span, behind: int) -> bool:
    """True for `The largest, Acme claims, is the first`: the clause goes on behind its attribution."""
    return "“" not in part.cut(text) and not _STARTS_ANEW.match(text, behind)


_TURNS = re.compile(r"\s*(?:and|but|or|so|yet|who|which|while|“)")
_STARTS_ANEW = re.compile(
    r"\s*(?:\w+ing\b|despite\b|amid\b|according\b|following\b|who\b|which\b|where\b|when\b|while\b"
    r"|but\b(?! there (?:is|are|was|were|will)\b)|although\b|though\b|after\b|as\b|with\b|in (?:a|an)\b|“)"
)


def _holds_verb(words: str) -> bool:
    """True for words that may be a clause: a verb stands in them, and not only behind "and" or a comma."""
    return bool(_GERUND.match(words) or _VERB_INSIDE.search(_SHARED.sub("", words)))


def _clause_of(text: str, end: int, made: Statement, takes: Takes, start: int) -> Statement | None:
    part = tidy(text, start, clause_end(text, start, end))
    quoted = "“" in part.cut(text)
    short = [tidy(text, start, object_end(text, part))]
    if takes is Takes.CLAUSE and not _PREPOSITION.match(text, start):
        thing = made.cue.cut(text).split()[0] in MAY_TAKE_OBJECT and not _holds_verb(part.cut(text))
        manner = made.cue.cut(text).startswith(("writ", "wrote")) and _GERUND.match(part.cut(text))
        return None if (thing or manner) and not quoted else filled(text, made, [part])
    asked = _ASKED_SOMEBODY.match(text, start, end) if takes in (Takes.QUESTION, Takes.TO) else None
    if asked:
        return filled(text, made, [tidy(text, asked.end(), clause_end(text, asked.end(), end))])
    if takes is Takes.QUESTION and _QUESTION_WORD.match(text, start):
        return filled(text, made, [part])
    if (
        takes in (Takes.THAT, Takes.OBJECT)
        and not _SHOWS.match(made.cue.cut(text))
        and (_BARE_CLAUSE.match(text, start) or _FULL_CLAUSE.match(text, start))
    ):
        return filled(text, made, [part])
    if takes is Takes.AS:
        wanted = not re.match(r"(?:for|on|off|out|up|in|from|by|with|at)\b", part.cut(text))
        return filled(text, made, short) if wanted and (quoted or " as " in short[0].cut(text)) else None
    if takes is Takes.OBJECT and _OBJECT_AHEAD.match(text, start):
        return filled(text, made, short)
    if takes is Takes.OBJECT and made.cue.cut(text).startswith("advocat") and _LATE_GERUND.match(text, start):
        return filled(text, made, short)
    if not quoted:
        return None
    return filled(text, made, [part] if takes is not Takes.QUOTE else [], takes is Takes.QUOTE)


def filled(text: str, made: Statement, parts: list[Span], opened: bool = False) -> Statement:
    """The statement with these parts as its words, tidied; parts that are empty then are left out."""
    tidied = (tidy(text, part.start, part.end) for part in parts)
    return Statement(made.cue, made.mention, tuple(p for p in tidied if len(p)), opened, made.inherited)
