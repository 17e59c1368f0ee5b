"""Vectors already made, by what they were made from: the part of an index that took time.

An SQLite file beside the generations. A row is written once and never changed, so a `kill -9` loses at
most the last batch, and any number of generations can be built from it.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from pullquote.indexing.embedding import Embedder, Vectors

BATCH = 256
"""Texts embedded, and committed, at a time: about three seconds of work on two cores."""


def key_of(embedder: Embedder, text: str) -> bytes:
    """What a vector depends on: the weights and the text."""
    return hashlib.sha256(f"{embedder.digest}\0{text}".encode()).digest()


class VectorCache:
    """Vectors on disk, keyed by `key_of`. One writer at a time: the builder holds the index's lock."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._rows = sqlite3.connect(path)
        self._rows.execute("PRAGMA journal_mode=WAL")
        self._rows.execute(
            "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID"
        )
        self._rows.commit()

    def close(self) -> None:
        """Close the file; the cache is of no use afterwards."""
        self._rows.close()

    def fill(self, embedder: Embedder, texts: Iterable[str]) -> int:
        """Make the vectors that are not there yet, batch by batch; returns how many were made."""
        made = 0
        for batch in _batches(texts):
            missing = {key: text for text in batch if not self._has(key := key_of(embedder, text))}
            if missing:
                vectors = embedder.embed(list(missing.values()))
                self._rows.executemany(
                    "INSERT OR IGNORE INTO vectors VALUES (?, ?)",
                    [(key, vector.tobytes()) for key, vector in zip(missing, vectors, strict=True)],
                )
                self._rows.commit()
                made += len(missing)
        return made

    def take(self, keys: Sequence[bytes]) -> Vectors:
        """The vectors of these keys, in their order; KeyError if one was never made."""
        return np.stack([self._one(key) for key in keys])

    def _has(self, key: bytes) -> bool:
        return self._rows.execute("SELECT 1 FROM vectors WHERE key = ?", (key,)).fetchone() is not None

    def _one(self, key: bytes) -> Vectors:
        row = self._rows.execute("SELECT vector FROM vectors WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise KeyError(key.hex())
        return np.frombuffer(row[0], dtype=np.float32)


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(texts)
    while batch := list(islice(rest, BATCH)):
        yield batch
