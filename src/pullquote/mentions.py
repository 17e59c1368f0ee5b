"""Whom a cue verb belongs to: the noun phrase before or after it, as words in their place.

The text has its quotations masked. No parser is needed: a subject ends at its verb, adverbs and appositions
aside, and a name is capitalised.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto

from pullquote.cues import ADVERB, NEGATION
from pullquote.nouns import COMMON_BODIES, NAME, NO_NAME, ROLES
from pullquote.spans import Span

_TOKEN = re.compile(r"“[^”]*”|\w[\w'’&-]*(?:\.\w[\w'’&-]*)*(?:\.(?=\s\w|,))?|[^\w\s]")
_PRONOUNS = frozenset("he she they it we i who which".split())
_RELATIVE = frozenset({"who", "which", "that"})
_QUANTIFIERS = frozenset("some many several others those most critics experts people officials few".split())
_PASSIVE = frozenset("is are was were be been being".split())
_REFLEXIVE = frozenset("itself himself herself themselves".split())
_BREAK = frozenset(",;:—–()“”.!?[]*•|")
_STOPS = frozenset(
    "but that because when while if although though as yet so or whether where since until after before than then "
    "which who what how why unless once whereas and is are was were be been being has have had will would can could "
    "may might should must do does did not criticized criticised".split()
)
_PREPOSITIONS = frozenset(
    "of for at in from with on by to about into over under among within near inside".split()
)
_DETERMINERS = frozenset(
    "the a an this that these those some many most several its his her their our one another no two three".split()
)
_NEGATED = re.compile(r"(?:\w+n[’']t|not|never|no|nor|neither|without|cannot|rarely|hardly)$")
_SET_OFF = frozenset(
    "in on at during after before who which whose led based speaking seen through with by for".split()
)
_OPENING = {")": "(", ",": ",", "—": "—", "–": "–"}
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

    @property
    def capital(self) -> bool:
        return self.words[0].isupper()


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    return [_Token(m.group(), *m.span()) for m in _TOKEN.finditer(text, start, end)]


def before(text: str, start: int, verb: int) -> Mention | None:
    """The subject that ends at `verb`, looking back no further than `start`."""
    tokens = _tokens(text, max(start, verb - _REACH), verb)
    negated = False
    while tokens and _between_subject_and_verb(tokens[-1].words.lower()):
        negated = negated or bool(_NEGATED.match(tokens[-1].words.lower())) or tokens[-1].words in NEGATION
        tokens.pop()
    if tokens and tokens[-1].words.lower() in _REFLEXIVE:
        tokens.pop()
    if not tokens:
        return None
    found = _set_off(text, tokens) if tokens[-1].words in _OPENING else _relative(text, tokens)
    return replace(found, negated=negated) if found else None


def _between_subject_and_verb(word: str) -> bool:
    return word in ADVERB or word in NEGATION or word.endswith("ly") or bool(_NEGATED.match(word))


def _relative(text: str, tokens: list[_Token]) -> Mention | None:
    """The noun phrase at the end; of a relative pronoun, its antecedent."""
    if tokens[-1].words.lower() not in _RELATIVE:
        return _ending(text, tokens)
    tokens = tokens[:-1]
    if tokens and tokens[-1].words == ",":
        tokens = tokens[:-1]
    if tokens and tokens[-1].words in _OPENING:
        return _set_off(text, tokens)
    return _ending(text, tokens)


def _set_off(text: str, tokens: list[_Token]) -> Mention | None:
    """The subject in front of ", the director of X," or, of "the mayor, Ann Lee,", the name inside."""
    opening = _OPENING[tokens[-1].words]
    for i in range(len(tokens) - 2, 0, -1):
        token = tokens[i]
        if token.words in ";:!?" or token.words.startswith("“"):
            break
        if token.words != opening:
            continue
        head, inner = tokens[i - 1], tokens[i + 1 : -1]
        if not inner:
            continue
        if name := _apposed_name(tokens[:i], inner):
            return name
        if _subject_head(tokens[:i], inner[0]):
            return _ending(text, _without_reflexive(tokens[:i]))
    return None


def _without_reflexive(tokens: list[_Token]) -> list[_Token]:
    return tokens[:-1] if tokens[-1].words.lower() in _REFLEXIVE else tokens


def _apposed_name(ahead: list[_Token], inner: list[_Token]) -> Mention | None:
    """ "the deckhand Yusuf Demirel" or "Ann Lee", set off behind a common noun."""
    if any(token.words in _BREAK for token in inner) or not inner[-1].capital:
        return None
    begin = len(inner) - 1
    while begin and (inner[begin - 1].capital or _inside_name(inner, begin - 1)):
        begin -= 1
    head = ahead[-1].words.lower()
    if len(inner) - begin < (1 if head in ROLES or head in COMMON_BODIES else 2) or len(inner) > 7:
        return None
    lead = [token.words.lower() for token in inner[:begin]]
    governed = head in ROLES or any(token.words in ROLES for token in _chunk(ahead))
    if ahead[-1].capital and not governed or any(word in _PREPOSITIONS or word in _STOPS for word in lead):
        return None
    chunk = _chunk(ahead)
    first = chunk[0].start if chunk and chunk[0].words.lower() not in _PREPOSITIONS else inner[begin].start
    return Mention(Span(inner[begin].start, inner[-1].end), What.NAME, Span(first, inner[-1].end))


def _subject_head(tokens: list[_Token], inner: _Token) -> bool:
    """True if the tokens may end in a subject that what is set off describes."""
    head = tokens[-1]
    if head.words.lower() in _REFLEXIVE:
        return True
    if head.capital and head.words not in NO_NAME:
        return inner.words[0].isalnum()
    if head.words.lower() in ROLES:
        return True
    return inner.words.lower() in _SET_OFF and any(t.words.lower() in _DETERMINERS for t in tokens[-8:])


def _ending(text: str, tokens: list[_Token]) -> Mention | None:
    """The noun phrase at the end of the tokens."""
    if not tokens or tokens[-1].words in _BREAK or tokens[-1].words.startswith("“"):
        return None
    last = tokens[-1]
    if last.words.lower() in _PRONOUNS:
        place = Span(last.start, last.end)
        return Mention(place, What.PRONOUN, place)
    chunk = _chunk(tokens)
    if not chunk:
        return None
    whole = Span(chunk[0].start, chunk[-1].end)
    return _named(chunk, whole) or _phrase(chunk)


def _chunk(tokens: list[_Token]) -> list[_Token]:
    """The tokens back to the last break, conjunction or verb; "and" between two names stays."""
    begin = len(tokens)
    while begin and len(tokens) - begin <= 16:
        words = tokens[begin - 1].words
        if words in _BREAK or words.startswith("“"):
            break
        if words.lower() in _STOPS and not _joins(tokens, begin - 1):
            break
        if words == "by" and begin > 1 and tokens[begin - 2].words.endswith("ed"):
            if _PASSIVE.intersection(token.words for token in tokens[max(0, begin - 5) : begin - 2]):
                break
        begin -= 1
    return tokens[begin:]


def _joins(tokens: list[_Token], i: int) -> bool:
    if tokens[i].words != "and" or not 0 < i < len(tokens) - 1 or not tokens[i - 1].capital:
        return False
    after_the = tokens[i + 1].words == "the" and i + 2 < len(tokens) and tokens[i + 2].capital
    return tokens[i + 1].capital or after_the


def _named(chunk: list[_Token], whole: Span) -> Mention | None:
    """A name at the end of the chunk, unless a common noun with a preposition governs it."""
    last = chunk[-1]
    if (
        not last.capital
        or last.words.endswith(("’s", "'s"))
        or last.words.lower() in ROLES
        or _governed(chunk)
    ):
        return None
    begin = len(chunk) - 1
    while begin and (chunk[begin - 1].capital or _inside_name(chunk, begin - 1)):
        begin -= 1
    while begin < len(chunk) - 1 and chunk[begin].words in NO_NAME:
        begin += 1
    if chunk[begin].words in NO_NAME and len(chunk[begin].words) > 2:
        return None
    return Mention(Span(chunk[begin].start, last.end), What.NAME, whole)


def _governed(chunk: list[_Token]) -> bool:
    """True for "a spokesman for Acme", "researchers at MIT"; not for "professor Ann Lee"."""
    lowered = [token.words.lower() for token in chunk]
    first = next((i for i, word in enumerate(lowered) if word in _PREPOSITIONS), 0)
    if (
        not first
        or chunk[first - 1].capital
        and chunk[first - 1].words not in NO_NAME
        and not chunk[first - 1].words.endswith("s")
    ):
        return first > 0 and lowered[first - 1] in ROLES
    if chunk[first - 1].capital and first > 1:
        return False
    return not any(word in ROLES and not chunk[i].capital for i, word in enumerate(lowered) if i > first)


def _inside_name(chunk: list[_Token], i: int) -> bool:
    words = chunk[i].words
    if words == "the":
        return i > 1 and chunk[i - 1].words in ("of", "for", "and")
    inner = ("and", "of", "for", "de", "van", "von", "bin", "al", "der", "la", "del", "da", "&")
    return i > 0 and words in inner and chunk[i - 1].capital


def _phrase(chunk: list[_Token]) -> Mention | None:
    """A common noun phrase; after an opening preposition, what its last determiner begins."""
    if chunk[0].words.lower() in _PREPOSITIONS:
        places = [i for i, token in enumerate(chunk) if token.words.lower() in _DETERMINERS]
        if len(places) < 2:
            return None
        chunk = chunk[places[-1] :]
    if len(chunk) > 1 and chunk[0].capital and _verb_like(chunk):
        return None
    lowered = [token.words.lower() for token in chunk]
    vague = [i for i, word in enumerate(lowered) if word in _QUANTIFIERS]
    if vague and lowered[0] not in _DETERMINERS:
        chunk = chunk[vague[-1] :]
    whole = Span(chunk[0].start, chunk[-1].end)
    return Mention(whole, What.PHRASE, whole)


def _verb_like(chunk: list[_Token]) -> bool:
    """True for "Lee addresses other": a name, and a word that must be its verb."""
    second = chunk[1].words
    named = (
        chunk[0].words not in NO_NAME
        and chunk[0].words.lower().rstrip("s") not in ROLES
        and not chunk[0].words.endswith(("’s", "'s", "’", "'"))
    )
    verb = second.islower() and second.endswith(("s", "ed")) and second.rstrip("s") not in ROLES
    return named and verb and len(chunk) > 2


_STOP_AFTER = re.compile(
    r"[,;:!?“”()\n—–]|\.(?=\s|$)(?<![A-Z]\.)(?<!\b(?:Mr|Ms|Dr|St)\.)(?<!\b(?:Mrs|Sen|Rep|Gov|Gen)\.)(?<!Prof\.)"
    r"|\b(?:who|which|whose|in|on|at|during|after|before|when|while|told|as|by|to|from|about|that|because|last|this"
    r"|with|herself|himself|itself|yesterday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)


_STOP_WIDE = re.compile(r"[,;:!?“”()\n—–]|\.(?=\s|$)(?<![A-Z]\.)|\b(?:who|which|whose|that|told)\b")


def after(text: str, verb_end: int, end: int, *, wide: bool = False) -> Mention | None:
    """The subject that follows an inverted verb; `wide`: one that follows "according to", up to a comma."""
    begin = verb_end
    while begin < end and text[begin].isspace():
        begin += 1
    limit = min(end, begin + _REACH)
    stop = (_STOP_WIDE if wide else _STOP_AFTER).search(text, begin, limit)
    tokens = _tokens(text, begin, stop.start() if stop else limit)
    if not tokens:
        return None
    if tokens[0].words.lower() in _PRONOUNS:
        place = Span(tokens[0].start, tokens[0].end)
        return Mention(place, What.PRONOUN, place)
    whole = Span(tokens[0].start, tokens[-1].end)
    return (
        _name_after(text, tokens, whole)
        or _apposed_after(text, tokens, whole, end)
        or Mention(whole, What.PHRASE, whole)
    )


def _name_after(text: str, tokens: list[_Token], whole: Span) -> Mention | None:
    """ "Maria Ruiz", "U.S. policy specialist Maria Ruiz of Acme", "Lee and Cho", "the biologist Maria Ruiz"."""
    names = [m for m in NAME.finditer(text, whole.start, whole.end) if m.group() not in NO_NAME]
    roles = [token for token in tokens if token.words.lower() in ROLES and not token.capital]
    if roles:
        names = [m for m in names if m.start() == roles[-1].end + 1]
    elif tokens[0].words.lower() in _DETERMINERS:
        body = tokens[0].words == "the" and names and names[0].start() == tokens[0].end + 1
        names = names if body and names[-1].end() == whole.end else []
    if (
        not names
        or names[0].start() > whole.start
        and not roles
        and tokens[0].words.lower() not in _DETERMINERS
    ):
        return None
    first, last = names[0], names[0]
    for name in names[1:]:
        if text[last.end() : name.start()] in (" and ", ", ", " & ", " of ", " of the ", " for "):
            last = name
    return Mention(Span(first.start(), last.end()), What.NAME, whole)


def _apposed_after(text: str, tokens: list[_Token], whole: Span, end: int) -> Mention | None:
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


def first(text: str, start: int, end: int) -> Mention | None:
    """The first name or pronoun of a frame, as its likeliest subject; a role with its name gives the name."""
    for match in _TOKEN.finditer(text, start, min(end, start + _REACH)):
        if match.group() in NO_NAME and match.group().lower() not in ("he", "she", "they", "it"):
            continue
        found = leading(text, match.start(), end)
        if found and not text.startswith(("'s", "’s"), found.span.end):
            return found
    return None
