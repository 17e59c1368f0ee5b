"""Which articles a text names, beside the file's name: by an outlet ("in Wired") or by a title.

An outlet is only taken for one where a text would name its source: after "in", "told", "according to", in a
parenthesis, before "reported" or "'s essay". So a company of the same name may be spoken about.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pullquote.checking.folding import Word, words

_FILE_NAME = re.compile(r"[\w./-]*\w\.\w{2,5}\b")
_BEFORE = (
    r"(?:\b(?:in|by|to|from|at|via|told|tells|telling|as|see|source)\b:?\s+|\baccording\s+to\s+|[(\[]\s*"
    r"|\b(?:in|from|by|see)\s+(?:a|an)\s+)(?:[Tt]he\s+)?[*_“\"]*$"
)
_AFTER = (
    r"[*_”\"]*(?:[’']s?)?\s+(?:\w+\s+)?(?:says?|said|reports?|reported|writes|wrote|quotes|quoted|cites|cited|notes"
    r"|has|carries|articles?|essay|piece|story|column|interview|analysis|profile)\b|[*_”\"]*\s*[)\]]"
)
_NAMED_BEFORE = re.compile(_BEFORE, re.IGNORECASE)
_NAMED_AFTER = re.compile(_AFTER, re.IGNORECASE)
_MARKED = re.compile(r"[*_“‘\"'«„\[]+$")
_LEAST_TITLE = 3
"""Words from which a title is known without marks or italics; a shorter one may be a phrase."""


@dataclass(frozen=True, slots=True)
class Named:
    """The articles that a text may mean, and the words by which it names them."""

    articles: frozenset[str]
    words: str


@dataclass(frozen=True, slots=True)
class Headings:
    """Every way in which the articles of a corpus may be named; keys are folded words."""

    names: frozenset[str] = frozenset()
    stems: dict[str, str] = field(default_factory=dict)
    titles: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict)
    outlets: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict)
    short: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict)
    """Last words of outlets, which only name one behind a "the": "the Gazette"."""

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str | None, str | None]]) -> Headings:
        """From each article's name, title and outlet."""
        listed = sorted(rows, key=lambda row: row[0])
        titles: dict[tuple[str, ...], frozenset[str]] = {}
        outlets: dict[tuple[str, ...], frozenset[str]] = {}
        short: dict[tuple[str, ...], frozenset[str]] = {}
        for name, title, outlet in listed:
            if title and (key := _key(title)):
                titles[key] = titles.get(key, frozenset()) | {name}
            if key := _key(outlet or ""):
                outlets[key] = outlets.get(key, frozenset()) | {name}
            if len(key) > 1 and len(key[-1]) > 3 and key[-1] not in _EVERYBODYS:
                short[key[-1:]] = short.get(key[-1:], frozenset()) | {name}
        stems = {name.rpartition("/")[2]: name for name, _, _ in listed}
        return cls(frozenset(name for name, _, _ in listed), stems, titles, outlets, short)

    def is_title(self, text: str) -> bool:
        """True if these words, and no others, are an article's title."""
        return _key(text) in self.titles

    def is_outlet(self, name: str, text: str) -> bool:
        """True if this name in a text is an outlet's; its last word alone needs a "the" in front there."""
        key = _key(name)
        return key in self.outlets or (key in self.short and bool(re.search(rf"\b[Tt]he {name}\b", text)))

    def named_in(self, text: str) -> Named | None:
        """The articles that this stretch of text names: by file, else by title, else by outlet."""
        for match in _FILE_NAME.finditer(text):
            name = match.group() if match.group() in self.names else self.stems.get(match.group())
            if name:
                return Named(frozenset({name}), match.group())
        found = words(text)
        return self._by_title(text, found) or self._by_outlet(text, found)

    def _by_title(self, text: str, found: Sequence[Word]) -> Named | None:
        keys = [word.key for word in found]
        for title, articles in self.titles.items():
            for place in _places(keys, title):
                start, end = found[place].start, found[place + len(title) - 1].end
                if len(title) >= _LEAST_TITLE or _MARKED.search(text[:start]):
                    return Named(articles, text[start:end])
        return None

    def _by_outlet(self, text: str, found: Sequence[Word]) -> Named | None:
        keys = [word.key.removesuffix("'s") for word in found]
        for outlet, articles in (*self.outlets.items(), *self.short.items()):
            for place in _places(keys, outlet):
                start, end = found[place].start, found[place + len(outlet) - 1].end
                as_source = _NAMED_BEFORE.search(text[:start]) or _NAMED_AFTER.match(text, end)
                known = outlet in self.outlets or (place and keys[place - 1] == "the")
                if as_source and known and found[place].folded[:1].isupper():
                    return Named(articles, text[start:end])
        return None


def read_headings(connection: sqlite3.Connection) -> Headings:
    """From the table `articles` of a corpus."""
    return Headings.of(connection.execute("SELECT name, title, outlet FROM articles"))


def create(connection: sqlite3.Connection) -> None:
    """Make the empty table for a corpus that is no published library; the caller commits."""
    connection.execute("CREATE TABLE articles (name TEXT NOT NULL UNIQUE, title TEXT, outlet TEXT)")


def _key(text: str) -> tuple[str, ...]:
    found = tuple(word.key for word in words(text))
    return found[1:] if len(found) > 1 and found[0] == "the" else found


_EVERYBODYS = frozenset(
    {"magazine", "newspaper", "weekly", "online", "international", "review", "report", "reports"}
)


def _places(keys: Sequence[str], wanted: tuple[str, ...]) -> Iterable[int]:
    """Where these words stand one after another."""
    return (
        place
        for place in range(len(keys) - len(wanted) + 1)
        if keys[place] == wanted[0] and tuple(keys[place : place + len(wanted)]) == wanted
    )
