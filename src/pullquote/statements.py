"""Cue verbs in a frame, whom each belongs to, and which stretch of the frame it attributes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pullquote import mentions
from pullquote.clauses import (
    after_circumstances,
    after_listener,
    before_part,
    clause_end,
    is_clause,
    object_end,
    tidy,
)
from pullquote.cues import (
    CUE,
    CUE_WORDS,
    DANGLING_AFTER,
    FORMS,
    IN_VIEW,
    ORDERS,
    SAID_NOUN,
    SOURCE,
    SURE,
    TAKES,
    Takes,
)
from pullquote.frames import Frame
from pullquote.mentions import Mention, What
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


_BE = re.compile(r"(?:\b(?:is|was|were|are|be|been|being|get|got)|n[’']t|[’']s|[’']re)(?: \w+ly| also)? $")
_TO = re.compile(r"\bto $")
_GOES_ON_TO = re.compile(
    r"\b(?:(?:went|goes|going|go|continued|continues) (?:on )?"
    r"|(?:likes?|liked|used|loves?|loved|began|(?:was|were|is|are) (?:quick|keen|fond|the first))) ?to $"
)
_COORDINATED = re.compile(
    r"(?:[,;—–-]\s*)?\b(?:and|but|then|or)(?: (?:also|later|then|even|further|has|had|once|again|\w+ly))* $"
)
_NOT_A_VERB = re.compile(r" (?:is|are|was|were|of|about|against|made|from|by|over)\b")
_WHO = re.compile(r"(?:, [^,“”;:]{2,60})?, who (?:also |\w+ly )?")
_PUT_IT = re.compile(r"\s*(?:[,.:“—–]|\w+ly\b)")
_BY = re.compile(r" by\b")
_NOUN_BEFORE = re.compile(r"\b(?:the|a|an|its|their|his|her|this|these|those|any|no|such|\w+[’']s) $")
_MODAL = re.compile(r"\b(?:would|may|might|could|can|will|should|did|do|does|to)(?: \w+)? $")
_PARTICIPLE_LEAD = re.compile(
    r"(?:[,—–”(]|\b(?:by|By|as|after|while|in|before|and|when|alone in))(?: \w+ly| also| then)? ?$"
)
_OWNER = re.compile(r"([\w.’'-]+)[’']s (?:\w+ )?$|\b([Hh]is|[Hh]er|[Tt]heir|[Ii]ts) (?:\w+ )?$")
_MAIN_VERB = re.compile(
    r"\s(?:rings|is|was|has|are|were|holds|does|did|fails|seems|drew|appears|remains|came|comes|sounds|looks)\b"
)
_PLURALS = frozenset("people police many some others few most women men critics".split())


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
            if found:
                found[-1] = _cut_before(text, found[-1], made)
            found.append(made)
        elif found:
            found[-1] = _cut_at_verb(text, found[-1], match)
    return found


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


_PHRASES = (SOURCE, IN_VIEW, SURE, SAID_NOUN)
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
    if opening.endswith((", and", ", but", ";")):
        return False
    return not (opening.endswith((",", "”", "—", "–")) and closing in ("", ".", ",", ":"))


def _cut_before(text: str, last: Statement, upcoming: Statement) -> Statement:
    """End the earlier statement where the later one's subject or verb begins."""
    limit = upcoming.cue.start
    if upcoming.mention and not upcoming.inherited and upcoming.mention.whole.start > last.cue.end:
        limit = min(limit, upcoming.mention.whole.start)
    limit = min([limit, *(part.start for part in upcoming.parts if part.start > last.cue.end)])
    parts = [_shortened(text, part, limit) for part in last.parts if part.start < limit]
    return Statement(last.cue, last.mention, tuple(p for p in parts if len(p)), last.open, last.inherited)


_LINK = re.compile(r"(?:[\s,;—–]|\b(?:and|but|then|while|by|also|later)\b)+$")


def _shortened(text: str, part: Span, limit: int) -> Span:
    if part.end <= limit:
        return part
    link = _LINK.search(text, max(part.start, limit - 40), limit)
    return tidy(text, part.start, link.start() if link else limit)


def _statement(text: str, frame: Frame, match: re.Match[str], found: list[Statement]) -> Statement | None:
    cue = Span(*match.span())
    if match.re is SOURCE:
        return _from_source(text, frame, cue)
    if match.re is IN_VIEW:
        return _from_view(text, frame, cue)
    if match.re is SAID_NOUN:
        return _from_noun(text, frame, match)
    if match.re is SURE:
        mention = mentions.before(text, frame.span.start, cue.start)
        part = tidy(text, cue.end, clause_end(text, cue.end, frame.span.end))
        return (
            Statement(Span(*match.span(1)), mention, (part,), False)
            if mention and not mention.negated
            else None
        )
    return _inverted(text, frame, cue) or _plain(text, frame, cue, found)


_SOURCE_APPOSITIVE = re.compile(
    r",? ?(?:who|the|a|an|its|head|chief|professor|director|author)\b[^,“”:;]*,\s"
)


def _from_source(text: str, frame: Frame, cue: Span) -> Statement | None:
    """`According to X, the clause` and `the clause, according to X`."""
    mention = mentions.after(text, cue.end, frame.span.end, wide=True)
    if mention is None:
        return None
    rest = _SOURCE_APPOSITIVE.match(text, mention.whole.end, frame.span.end)
    start = rest.end() if rest else mention.whole.end
    behind = tidy(text, start, clause_end(text, start, frame.span.end))
    ahead = before_part(text, frame.span.start, cue.start)
    parts = tuple(part for part in (ahead, behind) if len(part) > 3)
    return Statement(cue, mention, parts, True)


def _from_view(text: str, frame: Frame, cue: Span) -> Statement | None:
    """`Half of it, in her view, disappears`."""
    owner = _VIEWER.match(text, cue.end, frame.span.end)
    if owner is None:
        return None
    named = owner.group(1) is not None
    place = Span(*owner.span(1 if named else 2))
    mention = Mention(place, What.NAME if named else What.PRONOUN, place)
    behind = tidy(text, owner.end(), clause_end(text, owner.end(), frame.span.end))
    parts = (before_part(text, frame.span.start, cue.start), behind)
    return Statement(
        Span(cue.start, owner.end()), mention, tuple(part for part in parts if len(part) > 3), True
    )


_VIEWER = re.compile(r"(?:(\w[\w. -]*)[’']s|(his|her|their|its)) (?:own )?\w+")


def _from_noun(text: str, frame: Frame, match: re.Match[str]) -> Statement | None:
    """`X's claim that the clause` as far as the main verb."""
    cue = Span(*match.span())
    noun = Span(cue.start, cue.start + len(match.group().split()[0].rstrip(",")))
    to = match.group().endswith(" to")
    owner = _OWNER.search(text, max(frame.span.start, cue.start - 60), cue.start)
    if not owner:
        return None
    named = bool(owner.group(1))
    place = Span(*owner.span(1 if named else 2))
    end = clause_end(text, cue.end, frame.span.end)
    comma = text.find(",", cue.end, end)
    verbs = list(_MAIN_VERB.finditer(text, min(cue.end + 6, end), comma if comma > 0 else end))
    if match.group().split()[-2] in ("is", "was", "been", "remains"):
        verbs = []  # "X's view is that …"
    stop = verbs[0 if to else min(1, len(verbs) - 1)].start() if verbs else end
    part = tidy(text, cue.end - 2 if to else cue.end, stop)
    return Statement(noun, Mention(place, What.NAME if named else What.PRONOUN, place), (part,), False)


_SUBJECT_AHEAD = re.compile(r"(?:the|a|an|one|his|her|its|their|he|she|they)\b|\w+ [A-Z]")


def _inverted(text: str, frame: Frame, cue: Span) -> Statement | None:
    """`“…,” said Ruiz`: the verb behind a quotation or a comma, the speaker behind the verb."""
    lead = text[frame.span.start : cue.start].rstrip()
    if FORMS[cue.cut(text)] not in ("s", "d") or not lead.endswith(("”", ",", "—", "–")):
        return None
    follow = text[cue.end : min(cue.end + 40, frame.span.end)].lstrip()
    if not follow or not (follow[0].isupper() or _SUBJECT_AHEAD.match(follow)):
        return None
    mention = mentions.after(text, cue.end, frame.span.end)
    if not lead.endswith("”") and TAKES[cue.cut(text)] is not Takes.CLAUSE:
        return None
    if mention is None or not lead.endswith("”") and not _inverts_clause(text, mention, lead, frame):
        return None
    part = before_part(text, frame.span.start, cue.start)
    return Statement(cue, mention, (part,) if len(part) else (), True)


def _inverts_clause(text: str, mention: Mention, lead: str, frame: Frame) -> bool:
    """`The road is closed, said Ruiz.`: only with a name, and an end right behind it."""
    end = mention.whole.end
    ends = end >= frame.span.end or text[end] in ".,;"
    return mention.what is What.NAME and lead.endswith(",") and ends


def _plain(text: str, frame: Frame, cue: Span, found: list[Statement]) -> Statement | None:
    """`Ruiz said …`, `…, Ruiz said`, `…, and said`, `…, saying …`."""
    words, lead = cue.cut(text), text[frame.span.start : cue.start]
    shape, takes = FORMS[words], TAKES[words]
    if words.endswith(" it") and not _PUT_IT.match(text, cue.end):
        return None
    if (_BY if shape == "d" else _NOT_A_VERB).match(text, cue.end) and takes is not Takes.AS:
        return None
    inherited = False
    if shape == "ing":
        mention, inherited = _participle_subject(text, frame, cue, found), True
    elif shape == "d" and _BE.search(lead) or _TO.search(lead) and not _GOES_ON_TO.search(lead):
        return None
    elif _COORDINATED.search(lead):
        mention, inherited = _earlier_subject(text, frame, found), True
    else:
        mention = mentions.before(text, frame.span.start, cue.start)
    if found and found[-1].mention and _WHO.fullmatch(text, found[-1].mention.span.end, cue.start):
        mention, inherited = found[-1].mention, True  # "said Conti, of the Institute, who thinks"
    if mention is None or mention.negated or not _agrees(text, mention, shape, cue):
        return None
    made = _with_parts(text, frame, Statement(cue, mention, (), False, inherited), takes)
    if made and inherited and not made.parts and shape == "ing" and not _QUOTES_NEXT.match(text, cue.end):
        return None  # "she said, laughing"
    return made


_QUOTES_NEXT = re.compile(r"[^.“]{0,60}“")


def _agrees(text: str, mention: Mention, shape: str, cue: Span) -> bool:
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


def _participle_subject(text: str, frame: Frame, cue: Span, found: list[Statement]) -> Mention | None:
    lead = text[frame.span.start : cue.start]
    if lead and not _PARTICIPLE_LEAD.search(lead):
        return None
    if len(lead.split()) > 1:
        return _earlier_subject(text, frame, found)
    for match in re.compile(r", ").finditer(text, cue.end, frame.span.end):
        if subject := mentions.leading(text, match.end(), frame.span.end):
            return subject
    return None


def _earlier_subject(text: str, frame: Frame, found: list[Statement]) -> Mention | None:
    """The subject shared with the verb before."""
    if found and found[-1].mention:
        return found[-1].mention
    return mentions.first(text, frame.span.start, frame.span.end)


def _with_parts(text: str, frame: Frame, made: Statement, takes: Takes) -> Statement | None:
    """Decide what the cue attributes: the clause behind it, the one in front, or quotations beside it."""
    end = frame.span.end
    mention = made.mention
    assert mention is not None
    if made.inherited and mention.span.start > made.cue.end:
        end = mention.span.start  # "By arguing that …, Ruiz …"
    heard = after_listener(text, made.cue, end)
    quoted_ahead = (
        text[max(frame.span.start, mention.whole.start - 2) : mention.whole.start].strip().endswith("”")
    )
    if (
        heard == made.cue.end
        and made.cue.cut(text) == "tell"
        and not quoted_ahead
        and not _SPEAKS.match(text, heard)
    ):
        return None  # "can tell which way": no listener
    if made.cue.cut(text) == "told" and heard == made.cue.end and not text[heard:end].strip(" .!"):
        return Statement(made.cue, None, (), True)  # a headline's "…, jury told": nobody is named
    if made.cue.cut(text) in ORDERS and (order := _TO_DO.match(text, made.cue.end, end)):
        return _filled(text, made, [Span(order.start(1), clause_end(text, order.start(1), end))])
    start = heard if takes is Takes.AS else after_circumstances(text, heard, end)
    ahead = _ahead(text, frame, made, mention, start)
    if ahead and quoted_ahead:
        return _filled(text, made, ahead, True)
    if that := _THAT.match(text, start, end):
        return _filled(text, made, [Span(that.end(), clause_end(text, that.end(), end))])
    if _STANDS_ALONE.match(text, start, end):
        return None
    sign = _SIGN.match(text, start, end)
    if sign is None:
        if ahead and DANGLING_AFTER.match(text, start) and takes not in (Takes.AS, Takes.QUOTE):
            return _filled(text, made, ahead, True)
        return _clause_of(text, end, made, takes, start)
    behind = sign.end()
    if sign.group(1) == ":" and "“" not in text[behind : behind + 2]:
        return _filled(text, made, [*ahead, Span(behind, clause_end(text, behind, end))], True)
    if (
        sign.group(1) == ","
        and not ahead
        and takes is Takes.CLAUSE
        and text[frame.span.start : mention.whole.start] == "As "
    ):
        return _filled(text, made, [Span(behind, clause_end(text, behind, end))], True)
    if sign.group(1) == "," and ahead and _goes_on(text, ahead[0], behind):
        return _filled(text, made, [*ahead, Span(behind, clause_end(text, behind, end))], True)
    return _filled(text, made, ahead, True)


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
    return [part] if len(part) and (_amid(text, frame, part, start) or is_clause(text, part)) else []


def _amid(text: str, frame: Frame, part: Span, start: int) -> bool:
    """True for `Sitting down, he thinks, is for prose`: a verb follows, so what stands in front is its subject."""
    return bool(_VERB_NEXT.match(text, start, frame.span.end)) and part.start == frame.span.start


_VERB_NEXT = re.compile(
    r",\s+(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|does|did)\b"
)
_AS_LEAD = re.compile(r"\b(?:as|so) $")


_STANDS_ALONE = re.compile(
    r"\s*(?:that|this|so|it|as much|nothing|little|much|more|no more|less|goodbye|hello|sorry|a few words)(?=[,;]? (?:but|and|before|after|when)\b|\s*[.;!?]|$)"
)
_SPEAKS = re.compile(r"\s*(?:[,:“.]|of\b|$)")
_TO_DO = re.compile(
    r"\s(?:(?!that\b|not\b|is\b|are\b|was\b|has\b|have\b|had\b|will\b|would\b|could\b|how\b|about\b|of\b|to\b)[^\s,.;:“”]+ ){1,12}?(to (?:[a-z]\w+\b|“))"
)
_THAT = re.compile(r"\s*(?:,[^,“”]{1,50},)?\s*\bthat\b(?! (?:but|and|or)\b)(?=,? \S),?\s*(?:[Hh]owever,\s*)?")
_SIGN = re.compile(r"\s*([.!?)…,:—–]|$)")
_QUESTION_WORD = re.compile(r"\s*(?:whether|if|who|whose|what|why|how|when|where|which)\b")
_BARE_CLAUSE = re.compile(r"\s*(?:it|he|she|they|we|there)(?:[’']\w+)? ")
_OBJECT_AHEAD = re.compile(
    r"\s*(?:(?!(?:wrongdoing|\w+thing|morning|evening)\b)\w+ing\b|(?:never |not )?to \w+|(?:his|her|its|their) (?:\w+ )?(?:intention|plans?|decision|desire|commitment|readiness) to\b)"
)
_SHOWS = re.compile(r"(?:show|found|find|indicat|feel|felt|h[eo]ld)")
_LATE_GERUND = re.compile(r"\s*(?:[\w.’'-]+ ){1,4}\w+ing\b")
_PREPOSITION = re.compile(r"\s*(?:to|for|with|at|on|in|of|about|against|into|up|off|out|from|by|as|so|not)\b")


def _goes_on(text: str, part: Span, behind: int) -> bool:
    """True for `The largest, Acme claims, is the first`: the clause goes on behind its attribution."""
    return "“" not in part.cut(text) and not _STARTS_ANEW.match(text, behind)


_STARTS_ANEW = re.compile(
    r"\s*(?:\w+ing\b|who\b|which\b|where\b|when\b|while\b|but\b|although\b|though\b|after\b|as\b|with\b|in (?:a|an)\b|“)"
)


def _clause_of(text: str, end: int, made: Statement, takes: Takes, start: int) -> Statement | None:
    part = tidy(text, start, clause_end(text, start, end))
    quoted = "“" in part.cut(text)
    short = [tidy(text, start, object_end(text, part))]
    if takes is Takes.CLAUSE and not _PREPOSITION.match(text, start):
        return _filled(text, made, [part])
    if takes is Takes.QUESTION and _QUESTION_WORD.match(text, start):
        return _filled(text, made, [part])
    if (
        takes in (Takes.THAT, Takes.OBJECT)
        and not _SHOWS.match(made.cue.cut(text))
        and _BARE_CLAUSE.match(text, start)
    ):
        return _filled(text, made, [part])
    if takes is Takes.AS:
        wanted = not re.match(r"(?:for|on|off|out|up|in)\b", part.cut(text))
        return _filled(text, made, short) if wanted and (quoted or " as " in short[0].cut(text)) else None
    if takes is Takes.OBJECT and _OBJECT_AHEAD.match(text, start):
        return _filled(text, made, short)
    if takes is Takes.OBJECT and made.cue.cut(text).startswith("advocat") and _LATE_GERUND.match(text, start):
        return _filled(text, made, short)
    if not quoted:
        return None
    return _filled(text, made, [part] if takes is not Takes.QUOTE else [], takes is Takes.QUOTE)


def _filled(text: str, made: Statement, parts: list[Span], opened: bool = False) -> Statement:
    tidied = (tidy(text, part.start, part.end) for part in parts)
    return Statement(made.cue, made.mention, tuple(p for p in tidied if len(p)), opened, made.inherited)
