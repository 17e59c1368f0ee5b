"""Questions that ask who somebody is, and the words by which an article introduces people."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from pullquote.attribution.roles import role_at
from pullquote.people_known import Person, is_personal
from pullquote.spans import Span
from pullquote.wording import words

_NAME = r"(?P<name>[\w.’'-]+(?: [\w.’'-]+){0,4}?)"
_POST = r"(?:job|role|position|title|profession|occupation|post|affiliation|employer|background)"
_BODY = r"(?:company|firm|organi[sz]ation|body|group|institution|university|party)"
_ASKS = tuple(
    re.compile(rf"\s*(?:(?:and|but|so)\b,?\s+)?{pattern}\s*[?.!]*\s*", re.IGNORECASE)
    for pattern in (
        rf"who(?:[’']s| is| was| are| were) (?:this )?{_NAME}",
        rf"what(?:[’']s| is| was) {_NAME}[’']s? {_POST}",
        rf"what does {_NAME} do(?: for a living)?",
        rf"what {_POST} (?:does|did) {_NAME} (?:have|hold)",
        rf"(?:where|whom?|for whom|(?:for )?(?:what|which) {_BODY}) (?:does|did) {_NAME} work(?: for| at)?",
    )
)

_SEVERAL = tuple(
    re.compile(rf"\s*(?:(?:and|but|so)\b,?\s+)?{pattern}\s*[?.!]*\s*", re.IGNORECASE)
    for pattern in (
        r"who(?:[’']re|[’']s| are| were| is| was) (?P<names>[^?]+?)",
        r"(?P<names>[^?]+?)\s*[,:;.–—-]?\s+who(?:[’']re|[’']s| are| were| is| was) (?:who|they)",
    )
)
_NEXT = re.compile(r",?\s+and\s+(?:who(?:[’']s| is| was) )?|,\s*", re.IGNORECASE)
MOST = 3
"""People of whom it can be asked at once who they are."""

_DESCRIBED = re.compile(
    r"(?:(?:, \d{1,3})?, (?:who|whose)|(?: is| was|, \d{1,3}, is) (?:an?|the|one of))\b[^,;.:!?“”\"()]+"
)
"""Behind a name: "Lee, who runs the bakery", "Lee is a baker"."""

_OWNING = re.compile(r"[’']s?$")


def asked_after(question: str, people: Sequence[Person]) -> tuple[frozenset[str], ...]:
    """Of each of whom the question asks who that is the names; none when it asks something else.

    "Who is Lee", "what is Ann Lee's job", "where does Lee work", "who are Lee and Bo Ray". Somebody whom no
    article quotes has to be written with capitals: "who is to blame" asks after nobody; in a list of several
    with two words, too: "Marks and Spencer" may be a shop, "Ray, MP" is one person.
    """
    matches = (pattern.fullmatch(question) for pattern in _ASKS)
    name = next((_OWNING.sub("", match["name"]) for match in matches if match), "")
    if one := _called(name, people):
        return (one,)
    several = tuple(_called(each, people, fewest=2) for each in listed(question))
    return several if 1 < len(set(several)) == len(several) <= MOST and all(several) else ()


def listed(question: str) -> list[str]:
    """The names in a question that asks who several are, as they are written: at least two, or none."""
    matches = (pattern.fullmatch(question) for pattern in _SEVERAL)
    names = next((_NEXT.split(match["names"]) for match in matches if match), [])
    return [_OWNING.sub("", name.strip()) for name in names] if len(names) > 1 else []


def left_out(question: str, introduced: Sequence[Collection[str]], quotes: Sequence[str]) -> list[str]:
    """Of several who are asked after, in an answer of these quotes: a remark for each whom none names."""
    if len(introduced) < 2 or not quotes:
        return []
    told = [words(quote) for quote in quotes]
    return [
        f"Nothing in the articles was found that introduces {written}."
        for written, names in zip(listed(question), introduced, strict=True)
        if not any(words(name)[-1] in quote for name in names for quote in told)
    ]


def _called(name: str, people: Sequence[Person], fewest: int = 1) -> frozenset[str]:
    """The names of who is called so; of somebody whom no article quotes it needs so many words."""
    known = frozenset(own for one in people if _is_called(one, words(name)) for own in one.names)
    written = len(name.split()) >= fewest and all(word[:1].isupper() for word in name.split())
    return known or frozenset([name] if written else [])


def _is_called(person: Person, said: Sequence[str]) -> bool:
    """Whether these words are the person's surname, alone or with a first name or words of the role."""
    own = {part for name in person.names for part in words(name)} | set(words(person.role or ""))
    return person.surname in said and set(said) <= own and is_personal(person.name)


def introduction(sentence: str, names: Collection[str]) -> Span | None:
    """Where a sentence says what somebody is: from the name to the end of the role, or the reverse."""
    for name in sorted(names, key=len, reverse=True):
        for match in re.finditer(rf"\b{re.escape(name)}\b", sentence, re.IGNORECASE):
            if told := _told(sentence, Span(*match.span())):
                return told
    return None


def _told(sentence: str, name: Span) -> Span | None:
    role = role_at(sentence, name)  # may be worded otherwise than here: "prosecutor" for "Prosecuting, Lee"
    before = sentence.rfind(role, 0, name.start) if role else -1
    behind = sentence.find(role, name.end) if role else -1
    if before >= 0 > behind:
        return Span(before, name.end)
    described = _DESCRIBED.match(sentence, name.end)
    ends = [behind + len(role) if role and behind >= 0 else 0, described.end() if described else 0]
    return Span(name.start, max(ends)) if any(ends) else None
