"""English words that no article needs to hold, and what a misspelt one was meant to be.

A dictionary of its own, beside the articles' words: they know names, it knows everything else.
"""

from __future__ import annotations

from functools import cache

from spellchecker import SpellChecker

FREQUENT = 3_000
"""Times in the dictionary's corpus of subtitles from which an unknown word may be a slip for this one: with
more, "models" and "context" would not be found; with fewer, more names would be taken for slips."""

LONG, RARE = 8, 300
"""Letters from which a word is hardly an edit from another by chance, and how often that one has to be."""

SHORTEST = 5
"""Letters from which a slip tells its word; three or four letters are one edit from too many."""

_CHAT = {
    "abt": "about", "ppl": "people", "pls": "please", "plz": "please", "rly": "really", "teh": "the",
    "u": "you", "ur": "your", "r": "are", "cuz": "because", "coz": "because",
    "waht": "what", "wht": "what", "wat": "what", "wot": "what", "hwo": "how", "woh": "who", "dos": "does",
    "wont": "won’t", "dont": "don’t", "didnt": "didn’t", "doesnt": "doesn’t", "isnt": "isn’t",
}  # fmt: skip
"""How people shorten and mistype the commonest words."""


@cache
def _dictionary() -> SpellChecker:
    """Read once, and only when a question has a word that the articles lack: it takes half a second."""
    return SpellChecker(language="en", distance=1)


def is_english(word: str) -> bool:
    """Whether a folded word is in the dictionary."""
    return word in _dictionary()


def in_full(word: str) -> str | None:
    """What a word of chat stands for ("ppl" for "people"); None for any other."""
    return _CHAT.get(word)


def meant_by(word: str) -> str | None:
    """The common word that an unknown folded word is a slip for; None when it may be a name, or is short."""
    if len(word) < SHORTEST or is_english(word):
        return None
    near = [one for one in _dictionary().candidates(word) or () if one[0] == word[0] and one.isalpha()]
    best = max(near, key=lambda one: int(_dictionary().word_frequency[one]), default=None)
    least = RARE if len(word) >= LONG else FREQUENT
    return best if best and _dictionary().word_frequency[best] >= least else None
