"""The noun phrase at the end of a row of tokens: a name, a pronoun, or a common noun phrase."""

from __future__ import annotations

from dataclasses import replace

from pullquote.attribution.nouns import NO_NAME, PARTICLES, ROLES
from pullquote.attribution.tokens import DETERMINERS, PRONOUNS, Mention, Token, What
from pullquote.attribution.wordlists import words
from pullquote.spans import Span

_QUANTIFIERS = words("some many several others those most critics experts people officials few")
_PASSIVE = words("is are was were be been being")
_SOMEBODY = _QUANTIFIERS | words("both neither nobody everyone someone another one two three four police")
"""Words that begin sentences and yet are a subject alone."""
BREAK = frozenset(",;:—–()“”.!?[]*•|")
STOPS = words(
    "but nor that because when while if although though as yet so or whether where since until after before "
    "than then which who what how why unless once whereas and is are was were be been being has have "
    "had will would can could may might should must do does did not criticized criticised"
)
PREPOSITIONS = words("of for at in from with on by to about into over under among within near inside")


def ending(text: str, tokens: list[Token]) -> Mention | None:
    """The noun phrase at the end of the tokens."""
    if not tokens or tokens[-1].words in BREAK or tokens[-1].words.startswith("“"):
        return None
    last = tokens[-1]
    if last.words.lower() in PRONOUNS:
        place = Span(last.start, last.end)
        return Mention(place, What.PRONOUN, place)
    chunk = chunk_of(tokens)
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
        i = _run_start(tokens, i)
        if i > 1 and tokens[i - 1].words in ("of", "from") and tokens[i - 2].capital:
            i = _run_start(tokens, i - 2)  # "Ann Lee of Brook"
        if tokens[i].words in NO_NAME or (i and tokens[i - 1].words.lower() in PREPOSITIONS):
            break
        start = tokens[i].start
    return replace(named, span=Span(start, named.span.end), whole=Span(start, named.whole.end))


def _run_start(tokens: list[Token], i: int) -> int:
    """Where the capitalised words begin that reach up to a token."""
    while i and tokens[i - 1].capital:
        i -= 1
    return i


def chunk_of(tokens: list[Token]) -> list[Token]:
    """The tokens back to the last break, conjunction or verb; "and" between two names stays."""
    begin = len(tokens)
    while begin and len(tokens) - begin <= 16:
        words = tokens[begin - 1].words
        if words in BREAK or words.startswith("“"):
            break
        inside = begin > 1 and words[0].isupper() and tokens[begin - 2].capital  # "Theresa May"
        if words.lower() in STOPS and not inside and not _joins(tokens, begin - 1):
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
    while begin and (chunk[begin - 1].capital or inside_name(chunk, begin - 1)):
        begin -= 1
    if somebody := _from_body(chunk):
        return Mention(Span(chunk[0].start, somebody.end), What.NAME, whole)
    if _governed(chunk) and not _follows_noun(chunk, begin):
        return None
    while begin < len(chunk) - 1 and chunk[begin].words in NO_NAME:
        begin += 1
    if chunk[begin].words in NO_NAME and len(chunk[begin].words) > 2:
        return None
    return Mention(Span(chunk[begin].start, last.end), What.NAME, whole)


def _from_body(chunk: list[Token]) -> Token | None:
    """The end of the name in "Ann Lee of the consultancy Open Roads", who is not the consultancy."""
    first = next((i for i, token in enumerate(chunk) if token.words in ("of", "from", "at")), 0)
    if first < 2 or first + 3 >= len(chunk) or any(not token.capital for token in chunk[:first]):
        return None
    described = chunk[first + 1].words in DETERMINERS and chunk[first + 2].words.islower()
    plain = all(token.words not in NO_NAME for token in chunk[:first])
    return chunk[first - 1] if described and plain else None


def _follows_noun(chunk: list[Token], begin: int) -> bool:
    """True for the name in "chairman of the bench Roy Teller"."""
    noun = chunk[begin - 1].words if begin else ""
    role = bool(ROLES.intersection(token.words.lower() for token in chunk[:begin]))
    small = noun in PREPOSITIONS or noun in DETERMINERS or noun in ("and", "&")
    return role and len(chunk) - begin == 2 and noun.islower() and not small


def _governed(chunk: list[Token]) -> bool:
    """True for "a spokesman for Acme", "researchers at MIT"; not for "professor Ann Lee"."""
    lowered = [token.words.lower() for token in chunk]
    first = next((i for i, word in enumerate(lowered) if word in PREPOSITIONS), 0)
    if not first or (
        chunk[first - 1].capital
        and chunk[first - 1].words not in NO_NAME
        and not chunk[first - 1].words.endswith("s")
    ):
        return first > 0 and lowered[first - 1] in ROLES
    if chunk[first - 1].capital and first > 1:
        return False
    return not any(word in ROLES and not chunk[i].capital for i, word in enumerate(lowered) if i > first)


def inside_name(chunk: list[Token], i: int) -> bool:
    """True for a small word between two capitalised ones of a name ("of", "de", "and the")."""
    words = chunk[i].words
    if words == "the":
        return i > 1 and chunk[i - 1].words in ("of", "for", "and")
    if (
        words in PARTICLES
        and i < len(chunk) - 1
        and (chunk[i + 1].capital or chunk[i + 1].words in PARTICLES)
    ):
        return True
    return i > 0 and words in ("and", "of", "for", "&") and chunk[i - 1].capital


def _phrase(chunk: list[Token]) -> Mention | None:
    """A common noun phrase; after an opening preposition, what its last determiner begins."""
    if chunk[0].words.lower() in PREPOSITIONS:
        places = [i for i, token in enumerate(chunk) if token.words.lower() in DETERMINERS]
        if len(places) < 2:
            return None
        chunk = chunk[places[-1] :]
    if len(chunk) > 1 and chunk[0].capital and _verb_like(chunk):
        return None
    lowered = [token.words.lower() for token in chunk]
    if (
        len(chunk) == 1
        and chunk[0].words in NO_NAME
        and not lowered[0].endswith("s")
        and lowered[0] not in _SOMEBODY
    ):
        return None
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
