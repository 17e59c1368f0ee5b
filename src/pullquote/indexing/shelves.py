"""Writing a library: the articles of one generation and everything that was cut from them, in SQLite.

Chroma holds the same sentences and passages as vectors, under the ids made here ("s12", "p3"). Row ids
are never used twice, so a generation that was copied and edited keeps those of unchanged articles.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from pullquote.articles import Article
from pullquote.checking import phrases
from pullquote.dates import Days
from pullquote.indexing.passages import Passage
from pullquote.spans import Span
from pullquote.speakers import SPOKEN, Kind, Reading

SCHEMA = """
CREATE TABLE articles (
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE NOT NULL, fingerprint TEXT NOT NULL,
  text_digest BLOB NOT NULL, text TEXT NOT NULL, title TEXT, outlet TEXT, author TEXT, date TEXT,
  first_day INTEGER, last_day INTEGER,
  address TEXT, boilerplate TEXT NOT NULL, reading TEXT NOT NULL);
CREATE TABLE passages (
  id INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL, start INTEGER NOT NULL,
  stop INTEGER NOT NULL, key BLOB NOT NULL);
CREATE TABLE sentences (
  id INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL, passage INTEGER NOT NULL,
  start INTEGER NOT NULL, stop INTEGER NOT NULL, key BLOB NOT NULL);
CREATE TABLE people (article INTEGER NOT NULL, name TEXT NOT NULL, aliases TEXT NOT NULL, role TEXT);
-- A sentence that quotes nobody is its author's, where the article names one.
CREATE TABLE voices (sentence INTEGER NOT NULL, person TEXT NOT NULL);
CREATE INDEX articles_by_text ON articles (text_digest);
CREATE INDEX passages_by_article ON passages (article);
CREATE INDEX sentences_by_article ON sentences (article);
CREATE INDEX sentences_by_passage ON sentences (passage);
CREATE INDEX people_by_article ON people (article);
CREATE INDEX voices_by_sentence ON voices (sentence);
CREATE INDEX voices_by_person ON voices (person);
CREATE VIRTUAL TABLE sentence_words USING fts5(words, tokenize='unicode61 remove_diacritics 2', prefix='6');
CREATE VIRTUAL TABLE passage_words USING fts5(words, tokenize='unicode61 remove_diacritics 2', prefix='6');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(sentence_words, 'row');
"""


@dataclass(frozen=True, slots=True)
class Keys:
    """Vector keys of a passage and of its sentences, in order."""

    passage: bytes
    sentences: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as the indexer hands it over: what was read, heard and cut, and what it was read from."""

    article: Article
    fingerprint: str
    reading: Reading
    cut: tuple[tuple[Passage, Keys], ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or passage as the vector store needs it: id, the vector's key, what it is filtered by."""

    id: str
    key: bytes
    article: str
    span: Span
    people: tuple[str, ...]
    days: Days | None


def speaker_key(person: str) -> str:
    """A unit may have several speakers, and a filter compares whole values: so each is a key of its own."""
    return f"speaker:{person}"


def create(path: Path) -> sqlite3.Connection:
    """A new, empty library; the caller commits and closes it."""
    rows = sqlite3.connect(path)
    rows.executescript(SCHEMA)
    phrases.create(rows)
    return rows


def add(rows: sqlite3.Connection, entry: Entry) -> None:
    """Write one article and what was cut from it."""
    article = entry.article
    days = Days.of(article.date)
    number = rows.execute(
        "INSERT INTO articles (name, fingerprint, text_digest, text, title, outlet, author, date,"
        " first_day, last_day, address, boilerplate, reading) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(
                article.name,
                entry.fingerprint,
                _digest(article.text),
                article.text,
                article.title,
                article.outlet,
                article.author,
            ),
            *(article.date, days and days.first, days and days.last, article.address),
            *(json.dumps([[span.start, span.end] for span in article.boilerplate]), _dump(entry.reading)),
        ),
    ).lastrowid
    assert number is not None
    for speaker in entry.reading.speakers:
        aliases = json.dumps(speaker.aliases, ensure_ascii=False)
        rows.execute("INSERT INTO people VALUES (?, ?, ?, ?)", (number, speaker.name, aliases, speaker.role))
    for passage, keys in entry.cut:
        _add_passage(rows, number, entry, passage, keys)
    phrases.add(rows, article.name, article.text)


def remove(rows: sqlite3.Connection, name: str) -> None:
    """Take an article out, with everything that was cut from it."""
    (number,) = rows.execute("SELECT id FROM articles WHERE name = ?", (name,)).fetchone()
    for words, units in (("sentence_words", "sentences"), ("passage_words", "passages")):
        rows.execute(
            f"DELETE FROM {words} WHERE rowid IN (SELECT id FROM {units} WHERE article = ?)", (number,)
        )
    rows.execute(
        "DELETE FROM voices WHERE sentence IN (SELECT id FROM sentences WHERE article = ?)", (number,)
    )
    for table in ("sentences", "passages", "people"):
        rows.execute(f"DELETE FROM {table} WHERE article = ?", (number,))
    rows.execute("DELETE FROM articles WHERE id = ?", (number,))
    phrases.remove(rows, name)


def named_like(rows: sqlite3.Connection, text: str) -> str | None:
    """The name of an article that has this very text, if there is one."""
    row = rows.execute("SELECT name FROM articles WHERE text_digest = ?", (_digest(text),)).fetchone()
    return row[0] if row else None


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _add_passage(rows: sqlite3.Connection, number: int, entry: Entry, passage: Passage, keys: Keys) -> None:
    text, span = entry.article.text, passage.span
    place = rows.execute(
        "INSERT INTO passages (article, start, stop, key) VALUES (?, ?, ?, ?)",
        (number, span.start, span.end, keys.passage),
    ).lastrowid
    rows.execute("INSERT INTO passage_words (rowid, words) VALUES (?, ?)", (place, span.cut(text)))
    for sentence, key in zip(passage.sentences, keys.sentences, strict=True):
        row = rows.execute(
            "INSERT INTO sentences (article, passage, start, stop, key) VALUES (?, ?, ?, ?, ?)",
            (number, place, sentence.start, sentence.end, key),
        ).lastrowid
        heard = sorted(_voices(entry, sentence))
        words = " ".join([sentence.cut(text), *heard])
        rows.execute("INSERT INTO sentence_words (rowid, words) VALUES (?, ?)", (row, words))
        rows.executemany("INSERT INTO voices VALUES (?, ?)", [(row, person) for person in heard])


def _voices(entry: Entry, sentence: Span) -> set[str]:
    """Whom the sentence reports, else its author; nobody where the words in marks are nobody's known."""
    quoted = (one for one in entry.reading.attributions if one.kind is Kind.DIRECT)
    if heard := people_at(entry.reading, sentence):
        return heard
    whole = any(one.words.overlap(sentence) >= SPOKEN * len(sentence) for one in quoted)
    return set() if whole or entry.article.author is None else {entry.article.author}


def people_at(reading: Reading, span: Span) -> set[str]:
    """Everybody whose words or views the span reports, joint speakers one by one."""
    heard = (a.speaker for a in reading.attributions if a.speaker and a.words.overlap(span))
    return {person for speaker in heard for person in apart(reading, speaker)}


def apart(reading: Reading, speaker: str) -> list[str]:
    """The persons of a joint speaker ("A and B"), if the article knows each of them; else the speaker."""
    known = {one.name for one in reading.speakers}
    parts = speaker.split(" and ")
    return parts if speaker not in known and len(parts) > 1 and known.issuperset(parts) else [speaker]


def units(rows: sqlite3.Connection, table: str, known: set[str]) -> Iterator[Unit]:
    """Every sentence ("sentences") or passage ("passages") whose id is not among the known, in order."""
    letter = "s" if table == "sentences" else "p"
    heard = (
        "sentence = u.id" if letter == "s" else "sentence IN (SELECT id FROM sentences WHERE passage = u.id)"
    )
    for row in rows.execute(
        f"SELECT u.id, u.key, a.name, u.start, u.stop, a.first_day, a.last_day,"
        f" (SELECT json_group_array(DISTINCT person) FROM voices WHERE {heard})"
        f" FROM {table} u JOIN articles a ON a.id = u.article ORDER BY u.id"
    ):
        if (name := f"{letter}{row[0]}") not in known:
            days = Days(row[5], row[6]) if row[5] is not None else None
            yield Unit(name, row[1], row[2], Span(row[3], row[4]), tuple(sorted(json.loads(row[7]))), days)


def _dump(reading: Reading) -> str:
    return json.dumps(asdict(reading), ensure_ascii=False)


def counts(rows: sqlite3.Connection) -> tuple[int, int, int]:
    """How many articles, passages and sentences there are."""
    articles, passages, sentences = (
        int(rows.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        for table in ("articles", "passages", "sentences")
    )
    return articles, passages, sentences
