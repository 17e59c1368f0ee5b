"""Two circumstances that a question asks about side by side: "in law and in the schools"."""

from __future__ import annotations

import re

ASKING = r"(?:what|which|who|whom|whose|how|when|where|why)"
"""Words that ask."""

HOW = r"(?:in|by|on|at|for|before|after|under|against|from|with)"
"""Prepositions of a circumstance."""

_LATER = (
    r"(?:(?:(?:an?|some|two|three|four|five|six|seven|eight|nine|ten|\d+) )?\w+"
    r" (?:later|earlier|before|after)"
    r"|the (?:following|next|previous) \w+|the \w+ (?:after|before))"
)
_WORDS = r"(?:(?![.:!] )[^,;?“”\"«»]){3,80}"
_CORE = rf"^(?P<core>(?=.*\b{ASKING}\b)\W*[\w’'].{{9,}}"
_SIDE_BY_SIDE = (
    re.compile(
        rf"{_CORE}(?<!,)(?<! and))(?P<comma>,?) (?P<one>(?P<how>{HOW})\b {_WORDS}?)"
        rf",? and (?:then )?(?P<two>(?P=how)\b {_WORDS})[\s.?!]*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_CORE}?)(?P<comma>,?) (?P<one>{HOW}\b {_WORDS}?),? and (?:then )?(?P<two>{_LATER})[\s.?!]*$",
        re.IGNORECASE,
    ),
)
"""Two circumstances that are asked about side by side: "what was done, in law and in schools", "how many were
there on the first day and a week later". The first begins as late as may be, as "lost in the car industry in
2008 and in 2009" tells of the industry both times."""

_FURTHER = re.compile(
    rf"(?<=\s)(?:{HOW}|to|of|between|about|over|than|into|through|near|during|since|until|as|while|when|where"
    r"|because|who|which|that|last|next|this)\b",
    re.IGNORECASE,
)
"""What begins a further phrase in one of them."""

_AS_LONG = 1
"""Words that the second may have more than the first without a further phrase that belongs to both."""

_AS_ONE = re.compile(
    r"\b(?:both|together|altogether|combined|in (?:common|total|all)|same|between|differ\w*)\b"
    r"|\w\W+compar(?:e|es|ed)\b",
    re.IGNORECASE,
)
"""What asks of two circumstances at once: how they compare, what they come to, who is in both."""

_WHO_DID = re.compile(r"\W*(?:who|which)\b", re.IGNORECASE)
"""What asks whom or which it was in both: "who voted for it in 2020 and in 2021"."""


def circumstances(question: str) -> re.Match[str] | None:
    """The two circumstances, if it asks about each of two.

    None where it asks for what both have in common, or where what follows the second may belong to both: "in
    March and in April to the ferry".
    """
    if _AS_ONE.search(question):
        return None
    same, later = (pattern.search(question) for pattern in _SIDE_BY_SIDE)
    if same is None or same["comma"]:
        return same or later
    one, two = same["one"], same["two"]
    further = _FURTHER.search(two) and not _FURTHER.search(one)
    longer = len(two.split()) > len(one.split()) + _AS_LONG and not _FURTHER.search(two)
    return None if further or longer or _WHO_DID.match(question) else same
