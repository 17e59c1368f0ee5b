"""A question that asks several things, taken apart: each part is looked up by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pullquote.circumstances import ASKING, HOW, circumstances
from pullquote.conversation import ABOUT, by_name, mention
from pullquote.introductions import asked_after, listed
from pullquote.offices import in_one_word
from pullquote.people_known import Person, is_personal
from pullquote.questions import SAYING, Asked, wants
from pullquote.wording import STOPWORDS, content_words, words

MOST = 3
"""Parts that are looked up; a question with more is one question to us."""

_JOINT = re.compile(
    r"\s*(?:[,;:]\s*(?:and|but)?|\band\b|\bbut\b)\s+"
    rf"(?=(?:(?:in|to|of|on|for|against|towards?|by|with)\s+)?{ASKING}\b)",
    re.IGNORECASE,
)
_AUXILIARY = (
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must)(?:n['’]t)?\b"
)
_QUESTION = re.compile(rf"\b{ASKING}\b|^\W*{_AUXILIARY}", re.IGNORECASE)
_CLAUSE = re.compile(rf"^\W*(?:(?:and|but|so) )?(?:when|where)\s+(?!(?-i:{_AUXILIARY}))", re.IGNORECASE)
"""What begins a clause that asks nothing: "when the dam broke", "when May resigned"."""

_OF_WHOM = re.compile(r"(?:who|whom|whose|which|where) [^,?]*,")
_NAME_ENDS = re.compile(r"\b[A-Z][\w’'.-]+$")
"""Before a clause about whoever is named, set off by two commas."""

_TOGETHER = re.compile(
    r"\barticles (?:together|mention|give|say|report|name)\b|\b(?:do|have|across|between) the articles\b"
    rf"|\beach (?:of|side|article|puts?|sees?|wants?|proposes?|{SAYING})\b|\bboth\b|\bmore than one\b"
    r"|\b(?:various|several|different|across) (?:articles|accounts|papers|outlets|reports|critics|experts)\b"
    r"|(?:^\W*|\bhow\b.*)\bcompare\b|\bdiffer(?:s|ed)?\b|\bdifferences? (?:between|in|over)\b"
    r"|\b(?:where|how|(?:on|over) what)\b.*\bdisagree[sd]?\b|\b(?:where|on what)\b.*\bagree[sd]?\b",
    re.IGNORECASE,
)
"""What asks for more than one article; not "who compared it to a shop", "each day", "the agreement"."""

_OVER_TIME = re.compile(
    r"^\W*(?:has|have|had|did)\b.*\bchange[ds]? (?:\w+ ){0,2}(?:mind|position|views?|stance|tune|story|line"
    r"|account|opinion|forecast|estimate)\b"
    r"|\bhow (?:much |far )?(?:did|do|does|has|have|had)\b.*\b(?:change[ds]?|shift(?:s|ed)?|evolve[ds]?)\b"
    r"|\bat first\b.*\b(?:later|now|in the end)\b",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(r"^\W*(?:which|what|whose) [\w’'-]+\W*$", re.IGNORECASE)
"""Half of a question that has its noun in common with the other half: "which good and which bad sides"."""

_DIFFERS = re.compile(
    r"\b(?:how|(?:on|over) what|where) (?:do|does|did) (?P<who>[^?]{2,60}?)"
    r" (?:differ|disagree|part|clash)(?: (?:on|over|about|in|regarding|as to))?(?= [^?])",
    re.IGNORECASE,
)
"""What is asked of two, but can't be of one."""

_AND = re.compile(r",?\s+and\s+|\s*,\s*", re.IGNORECASE)
_OF_ONE = (("do", "does"), ("have", "has"), ("are", "is"), ("were", "was"))
_SIDE = (
    r"(?!(?:that|who|which|whether|do|does|did|is|are|was|were|be|been|in|of|on|at|to|for|with|from|by|as|about)\b)"
    r"[\w’'.-]+"
)
"""A word of a side; behind the others a clause or a further phrase begins."""

_DETERMINED = r"(?:the|a|an|this|that|these|those|his|her|its|their|our)\s"
_SIDES = re.compile(
    r"^\W*(?:and |so |but )?(?:what|which|where|when|why|how)\b(?: \w+){0,2}?"
    r" (?:do|does|did|have|has|had|would|will) "
    rf"(?P<one>(?:{_SIDE} ){{0,3}}?{_SIDE}) and (?P<two>(?:{_SIDE} ){{0,3}}?{_SIDE})"
    r"(?= (?:each(?! (?:second|minute|hour|day|night|morning|week|month|quarter|season|year|time))|both"
    r"|differ(?:s|ed)?|disagree[sd]?)\b)",
    re.IGNORECASE,
)
"""Two who are asked about side by side: "what do the prosecution and the defence each say"."""


def aspects(asked: Asked, *, as_one: bool = False) -> tuple[Asked, ...]:
    """The parts of a question that are to be looked up one by one; the question itself when it is one.

    "How do A and B each see it" asks about A, and about B, unless they speak `as_one` somewhere; also where
    one of them, or both, is nobody whom the articles quote ("the company"). "Who said it, and when was that"
    asks twice, and the second part needs the first to be understood. "What was done, in law and in schools"
    asks under each of two circumstances.
    """
    own, about, taken = asked.corrected.partition(ABOUT)  # what an earlier turn asked is not asked again
    if len(asked.introduced) > 1:
        each = zip(listed(own), asked.introduced, strict=True)
        return tuple(_who_is(asked, written, names) for written, names in each)
    pieces = [piece + about + taken for piece in _pieces(own) if _asks(piece)]
    if 1 < len(pieces) <= MOST:
        return tuple(_piece(asked, pieces, number) for number in range(len(pieces)))
    sides = None if as_one else _sides(asked)
    if sides:
        return tuple(_of_one(asked, sides, *names) for names in (("one", "two"), ("two", "one")))
    people = [person for person in asked.people if len(words(person.name)) > 1]
    if 1 < len(people) <= MOST and not as_one and _side_by_side(asked, people):
        return _told_apart(_about(asked, person, people) for person in people)
    found = circumstances(own)
    if found and not (as_one and len(people) > 1):
        return tuple(_under(asked, found, *sides) for sides in (("one", "two"), ("two", "one")))
    return (asked,)


def _pieces(question: str) -> list[str]:
    """What it asks one after the other; a phrase or clause before a comma that asks nothing ("according to
    Lee, what") is part of what is asked behind it."""
    pieces, start = [], 0
    for joint in _JOINT.finditer(question):
        before = question[start : joint.start()]
        if joint[0].strip() == "," and _OF_WHOM.match(question, joint.end()) and _NAME_ENDS.search(before):
            continue  # "Lee, who chairs it,"
        if joint[0].strip() not in (",", ";", ":") or _QUESTION.search(_CLAUSE.sub("as ", before)):
            pieces.append(before)
            start = joint.end()
    return [*pieces, question[start:]]


def _sides(asked: Asked) -> re.Match[str] | None:
    """The two sides, if it asks about two; not "the old and new laws", which share a noun."""
    found = _SIDES.search(asked.own)
    if found is None or not all(set(content_words(found[side])) - STOPWORDS for side in ("one", "two")):
        return None
    shared = re.match(_DETERMINED, found["one"], re.IGNORECASE) and found["two"][0].islower()
    return None if shared and not re.match(_DETERMINED, found["two"], re.IGNORECASE) else found


def _asks(piece: str) -> bool:
    """Whether it can be looked up: "and why" can't."""
    content = content_words(piece)
    return not _FRAGMENT.match(piece) and (len(content) > 1 or not STOPWORDS.issuperset(content))


def over_articles(asked: Asked) -> bool:
    """Whether the question wants to hear from more than one article."""
    return over_time(asked) or _TOGETHER.search(asked.own) is not None


def over_time(asked: Asked) -> bool:
    """Whether it asks how something changed, which one article may report as it was, another as it became."""
    return _OVER_TIME.search(asked.own) is not None


def _piece(asked: Asked, pieces: list[str], number: int) -> Asked:
    after = pieces[0] if number else ""
    own = pieces[number]
    named = tuple(person for person in asked.people if person.surname in words(own))
    meant = [person for person in asked.people if person.surname in words(after)]
    if not named and len(meant) == 1 and is_personal(meant[0].name):
        own = by_name(own, meant[0])
        named = tuple(person for person in meant if person.surname in words(own))
    return replace(
        asked,
        corrected=f"{own} ({after})" if after else own,
        words=tuple(content_words(own)),
        people=named,
        wants=wants(own),
        introduced=asked_after(own, named),
        after=after,
    )


def _who_is(asked: Asked, written: str, names: frozenset[str]) -> Asked:
    """The question as if it asked after this one person alone."""
    people = tuple(person for person in asked.people if person.names & names)
    return replace(
        asked,
        corrected=f"Who is {written}?",
        words=tuple(content_words(written)),
        people=people,
        introduced=(names,),
    )


def _about(asked: Asked, person: Person, people: Sequence[Person]) -> Asked:
    """The question as if it named only this one of the people; what else it names stays."""
    places = [place for one in people for place in _mentions(asked, one, people)]
    start, end = min(place.start() for place in places), max(place.end() for place in places)
    whose = set(words(person.name))
    own = max(_AND.split(asked.corrected[start:end]), key=lambda piece: len(whose & set(words(piece))))
    before = _of_one_person(asked.corrected[:start])
    for_both = re.search(rf"\b{HOW}\s+$", before, re.IGNORECASE)
    if for_both and own.lower().startswith(for_both.group().lower()):
        own = own[len(for_both.group()) :]
    alone = _alone(before, own, asked.corrected[end:])
    others = {word for one in people if one != person for word in words(one.name)} - set(words(person.name))
    gone = others | set(content_words(asked.corrected)) - set(content_words(alone))
    return replace(
        asked,
        corrected=alone,
        words=tuple(word for word in asked.words if word not in gone),
        people=(person,),
        wants=wants(alone.partition(ABOUT)[0]),
    )


def _mentions(asked: Asked, person: Person, people: Sequence[Person]) -> list[re.Match[str]]:
    """Where the question names the person: up to the surname, or by the first name where that is shared."""
    places = list(mention(person).finditer(asked.corrected))
    if sum(one.surname == person.surname for one in people) > 1:
        first, *rest = map(re.escape, person.name.split())
        whole = rf"\b{first}\b(?:\s+(?:{'|'.join(rest)})\b)*"
        places = list(re.finditer(whole, asked.corrected, re.IGNORECASE)) or places
    return places


def _told_apart(parts: Iterable[Asked]) -> tuple[Asked, ...]:
    """The parts, but as one those that read alike: of two of one surname the question does not say which."""
    alike: dict[str, Asked] = {}
    for part in parts:
        same = alike.get(part.corrected)
        alike[part.corrected] = replace(same, people=same.people + part.people) if same else part
    return tuple(alike.values())


def _under(asked: Asked, found: re.Match[str], side: str, other: str) -> Asked:
    """The question under this one of two circumstances; who is named in the other does not answer for it."""
    _, about, taken = asked.corrected.partition(ABOUT)
    core = re.sub(r"^\W*compare\s+", "", found["core"], flags=re.IGNORECASE)
    whole = f"{core}{found['comma']} {found[side]}?" + about + taken
    return _without(asked, whole, found[side], found[other])


def _of_one_person(before: str) -> str:
    """What stands before the names of several, with its verb as it stands before the name of one."""
    for many, one in _OF_ONE:
        before = re.sub(rf"\b{many}(?=\s*$)", one, before)
    return before


def _alone(before: str, own: str, behind: str) -> str:
    """What stands before and behind several names or sides, with one of them between."""
    before = re.sub(r"^\W*compare\s+", "", before, flags=re.IGNORECASE)
    alone = before + own + re.sub(r"^\s+(?:each|both)\b", "", behind)
    return _DIFFERS.sub(r"What does \g<who> say about", alone, count=1)


def _of_one(asked: Asked, sides: re.Match[str], side: str, other: str) -> Asked:
    """The question as if it named only this side; who is named on the other does not answer for it."""
    own, about, taken = asked.corrected.partition(ABOUT)
    before = own[: sides.start("one")]
    if any(_named(asked, one, sides[side]) for one in asked.people):
        before = _of_one_person(before)
    whole = _alone(before, sides[side], own[sides.end("two") :]) + about + taken
    return _without(asked, whole, sides[side], sides[other])


def _without(asked: Asked, whole: str, own: str, other: str) -> Asked:
    """What asks this one of two sides, without the words and the people of the other."""
    besides = tuple(one for one in asked.people if _named(asked, one, other) and not _named(asked, one, own))
    gone = set(content_words(asked.corrected)) - set(content_words(whole))
    return replace(
        asked,
        corrected=whole,
        words=tuple(word for word in asked.words if word not in gone),
        people=tuple(one for one in asked.people if one not in besides),
        wants=wants(whole.partition(ABOUT)[0]),
        besides=besides,
    )


def _named(asked: Asked, person: Person, side: str) -> bool:
    """Whether the side names the person: by surname, by the whole name where two share it, or by office."""
    if asked.office is not None and asked.office.person == person:
        return asked.office.noun in words(in_one_word(side))
    alike = [one for one in asked.people if one.surname == person.surname]
    wanted = set(words(person.name)) if len(alike) > 1 else {person.surname}
    capital = any(word[:1].isupper() and person.surname in words(word) for word in side.split())
    return capital and wanted <= set(words(side))


def _side_by_side(asked: Asked, people: Sequence[Person]) -> bool:
    """Whether the people are named in one breath ("Harris and Wendy Hall"), not one about the other."""
    places = [_mentions(asked, person, people)[:1] for person in people]
    starts = sorted(place.start() for found in places for place in found)
    between = words(asked.corrected[starts[0] : starts[-1]]) if starts else []
    return len(starts) == len(people) and "and" in between and len(between) <= 4 * len(starts)
