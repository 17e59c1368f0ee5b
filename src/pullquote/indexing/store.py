"""The only door to Chroma: sentences and passages as vectors, written as LlamaIndex's nodes (see `nodes`).

Chroma is not safe for several processes and fails silently when its files are damaged. So a store is
written once, in a process of its own, verified, and only read afterwards; see `generations`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from zlib import crc32

import chromadb
import numpy as np
from chromadb.config import Settings
from chromadb.errors import ChromaError

from pullquote.errors import IndexDamaged
from pullquote.indexing.embedding import Vectors
from pullquote.indexing.generations import mending
from pullquote.indexing.shelves import Unit, speaker_key

COLLECTIONS = ("sentences", "passages")
ROWS_AT_ONCE = 1000
"""Nodes an `add`: Chroma 1.5 refuses more than 5,461."""

NEIGHBOURS = 32
"""Links of a unit in the graph that Chroma searches (HNSW, Malkov and Yashunin 2016, arXiv:1603.09320).

With Chroma's own 16 some of many vectors that are all equally alike end up with no link to them and are never
found: in 21 of 150 stores of 84 bags of words that differ in one word, and with 32 in none of 150; of 144
such bags in 19 of 20 stores, and in two. Vectors of the packaged embedder were found with either.
"""

BREADTH = 400
"""Units that a search keeps in sight on its way (`ef_search`; Chroma's own is 100).

Of 10,388 sentences, the true first 48 lack .9 % with 100 and .04 % with 400, in 1.2 ms and 1.5.
"""

APART = 1e-6
"""Standard deviation of what is added to each component of a vector, so that no two are alike.

Copies of a sentence, such as a line that a site puts under each of its articles, take all the places for
links among themselves and hide what lies behind them. Of those sentences with 1,000 copies of each of five
mixed in, the first was lost to 53 questions in 200, and to one with this. A cosine changes by less than 1e-6.
"""


@dataclass(frozen=True, slots=True)
class Near:
    """A unit's id and its cosine similarity to the question."""

    id: str
    cosine: float


class VectorStore:
    """The two collections of one generation. Not safe for two processes when one of them writes."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        # _env_file: a .env in the current folder must not configure Chroma.
        settings = Settings(_env_file=None, anonymized_telemetry=False)
        self._client = chromadb.PersistentClient(str(folder), settings=settings)
        try:
            self._collections = {name: self._collection(name, create) for name in COLLECTIONS}
        except ChromaError as error:
            self._client.close()
            raise IndexDamaged(
                f"{folder} does not open ({error}). {mending(folder.parent.parent)}"
            ) from error

    def _collection(self, name: str, create: bool) -> Any:
        """Without an embedding function: Chroma's default one would fetch a model from the network."""
        if create:
            configuration: Any = {
                "hnsw": {"space": "cosine", "max_neighbors": NEIGHBOURS, "ef_search": BREADTH}
            }
            return self._client.get_or_create_collection(
                name, embedding_function=None, configuration=configuration
            )
        return self._client.get_collection(name, embedding_function=None)

    def close(self) -> None:
        """Close the files; anything still waiting to be written is written first."""
        self._client.close()

    def add(self, collection: str, units: Sequence[Unit], texts: Sequence[str], vectors: Vectors) -> None:
        """Add units that are not there yet (an id that is there would keep its old words, silently)."""
        from pullquote.indexing.nodes import add_nodes

        add_nodes(self._collections[collection], units, texts, _apart(units, vectors))

    def remove(self, collection: str, ids: Sequence[str]) -> None:
        """Take units out by id."""
        for batch in _batches(ids):
            self._collections[collection].delete(ids=batch)

    def ids(self, collection: str) -> set[str]:
        """The id of every unit that the collection lists."""
        return set(self._collections[collection].get(include=[])["ids"])

    def nearest(
        self, collection: str, vector: Vectors, k: int, where: Mapping[str, Any] | None = None
    ) -> list[Near]:
        """The k units nearest to a unit vector, best first; `where` is a filter of Chroma's."""
        if not np.isfinite(vector).all():
            raise ValueError("the question's vector is not finite")
        found = self._collections[collection].query(
            query_embeddings=[vector.tolist()], n_results=k, where=where, include=["distances"]
        )
        # Chroma's cosine distance is 1 - cosine.
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return [Near(name, 1.0 - distance) for name, distance in pairs]

    def vectors(self, collection: str, ids: Sequence[str]) -> dict[str, Vectors]:
        """The stored vectors of these ids; ids that are not there are left out."""
        if not ids:
            return {}
        found = self._collections[collection].get(ids=list(ids), include=["embeddings"])
        return {
            name: np.asarray(vector, np.float32)
            for name, vector in zip(found["ids"], found["embeddings"], strict=True)
        }


def _apart(units: Sequence[Unit], vectors: Vectors) -> Vectors:
    """Vectors of which no two are alike; the same again for the same ids."""
    noise = [
        np.random.default_rng(crc32(unit.id.encode())).normal(0, APART, vectors.shape[1]) for unit in units
    ]
    return vectors + np.asarray(noise, np.float32)


def filters_for(articles: Sequence[str] | None, people: Sequence[str] | None) -> dict[str, Any] | None:
    """Chroma's filter for "any of these articles, and any of these speakers"; None stands for all.

    Chroma refuses an empty list: none of them is asked for as the one without a name, which nobody has.
    """
    both: list[dict[str, Any]] = []
    if articles is not None:
        both.append({"article": {"$in": list(articles) or [""]}})
    if people is not None:
        anyone: list[dict[str, Any]] = [{speaker_key(person): 1} for person in people or [""]]
        both.append(_joined("$or", anyone))
    return _joined("$and", both) if both else None


def _joined(operator: str, conditions: list[dict[str, Any]]) -> dict[str, Any]:
    """Chroma refuses to join one alone."""
    return {operator: conditions} if len(conditions) > 1 else conditions[0]


def verify(folder: Path, library: sqlite3.Connection, probes: int = 5) -> None:
    """Hold the store against the library; IndexDamaged when it lost, gained or misplaced anything.

    Every id is there, and so is no other; and what is nearest to a stored vector is that unit (or one with
    the same vector), looked for among as many as there are where a quick look does not see it: copies of
    other sentences stood in the way then, which is no damage.
    """
    store = VectorStore(folder)
    try:
        for name in COLLECTIONS:
            letter = name[0]
            wanted = {f"{letter}{row}" for (row,) in library.execute(f"SELECT id FROM {name}")}
            if store.ids(name) != wanted:
                raise IndexDamaged(
                    f"{folder}: {name} are not those of the library. {mending(folder.parent.parent)}"
                )
            for probe in sorted(wanted)[:: max(1, len(wanted) // probes)]:
                if not any(_found(store, name, probe, k) for k in (1, len(wanted))):
                    raise IndexDamaged(
                        f"{folder}: {probe} cannot be found again. {mending(folder.parent.parent)}"
                    )
    finally:
        store.close()


def _found(store: VectorStore, collection: str, probe: str, k: int) -> bool:
    vector = store.vectors(collection, [probe])[probe]
    best = store.nearest(collection, vector, k)
    return bool(best) and best[0].cosine > 1 - 1e-4


def _batches(ids: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(ids)
    while batch := list(islice(rest, ROWS_AT_ONCE)):
        yield batch
