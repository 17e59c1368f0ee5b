"""The subject behind its verb (`“…,” said Ruiz`), behind "according to", or at the start of a stretch."""

from __future__ import annotations

import re

from pullquote.attribution.nouns import COMMON_BODIES, NAME, NO_NAME, PARTICLES, ROLES
from pullquote.attribution.tokens import DETERMINERS, PRONOUNS, REACH, TOKEN, Mention, Token, What, tokens_in
from pullquote.spans import Span

_STOP_AFTER = re.compile(
    r"[,;:!?“”()\n—–]|\.(?=\s|$)(?<![A-Z]\.)(?<!\b(?:Mr|Ms|Dr|St)\.)(?<!\b(?:Mrs|Sen|Rep|Gov"
    r"|Gen)\.)(?<!Prof\.)"
    r"|\b(?:who|which|whose|in|on|at|during|after|before|when|while|told|as|by|to|from|about|that|because"
    r"|last|this"
    r"|with|herself|himself|itself|yesterday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)


_PARTICLES = re.compile(rf"(?:(?:{'|'.join(sorted(PARTICLES))}) )+")
_STOP_WIDE = re.compile(r"[,;:!?“”()\n—–]|\.(?=\s|$)(?<![A-Z]\.)|\b(?:who|which|whose|that|told)\b")


def after(text: str, verb_end: int, end: int, *, wide: bool = False) -> Mention | None:
    """The subject that follows an inverted verb; `wide`: one that follows "according to", up to a comma."""
    begin = verb_end
    while begin < end and text[begin].isspace():
        begin += 1
    limit = min(end, begin + REACH)
    stop = (_STOP_WIDE if wide else _STOP_AFTER).search(text, begin, limit)
    tokens = tokens_in(text, begin, stop.start() if stop else limit)
    if not tokens:
        return None
    if tokens[0].words.lower() in PRONOUNS:
        place = Span(tokens[0].start, tokens[0].end)
        return Mention(place, What.PRONOUN, place)
    whole = Span(tokens[0].start, tokens[-1].end)
    return (
        _name_after(text, tokens, whole)
        or _apposed_after(text, tokens, whole, end)
        or Mention(whole, What.PHRASE, whole)
    )


def _name_after(text: str, tokens: list[Token], whole: Span) -> Mention | None:
    """ "Maria Ruiz", "U.S. specialist Maria Ruiz of Acme", "Lee and Cho", "the biologist Maria Ruiz"."""
    names = [m for m in NAME.finditer(text, whole.start, whole.end) if m.group() not in NO_NAME]
    roles = [token for token in tokens if token.words.lower() in ROLES and not token.capital]
    if roles:
        names = [m for m in names if m.start() == roles[-1].end + 1]
    elif tokens[0].words.lower() in DETERMINERS:
        body = tokens[0].words == "the" and names and names[0].start() == tokens[0].end + 1
        names = names if body and names[-1].end() == whole.end else []
    if names and names[0].start() > whole.start and _PARTICLES.fullmatch(text, whole.start, names[0].start()):
        return Mention(Span(whole.start, names[-1].end()), What.NAME, whole)  # "said van den Berg"
    if not names or (
        names[0].start() > whole.start and not roles and tokens[0].words.lower() not in DETERMINERS
    ):
        return None
    first, last = names[0], names[0]
    for name in names[1:]:
        if text[last.end() : name.start()] in (" and ", ", ", " & ", " of ", " of the ", " for "):
            last = name
    return Mention(Span(first.start(), last.end()), What.NAME, whole)


def _apposed_after(text: str, tokens: list[Token], whole: Span, end: int) -> Mention | None:
    """ "the planning officer, Ruth Delacroix,": the name behind the role."""
    if tokens[-1].capital or not text.startswith(", ", whole.end):
        return None
    name = NAME.match(text, whole.end + 2, end)
    if not name or not _ENDS.match(text, name.end()) or name.group().split()[0] in NO_NAME:
        return None
    if " " not in name.group() and tokens[-1].words.lower() not in ROLES | COMMON_BODIES:
        return None
    return Mention(Span(*name.span()), What.NAME, Span(whole.start, name.end()))


_ENDS = re.compile(r"[,.;:]|$")


def leading(text: str, start: int, end: int) -> Mention | None:
    """A name or pronoun that begins right at `start`."""
    match = NAME.match(text, start, end)
    if match and match.group() not in NO_NAME:
        place = Span(*match.span())
        return Mention(place, What.NAME, place)
    pronoun = _LEADING_PRONOUN.match(text, start, end)
    if pronoun:
        place = Span(*pronoun.span())
        return Mention(place, What.PRONOUN, place)
    return None


_LEADING_PRONOUN = re.compile(r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t)\b")


_PLURAL = re.compile(r"[A-Z][\w-]+ (?:[a-z]+ )?([a-z]+s)(?= [a-z])")

_THING = re.compile(
    r"(?:An?|The) (?:[a-z-]+ ){1,3}?(?:in|at|of|for|near|from) (?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+){0,3}"
    r"(?= (?:is|was|has|had|will|would|[a-z]+ed)\b)"
)
"""A subject whose name is only where it is: "A bakery in Leeds"."""


def first(text: str, start: int, end: int) -> Mention | None:
    """The first name or pronoun of a frame, as its likeliest subject; a role with its name gives the name."""
    if plural := _PLURAL.match(text, start, end):
        noun = plural.group(1).rstrip("s")
        if noun in ROLES or noun in COMMON_BODIES:
            place = Span(*plural.span())
            return Mention(place, What.PHRASE, place)
    if thing := _THING.match(text, start, end):
        place = Span(*thing.span())
        return Mention(place, What.PHRASE, place)
    for match in TOKEN.finditer(text, start, min(end, start + REACH)):
        if match.group() in NO_NAME and match.group().lower() not in ("he", "she", "they", "it"):
            continue
        found = leading(text, match.start(), end)
        if found and not text.startswith(("'s", "’s"), found.span.end):
            return found
    return None
