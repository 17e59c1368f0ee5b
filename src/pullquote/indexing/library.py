"""The articles of a published generation: their texts, who said what in them, and how many there are."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from pathlib import Path

from pullquote.articles import Article
from pullquote.spans import Span
from pullquote.speakers import Attribution, Kind, Reading, Speaker


def _span(given: dict[str, int] | None) -> Span | None:
    return None if given is None else Span(given["start"], given["end"])


def _load(written: str) -> Reading:
    given = json.loads(written)
    attributions = tuple(
        Attribution(
            words=Span(one["words"]["start"], one["words"]["end"]),
            kind=Kind(one["kind"]),
            speaker=one["speaker"],
            cue=_span(one["cue"]),
            mention=_span(one["mention"]),
            confidence=one["confidence"],
        )
        for one in given["attributions"]
    )
    people = tuple(Speaker(one["name"], tuple(one["aliases"]), one["role"]) for one in given["speakers"])
    return Reading(people, attributions)


class Library:
    """A published library, read-only. Safe to use from several threads, one call at a time."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, check_same_thread=False)
        self._articles: dict[str, Article] = {}
        self._readings: dict[str, Reading] = {}

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def names(self) -> list[str]:
        """Every article's name, sorted."""
        return [name for (name,) in self.connection.execute("SELECT name FROM articles ORDER BY name")]

    def article(self, name: str) -> Article:
        """The article of that name; KeyError when there is none. The last few hundred are kept in memory."""
        if name not in self._articles:
            self._remember(name)
        return self._articles[name]

    def reading(self, name: str) -> Reading:
        """Who said what in that article; KeyError when there is none."""
        if name not in self._readings:
            self._remember(name)
        return self._readings[name]

    def heard(self, name: str, span: Span) -> Iterator[str]:
        """Whoever that place of an article reports, in the article's order."""
        attributions = self.reading(name).attributions
        return (one.speaker for one in attributions if one.speaker and one.words.overlap(span))

    def written_by(self, names: Collection[str]) -> set[str]:
        """The articles that somebody of these names is an author of, alone or with others."""
        return self._named("EXISTS (SELECT 1 FROM json_each(?) WHERE author LIKE '%' || value || '%')", names)

    def hearing(self, names: Collection[str]) -> set[str]:
        """The articles in which somebody of these names speaks, or writes."""
        said = (
            "SELECT s.article FROM voices v JOIN sentences s ON s.id = v.sentence"
            " WHERE v.person IN (SELECT value FROM json_each(?))"
        )
        return self._named(f"id IN ({said})", names)

    def _named(self, condition: str, names: Collection[str]) -> set[str]:
        rows = self.connection.execute(
            f"SELECT name FROM articles WHERE {condition}", (json.dumps(sorted(names)),)
        )
        return {name for (name,) in rows}

    def _remember(self, name: str) -> None:
        row = self.connection.execute(
            "SELECT name, text, title, outlet, author, date, address, boilerplate, reading"
            " FROM articles WHERE name = ?",
            (name,),
        ).fetchone()
        if row is None:
            raise KeyError(name)
        if len(self._articles) >= 256:
            self._articles.clear()
            self._readings.clear()
        _, text, title, outlet, author, date, address, left_out, reading = row
        boilerplate = tuple(Span(*pair) for pair in json.loads(left_out))
        self._articles[name] = Article(name, text, title, outlet, author, date, address, boilerplate)
        self._readings[name] = _load(reading)

    def fingerprints(self) -> dict[str, str]:
        """What each article was read from, by its name."""
        return dict(self.connection.execute("SELECT name, fingerprint FROM articles"))

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
