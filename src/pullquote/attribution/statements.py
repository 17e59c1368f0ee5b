"""Cue verbs in a frame, whom each belongs to, and which stretch of the frame it attributes."""

from __future__ import annotations

import re
from dataclasses import replace

from pullquote.attribution import inverted, mentions
from pullquote.attribution.clauses import before_part, clause_end, tidy
from pullquote.attribution.complements import VERB_NEXT, Statement, complete
from pullquote.attribution.cues import (
    CUE,
    CUE_WORDS,
    FORMS,
    IN_VIEW,
    ORDERS,
    PUT_AT,
    SAID_NOUN,
    SOURCE,
    SURE,
    TAKES,
    Takes,
)
from pullquote.attribution.frames import Frame
from pullquote.attribution.sources import from_noun, from_source, from_view
from pullquote.attribution.subjects import agrees, earlier_subject, participle_subject, passive
from pullquote.attribution.tokens import Mention, What
from pullquote.spans import Span

_BE = re.compile(r"(?:\b(?:is|am|was|were|are|be|been|being|get|got)|n[’']t|[’']s|[’']re)(?: \w+ly| also)? $")
_TO = re.compile(r"\bto $")
_GOES_ON_TO = re.compile(
    r"\b(?:(?:went|goes|going|go|continued|continues) (?:on )?"
    r"|(?:likes?|liked|used|loves?|loved|began|(?:was|were|is|are) (?:quick|keen|fond|the first))) ?to $"
)
_COORDINATED = re.compile(
    r"(?:[,;—–-]\s*)?\b(?:and|but|then|or)(?: (?:also|later|then|even|further|has|had|once|again|\w+ly))* $"
)
_NOT_A_VERB = re.compile(
    r" (?:is|are|was|were|of|about|against|made|from|over|by(?! (?:tele)?phone| e-?mail| text| letter"
    r"| video| post))\b"
)
_WHO = re.compile(r"(?:, [^,“”;:]{2,60})?, who (?:also |\w+ly )?")
_PUT_IT = re.compile(r"\s*(?:[,.:“—–]|\w+ly\b)")
_LOOK_BACK = 90
"""Characters in front of a verb in which an auxiliary, "to" or "and" stands."""
_BY = re.compile(r" by\b(?! (?:tele)?phone| e-?mail| text| letter| video| post)")


def statements(text: str, frame: Frame) -> list[Statement]:
    """The cues of a frame in order, those inside another's clause left out."""
    found: list[Statement] = []
    if len(frame.span) - sum(len(quotation.whole) for quotation in frame.quoted) > _LONGEST:
        return found
    for match in _candidates(text, frame.span):
        if found and _inside(text, found, match):
            continue
        made = _statement(text, frame, match, found)
        if made:
            if found and _tells_both(text, frame, found[-1], made):
                found.pop()
            elif found:
                found[-1] = _cut_before(text, found[-1], made)
            found.append(made)
        elif found:
            found[-1] = _cut_at_verb(text, found[-1], match)
    return found


def _tells_both(text: str, frame: Frame, last: Statement, made: Statement) -> bool:
    """True for ", she said," in the clause of the statement before it: that one is told by her too."""
    if not made.open or made.mention is None or "“" in text[frame.span.start : frame.span.end]:
        return False
    subject = made.mention.whole.start
    set_off = text[:subject].rstrip().endswith(",") and text.startswith(", ", made.cue.end)
    inside = any(part.start < subject < part.end for part in last.parts)
    return set_off and inside and made.parts[0].start < last.cue.start


def _cut_at_verb(text: str, last: Statement, match: re.Match[str]) -> Statement:
    """End a statement where its subject's next verb begins, though that one reports nothing."""
    lead = text[max(last.cue.end, match.start() - 60) : match.start()]
    if not _COORDINATED.search(lead) or FORMS.get(last.cue.cut(text)) != FORMS.get(match.group(), ""):
        return last
    parts = [_shortened(text, part, match.start()) for part in last.parts if part.start < match.start()]
    return replace(last, parts=tuple(part for part in parts if len(part)))


def _candidates(text: str, span: Span) -> list[re.Match[str]]:
    every = [m for pattern in _PHRASES for m in pattern.finditer(text, span.start, span.end)]
    for word in _WORD.finditer(text, span.start, span.end):
        if word.group() in CUE_WORDS and (cue := CUE.match(text, word.start(), span.end)):
            every.append(cue)
    return sorted(every, key=lambda match: match.start())


_PHRASES = (SOURCE, IN_VIEW, SURE, PUT_AT, SAID_NOUN)
_WORD = re.compile(r"(?<![-\w’'])[a-z]+")
_LONGEST = 3000
"""Characters of narration beyond which a frame is no sentence but damage (no stops, no line breaks)."""


def _inside(text: str, found: list[Statement], match: re.Match[str]) -> bool:
    """True if the cue stands in the clause of an earlier one and does not start anew."""
    last = found[-1]
    if not any(part.start <= match.start() < part.end for part in last.parts):
        return False
    lead = text[max(last.cue.end, match.start() - 60) : match.start()]
    if _COORDINATED.search(lead):
        return FORMS.get(last.cue.cut(text)) != FORMS.get(match.group(), "")
    if FORMS.get(match.group()) == "ing":
        return not re.search(r"[,—–”]\s*$|\bby $", lead)
    subject = mentions.before(text, last.cue.end, match.start())
    if subject is None:
        return True
    opening = text[last.cue.end : subject.whole.start].rstrip()
    closing = text[match.end() : match.end() + 3].strip()[:1]
    if _SPEECH_NEXT.match(text, match.end()) or (
        _WHICH.search(opening) and _AS_NEXT.match(text, match.end())
    ):
        return False
    if opening.endswith((", and", ", but", ";")) or _TURNS_TO.search(opening):
        return False
    return not (opening.endswith((",", "”", "—", "–")) and closing in ("", ".", ",", ":"))


def _cut_before(text: str, last: Statement, upcoming: Statement) -> Statement:
    """End the earlier statement where the later one's subject or verb begins."""
    limit = upcoming.cue.start
    if upcoming.mention and not upcoming.inherited and upcoming.mention.whole.start > last.cue.end:
        limit = min(limit, upcoming.mention.whole.start)
    limit = min([limit, *(part.start for part in upcoming.parts if part.start > last.cue.end)])
    if turns := _TURNS_TO.search(text, max(last.cue.end, limit - 70), limit - 1):
        limit = turns.start()
    parts = [_shortened(text, part, limit) for part in last.parts if part.start < limit]
    return Statement(last.cue, last.mention, tuple(p for p in parts if len(p)), last.open, last.inherited)


_WHICH = re.compile(r", (?:which|whom|who)$")
_AS_NEXT = re.compile(r" as “")
_TURNS_TO = re.compile(r", (?:and|but) (?:an?|the|one|its|his|her|their) [^,“”;:]{2,60},$")
"""Before a name: ", but the one who dissented, Ann Lee,"."""
_SPEECH_NEXT = re.compile(r"(?: [\w’' -]{1,40})?[:,] “")
_LINK = re.compile(
    r"(?:[\s,;—–]|\b(?:and|but|then|while|by|also|later|although|though|which|whom"
    r"|(?:in|on|last|this) \w+(?: \d+)?)\b)+$"
)


def _shortened(text: str, part: Span, limit: int) -> Span:
    if part.end <= limit:
        return part
    link = _LINK.search(text, max(part.start, limit - 40), limit)
    return tidy(text, part.start, link.start() if link else limit)


def _statement(text: str, frame: Frame, match: re.Match[str], found: list[Statement]) -> Statement | None:
    cue = Span(*match.span())
    if match.re is SOURCE:
        return from_source(text, frame, cue)
    if match.re is IN_VIEW:
        return from_view(text, frame, cue)
    if match.re is SAID_NOUN:
        return from_noun(text, frame, match)
    if match.re in (SURE, PUT_AT):
        mention = mentions.before(text, frame.span.start, cue.start)
        part = tidy(text, cue.end, clause_end(text, cue.end, frame.span.end))
        return (
            Statement(Span(*match.span(1)), mention, (part,), False)
            if mention and not mention.negated
            else None
        )
    by = (
        passive(text, frame, cue)
        if cue.cut(text) in ORDERS and _BE.search(text, max(frame.span.start, cue.start - 24), cue.start)
        else None
    )
    return by or _inverted(text, frame, cue) or _plain(text, frame, cue, found)


_SUBJECT_AHEAD = re.compile(
    r"(?:(?:de|du|van|von|al|el|bin|dos|ten|ter)(?= )|the|a|an|one|his|her|its|their|he|she|they)\b|\w+ [A-Z]"
)


def _inverted(text: str, frame: Frame, cue: Span) -> Statement | None:
    """`“…,” said Ruiz`: the verb behind a quotation or a comma, the speaker behind the verb."""
    lead = text[frame.span.start : cue.start].rstrip()
    if FORMS[cue.cut(text)] not in ("s", "d") or not lead.endswith(("”", ",", "—", "–")):
        return None
    follow = text[cue.end : min(cue.end + 40, frame.span.end)].lstrip()
    if not follow or not (follow[0].isupper() or _SUBJECT_AHEAD.match(follow)):
        return None
    mention = inverted.after(text, cue.end, frame.span.end)
    if not lead.endswith("”") and TAKES[cue.cut(text)] is not Takes.CLAUSE:
        return None
    if mention is None or (not lead.endswith("”") and not _inverts_clause(text, mention, lead, frame)):
        return None
    if mention.what is What.NAME and _MODAL_NEXT.match(text, mention.span.end):
        return None  # "…, which fought over “open”, said Acme should not use it"
    parts = [before_part(text, frame.span.start, cue.start)]
    if not lead.endswith("”") and VERB_NEXT.match(text, mention.whole.end):
        behind = mention.whole.end  # "Nobody, says Ruiz, has asked"
        parts.append(tidy(text, behind, clause_end(text, behind, frame.span.end)))
    return Statement(cue, mention, tuple(part for part in parts if len(part)), True)


_MODAL_NEXT = re.compile(r" (?:should|would|must|could|may|might|cannot|can|will|had|has|was|were|is|are)\b")


def _inverts_clause(text: str, mention: Mention, lead: str, frame: Frame) -> bool:
    """`The road is closed, said Ruiz.`: only with a name, and an end right behind it."""
    end = mention.whole.end
    ends = end >= frame.span.end or text[end] in ".,;"
    return mention.what is What.NAME and lead.endswith(",") and ends


def _plain(text: str, frame: Frame, cue: Span, found: list[Statement]) -> Statement | None:
    """`Ruiz said …`, `…, Ruiz said`, `…, and said`, `…, saying …`."""
    words, lead = cue.cut(text), text[max(frame.span.start, cue.start - _LOOK_BACK) : cue.start]
    shape, takes = FORMS[words], TAKES[words]
    if words.endswith(" it") and not _PUT_IT.match(text, cue.end):
        return None
    if (_BY if shape == "d" else _NOT_A_VERB).match(text, cue.end) and takes is not Takes.AS:
        return None
    if shape == "d" and takes is Takes.AS and text.startswith(" “", cue.end) and _NAMED_SO.search(lead):
        return None
    if words in ("posted", "read", "written", "reported") and _THING_SENT.search(lead):
        return None
    inherited = False
    if shape == "ing":
        mention, inherited = participle_subject(text, frame, cue, found), True
    elif (shape == "d" and _BE.search(lead)) or (_TO.search(lead) and not _GOES_ON_TO.search(lead)):
        return None
    elif _COORDINATED.search(lead):
        mention, inherited = earlier_subject(text, frame, cue, found), True
    else:
        mention = mentions.before(text, frame.span.start, cue.start)
    if found and found[-1].mention and _WHO.fullmatch(text, found[-1].mention.span.end, cue.start):
        mention, inherited = found[-1].mention, True  # "said Conti, of the Institute, who thinks"
    if mention and _CHARGE.match(text, mention.whole.start, cue.start):
        return None
    if mention is None or mention.negated or not agrees(text, mention, shape, cue):
        return None
    made = complete(text, frame, Statement(cue, mention, (), False, inherited), takes)
    if made and inherited and not made.parts and shape == "ing" and not _QUOTES_NEXT.match(text, cue.end):
        return None  # "she said, laughing"
    return made


_CHARGE = re.compile(
    r"(?:an?|the|one) (?:[\w-]+ )?(?:charge|claim|allegation|accusation|suggestion|assertion|criticism"
    r"|figure|idea|account|version|view|comparison|label|description)s? (?!of\b|by\b|from\b)"
)
"""Before "Acme denied" in ", a charge Acme denied": what it is that is denied, nobody's words."""
_NAMED_SO = re.compile(r"\b(?<!what )(?:an?|the|one|of) (?:[\w-]+ ){1,3}$")
"""Before "called “Inland”": a thing and its name, nobody's words."""
_THING_SENT = re.compile(r"\b(?:in|by|on|from|with|of) (?:an?|the|his|her|its|their) (?:[\w-]+ ){1,2}$")
"""Before "posted" in "said in a video posted on its website": no verb of its own."""
_QUOTES_NEXT = re.compile(r"[^.“]{0,60}“")
