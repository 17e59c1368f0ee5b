"""Could two names mean the same person? For the names that a text uses and those that articles give."""

from __future__ import annotations

import re
from collections.abc import Collection

from pullquote.attribution.nouns import ROLES
from pullquote.checking.folding import fold_word, words
from pullquote.speakers import Speaker

_TITLES = frozenset({
    "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "sen", "senator",
    "rep",
    "representative", "gov", "governor", "gen", "president", "judge", "justice", "minister", "chancellor",
    "mayor",
    "the", "a", "an", "of", "and", "s", "for", "at", "in", "former", "us", "u",
})  # fmt: skip
_SMALL = frozenset(
    {"the", "a", "an", "of", "and", "s", "'s", "for", "at", "in", "former", "one", "two", "three", "both"}
)
_OFFICES = {
    "sen": "senator", "senator": "senator", "sens": "senator", "senators": "senator", "rep": "representative",
    "representative": "representative", "gov": "governor", "governor": "governor", "president": "president",
    "professor": "professor", "prof": "professor", "judge": "judge", "justice": "judge", "mayor": "mayor",
    "minister": "minister", "congressman": "representative", "congresswoman": "representative",
}  # fmt: skip

_SYNONYMS = _OFFICES | {
    "dr": "doctor", "physician": "doctor", "chairman": "chair", "chairwoman": "chair", "chairperson": "chair",
    "boss": "chief", "ceo": "chief", "spokeswoman": "spokesman", "spokesperson": "spokesman",
    "adviser": "advisor", "mp": "member",
}  # fmt: skip
_GIVEN = re.compile(r"\b([A-Z][a-z]+)(?=\s+([A-Z][a-z]+))")


def is_same_speaker(claimed: str, true: str, people: Collection[Speaker]) -> bool:
    """Could whom the text names be whom the article names? A surname, an alias or one of two is enough.

    A description that fits nobody in particular ("a spokesman") cannot be wrong, so it is not.
    """
    if _key(claimed) == _key(true):
        return True
    by_name = {one.name: one for one in people}
    known = [by_name[true]] if true in by_name else []
    known += [by_name.get(part.strip(), Speaker(part.strip())) for part in re.split(r",| and ", true)]
    wanted = [part for part in re.split(r",| and |&", claimed) if part.strip()]
    return all(any(_fits(part, one) for one in known) for part in wanted) or any(
        _fits(claimed, one) for one in known
    )


def _fits(claimed: str, true: Speaker) -> bool:
    if _clashes(claimed, true):
        return False
    mine, role = _bare(claimed), set(_bare(true.role or ""))
    full = _bare(true.name)
    if _same_name(mine, full, role) or (bool(full) and set(full) <= set(mine)):
        return True
    if any(_same_name(mine, _bare(alias), role) for alias in true.aliases):
        return True
    return _is_described(claimed, true)


def _is_described(claimed: str, true: Speaker) -> bool:
    """True for a description ("the scholar", "Meta’s boss") in words that the article has for the speaker."""
    described = claimed[:1].islower() or claimed.lower().startswith(("the ", "a ", "an ")) or "’s " in claimed
    given = {one.lower() for one, after in _GIVEN.findall(claimed) if after.lower() not in ROLES}
    mine = [_SYNONYMS.get(word, word) for word in _key(claimed) if word not in _SMALL | given]
    telling = _key(" ".join((true.name, true.role or "", *true.aliases)))
    known = [_SYNONYMS.get(word, word) for word in telling]
    return described and bool(mine) and all(any(_alike(word, other) for other in known) for word in mine)


def _clashes(claimed: str, true: Speaker) -> bool:
    """Another office than the article gives: Senator Hall is not Professor Hall."""
    mine = {_OFFICES[key] for key in _key(claimed) if key in _OFFICES}
    theirs = {_OFFICES[key] for key in _key(f"{true.name} {true.role or ''}") if key in _OFFICES}
    return bool(mine and theirs and not mine & theirs)


def _same_name(mine: list[str], name: list[str], role: set[str]) -> bool:
    """The surname or the given name alone, or all that the text has, by its initial or from the role."""
    if not mine or not name:
        return False
    if mine == name[:1] or (len(mine) > 1 and set(mine) <= set(name)):
        return True
    return mine[-1] == name[-1] and all(
        given in role or any(given == own or _initial(given, own) for own in name) for given in mine
    )


def _initial(one: str, other: str) -> bool:
    return one[0] == other[0] and 1 in (len(one), len(other))


def _alike(word: str, other: str) -> bool:
    short, long = sorted((word, other), key=len)
    return short == long or (len(short) >= 3 and long.startswith(short))


def _key(name: str) -> list[str]:
    return [fold_word(word.key).removesuffix("'s") for word in words(name)]


def _bare(name: str) -> list[str]:
    """The words of a name without titles and articles."""
    return [key for key in _key(name) if key not in _TITLES and key != "'s"]
