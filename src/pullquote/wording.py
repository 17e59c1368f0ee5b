"""The words of a question: which carry its meaning, and what form they take in a lexical search."""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"[^\W_]+(?:[.’'](?=[^\W_])[^\W_]+)*", re.UNICODE)

# Words that nearly every sentence has, and the words that make a question one.
STOPWORDS = frozenset([
    "a", "about", "above", "after", "again", "all", "also", "am", "an", "and", "any", "are", "as", "at",
    "be", "because", "been", "before", "being", "between", "both", "but", "by", "can", "could", "did",
    "do", "does", "doing", "don", "down", "during", "each", "else", "ever", "few", "for", "from",
    "further", "get", "give", "given", "got", "had", "has", "have", "having", "he", "her", "here",
    "hers", "him", "his", "how", "i", "if", "in", "into", "is", "isn", "it", "its", "itself", "just",
    "let", "like", "ll", "many", "may", "me", "might", "more", "most", "much", "must", "my", "no",
    "nor", "not", "now", "of", "off", "on", "once", "one", "only", "or", "other", "our", "out", "over",
    "own", "please", "re", "s", "same", "shall", "she", "should", "so", "some", "such", "t", "tell",
    "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those",
    "through", "to", "too", "under", "until", "up", "upon", "us", "ve", "very", "was", "wasn", "we",
    "were", "what", "whats", "when", "where", "whether", "which", "while", "who", "whom", "whose",
    "why", "will", "with", "would", "you", "your", "according", "say", "says", "said", "saying",
    "article", "articles", "mention", "mentioned", "mentions", "wot", "wat", "whos", "wht",
])  # fmt: skip
SHORT = 3
"""Letters up to which a word is searched as it stands; a longer one also finds its inflections."""

STEM = 6
"""Letters of a longer word that a lexical search compares (as good as a stemmer, measured)."""


def folded(word: str) -> str:
    """Lower case, without diacritics and possessive ending: the form in which words are compared."""
    plain = word.casefold()
    if not plain.isascii():  # most words are, and a search folds thousands
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(char for char in plain if not unicodedata.combining(char)).replace("’", "'")
    return plain.removesuffix("'s").rstrip("'")


def words(text: str) -> list[str]:
    """Every word of a text, folded, in order."""
    return [folded(match.group()) for match in WORD.finditer(text)]


def content_words(text: str) -> list[str]:
    """The words that carry meaning, folded, in order, each once; all of them when nothing else is there."""
    every = list(dict.fromkeys(part for word in words(text) for part in re.split(r"[.']", word) if part))
    return [word for word in every if word not in STOPWORDS] or every


def stem(word: str) -> str:
    """What two inflections of a word share, roughly: its first six letters, its plural ending dropped."""
    if len(word) > STEM:
        return word[:STEM]
    return word[:-1] if len(word) > SHORT + 1 and word.endswith("s") and not word.endswith("ss") else word


def stems(text: str) -> frozenset[str]:
    """The stems of a text's content words."""
    return frozenset(stem(word) for word in content_words(text))
