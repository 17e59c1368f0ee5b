"""A question that asks several things, taken apart: each part is looked up by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pullquote.conversation import ABOUT
from pullquote.introductions import asked_after, listed
from pullquote.offices import in_one_word
from pullquote.people_known import Person
from pullquote.questions import SAYING, Asked, wants
from pullquote.wording import STOPWORDS, WORD, content_words, folded, words

MOST = 3
"""Parts that are looked up; a question with more is one question to us."""

_ASKING = r"(?:what|which|who|whom|whose|how|when|where|why)"
_JOINT = re.compile(
    r"\s*(?:[,;:]\s*(?:and|but)?|\band\b|\bbut\b)\s+"
    rf"(?=(?:(?:in|to|of|on|for|against|towards?|by|with)\s+)?{_ASKING}\b)",
    re.IGNORECASE,
)
_AUXILIARY = (
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must)(?:n['’]t)?\b"
)
_QUESTION = re.compile(rf"\b{_ASKING}\b|^\W*{_AUXILIARY}", re.IGNORECASE)
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
    r"\bhow (?:much |far )?(?:did|do|does|has|have|had)\b.*\b(?:change[ds]?|shift(?:s|ed)?|evolve[ds]?)\b"
    r"|\bat first\b.*\b(?:later|now|in the end)\b",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(r"^\W*(?:which|what|whose) [\w’'-]+\W*$", re.IGNORECASE)
"""Half of a question that has its noun in common with the other half: "which good and which bad sides"."""

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


_HOW = r"(?:in|by|on|at|for|before|after|under|against|from|with)"
_LATER = (
    r"(?:(?:an?|some|two|three|four|five|six|seven|eight|nine|ten|\d+) )?\w+ (?:later|earlier|before|after)"
)
_WORDS = r"(?:(?![.:!] )[^,;?]){3,80}"
_PARALLEL = re.compile(
    rf"^(?P<core>(?=.*\b{_ASKING}\b)\W*[\w’'].{{9,}}?)(?P<comma>,?) (?P<one>(?P<how>{_HOW})\b {_WORDS}?)"
    rf",? and (?:then )?(?P<two>(?:(?P=how)\b {_WORDS}|{_LATER}))\W*$",
    re.IGNORECASE,
)
"""Two circumstances that are asked about side by side: "what was done, in law and in schools", "how many were
there on the first day and a week later"."""

_FURTHER = re.compile(rf"(?<=\s)(?:{_HOW}|to|of|between|about|over|than|into)\b", re.IGNORECASE)
"""What begins a further phrase in one of them."""


def aspects(asked: Asked, *, as_one: bool = False) -> tuple[Asked, ...]:
    """The parts of a question that are to be looked up one by one; the question itself when it is one.

    "How do A and B each see it" asks about A, and about B, unless they speak `as_one` somewhere; also where
    one of them, or both, is nobody whom the articles quote ("the company"). "Who said it, and when was that"
    asks twice, and the second part needs the first to be understood.
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
    if found := _circumstances(own):
        return tuple(_under(asked, found, circumstance) for circumstance in ("one", "two"))
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


def _circumstances(question: str) -> re.Match[str] | None:
    """The two circumstances, if it asks about two; not where what follows the second may belong to both: "in
    March and in April to the ferry"."""
    found = _PARALLEL.search(question)
    if found is None or found["comma"] or not found["two"].lower().startswith(found["how"].lower()):
        return found
    one, two = (_FURTHER.search(found[side]) for side in ("one", "two"))
    return None if two and not one else found


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
    piece = f"{pieces[number]} ({after})" if after else pieces[number]
    own = content_words(pieces[number])
    named = tuple(person for person in asked.people if person.surname in words(pieces[number]))
    return replace(
        asked,
        corrected=piece,
        words=tuple(own),
        people=named,
        wants=wants(pieces[number]),
        introduced=asked_after(pieces[number], named),
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
    others = {word for one in people if one != person for word in words(one.name)} - set(words(person.name))
    left = tuple(word for word in asked.words if word not in others)
    named = {word for one in people for word in words(one.name)}
    places = [match for match in WORD.finditer(asked.corrected) if folded(match.group()) in named]
    start, end = places[0].start(), places[-1].end()
    whose = set(words(person.name))
    own = max(_AND.split(asked.corrected[start:end]), key=lambda piece: len(whose & set(words(piece))))
    alone = _alone(_of_one_person(asked.corrected[:start]), own, asked.corrected[end:])
    return replace(asked, corrected=alone, words=left, people=(person,))


def _told_apart(parts: Iterable[Asked]) -> tuple[Asked, ...]:
    """The parts, but as one those that read alike: of two of one surname the question does not say which."""
    alike: dict[str, Asked] = {}
    for part in parts:
        same = alike.get(part.corrected)
        alike[part.corrected] = replace(same, people=same.people + part.people) if same else part
    return tuple(alike.values())


def _under(asked: Asked, found: re.Match[str], circumstance: str) -> Asked:
    """The question under this one of two circumstances."""
    _, about, taken = asked.corrected.partition(ABOUT)
    core = re.sub(r"^\W*compare\s+", "", found["core"], flags=re.IGNORECASE)
    whole = f"{core}{found['comma']} {found[circumstance]}?" + about + taken
    gone = set(content_words(asked.corrected)) - set(content_words(whole))
    return replace(asked, corrected=whole, words=tuple(word for word in asked.words if word not in gone))


def _of_one_person(before: str) -> str:
    """What stands before the names of several, with its verb as it stands before the name of one."""
    for many, one in _OF_ONE:
        before = re.sub(rf"\b{many}(?=\s*$)", one, before)
    return before


def _alone(before: str, own: str, behind: str) -> str:
    """What stands before and behind several names or sides, with one of them between."""
    before = re.sub(r"^\W*compare\s+", "", before, flags=re.IGNORECASE)
    return before + own + re.sub(r"^\s+(?:each|both)\b", "", behind)


def _of_one(asked: Asked, sides: re.Match[str], side: str, other: str) -> Asked:
    """The question as if it named only this side; who is named on the other does not answer for it."""
    own, about, taken = asked.corrected.partition(ABOUT)
    before = own[: sides.start("one")]
    if any(_named(asked, one, sides[side]) for one in asked.people):
        before = _of_one_person(before)
    whole = _alone(before, sides[side], own[sides.end("two") :]) + about + taken
    besides = tuple(
        one
        for one in asked.people
        if _named(asked, one, sides[other]) and not _named(asked, one, sides[side])
    )
    gone = set(content_words(sides[other])) - set(content_words(whole))
    return replace(
        asked,
        corrected=whole,
        words=tuple(word for word in asked.words if word not in gone),
        people=tuple(one for one in asked.people if one not in besides),
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
    said = words(asked.corrected)
    names = [(words(person.name)[0], person.surname) for person in people]
    places = sorted(said.index(one if one in said else own) for one, own in names if own in said)
    between = said[places[0] : places[-1]] if places else []
    return len(places) == len(people) and "and" in between and len(between) <= 4 * len(places)
