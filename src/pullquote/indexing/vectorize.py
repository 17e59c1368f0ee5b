"""Build and verify a generation's vectors, as a process: `python -m pullquote.indexing.vectorize`.

A process of its own, so that a crash inside Chroma costs nothing but the run. Its order is JSON on the
standard input, read after the imports: the generation, the cache of vectors, and the store to start from or
null. Exit status 0 means that the store holds exactly what the library lists, or that no order came.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
import threading
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from pullquote.indexing.shelves import Unit, units
from pullquote.indexing.store import COLLECTIONS, ROWS_AT_ONCE, VectorStore, verify
from pullquote.indexing.vectors import VectorCache


def fill(generation: Path, vectors: Path, base: Path | None) -> None:
    """Make `generation/chroma` hold the library's units, starting from the store of another generation."""
    folder = generation / "chroma"
    if base:
        shutil.copytree(base, folder)
    rows = sqlite3.connect(generation / "library.sqlite")
    cache = VectorCache(vectors)
    store = VectorStore(folder, create=True)
    try:
        for collection in COLLECTIONS:
            _level(store, collection, rows, cache)
    finally:
        store.close()
        cache.close()
    verify(folder, rows)
    rows.close()


def _level(store: VectorStore, collection: str, rows: sqlite3.Connection, cache: VectorCache) -> None:
    """Take out of the collection what the library does not list, and add what is missing."""
    there = store.ids(collection)
    wanted = {f"{collection[0]}{row}" for (row,) in rows.execute(f"SELECT id FROM {collection}")}
    store.remove(collection, sorted(there - wanted))
    for batch in _batches(units(rows, collection, there)):
        texts = [unit.span.cut(_text(rows, unit.article)) for unit in batch]
        store.add(collection, batch, texts, cache.take([unit.key for unit in batch]))


def _text(rows: sqlite3.Connection, name: str) -> str:
    (text,) = rows.execute("SELECT text FROM articles WHERE name = ?", (name,)).fetchone()
    return str(text)


def _batches(every: Iterator[Unit]) -> Iterator[list[Unit]]:
    while batch := list(islice(every, ROWS_AT_ONCE)):
        yield batch


def _end_with(parent: int) -> None:
    """End this process when its parent is gone: what it makes is wanted no more."""
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    if order := sys.stdin.read():
        generation, vectors, base = json.loads(order)
        fill(Path(generation), Path(vectors), Path(base) if base else None)
