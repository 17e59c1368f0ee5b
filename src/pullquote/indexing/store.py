"""The only door to Chroma: sentences and passages as vectors, behind LlamaIndex's store interface.

Chroma is not safe for several processes and fails silently when its files are damaged. So a store is
written once, in a process of its own, verified, and only read afterwards; see `generations`.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
from chromadb.config import Settings
from chromadb.errors import ChromaError
from llama_index.core.schema import TextNode
from llama_index.core.vector_stores import FilterOperator, MetadataFilter, MetadataFilters, VectorStoreQuery
from llama_index.vector_stores.chroma import ChromaVectorStore

from pullquote.errors import IndexDamaged
from pullquote.indexing.embedding import Vectors
from pullquote.indexing.generations import mending
from pullquote.indexing.shelves import Unit

COLLECTIONS = ("sentences", "passages")
ROWS_AT_ONCE = 1000
"""Nodes an `add`: Chroma 1.5 refuses more than 5,461."""


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
            self._stores = {
                name: ChromaVectorStore(chroma_collection=self._collection(name, create))
                for name in COLLECTIONS
            }
        except ChromaError as error:
            self._client.close()
            raise IndexDamaged(
                f"{folder} does not open ({error}). {mending(folder.parent.parent)}"
            ) from error

    def _collection(self, name: str, create: bool) -> Any:
        """Without an embedding function: Chroma's default one would fetch a model from the network."""
        if create:
            return self._client.get_or_create_collection(
                name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
            )
        return self._client.get_collection(name, embedding_function=None)

    def close(self) -> None:
        """Close the files; anything still waiting to be written is written first."""
        self._client.close()

    def add(self, collection: str, units: Sequence[Unit], texts: Sequence[str], vectors: Vectors) -> None:
        """Add units that are not there yet (an id that is there would keep its old words, silently)."""
        nodes = [_node(*one) for one in zip(units, texts, vectors, strict=True)]
        self._stores[collection].add(nodes)

    def remove(self, collection: str, ids: Sequence[str]) -> None:
        """Take units out by id."""
        for batch in _batches(ids):
            self._stores[collection].client.delete(ids=batch)

    def ids(self, collection: str) -> set[str]:
        """The id of every unit that the collection lists."""
        return set(self._stores[collection].client.get(include=[])["ids"])

    def nearest(
        self, collection: str, vector: Vectors, k: int, filters: MetadataFilters | None = None
    ) -> list[Near]:
        """The k units nearest to a unit vector, best first."""
        if not np.isfinite(vector).all():
            raise ValueError("the question's vector is not finite")
        found = self._stores[collection].query(
            VectorStoreQuery(query_embedding=vector.tolist(), similarity_top_k=k, filters=filters)
        )
        scores = zip(found.ids or [], found.similarities or [], strict=True)
        return [Near(name, _cosine(score)) for name, score in scores]

    def vectors(self, collection: str, ids: Sequence[str]) -> dict[str, Vectors]:
        """The stored vectors of these ids; ids that are not there are left out."""
        if not ids:
            return {}
        found = self._stores[collection].client.get(ids=list(ids), include=["embeddings"])
        return {
            name: np.asarray(vector, np.float32)
            for name, vector in zip(found["ids"], found["embeddings"], strict=True)
        }


def _cosine(similarity: float) -> float:
    """LlamaIndex's store gives exp(-distance); Chroma's cosine distance is 1 - cosine."""
    return 1.0 + math.log(similarity) if similarity > 0 else -1.0


def _node(unit: Unit, text: str, vector: Vectors) -> TextNode:
    metadata: dict[str, str | int] = {"article": unit.article}
    if unit.days:
        metadata |= {"first_day": unit.days.first, "last_day": unit.days.last}
    metadata |= {speaker_key(person): 1 for person in unit.people}
    return TextNode(
        id_=unit.id,
        text=text,
        embedding=vector.tolist(),
        metadata=metadata,
        start_char_idx=unit.span.start,
        end_char_idx=unit.span.end,
        excluded_embed_metadata_keys=list(metadata),
        excluded_llm_metadata_keys=list(metadata),
    )


def speaker_key(person: str) -> str:
    """A unit may have several speakers, and a filter compares whole values: so each is a key of its own."""
    return f"speaker:{person}"


def filters_for(articles: Sequence[str] | None, people: Sequence[str] | None) -> MetadataFilters | None:
    """Chroma's filter for "any of these articles, and any of these speakers"; None stands for all.

    Chroma refuses an empty list: none of them is asked for as the one without a name, which nobody has.
    """
    both: list[MetadataFilter | MetadataFilters] = []
    if articles is not None:
        both.append(MetadataFilter(key="article", value=list(articles) or [""], operator=FilterOperator.IN))
    if people is not None:
        anyone: list[MetadataFilter | MetadataFilters] = [
            MetadataFilter(key=speaker_key(p), value=1) for p in people or [""]
        ]
        both.append(anyone[0] if len(anyone) == 1 else MetadataFilters(filters=anyone, condition="or"))
    return MetadataFilters(filters=both) if both else None


def verify(folder: Path, library: sqlite3.Connection, probes: int = 5) -> None:
    """Hold the store against the library; IndexDamaged when it lost, gained or misplaced anything.

    Every id is there, a search for as many as there are reaches them all, and the nearest to a stored
    vector is that unit (or one with the same vector).
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
                _probe(store, name, probe, folder)
    finally:
        store.close()


def _probe(store: VectorStore, collection: str, probe: str, folder: Path) -> None:
    vector = store.vectors(collection, [probe])[probe]
    best = store.nearest(collection, vector, 1)
    if not best or best[0].cosine < 1 - 1e-4:
        raise IndexDamaged(f"{folder}: {probe} cannot be found again. {mending(folder.parent.parent)}")


def _batches(ids: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(ids)
    while batch := list(islice(rest, ROWS_AT_ONCE)):
        yield batch
