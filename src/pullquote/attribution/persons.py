"""Which capitalised names are persons': the evidence that an article gives."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from pullquote.attribution.given_names import is_given
from pullquote.attribution.names import Run
from pullquote.attribution.nouns import BODIES, COMMON_BODIES, NO_GIVEN, NO_NAME, ROLES, TITLES

_BEHIND = re.compile(
    r",? (?:who\b|(?:a|an|the|its|their|his|her|one of|head|chief|former|then)\b|\d{2}\b|(?:[\w-]+ ){0,3}(?:"
    + "|".join(sorted(map(re.escape, ROLES)))
    + r")\b)"
)
_CUES = (
    r"(?:said|says|told|tells|wrote|writes|added|adds|argued|argues|explained|explains|warned|warns"
    r"|noted|notes"
    r"|recalled|recalls|replied|insisted|insists|admitted|admits|asked|believes|believed)"
)
_OF_BODY = r"(?: (?:of|from|at) (?:the )?[A-Z][\w&’'.-]*(?: (?:of |for |and )?(?:the )?[A-Z][\w&’'.-]*){0,6})"
_CUE_BEHIND = re.compile(rf"{_OF_BODY}?,? (?:also |later |then |has |had |\w+ly )?{_CUES}\b|(?::|\n?$)")
_CUE_BEFORE = re.compile(rf"(?:\b{_CUES} |[–—―-] ?)$")
_ARTICLES = ("the", "a", "an")

DESCRIBED_BODY = re.compile(
    r",? (?:an?|the|which) (?:(?!(?:at|of|for|in|with|from|and|on) )[\w-]+ ){0,4}(?:company|group|agency"
    r"|firm|club|union|charity|start-?up"
    r"|nonprofit|organi[sz]ation|ministry|team|maker|council|party"
    r"|operator|newspaper|agency|bank|retailer|firm|lender|insurer|brewer|brewery|supplier|airline"
    r"|developer|publisher"
    r"|broadcaster|chain|manufacturer|watchdog|regulator|museum|hospital|university|producer|provider"
    r"|trust|giant"
    r"|think-?tank|alliance|coalition|federation|society|foundation|institute)\b(?=\s*[,.;:)\n]| (?:that"
    r"|which|of|behind|in"
    r"|based|for|owned|with)\b|$)"
)


def _could_be_person(name: str, titled: bool = False) -> bool:
    words = name.split()
    if titled and len(words) > 1:
        words = [*words[:-1], "Surname"]  # "Judge Ann Park"
    if len(words) > 1 and is_given(words[0]):
        words = ["Given", *words[1:]]  # "Bill Cato"
    elif not titled and words[0] in NO_GIVEN:
        return False  # "Low Carrick"
    if not (1 if titled else 2) <= len(words) <= 5 or any(
        word.rstrip(".") in BODIES or word in TITLES for word in words
    ):
        return False
    return not any(
        word == "&" or (len(word) > 3 and word.isupper()) or any(c.isdigit() for c in word) for word in words
    )


def looks_personal(text: str, run: Run, counted: Counter[str]) -> bool:
    """Evidence that a name of several words is a person's."""
    start, end = run.span.start, run.span.end
    before = text[max(0, start - 40) : start].split()
    titled = bool(run.role) or (bool(before) and before[-1].lower() in ROLES and text[start - 1] == " ")
    titled = titled or bool(_KIN_BEFORE.search(text, max(0, start - 40), start))
    if not _could_be_person(run.name, titled) or (" " not in run.name and run.name in NO_NAME):
        return False
    if titled and not DESCRIBED_BODY.match(text, end):
        return True
    if DESCRIBED_BODY.match(text, end):
        return False
    described = before[-1].strip("“”,(").lower() if before else ""
    if run.role or (described in ROLES and described not in COMMON_BODIES):
        return True
    if before and before[-1].lower() in _ARTICLES:
        return False
    if " " in run.name and (is_given(run.name.split()[0]) or before[-1:] in (["called"], ["named"])):
        return True
    if counted[run.name.split()[-1]] or _BEHIND.match(text, end) or _CUE_BEHIND.match(text, end):
        return True
    if _SOMEBODY_WHO.search(text, max(0, start - 70), start):
        return True
    noun = (
        len(before) > 1
        and before[-2].lower() in ("the", "her", "his", "their")
        and before[-1].isalpha()
        and before[-1].islower()
    )
    acts = _ACTS.match(text, end) and _SOMEBODY.search(text, end, min(len(text), end + 400))
    return noun or bool(acts) or bool(_CUE_BEFORE.search(text, max(0, start - 20), start))


_DESCRIBED = "|".join(sorted(map(re.escape, ROLES - COMMON_BODIES)))
_SOMEBODY_WHO = re.compile(
    r"\b(?:[Aa]n?|[Oo]ne) (?:[\w-]+ ){0,3}?"
    rf"(?:[a-z]+(?:ologist|grapher|ician|maker|keeper)|{_DESCRIBED})"
    r"(?: (?:who|I|we|of|at|from|in) [\w ]{1,30})?, $"
)
"""Before the name of somebody who is described first: "A geographer I admire, Ann Lee, calls"."""
_PLACE_BEFORE = re.compile(r"[A-Z]\w+ (?:of|in|from|at) (?:the )?$")
_ACTS = re.compile(r" (?:was|is|has|had|did|does|would|will|[a-z]+(?:ed|s)) ")
_SOMEBODY = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er)\b")


_KIN_BEFORE = re.compile(
    r"\b(?:(?:his|her|their|its|\w+[’']s) (?:[a-z-]+ ){0,3}(?!company |group |firm |charity "
    r"|union )[a-z]{3,}, "
    r"|(?:his|her|their|[A-Z]\w+[’']s) (?:\w+ )?(?:wife|husband|mother|father|son|daughter|sister"
    r"|brother|aunt|uncle"
    r"|cousin|niece|nephew|partner|colleague|neighbou?r|friend),? )$",
    re.IGNORECASE,
)


def listed(text: str, named: list[Run], counted: Counter[str]) -> set[str]:
    """Of two names joined by "and", one a person's: the other is too."""
    found: set[str] = set()
    for one, two in pairwise(named):
        joined = text[one.span.end : two.span.start] in (" and ", ", ", " & ", ", and ")
        if _PLACE_BEFORE.search(text, max(0, one.span.start - 12), one.span.start):
            continue
        if joined and _could_be_person(one.name) and _could_be_person(two.name):
            if looks_personal(text, one, counted) or one.name in found:
                found.add(two.name)
            elif looks_personal(text, two, counted):
                found.add(one.name)
    return found


def fullest(names: set[str]) -> set[str]:
    """Of two forms of one name ("David Harris", "David Evan Harris") the fuller alone."""
    grouped: dict[str, list[set[str]]] = {}
    for name in names:
        for word in name.split():
            grouped.setdefault(word, []).append(set(name.split()))
    return {
        name for name in names if not any(set(name.split()) < other for other in grouped[name.split()[-1]])
    }
