"""Whom a cue verb belongs to: the noun phrase before or after it, as words in their place.

The text has its quotations masked. No parser is needed: a subject ends at its verb, adverbs and appositions
aside, and a name is capitalised.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile

from pullquote.attribution.cues import ADVERB, NEGATION
from pullquote.attribution.noun_phrases import BREAK, PREPOSITIONS, STOPS, chunk_of, ending, inside_name
from pullquote.attribution.nouns import COMMON_BODIES, DOCUMENTS, NO_NAME, PARTY_AND_SEAT, ROLES
from pullquote.attribution.tokens import DETERMINERS, REACH, Mention, Token, What, tokens_in
from pullquote.attribution.wordlists import words
from pullquote.spans import Span

_RELATIVE = frozenset({"who", "which", "that"})
_RELATIVES = _RELATIVE | {"whose", "whom", "where"}
_REFLEXIVE = words("itself himself herself themselves")
_NEGATED = re.compile(r"(?:\w+n[’']t|not|never|no|nor|neither|without|cannot|rarely|hardly)$")
_SET_OFF = words("in on at during after before who which whose led based speaking seen through with by for")
_LIKES = words(
    "like likes liked use used love loves loved go goes went gone on begin began continue continued"
)
"""Before "to say": "used to", "likes to", "went on to"."""
_NEITHER = re.compile(r"\b(?:[Nn]either [^.,;:]{2,60} nor|nor) $")
_OPENING = {")": "(", ",": ",", "—": "—", "–": "–"}


def before(text: str, start: int, verb: int) -> Mention | None:
    """The subject that ends at `verb`, looking back no further than `start`."""
    tokens = tokens_in(text, max(start, verb - REACH), verb)
    tokens = _without_title(tokens)
    negated, popped_to = False, bool(tokens) and tokens[-1].words == "to"
    while tokens and _between_subject_and_verb(tokens[-1].words):
        negated = negated or bool(_NEGATED.match(tokens[-1].words.lower())) or tokens[-1].words in NEGATION
        tokens.pop()
    while popped_to and tokens and tokens[-1].words in _LIKES:
        tokens.pop()
    if tokens and tokens[-1].words.lower() in _REFLEXIVE:
        tokens.pop()
    if not tokens:
        return None
    if tokens[-1].words.endswith(",”") and _in_relative(tokens, len(tokens) - 1):
        tokens = [*tokens[:-1], replace(tokens[-1], words=",")]  # "Acme, which fought over “open,” said"
    found = _set_off(text, tokens) if tokens[-1].words in _OPENING else _relative(text, tokens)
    if found and _NEITHER.search(text, max(start, found.whole.start - 80), found.whole.start):
        negated = True
    return replace(found, negated=negated) if found else None


def _without_title(tokens: list[Token]) -> list[Token]:
    """The tokens without a title in marks set off at the end: `The report, “Last Ice,” finds`."""
    while len(tokens) > 2 and tokens[-1].words.endswith(",”") and tokens[-2].words == ",":
        tokens = tokens[:-2]
    return tokens


def _between_subject_and_verb(word: str) -> bool:
    """Adverbs, auxiliaries and negations; a capital is a name's ("Tully", "May")."""
    if word[0].isupper():
        return False
    return word in ADVERB or word in NEGATION or word.endswith("ly") or bool(_NEGATED.match(word))


def _relative(text: str, tokens: list[Token]) -> Mention | None:
    """The noun phrase at the end; of a relative pronoun, its antecedent."""
    if tokens[-1].words.lower() not in _RELATIVE:
        return ending(text, tokens)
    tokens = tokens[:-1]
    if tokens and tokens[-1].words == ",":
        tokens = tokens[:-1]
    if tokens and tokens[-1].words in _OPENING:
        return _set_off(text, tokens)
    return ending(text, tokens)


def _set_off(text: str, tokens: list[Token]) -> Mention | None:
    """The subject in front of ", the director of X," or, of "the mayor, Ann Lee,", the name inside."""
    opening = _OPENING[tokens[-1].words]
    for i in range(len(tokens) - 2, 0, -1):
        token = tokens[i]
        if token.words in ";:!?" or (token.words.startswith("“") and not _in_relative(tokens, i)):
            break
        if token.words != opening:
            continue
        inner = tokens[i + 1 : -1]
        if not inner:
            continue
        if name := _apposed_name(tokens[:i], inner):
            return name
        if _apposed_role(tokens[:i]) or _describes_name(tokens[:i]):
            continue
        if (
            i > 1
            and inner[0].words in _RELATIVES
            and tokens[i - 1].capital
            and tokens[i - 1].words not in NO_NAME
            and not _inserted(tokens[:i])
        ):
            return ending(text, tokens[:i])
        if _in_relative_of_name(tokens, i) or _opens_relative(tokens[:i]):
            continue
        if _subject_head(tokens[:i], inner[0]) and not _inserted(tokens[:i]):
            return ending(text, _without_reflexive(tokens[:i]))
    return None


def _inserted(tokens: list[Token]) -> bool:
    """True for the end of ", 44, of Marsh Lane" and ", D-Cutler Bend": what is set off by a comma and a
    preposition is no subject, nor are a lawmaker's party and seat."""
    chunk = chunk_of(tokens)
    ahead = len(tokens) - len(chunk) - 1
    if ahead < 1 or tokens[ahead].words != "," or not chunk:
        return False
    return bool(PARTY_AND_SEAT.match(chunk[0].words)) or (ahead > 1 and chunk[0].words in PREPOSITIONS)


def _apposed_role(tokens: list[Token]) -> bool:
    """True for the end of "Ann Lee, foreign minister of Volda": it says what the one named before it is."""
    chunk = chunk_of(tokens)
    ahead = len(tokens) - len(chunk) - 1
    if ahead < 1 or not chunk or chunk[0].capital or tokens[ahead].words != ",":
        return False
    name = tokens[ahead - 1]
    head = list(takewhile(lambda token: token.words not in PREPOSITIONS, chunk))
    bare = chunk[0].words.lower() not in DETERMINERS and bool(head) and head[-1].words.lower() in ROLES
    return bare and name.capital and name.words not in NO_NAME


def _describes_name(tokens: list[Token]) -> bool:
    """True for the end of "Acme, the county's biggest" and "Ann Lee, a modeller at the Vesting Centre": it
    describes the name before it."""
    chunk = chunk_of(tokens)
    ahead = len(tokens) - len(chunk) - 1
    if ahead < 1 or not chunk or tokens[ahead].words != ",":
        return False
    name = tokens[ahead - 1]
    described = chunk[0].words.lower() in DETERMINERS and name.capital and name.words not in NO_NAME
    placed = any(token.words.lower() in PREPOSITIONS for token in chunk[1:])
    return described and (placed or not tokens[-1].capital)


def _in_relative(tokens: list[Token], place: int) -> bool:
    """True if the comma before a place opens ", which …" or ", who …"."""
    commas = [i for i in range(place) if tokens[i].words == ","]
    return any(tokens[comma + 1].words in _RELATIVES for comma in commas[-3:])


def _opens_relative(tokens: list[Token]) -> bool:
    """True for the end of ", whose eighth book"."""
    chunk = chunk_of(tokens)
    return bool(chunk) and (chunk[0].words == "whose" or tokens[-len(chunk) - 1 :][0].words == "whose")


def _in_relative_of_name(tokens: list[Token], place: int) -> bool:
    """True for the second comma of "Rao, who grew up here, trained in Bern and lives here,"."""
    for i in range(place - 1, 0, -1):
        if tokens[i].words in ";:!?":
            return False
        if tokens[i].words == "," and tokens[i + 1].words in _RELATIVES:
            inside = tokens[i + 1 : place]
            behind = tokens[place + 1].words
            verb = behind.endswith("ed") or behind in ("has", "had", "is", "was", "and")
            return tokens[i - 1].capital and verb and all(token.words != "." for token in inside)
    return False


def _without_reflexive(tokens: list[Token]) -> list[Token]:
    return tokens[:-1] if tokens[-1].words.lower() in _REFLEXIVE else tokens


def _apposed_name(ahead: list[Token], inner: list[Token]) -> Mention | None:
    """ "the deckhand Yusuf Demirel" or "Ann Lee", set off behind a common noun."""
    if any(token.words in BREAK for token in inner) or not inner[-1].capital:
        return None
    if inner[0].capital and _plural_role(ahead) and any(token.words == "and" for token in inner):
        return Mention(Span(inner[0].start, inner[-1].end), What.NAME, Span(inner[0].start, inner[-1].end))
    begin = len(inner) - 1
    while begin and (inner[begin - 1].capital or inside_name(inner, begin - 1)):
        begin -= 1
    head = ahead[-1].words.lower()
    if len(inner) - begin < (1 if head in ROLES or head in COMMON_BODIES else 2) or len(inner) > 7:
        return None
    lead = [token.words.lower() for token in inner[:begin]]
    governed = head in ROLES or any(token.words in ROLES for token in chunk_of(ahead))
    if (ahead[-1].capital and not governed) or any(word in PREPOSITIONS or word in STOPS for word in lead):
        return None
    chunk = chunk_of(ahead)
    first = chunk[0].start if chunk and chunk[0].words.lower() not in PREPOSITIONS else inner[begin].start
    before = ahead[: len(ahead) - len(chunk)]
    if (
        len(before) > 1
        and before[-1].words == "and"
        and before[-2].capital
        and before[-2].words not in NO_NAME
    ):
        i = len(before) - 2  # "Lee and the mayor, Ann Cho,"
        while i and before[i - 1].capital:
            i -= 1
        return Mention(Span(before[i].start, inner[-1].end), What.NAME, Span(before[i].start, inner[-1].end))
    return Mention(Span(inner[begin].start, inner[-1].end), What.NAME, Span(first, inner[-1].end))


def _plural_role(ahead: list[Token]) -> bool:
    """True for "The pensioners", whom an apposition then names."""
    head = ahead[-1].words.lower()
    return head not in ROLES and head.removesuffix("s") in ROLES


def _subject_head(tokens: list[Token], inner: Token) -> bool:
    """True if the tokens may end in a subject that what is set off describes."""
    head = tokens[-1]
    if head.words.lower() in _REFLEXIVE:
        return True
    if head.capital and head.words not in NO_NAME:
        return inner.words[0].isalnum()
    if head.words.lower() in ROLES or head.words.lower() in DOCUMENTS or head.words.lower() in COMMON_BODIES:
        return True
    chunk = [token.words.lower() for token in chunk_of(tokens)]
    if len(chunk) > 1 and chunk[0] in DETERMINERS and _role_before_place(chunk):
        return True
    return inner.words.lower() in _SET_OFF and any(t.words.lower() in DETERMINERS for t in tokens[-8:])


def _role_before_place(chunk: list[str]) -> bool:
    """True for "two senators from the upper basin": the noun in front of the preposition is a person's."""
    first = next((i for i, word in enumerate(chunk) if word in PREPOSITIONS), 0)
    return first > 0 and (chunk[first - 1] in ROLES or chunk[first - 1].removesuffix("s") in ROLES)
