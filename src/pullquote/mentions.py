"""Whom a cue verb belongs to: the noun phrase before or after it, as words in their place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from pullquote.cues import ADVERB, NEGATION
from pullquote.nouns import NAME, NO_NAME, ROLES
from pullquote.spans import Span

_TOKEN = re.compile(r"“[^”]*”|\w[\w'’&-]*(?:\.\w[\w'’&-]*)*\.?|[^\w\s]")
_PRONOUNS = frozenset("he she they it we i who which".split())
_BREAK = frozenset(",;:—–()“”.!?[]")
_JOINERS = frozenset(
    "but and that because when while if although though as yet so or whether where since until after before "
    "than then which who what how why unless once whereas".split()
)
_PREPOSITIONS = frozenset("of for at in from with on by to about into over under among within near".split())
_DETERMINERS = frozenset(
    "the a an this these those some many most several its his her their our one another few".split()
)
_APPOSITIVE = re.compile(
    r"(?:who|whose|which|a|an|the|its|their|his|her|one|head|chief|former|now|then|also|\d{2}|[A-Z][\w.]*|[a-z-]+)$"
)
_REACH = 420


class What(Enum):
    """How a mention names."""

    PRONOUN = auto()
    NAME = auto()
    PHRASE = auto()


@dataclass(frozen=True, slots=True)
class Mention:
    """The words that stand for a speaker. `whole` holds its role and determiners too."""

    span: Span
    what: What
    whole: Span
    negated: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    words: str
    start: int
    end: int


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    return [_Token(m.group(), *m.span()) for m in _TOKEN.finditer(text, start, end)]


def before(text: str, start: int, verb: int) -> Mention | None:
    """The subject that ends at `verb`, looking back no further than `start`."""
    tokens = _tokens(text, max(start, verb - _REACH), verb)
    negated = False
    while tokens and (tokens[-1].words.lower() in ADVERB | NEGATION or tokens[-1].words.endswith("ly")):
        negated = negated or tokens[-1].words.lower() in NEGATION
        tokens.pop()
    while tokens and tokens[-1].words.lower() in (
        "n't",
        "didn't",
        "doesn't",
        "don't",
        "didn’t",
        "doesn’t",
        "don’t",
        "won’t",
        "won't",
        "hasn’t",
        "hasn't",
        "wouldn't",
        "wouldn’t",
    ):
        negated = True
        tokens.pop()
    if not tokens:
        return None
    if tokens[-1].words in (",", ")", "—", "–"):
        tokens = _without_appositive(text, tokens)
    elif tokens[-1].words.lower() in ("who", "which", "that"):
        tokens.pop()
        if tokens and tokens[-1].words == ",":
            tokens.pop()
    mention = _ending(text, tokens)
    return Mention(mention.span, mention.what, mention.whole, negated) if mention else None


def _without_appositive(text: str, tokens: list[_Token]) -> list[_Token]:
    """Drop ", the director of X," between a name and its verb; nothing is left if there is none."""
    closing = tokens[-1].words
    opening = {")": "(", ",": ",", "—": "—", "–": "–"}[closing]
    for i in range(len(tokens) - 2, 0, -1):
        token = tokens[i]
        if token.words in ";:!?“" or token.words.startswith("“"):
            break
        if token.words != opening:
            continue
        head, inner = tokens[i - 1], tokens[i + 1]
        if opening == "," and not _APPOSITIVE.match(inner.words):
            continue
        if head.words[0].isupper() and head.words not in NO_NAME or head.words.lower() in ROLES:
            return tokens[:i]
    return []


def _ending(text: str, tokens: list[_Token]) -> Mention | None:
    """The noun phrase at the end of the tokens."""
    if not tokens or tokens[-1].words in _BREAK:
        return None
    last = tokens[-1]
    if last.words.lower() in _PRONOUNS:
        place = Span(last.start, last.end)
        return Mention(place, What.PRONOUN, place)
    chunk = _chunk(tokens)
    if not chunk:
        return None
    whole = Span(chunk[0].start, chunk[-1].end)
    return _named(text, chunk, whole) or _phrase(chunk, whole)


def _chunk(tokens: list[_Token]) -> list[_Token]:
    chunk: list[_Token] = []
    for i in range(len(tokens) - 1, -1, -1):
        words = tokens[i].words
        if words in _BREAK or words.startswith("“") or len(chunk) > 16:
            break
        if words.lower() in _JOINERS:
            joins = (
                words == "and"
                and i
                and chunk
                and tokens[i - 1].words[0].isupper()
                and chunk[0].words[0].isupper()
            )
            if not joins:
                break
        chunk.insert(0, tokens[i])
    return chunk


def _named(text: str, chunk: list[_Token], whole: Span) -> Mention | None:
    """A name at the end of the chunk, unless a common noun with a preposition governs it."""
    if not chunk[-1].words[0].isupper() or chunk[-1].words.endswith(("’s", "'s")):
        return None
    lowered = [token.words.lower() for token in chunk]
    first_preposition = next((i for i, word in enumerate(lowered) if word in _PREPOSITIONS), None)
    roles = [i for i, word in enumerate(lowered) if word in ROLES and not chunk[i].words[0].isupper()]
    governed = (
        first_preposition is not None
        and 0 < first_preposition
        and not chunk[first_preposition - 1].words[0].isupper()
        and not any(i > first_preposition for i in roles)
        and lowered[0] not in _PREPOSITIONS
    )
    if governed:
        return None
    begin = len(chunk) - 1
    while begin > 0 and (chunk[begin - 1].words[0].isupper() or _joins_names(chunk, begin - 1)):
        begin -= 1
    while begin < len(chunk) - 1 and chunk[begin].words in NO_NAME:
        begin += 1
    return Mention(Span(chunk[begin].start, chunk[-1].end), What.NAME, whole)


def _joins_names(chunk: list[_Token], i: int) -> bool:
    return (
        i > 0
        and chunk[i].words
        in ("and", "of", "for", "de", "van", "von", "bin", "al", "der", "the", "la", "del", "da")
        and (chunk[i - 1].words[0].isupper() or chunk[i].words == "the")
    )


def _phrase(chunk: list[_Token], whole: Span) -> Mention | None:
    lowered = [token.words.lower() for token in chunk]
    if lowered[0] in _PREPOSITIONS:
        return None
    place = whole
    return Mention(place, What.PHRASE, whole)


_STOP_AFTER = re.compile(
    r"[,.;:!?“”()\n—–]|\b(?:who|which|in|on|at|during|after|before|when|while|told|as|by|to|from|about|that|because|last|this"
    r"|yesterday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)


def after(text: str, verb_end: int, end: int) -> Mention | None:
    """The subject that follows an inverted verb or "according to"."""
    begin = verb_end
    while begin < end and text[begin].isspace():
        begin += 1
    stop_match = _STOP_AFTER.search(text, begin, end)
    stop = stop_match.start() if stop_match else end
    tokens = _tokens(text, begin, stop)
    if not tokens:
        return None
    if tokens[0].words.lower() in _PRONOUNS:
        place = Span(tokens[0].start, tokens[0].end)
        return Mention(place, What.PRONOUN, place)
    whole = Span(tokens[0].start, tokens[-1].end)
    lowered = [token.words.lower() for token in tokens]
    roles = [i for i, word in enumerate(lowered) if word in ROLES]
    names = [m for m in NAME.finditer(text, begin, stop) if m.group() not in NO_NAME]
    if names and lowered[0] not in ("the", "a", "an"):
        late = [m for m in names if not roles or m.start() > tokens[roles[-1]].start]
        chosen = (late or names)[0] if not roles else (late or names)[0]
        return Mention(
            Span(
                chosen.start(),
                names[-1].end()
                if chosen is names[0]
                and len(names) > 1
                and " and " in text[chosen.end() : names[-1].start() + 1]
                else chosen.end(),
            ),
            What.NAME,
            whole,
        )
    if (
        names
        and roles
        and names[-1].start() == tokens[-1].start
        or names
        and roles
        and names[-1].end() == whole.end
        and names[-1].start() > tokens[roles[-1]].start
        and tokens[roles[-1]].end + 1 == names[-1].start()
    ):
        return Mention(Span(*names[-1].span()), What.NAME, whole)
    return Mention(whole, What.PHRASE, whole)


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


def first(text: str, start: int, end: int) -> Mention | None:
    """The first name or pronoun of a frame, as its likeliest subject."""
    for match in _TOKEN.finditer(text, start, end):
        if match.group() in NO_NAME and match.group().lower() not in ("he", "she", "they"):
            continue
        found = leading(text, match.start(), end)
        if found and not text.startswith(("'s", "’s"), found.span.end):
            return found
    return None
