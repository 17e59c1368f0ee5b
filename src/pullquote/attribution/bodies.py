"""Bodies that an article names: their acronyms, and which names are bodies'."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pullquote.attribution.nouns import BODIES
from pullquote.attribution.persons import DESCRIBED_BODY
from pullquote.attribution.wordlists import words

_ACRONYM = re.compile(r"\(\s*(?:the )?“?([A-Z][A-Z.&]{1,7})s?”?\s*\)")


def is_body(text: str, end: int, name: str) -> bool:
    """True for a name that ends at `end` and has a body's word in it, or is described as a body behind."""
    if " & " in name:
        return True
    return bool(DESCRIBED_BODY.match(text, end)) or any(word.rstrip(".") in BODIES for word in name.split())


def is_public(name: str) -> bool:
    """True for a name whose last word is an office's, a place's or a paper's: no "company", no "bank"."""
    return name.split()[-1] in _PUBLIC


_PUBLIC = words(
    "Authority Ministry Department Council Commission Court Committee Parliament Congress Senate Assembly "
    "Government Police Army Navy Office Bureau Party Union University College School Association "
    "Inspectorate "
    "Street Road Avenue Square Park Beach Bay River Lake Mountain Mountains Bridge Island Islands Valley "
    "County "
    "City State States Kingdom Republic Act Bill Law Treaty Accord War Day Week Month Year Digest Herald "
    "Times "
    "Post News Guardian Telegraph Gazette Chronicle Tribune Observer Journal Magazine Review"
)


def without_year(names: Iterable[str]) -> dict[str, str]:
    """ "Anka Accord" for "1961 Anka Accord"."""
    return {name.split(maxsplit=1)[1]: name for name in names if name[:4].isdigit() and " " in name}


def acronyms(text: str) -> dict[str, str]:
    """ "FTC" for "Federal Trade Commission (FTC)"."""
    found: dict[str, str] = {}
    for match in _ACRONYM.finditer(text):
        need = [c for c in match.group(1) if c.isalpha()]
        taken: list[str] = []
        for word in reversed(text[max(0, match.start() - 120) : match.start()].split()):
            if word[0].isupper() and word[0] == need[-1]:
                need.pop()
            elif word.lower() not in ("of", "for", "and", "the", "on", "in", "to", "&"):
                break
            taken.append(word)
            if not need:
                found[match.group(1)] = " ".join(reversed(taken))
                break
    return found
