"""What an article says a person is, around the name: titles, "professor Ann Lee", "Ann Lee, a poet"."""

from __future__ import annotations

import re

from pullquote.attribution.cues import FORMS
from pullquote.attribution.nouns import NO_NAME, ROLES
from pullquote.attribution.wordlists import words
from pullquote.spans import Span

_KIN_HIS = re.compile(
    r"\b(?:husband|father|brother|son|uncle|nephew|grandfather|grandson|king|prince|lord|sir|mr|dad"
    r"|dad-of-\w+"
    r"|grandad|widower)\b"
)
_KIN_HER = re.compile(
    r"\b(?:wife|mother|sister|daughter|aunt|niece|grandmother|granddaughter|queen|princess|lady|dame|mrs"
    r"|ms|miss"
    r"|actress|baroness|mum|mom|mum-of-\w+|barmaid|nan|gran|grandma|heroine|widow)\b"
)
_BREAKS = ".,;:!?“”()\n—–"
_APPOSED_LEAD = re.compile(
    r"\b((?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Aa]n?|[\w.-]+[’']s) [^.,;:!?“”()\n—–]{2,70}), $"
)
_BEHIND = re.compile(
    r", ((?:\d{1,3}, )?[^“”;:.!?\n,][^“”;:!?\n]*?)(?:,? who |[,;:!?“\n]|(?<!\b[A-Z])\.(?=\s|$)|$)"
)
_DESCRIBES = re.compile(
    r"(?:a|an|the|its|their|his|her|one|head|chief|former|then|who is|who was)\b", re.IGNORECASE
)
_BODY = re.compile(r" (?:of|at|for|in|with|to|and) ")
_WORDS = re.compile(r"[\w-]+")
_JOINS = words(
    "of for at the security policy senior former chief deputy vice general executive and lead principal"
)


def role_at(text: str, span: Span) -> str | None:
    """The role noun phrase in front of a name or behind it; None when the text gives none there."""
    ahead = text[max(0, span.start - 13) : span.start]
    if ahead.endswith("Prosecuting, "):
        return "prosecutor"
    if ahead.endswith("Defending, "):
        return "defence lawyer"
    return _in_front(text, span.start) or _apposed_in_front(text, span) or _behind(text, span.end)


def _in_front(text: str, start: int) -> str | None:
    """ "University of Southampton professor" in front of a name."""
    if not start or not text[start - 1].isspace():
        return None
    stretch = max(0, start - 120)
    breaks = [text.rfind(sign, stretch, start) for sign in _BREAKS]
    words = text[max(stretch, *(place + 1 for place in breaks)) : start].split()
    if not words:
        return None
    last = words[-1].lower()
    if last not in ROLES and not (
        len(words) > 1
        and words[-2].lower() in ("the", "her", "his")
        and last.isalpha()
        and words[-1].islower()
    ):
        return None
    first = len(words) - 1
    while first and len(words) - first < 9:
        word = words[first - 1]
        if not (word[0].isupper() or word in _JOINS) or word in NO_NAME or word == "and":
            break
        first -= 1
    while first < len(words) - 1 and words[first] in ("of", "for", "at", "the", "and"):
        first += 1
    return " ".join(words[first:])


def _apposed_in_front(text: str, span: Span) -> str | None:
    """ "The mayor" of "The mayor, Tomasz Rell, …"."""
    if not text.startswith((",", ".", ";", ":", "\n"), span.end) and span.end < len(text):
        return None
    if not text.endswith(", ", max(0, span.start - 2), span.start):
        return None
    match = _APPOSED_LEAD.search(text, max(0, span.start - 90), span.start)
    if not match:
        return None
    return match.group(1) if ROLES.intersection(_lowered(match.group(1))) else None


def _behind(text: str, end: int) -> str | None:
    """ "a principal analyst at Acme" of "Ann Lee, a principal analyst at Acme, …"."""
    match = _BEHIND.match(text, end, min(len(text), end + 220))
    if not match:
        return None
    role = re.sub(r"^\d{1,3}, ", "", match.group(1))
    if FORMS.get(role.rpartition(" ")[2]) in ("s", "d"):
        return None  # "cut off Little Hope, officials said."
    telling = ROLES.intersection(_lowered(role)) and (
        _DESCRIBES.match(role)
        or role.split()[0].lower() in ROLES
        or role[0].isupper()
        or "-" in role.split()[0]
        or _head(role) in ROLES
    )
    return role if telling else None


def _head(role: str) -> str:
    """The noun of a bare role of a few words, "minister" of "foreign minister of Volda"; "" of more words."""
    before = _BODY.split(role, maxsplit=1)[0].split()
    return before[-1] if 1 < len(before) <= 4 else ""


def _lowered(words: str) -> list[str]:
    return _WORDS.findall(words.lower())


def content(words: str) -> set[str]:
    """The telling words of a role or of a noun phrase, in lower case."""
    plain = words.replace("’s", "").replace("'s", "").lower().replace("chief executive", "ceo")
    return {_LONG.get(word, word) for word in _lowered(plain) if word not in _SMALL}


_LONG = {
    "sen": "senator", "sens": "senator", "rep": "representative", "reps": "representative", "gov": "governor",
    "det": "detective", "di": "detective", "ds": "detective", "dci": "detective", "dc": "detective",
    "sgt": "sergeant", "supt": "superintendent", "insp": "inspector", "capt": "captain", "col": "colonel",
    "lt": "lieutenant", "cllr": "councillor", "cmdr": "commander", "pc": "constable", "ag": "attorney",
    "prof": "professor", "chairman": "chair", "chairwoman": "chair", "chairperson": "chair",
}  # fmt: skip


_SMALL = words("the a an of for at in and s its his her their on former who is was")


def gender(role: str) -> str | None:
    """ "he" or "she" where a role or a title tells; None otherwise."""
    lowered = role.lower()
    if _KIN_HER.search(lowered) or "woman" in lowered:
        return "she"
    if _KIN_HIS.search(lowered) or re.search(r"(?<!wo)man\b", lowered):
        return "he"
    return None
