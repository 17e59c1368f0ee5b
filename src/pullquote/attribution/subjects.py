"""Subjects that stand apart from their verb, and whether a subject and its verb agree."""

from __future__ import annotations

import re

from pullquote.attribution import inverted, mentions
from pullquote.attribution.clauses import clause_end, tidy
from pullquote.attribution.complements import Statement
from pullquote.attribution.frames import Frame
from pullquote.attribution.tokens import Mention, What
from pullquote.attribution.wordlists import words
from pullquote.spans import Span

_NOUN_BEFORE = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|this|these|those|any|no|such|both|all|some|two|three"
    r"|to \w+|\w+[’']s) $"
)
_MODAL = re.compile(r"\b(?:would|may|might|could|can|will|should|did|do|does|to)(?: \w+)? $")
_PARTICIPLE_LEAD = re.compile(
    r"(?:[,—–”(]|\b(?:by|By|as|after|while|in|before|and|when|for|alone in|heard|seen|recorded"
    r"|filmed|caught))(?: \w+ly| also| then)? ?$"
)
_RELATIVE_BEFORE = re.compile(r", (who) [^,;:]{2,60} (?:and|but) (?:\w+ )?$")
_PLURALS = words(
    "people police many some others few most both women men critics pair couple duo trio siblings"
)


def agrees(text: str, mention: Mention, shape: str, cue: Span) -> bool:
    """A base form needs a plural or a modal before it; "the claims" is a noun."""
    lead = text[max(0, cue.start - 24) : cue.start]
    if shape in ("", "s") and _NOUN_BEFORE.search(lead):
        return False
    if shape or mention.what is What.PRONOUN:
        return True
    if lead.endswith("who "):
        return True
    words = mention.whole.cut(text)
    head = re.split(r" (?:of|for|in|at|from|with|on)\b", words)[0].split()
    plural = bool(head) and (head[-1].endswith("s") or head[-1].lower() in _PLURALS)
    return plural or bool(_MODAL.search(lead)) or " and " in words or words.split()[0].lower() in _PLURALS


def participle_subject(text: str, frame: Frame, cue: Span, found: list[Statement]) -> Mention | None:
    """Whom "saying" belongs to: the subject before it, or behind the clause that it opens."""
    lead = text[frame.span.start : cue.start]
    if lead and not _PARTICIPLE_LEAD.search(lead):
        return None
    if caught := _CAUGHT.search(lead):
        return mentions.before(text, frame.span.start, frame.span.start + caught.start())
    clause = _LATE_CLAUSE.search(lead)
    if clause and (subject := inverted.leading(text, frame.span.start + clause.end(), cue.start)):
        return subject
    if len(lead.split()) > 1:
        return earlier_subject(text, frame, cue, found)
    for match in re.compile(r", ").finditer(text, cue.end, frame.span.end):
        if subject := inverted.leading(text, match.end(), frame.span.end):
            return subject
    return None


def passive(text: str, frame: Frame, cue: Span) -> Statement | None:
    """ "was told by his manager to …": the words are the manager's."""
    by = _BY.match(text, cue.end, frame.span.end)
    mention = inverted.after(text, by.end(), frame.span.end) if by else None
    told = _TO_OR_THAT.match(text, mention.whole.end, frame.span.end) if mention else None
    if mention is None or told is None:
        return None
    end = clause_end(text, told.end(1), frame.span.end)
    for stop in (_HEARD, _TELLS_NEXT):
        if found := stop.search(text, told.end(1), end):
            end = found.start()
    return Statement(cue, mention, (tidy(text, told.start(1), end),), False)


_BY = re.compile(r" by ")
_TO_OR_THAT = re.compile(r",? (?:(?=to )|that )(\S+)")
_HEARD = re.compile(r", (?:an?|the) (?:[\w-]+ ){1,4}heard\b")
_TELLS_NEXT = re.compile(r", (?:said|says|told|tells|wrote|writes|argued|argues|added|warned|found)\b")
"""Behind "who was asked by them to review it": what the subject then says."""
_CAUGHT = re.compile(r"\b(?:heard|seen|recorded|filmed|caught) $")
_LATE_CLAUSE = re.compile(r"\b(?:after|when|as|while|until) (?=[A-Z][^,;:]{3,60}, $)")


def earlier_subject(text: str, frame: Frame, cue: Span, found: list[Statement]) -> Mention | None:
    """The subject shared with the verb before: of a relative clause its antecedent."""
    who = _RELATIVE_BEFORE.search(text, max(frame.span.start, cue.start - 90), cue.start)
    if who and (not found or found[-1].cue.end <= who.start()):
        return mentions.before(text, frame.span.start, who.end(1))
    if found and found[-1].mention:
        return found[-1].mention
    return inverted.first(text, frame.span.start, frame.span.end)
