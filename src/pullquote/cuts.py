"""Cuts that turn the sense: what was left out before, after or within the quoted words.

The words of a quotation can all be there and still say the opposite, when a "not" stood just before
them, or an "unless" just after. These rules look at the sentence around a match; they know words, not
meaning, and are lenient where the text says the left-out word itself.
"""

from __future__ import annotations

import re

from pullquote.folding import fold

_NO = r"(?:not|never|no|cannot|\w+n't|nor|neither|without|hardly|scarcely|barely|rarely|seldom|nobody|nothing|none)"
_FILLER = (
    r"(?:all|every|any|both|always|necessarily|really|exactly|quite|yet|so|very|the|a|an|be|been|being|to|that"
    r"|of|at|ever|even|much|entirely|completely|fully|truly|simply|longer|one|way|evidence|reason|by|in)"
)
_THINK = (
    r"(?:think|thinks|believe|believes|say|says|claim|claims|mean|means|agree|agrees|expect|want|wants|know"
    r"|suggest|imply|convinced|sure|clear|certain|true|proven|proof)"
)
_HEADS = tuple(
    re.compile(rule + r"\W*$", re.IGNORECASE)
    for rule in (
        rf"\b{_NO}(?:\W+{_FILLER})*",
        rf"\b(?:not|never|cannot|\w+n't|no)\W+(?:\w+\W+)?{_THINK}(?:\W+(?:that|to|of))?",
        r"\b(?:den(?:y|ies|ied|ying))(?:\W+\w+){0,3}?(?:\W+that)?",
        r"(?<!no )(?<!without )\b(?:doubt|reject|disput|refut|dismiss)\w*(?:\W+\w+){0,3}?\W+that",
        r"\b(?:false|untrue|wrong|incorrect|myth|lie|nonsense|fiction|fallacy|mistake|unlikely|impossible"
        r"|misconception|hoax)(?:\W+to\W+\w+)?\W+that",
        r"\b(?:wrong|impossible|unlikely|mistake|fail\w*|refus\w*|declin\w*)\W+to(?:\W+(?:say|think|claim|believe))?",
        r"\b(?:almost|nearly|far from|anything but|everything but|stop\w* short of|instead of|rather than)",
    )
)
_CONDITION = re.compile(
    r"\b(?:if|unless|whether|until|lest|in case|(?:as|so) long as|only when|suppose|supposing|assuming|provided"
    r"|except)(?:\W+that)?\W*$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s,;:—–-]*(?:unless|only if|only when|if|but only|but not|provided|except|as long as|so long as)\b"
    r"|\s*(?:not|never)\b",
    re.IGNORECASE,
)
_BUT = re.compile(r"[\s,;—–-]*but\b", re.IGNORECASE)
_OMITTED = re.compile(
    rf"\b(?:{_NO}|but|however|unless|except|only|although|though|yet|if|whereas|instead|rather|few|false|denied|denies)\b",
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
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n+")
_CLOSING = re.compile(r"[”»]|\"(?!\w)")

_NEARBY = 160
"""Characters of the sentence that are looked at on either side."""
_CLAUSE = 4
"""Words that a quotation needs to assert something; a shorter one only names."""


def sentence_before(text: str, offset: int) -> str:
    """What the sentence at `offset` says before it, folded; at most a few words' worth is kept."""
    before = text[max(0, offset - _NEARBY) : offset]
    ends = list(_SENTENCE_END.finditer(before))
    return fold(before[ends[-1].end() :] if ends else before).text


def sentence_after(text: str, offset: int) -> str:
    """What the sentence says from `offset` on, not folded."""
    after = text[offset : offset + _NEARBY]
    end = _SENTENCE_END.search(after)
    return after[: end.start() + 1] if end else after


def lost_head(article: str, start: int, said_before: str, length: int) -> str | None:
    """The words right before a match whose loss turns the sense, None if there are none.

    `said_before` is what the checked text says before its quotation, `length` counts quoted words.
    """
    before = sentence_before(article, start)
    if not _SAID_ALREADY.search(said_before):
        for rule in _HEADS:
            found = rule.search(before)
            if found and not re.match(r"not?\W+(?:only|just|merely)\b", found.group(), re.IGNORECASE):
                return found.group().strip(" \"'")
    condition = _CONDITION.search(before)
    if condition and length >= _CLAUSE and not _CONDITION_SAID.search(said_before):
        return condition.group().strip(" \"'")
    return None


def lost_tail(article: str, end: int, said_after: str, whole_clause: bool) -> str | None:
    """The words right after a match whose loss turns the sense.

    A "but" counts only inside the same quotation marks, after a `whole_clause`.
    """
    after = sentence_after(article, end)
    if _CONDITION_SAID.search(said_after) or _SAID_ALREADY.match(said_after.strip()):
        return None
    if found := _TAIL.match(after):
        return found.group().strip(" ,;:—–-")
    closing = _CLOSING.search(after)
    inside = after[: closing.start()] if closing else after
    if whole_clause and (found := _BUT.match(inside)):
        return found.group().strip(" ,;:—–-")
    return None


def lost_within(article: str, start: int, end: int) -> str | None:
    """The word inside an omission `[start, end)` of the article whose loss turns the sense.

    Whole sentences may go; what matters is what was cut from the sentences that are still quoted.
    """
    omitted = fold(article[start:end]).text
    ends = list(_SENTENCE_END.finditer(omitted + " A"))
    if not ends:
        found = _OMITTED.search(omitted)
        return found.group() if found else None
    tail = omitted[ends[-1].end() :]
    if found := _TAIL.match(omitted) or _BUT.match(omitted):
        return found.group().strip(" ,;:-")
    if tail and (found := re.search(rf"\b{_NO}\b", tail, re.IGNORECASE)):
        return found.group()
    return None
