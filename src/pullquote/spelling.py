"""Spelling corrected against the words of the articles, as no dictionary knows their names, then against
those of English, as no article has them all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from pullquote.english import in_full, is_english, meant_by
from pullquote.wording import STOPWORDS, WORD, folded

Ordinary = Callable[[str], bool]
"""Whether a word is an ordinary one that needs no correction, though no article may hold it."""

SHORT_WORD = 4
"""Letters up to which an ordinary word may be a slip for another."""

LONG_WORD = 7
"""Letters from which two slips are forgiven."""

_ENDINGS = ("s", "es", "ed", "d", "ing", "ings", "ly", "er", "ers")


@dataclass(frozen=True, slots=True)
class Corrected:
    """A question as it was probably meant. `alternatives` are article words that an ordinary word of the
    question may be a slip for ("lama" for "llama"): searched for beside it, not put in its place."""

    question: str
    alternatives: tuple[str, ...]


def corrected(rows: sqlite3.Connection, question: str, ordinary: Ordinary) -> Corrected:
    """The question with each unknown word replaced by the article word it is a slip for, if there is one.

    A slip is one edit away (letters swapped count as one), two from seven letters on, and starts with
    the same letter. Words that any article has, short words and numbers stay. An unknown word that is near
    none of the articles' becomes the common English word that is one edit away, unless it is written like a
    name; what people shorten in chats is written out.
    """
    parts, place, alternatives = [], 0, []
    for match in WORD.finditer(question):
        parts.append(question[place : match.start()])
        place = match.end()
        if match.group() != (full := in_full(match.group()) or match.group()):
            parts.append(full)
            continue
        meant = _corrected_word(rows, match.group())
        if meant != match.group() and _usual(folded(match.group()), ordinary):
            # "loot" is a word that needs no article to hold it, and so is "lot"; but whoever writes "lama"
            # where articles say "llama", which no dictionary of common words has, means the latter. Only
            # short words turn into each other by a slip: "elderly" is not meant for a place called Ellery.
            # And "defence" is a word, though a dictionary of American spellings lacks it.
            short = len(match.group()) <= SHORT_WORD
            alternatives += [meant] if short and ordinary(meant) else []
            kept = match.group() if ordinary(folded(match.group())) else _in_english(match.group())
            meant = meant if short and not ordinary(meant) else kept
        parts.append(meant)
    return Corrected("".join([*parts, question[place:]]), tuple(alternatives))


def _usual(word: str, ordinary: Ordinary) -> bool:
    """Whether it is an English word, or is long and an inflection of an ordinary one."""
    if ordinary(word) or is_english(word):
        return True
    bare = [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)]
    return len(word) >= LONG_WORD and any(ordinary(form) for base in bare for form in (base, base + "e"))


def _corrected_word(rows: sqlite3.Connection, written: str) -> str:
    word = folded(written)
    if len(word) < 4 or not word.isalpha() or word in STOPWORDS or _known(rows, word):
        return written
    allowed = 2 if len(word) >= LONG_WORD else 1
    near = rows.execute(
        "SELECT term FROM vocabulary WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?",
        (word[0], chr(ord(word[0]) + 1), len(word) - allowed, len(word) + allowed),
    )
    choices = [term for (term,) in near if term.isalpha()]
    found = process.extract(word, choices, scorer=DamerauLevenshtein.distance, score_cutoff=allowed, limit=5)
    if not found:
        return _in_english(written)
    closest = [term for term, distance, _ in found if distance == found[0][1]]
    return str(max(closest, key=lambda term: _count(rows, term)))


def _in_english(written: str) -> str:
    """The word that it is a slip for, if it is one and not written like a name."""
    return (meant_by(written) if written.islower() else None) or written


def _known(rows: sqlite3.Connection, word: str) -> bool:
    """Whether an article has the word, or an inflection of it."""
    stem = word.rstrip("s")
    found = rows.execute("SELECT 1 FROM vocabulary WHERE term >= ? AND term < ? LIMIT 1", (stem, stem + "{"))
    return found.fetchone() is not None


def _count(rows: sqlite3.Connection, term: str) -> int:
    return int(rows.execute("SELECT cnt FROM vocabulary WHERE term = ?", (term,)).fetchone()[0])
