"""Whose words a question asks for: then nobody else's can answer it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pullquote.offices import in_one_word
from pullquote.people_known import Person, is_personal
from pullquote.questions import SAYING, Asked

_VIEW = (
    r"(?:views?|opinions?|position|stance|words|take|reaction|response|reply|arguments?|criticisms?|warnings?|claims?"
    r"|comments?|verdict|account|answer|explanation|statement|prediction|comparison|case|reasoning|rationale"
    r"|reasons|objections?|concerns?|fears?|worry|worries|hopes?|defen[cs]e|complaints?|advice|assessment|grievances?|thoughts)"
)
_BEGUN = re.compile(r"\b(?:wh\w+|how|is|was|did|does|do|has|have|can|will)\b", re.IGNORECASE)
_SAYS = re.compile(
    r"(?:\W+(?!(?:after|before|when|while|because|since|once|that|who|which|if|for|to)\b)\w+){0,4}?"
    rf"\W+(?:{SAYING}|makes? of|(?:find|finds|found) fault|reckon\w*|judge[sd]?|justif\w+|defend\w*"
    r"|dismiss\w*|prais\w+|den(?:y|ies|ied))\b",
    re.IGNORECASE,
)
"""A verb of saying soon behind its subject, and not in a clause of its own."""

_OF_WHOM = re.compile(
    r"\b(?:is|was|were|are|be|been|being)\b(?:\W+\w+){0,8}?\W+"
    r"(?:called|described|quoted|critici[sz]ed|told|said|thought|believed|compared|accused)\b",
    re.IGNORECASE,
)
"""A passive: what is said of the person, not by the person."""

_ACCORDING = re.compile(r"\baccording to\b", re.IGNORECASE)


def whose_words(asked: Asked) -> tuple[Person, ...]:
    """The persons of whom the question wants to hear what they say themselves; mostly none.

    "What did Lee say about Ray", "Lee on tolls", "according to Lee", "Lee's view": Lee. Bodies are left
    out, as an article may put their words into the mouth of anybody who works there.
    """
    question = in_one_word(asked.own)
    people = [person for person in asked.people if is_personal(person.name)]
    for fits in (_speaks, _has_a_view):
        heard = tuple(
            one for one in people if any(fits(question, place) for place in _places(asked, question, one))
        )
        if heard:
            return heard
    return ()


def _places(asked: Asked, question: str, person: Person) -> Iterator[re.Match[str]]:
    """Where the question names the person: by surname, or by the noun of an office."""
    named = [person.surname]
    if asked.office is not None and asked.office.person == person:
        named.append(asked.office.noun)
    return re.finditer(rf"\b(?:{'|'.join(map(re.escape, named))})\b", question, re.IGNORECASE)


def _speaks(question: str, place: re.Match[str]) -> bool:
    """Whether a verb of saying follows that whoever is named there is the subject of."""
    owns = question[place.end() : place.end() + 1] in ("'", "’")
    return not owns and bool(_SAYS.match(question, place.end())) and not _OF_WHOM.search(question)


def _has_a_view(question: str, place: re.Match[str]) -> bool:
    """Whether it is "according to" whoever is named there, "her view", or she "on" something."""
    rest, before = question[place.end() :], question[: place.start()]
    # Behind a question already begun "on" belongs to its verb.
    on = re.match(r"(?:, [^,]+,)?\s+on\b", rest, re.IGNORECASE) is not None and not _BEGUN.search(before)
    view = re.match(rf"['’]s?\s+(?:\w+\s+)?{_VIEW}\b", rest, re.IGNORECASE) is not None
    return on or view or _ACCORDING.search(before) is not None
