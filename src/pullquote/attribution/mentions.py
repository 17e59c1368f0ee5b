"""Whom a cue verb belongs to: the noun phrase before or after it, as words in their place.

The text has its quotations masked. No parser is needed: a subject ends at its verb, adverbs and appositions
aside, and a name is capitalised.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pullquote.attribution.cues import ADVERB, NEGATION
from pullquote.attribution.nouns import COMMON_BODIES, DOCUMENTS, NO_NAME, ROLES
from pullquote.attribution.tokens import DETERMINERS, PRONOUNS, REACH, Mention, Token, What, tokens_in
from pullquote.attribution.wordlists import words
from pullquote.spans import Span

_RELATIVE = frozenset({"who", "which", "that"})
_QUANTIFIERS = words("some many several others those most critics experts people officials few")
_PASSIVE = words("is are was were be been being")
_REFLEXIVE = words("itself himself herself themselves")
_BREAK = frozenset(",;:—–()“”.!?[]*•|")
_STOPS = words(
    "but nor that because when while if although though as yet so or whether where since until after before "
    "than then which who what how why unless once whereas and is are was were be been being has have "
    "had will would can could may might should must do does did not criticized criticised"
)
_PREPOSITIONS = words("of for at in from with on by to about into over under among within near inside")
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
        return _ending(text, tokens)
    tokens = tokens[:-1]
    if tokens and tokens[-1].words == ",":
        tokens = tokens[:-1]
    if tokens and tokens[-1].words in _OPENING:
        return _set_off(text, tokens)
    return _ending(text, tokens)


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
        if _subject_head(tokens[:i], inner[0]) and not _inserted(tokens[:i]):
            return _ending(text, _without_reflexive(tokens[:i]))
    return None


def _inserted(tokens: list[Token]) -> bool:
    """True for the end of ", 44, of Marsh Lane": what is set off by a comma and a preposition is "
    "no subject."""
    chunk = _chunk(tokens)
    ahead = len(tokens) - len(chunk) - 1
    return ahead > 1 and tokens[ahead].words == "," and bool(chunk) and chunk[0].words in _PREPOSITIONS


def _in_relative(tokens: list[Token], place: int) -> bool:
    """True if the comma before a place opens ", which …" or ", who …"."""
    commas = [i for i in range(place) if tokens[i].words == ","]
    return bool(commas) and tokens[commas[-1] + 1].words in _RELATIVE


def _without_reflexive(tokens: list[Token]) -> list[Token]:
    return tokens[:-1] if tokens[-1].words.lower() in _REFLEXIVE else tokens


def _apposed_name(ahead: list[Token], inner: list[Token]) -> Mention | None:
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
    if (ahead[-1].capital and not governed) or any(word in _PREPOSITIONS or word in _STOPS for word in lead):
        return None
    chunk = _chunk(ahead)
    first = chunk[0].start if chunk and chunk[0].words.lower() not in _PREPOSITIONS else inner[begin].start
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


def _subject_head(tokens: list[Token], inner: Token) -> bool:
    """True if the tokens may end in a subject that what is set off describes."""
    head = tokens[-1]
    if head.words.lower() in _REFLEXIVE:
        return True
    if head.capital and head.words not in NO_NAME:
        return inner.words[0].isalnum()
    if head.words.lower() in ROLES or head.words.lower() in DOCUMENTS or head.words.lower() in COMMON_BODIES:
        return True
    return inner.words.lower() in _SET_OFF and any(t.words.lower() in DETERMINERS for t in tokens[-8:])


def _ending(text: str, tokens: list[Token]) -> Mention | None:
    """The noun phrase at the end of the tokens."""
    if not tokens or tokens[-1].words in _BREAK or tokens[-1].words.startswith("“"):
        return None
    last = tokens[-1]
    if last.words.lower() in PRONOUNS:
        place = Span(last.start, last.end)
        return Mention(place, What.PRONOUN, place)
    chunk = _chunk(tokens)
    if not chunk:
        return None
    whole = Span(chunk[0].start, chunk[-1].end)
    named = _named(chunk, whole)
    if named and any(token.words == "and" for token in chunk):
        named = _with_listed(tokens, named)
    return named or _phrase(chunk)


def _with_listed(tokens: list[Token], named: Mention) -> Mention:
    """The names in front of "Beck and Khan" in "Sens. Ann Holt, Beck and Khan" too."""
    i = next(i for i, token in enumerate(tokens) if token.start == named.whole.start)
    start = named.whole.start
    while i > 1 and tokens[i - 1].words == "," and tokens[i - 2].capital:
        i -= 2
        while i and tokens[i - 1].capital:
            i -= 1
        if tokens[i].words in NO_NAME or (i and tokens[i - 1].words.lower() in _PREPOSITIONS):
            break
        start = tokens[i].start
    return replace(named, span=Span(start, named.span.end), whole=Span(start, named.whole.end))


def _chunk(tokens: list[Token]) -> list[Token]:
    """The tokens back to the last break, conjunction or verb; "and" between two names stays."""
    begin = len(tokens)
    while begin and len(tokens) - begin <= 16:
        words = tokens[begin - 1].words
        if words in _BREAK or words.startswith("“"):
            break
        if words.lower() in _STOPS and not _joins(tokens, begin - 1):
            break
        if words == "by" and _passive(tokens[max(0, begin - 5) : begin - 1]):
            break
        begin -= 1
    return tokens[begin:]


def _passive(ahead: list[Token]) -> bool:
    """True for "has also been criticised" in front of "by"."""
    return bool(ahead) and ahead[-1].words.endswith("ed") and any(token.words in _PASSIVE for token in ahead)


def _joins(tokens: list[Token], i: int) -> bool:
    if tokens[i].words != "and" or not 0 < i < len(tokens) - 1 or not tokens[i - 1].capital:
        return False
    after_the = tokens[i + 1].words == "the" and i + 2 < len(tokens) and tokens[i + 2].capital
    return tokens[i + 1].capital or after_the


def _named(chunk: list[Token], whole: Span) -> Mention | None:
    """A name at the end of the chunk, unless a common noun with a preposition governs it."""
    last = chunk[-1]
    if not last.capital or last.words.endswith(("’s", "'s")) or last.words.lower() in ROLES:
        return None
    begin = len(chunk) - 1
    while begin and (chunk[begin - 1].capital or _inside_name(chunk, begin - 1)):
        begin -= 1
    if _governed(chunk) and not _follows_noun(chunk, begin):
        return None
    while begin < len(chunk) - 1 and chunk[begin].words in NO_NAME:
        begin += 1
    if chunk[begin].words in NO_NAME and len(chunk[begin].words) > 2:
        return None
    return Mention(Span(chunk[begin].start, last.end), What.NAME, whole)


def _follows_noun(chunk: list[Token], begin: int) -> bool:
    """True for the name in "chairman of the bench Roy Teller"."""
    noun = chunk[begin - 1].words if begin else ""
    role = bool(ROLES.intersection(token.words.lower() for token in chunk[:begin]))
    small = noun in _PREPOSITIONS or noun in DETERMINERS or noun in ("and", "&")
    return role and len(chunk) - begin == 2 and noun.islower() and not small


def _governed(chunk: list[Token]) -> bool:
    """True for "a spokesman for Acme", "researchers at MIT"; not for "professor Ann Lee"."""
    lowered = [token.words.lower() for token in chunk]
    first = next((i for i, word in enumerate(lowered) if word in _PREPOSITIONS), 0)
    if not first or (
        chunk[first - 1].capital
        and chunk[first - 1].words not in NO_NAME
        and not chunk[first - 1].words.endswith("s")
    ):
        return first > 0 and lowered[first - 1] in ROLES
    if chunk[first - 1].capital and first > 1:
        return False
    return not any(word in ROLES and not chunk[i].capital for i, word in enumerate(lowered) if i > first)


def _inside_name(chunk: list[Token], i: int) -> bool:
    words = chunk[i].words
    if words == "the":
        return i > 1 and chunk[i - 1].words in ("of", "for", "and")
    inner = ("and", "of", "for", "de", "van", "von", "bin", "al", "der", "la", "del", "da", "&")
    return i > 0 and words in inner and chunk[i - 1].capital


def _phrase(chunk: list[Token]) -> Mention | None:
    """A common noun phrase; after an opening preposition, what its last determiner begins."""
    if chunk[0].words.lower() in _PREPOSITIONS:
        places = [i for i, token in enumerate(chunk) if token.words.lower() in DETERMINERS]
        if len(places) < 2:
            return None
        chunk = chunk[places[-1] :]
    if len(chunk) > 1 and chunk[0].capital and _verb_like(chunk):
        return None
    lowered = [token.words.lower() for token in chunk]
    vague = [i for i, word in enumerate(lowered) if word in _QUANTIFIERS]
    if vague and lowered[0] not in DETERMINERS:
        chunk = chunk[vague[-1] :]
    whole = Span(chunk[0].start, chunk[-1].end)
    return Mention(whole, What.PHRASE, whole)


def _verb_like(chunk: list[Token]) -> bool:
    """True for "Lee addresses other": a name, and a word that must be its verb."""
    second = chunk[1].words
    named = (
        chunk[0].words not in NO_NAME
        and chunk[0].words.lower().rstrip("s") not in ROLES
        and not chunk[0].words.endswith(("’s", "'s", "’", "'"))
    )
    verb = second.islower() and second.endswith(("s", "ed")) and second.rstrip("s") not in ROLES
    return named and verb and len(chunk) > 2
