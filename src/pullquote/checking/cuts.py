"""Cuts that turn the sense: what was left out before, after or within the quoted words.

The words of a quotation can all be there and still say the opposite, when a "not" stood just before
them, or an "unless" just after. These rules look at the sentence around a match; they know words, not
meaning, and are lenient where the text says the left-out word itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pullquote.checking.folding import Folded, fold
from pullquote.spans import Span

_NO = (
    r"(?:not|never|no|cannot|\w+n't|nor|neither|without|hardly|scarcely|barely|rarely|seldom|nobody|nothing"
    r"|none)"
)
_FILLER = (
    r"(?:all|every|any|both|always|necessarily|really|exactly|quite|yet|so|very|the|a|an|be|been|being|to|that"
    r"|of|at|ever|even|much|entirely|completely|fully|truly|simply|longer|one|way|evidence|reason|by|in)"
)
_THINK = (
    r"(?:think|thinks|believe|believes|say|says|claim|claims|mean|means|agree|agrees|expect|want|wants|know"
    r"|suggest|imply|convinced|sure|clear|certain|true|proven|proof)"
)
_HEADS = tuple(
    re.compile(rule + r"[\s\"'(-]*$", re.IGNORECASE)
    for rule in (
        rf"\b{_NO}(?:\W+{_FILLER})*",
        rf"\b(?:not|never|cannot|\w+n't|no)\W+(?:\w+\W+)?{_THINK}(?:\W+(?:that|to|of))?",
        r"\b(?:den(?:y|ies|ied|ying))(?:\W+\w+){0,3}?(?:\W+that)?",
        r"(?<!no )(?<!without )\b(?:doubt|reject|disput|refut|dismiss)\w*(?:\W+\w+){0,3}?\W+that",
        r"\b(?:false|untrue|wrong|incorrect|myth|lie|nonsense|fiction|fallacy|mistake|unlikely|impossible"
        r"|misconception|hoax)(?:\W+to\W+\w+)?\W+that",
        r"\b(?:wrong|impossible|unlikely|mistake|fail\w*|refus\w*|declin\w*)\W+to(?:\W+(?:say|think|claim|believe))?",
        r"\b(?:either|neither|whether|almost|nearly|far from|anything but|everything but|stop\w* short of"
        r"|instead of|rather than)",
    )
)
_HEDGES = (
    r"(?:likely|probably|perhaps|maybe|possibly|potentially|allegedly|reportedly|supposedly|apparently|seemingly"
    r"|arguably|purportedly|sometimes|occasionally|often|usually|mostly|partly|partially|theoretically|some|most"
    r"|many|several|half|certain|might|may|could|almost|nearly|only|mere|so-called|would-be)"
)
_HEDGED = re.compile(
    rf"\b(?:{_HEDGES}(?:\W+of)?(?:\W+(?:all|the|these|those|our|their))?"
    rf"|(?:it|there|he|she|they|who)\W+(?:seems?|appears?)(?:\W+(?:very|most|more|quite|{_HEDGES}))*"
    r"(?:\W+(?:that|to(?:\W+be)?))?|in theory|as if|as though)[\s,\"'(-]*$",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:if|unless|whether|until|lest|in case|(?:as|so) long as|only when|suppose|supposing|assuming"
    r"|provided|except)(?:\W+that)?\W*$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s,;:—–-]*(?:unless|only if|only when|if|but only|but not|provided|except|as long as|so long as)\b"
    r"|\s*(?:not|never)\b",
    re.IGNORECASE,
)
_BUT = re.compile(r"[\s,;—–-]*but\W+(?:only|not|never|no)\b", re.IGNORECASE)
_REPORT = (
    r"(?:told|hear|heard|claims?|claimed|say|says|insists?|pretends?|assumes?|promised?|rumours?|rumors?)"
    r"(?:\s+(?:us|me|you|them|him|her|everyone|everybody|people))?\s+that"
)
_REPORTED = re.compile(rf"(?<!\bI )\b{_REPORT}\s*$", re.IGNORECASE)
_REPORT_SAID = re.compile(
    r"\b(?:told|heard|claim\w*|alleg\w*|assum\w*|pretend\w*|promis\w*|rumou?r\w*)\b", re.IGNORECASE
)
_OMITTED = re.compile(
    rf"\b(?:{_NO}|but|however|unless|except|only|although|though|yet|if|while|whereas|instead|rather|either|whether|few|false|denied|denies"
    rf"|{_HEDGES}|{_REPORT})\b",
    re.IGNORECASE,
)
_SAID_ALREADY = re.compile(
    rf"\b(?:{_NO}|keep\w*|prevent\w*|avoid\w*|stop\w*|against|reject\w*|den(?:y|ies|ied|ying)|doubt\w*|myth|false"
    r"|wrong|disput\w*|refut\w*|dismiss\w*|far from|instead of|rather than|fail\w*|almost|nearly|refus\w*"
    r"|unlikely|impossible|less|opposite|ban\w*|lest|few\w*)\b",
    re.IGNORECASE,
)
_CONDITION_SAID = re.compile(
    r"\b(?:if|unless|whether|until|lest|case|long as|when|suppos\w*|assum\w*|provided|except|condition\w*|but"
    r"|though|although|however|while|yet)\b",
    re.IGNORECASE,
)
_HEDGE_SAID = re.compile(
    rf"\b(?:{_HEDGES}|seem\w*|appear\w*|suggest\w*|suspect\w*|guess\w*|fear\w*|hop(?:e|es|ed|ing)|believ\w*"
    r"|think\w*|thought|unsure|uncertain\w*|can|few|half|part)\b",
    re.IGNORECASE,
)
_HANGING = re.compile(
    r"(?:such as|including|especially|particularly|notably|namely|for (?:example|instance)|as well as|which"
    r"|whose?)\b",
    re.IGNORECASE,
)
"""What tells more of the words right before it: quoted without them, it tells it of others."""
_PAUSE = re.compile(r"[,;:—–-]\s*$")
_SEAM = re.compile(r"\w+\s*;\s*\w+|[,;:—–-]\s*(?:\w+\s+){0,3}(?:I|we|you|he|she|it|they)\s*$", re.IGNORECASE)
_ENDED = re.compile(r"[.!?…][\"'”’)\]]*\s*$")
_CLAUSE_END = re.compile(r"[,;:—–-]\s*(?:(?:and|but|so|yet)\s+)?$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9]|$)|\n+")
_VERB = (
    r"(?:is|are|was|were|am|be|will|would|can|could|may|might|must|shall|should|has|have|had|does|do|did|needs?"
    r"|makes?|gets?|takes?|means?|isn't|aren't|won't|can't)"
)
_PREDICATE = re.compile(rf"\W*{_VERB}\b", re.IGNORECASE)
_NEGATIVE_SUBJECT = re.compile(
    r"\b(?:not (?:all|every|everyone|everybody|many|a single)|no|none of|neither|nobody|no one|nothing|few"
    r"|hardly any)\b[^,;:—–]*$",
    re.IGNORECASE,
)
_CONDITIONAL = re.compile(
    r"^\W*(?:(?:but|and|so)\W+)?(?:if|unless|(?:as|so) long as|only if|only when|provided|suppose)\b"
    r".*(?:,\s*|[,—–-]\s*then\s*)$",
    re.IGNORECASE | re.DOTALL,
)
_NEW_SUBJECT = re.compile(r"[,;:—–-]\s*(?:\w+\s+)*\w+\s*$")
_ONLY = re.compile(r"not?\W+(?:only|just|merely)\b", re.IGNORECASE)

_NEARBY = 160
"""Characters of the sentence that are looked at on either side."""
_CLAUSE = 4
"""Words from which a quotation asserts something; a shorter one does so with a verb in it, else it names."""
_ASSERTS = re.compile(rf"\b(?:{_VERB}|\w+n't)\b|'(?:s|re|m|ll|ve|d)\b", re.IGNORECASE)
_CHOICE = re.compile(r"\b(?:either|whether)\b", re.IGNORECASE)
_OR = re.compile(r"[\s,;—–-]*or\b", re.IGNORECASE)


def before_of(text: str, offset: int) -> str:
    """What the sentence at `offset` says before it; at most a few words' worth is kept."""
    before = text[max(0, offset - _NEARBY) : offset]
    ends = list(_SENTENCE_END.finditer(before))
    return before[ends[-1].end() :] if ends else before


def _before(text: str, offset: int) -> Folded:
    return fold(before_of(text, offset))


def sentence_after(text: str, offset: int) -> str:
    """What the sentence says from `offset` on, not folded."""
    after = text[offset : offset + _NEARBY]
    end = _SENTENCE_END.search(after)
    return after[: end.start() + 1] if end else after


@dataclass(frozen=True, slots=True)
class Lost:
    """Words of the article that a cut left out, and where they stand; losing them turns the sense."""

    words: str
    place: Span


def asserts(words: str, length: int) -> bool:
    """True if quoted words say something, rather than name it; `length` counts them."""
    return length >= _CLAUSE or bool(_ASSERTS.search(fold(words).text))


def lost_head(article: str, start: int, said: tuple[str, str], asserted: bool) -> Lost | None:
    """The words right before a match whose loss turns the sense, None if there are none.

    `said` is what the checked text says before and after its quotation; conditions and hedges only matter to
    words that assert something.
    """
    before, said_before = _before(article, start), said[0]
    rules: list[re.Pattern[str]] = []
    if not _SAID_ALREADY.search(said_before):
        rules.extend(_HEADS)
        if _PREDICATE.match(article, start):
            rules.append(_NEGATIVE_SUBJECT)
    if asserted and not _CONDITION_SAID.search(" ".join(said)):
        rules.extend((_CONDITION, _CONDITIONAL))
    if asserted and not _HEDGE_SAID.search(said_before):
        rules.append(_HEDGED)
    for rule in rules:
        found = rule.search(before.text)
        if found and not _ONLY.match(found.group()):
            place = before.unfold(found.start(), found.end())
            shift = start - len(before_of(article, start))
            return Lost(found.group().strip(" \"'"), Span(place.start + shift, place.end + shift))
    return None


def lost_report(article: str, start: int, said_before: str) -> Lost | None:
    """The "they claim that" right before a match: the speaker may not hold what follows."""
    before = before_of(article, start)
    found = None if _REPORT_SAID.search(said_before) else _REPORTED.search(before)
    if found is None:
        return None
    shift = start - len(before)
    return Lost(found.group().strip(), Span(found.start() + shift, start))


def lost_tail(article: str, end: int, said_after: str) -> Lost | None:
    """The words right after a match whose loss turns the sense: an unless, an only if, a but not."""
    after = sentence_after(article, end)
    if (choice := _OR.match(after)) and _CHOICE.search(before_of(article, end)):
        return Lost("or", Span(end, end + choice.end()))
    if _CONDITION_SAID.search(said_after) or _SAID_ALREADY.match(said_after.strip()):
        return None
    found = _TAIL.match(after) or _BUT.match(after)
    if found is None:
        return None
    return Lost(found.group().strip(" ,;:—–-"), Span(end, end + found.end()))


def lost_within(article: str, start: int, end: int) -> str | None:
    """The words inside an omission `[start, end)` of the article whose loss turns the sense.

    Whole clauses and sentences may go. What matters is what was cut from those that are still quoted, and
    that half of one is not joined to half of another.
    """
    omitted = fold(article[start:end]).text
    paused = _PAUSE.search(article[max(0, start - 3) : start] + omitted[:1])
    resumed = _CLAUSE_END.search(omitted) and not _PREDICATE.match(article, end)
    ends = list(_SENTENCE_END.finditer(omitted + " A"))
    if not ends:
        if _HANGING.match(article, end):
            return omitted.strip(" ,;:-")
        if not paused and not resumed and (seam := _SEAM.search(omitted)):
            return seam.group()
        if paused and resumed:
            found = _TAIL.match(omitted) or _BUT.match(omitted)
        else:
            found = _OMITTED.search(omitted) or _lost_subject(omitted, article[end : end + 20])
        return found.group().strip(" ,;:-") if found else None
    tail = omitted[ends[-1].end() :]
    if tail.strip() and not (resumed or paused or ends[0].start() == 0 or _ENDED.search(article[:start])):
        return omitted[max(0, ends[0].start() - 15) : ends[0].end() + 15].strip()
    if found := _TAIL.match(omitted) or _BUT.match(omitted):
        return found.group().strip(" ,;:-")
    if tail and (found := re.search(rf"\b{_NO}\b", tail, re.IGNORECASE)):
        return found.group()
    return None


def _lost_subject(omitted: str, following: str) -> re.Match[str] | None:
    """The subject of a verb that goes on after the omission, where a new clause began inside it."""
    return _NEW_SUBJECT.search(omitted) if _PREDICATE.match(following) else None
