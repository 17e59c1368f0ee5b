"""The vector store: a real Chroma, read only after it was held against the library."""

from __future__ import annotations

import math
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
import pytest
from chromadb.config import Settings

from fakes import WordEmbedder
from pullquote.dates import Days
from pullquote.errors import IndexDamaged
from pullquote.indexing.embedding import Vectors
from pullquote.indexing.generations import Generations
from pullquote.indexing.shelves import Unit
from pullquote.indexing.store import COLLECTIONS, VectorStore, filters_for, verify
from pullquote.spans import Span

TEXTS = ["the mayor opened a bridge", "rain fell all day", "the mayor spoke about rain"]
UNITS = [
    Unit("s1", b"", "a.txt", Span(0, 25), ("Ann Lee",), Days(20240101, 20240101)),
    Unit("s2", b"", "a.txt", Span(26, 43), (), None),
    Unit("s3", b"", "b.txt", Span(0, 26), ("Ann Lee", 'Bo, “the "Boss"” O\'Hara'), None),
]
EMBEDDER = WordEmbedder()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[VectorStore]:
    made = VectorStore(tmp_path / "chroma", create=True)
    made.add("sentences", UNITS, TEXTS, EMBEDDER.embed(TEXTS))
    yield made
    made.close()


def nearest(store: VectorStore, text: str, **scope: list[str]) -> list[str]:
    filters = filters_for(scope.get("articles"), scope.get("people"))
    return [near.id for near in store.nearest("sentences", EMBEDDER.embed([text])[0], 9, filters)]


def test_the_nearest_come_first_with_their_cosine(store: VectorStore) -> None:
    vector = EMBEDDER.embed(["the mayor opened a bridge"])[0]
    found = store.nearest("sentences", vector, 2)
    assert [near.id for near in found] == ["s1", "s3"]
    assert math.isclose(found[0].cosine, 1, abs_tol=1e-4)
    expected = float(np.dot(vector, EMBEDDER.embed(TEXTS[2:])[0]))
    assert math.isclose(found[1].cosine, expected, abs_tol=1e-3)


def test_filters_keep_to_articles_and_speakers(store: VectorStore) -> None:
    assert set(nearest(store, "rain")) == {"s1", "s2", "s3"}
    assert set(nearest(store, "rain", articles=["a.txt"])) == {"s1", "s2"}
    assert set(nearest(store, "rain", articles=["a.txt", "b.txt"], people=["Ann Lee"])) == {"s1", "s3"}
    assert nearest(store, "rain", people=['Bo, “the "Boss"” O\'Hara']) == ["s3"]
    assert set(nearest(store, "rain", people=["Ann Lee", "Nobody"])) == {"s1", "s3"}
    assert nearest(store, "rain", articles=["c.txt"]) == []


def test_a_filter_that_leaves_nothing_finds_nothing(store: VectorStore) -> None:
    assert nearest(store, "rain", articles=[]) == []
    assert nearest(store, "rain", people=[]) == []


def test_vectors_come_back_as_they_went_in_under_their_ids(store: VectorStore) -> None:
    found = store.vectors("sentences", ["s3", "s1", "s99"])
    assert set(found) == {"s1", "s3"}
    np.testing.assert_allclose(found["s3"], EMBEDDER.embed(TEXTS)[2], atol=1e-5)
    assert store.vectors("sentences", []) == {}


def test_what_is_removed_is_gone_and_the_rest_stays(store: VectorStore) -> None:
    store.remove("sentences", ["s2"])
    store.remove("sentences", [])
    assert store.ids("sentences") == {"s1", "s3"}
    assert store.ids("passages") == set()


def test_a_vector_that_is_no_number_is_a_bug_not_a_result(store: VectorStore) -> None:
    with pytest.raises(ValueError, match="finite"):
        store.nearest("sentences", np.full(256, np.nan, dtype=np.float32), 1)


def test_a_store_has_more_links_than_chroma_gives_by_itself(tmp_path: Path) -> None:
    VectorStore(tmp_path / "chroma", create=True).close()
    client = chromadb.PersistentClient(
        str(tmp_path / "chroma"), settings=Settings(_env_file=None, anonymized_telemetry=False)
    )
    for name in COLLECTIONS:
        assert (
            client.get_collection(name, embedding_function=None).configuration["hnsw"]["max_neighbors"] == 32
        )
    client.close()


@pytest.mark.parametrize("copies", [300, 1500])
def test_what_many_articles_repeat_hides_nothing(tmp_path: Path, copies: int) -> None:
    chance = np.random.default_rng(7)
    vectors = np.vstack([chance.normal(size=(300, 384)), np.repeat(chance.normal(size=(2, 384)), copies, 0)])
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    order = chance.permutation(len(vectors))
    units = [Unit(f"s{row}", b"", "a.txt", Span(0, 1), (), None) for row in order]
    store = VectorStore(tmp_path / "chroma", create=True)
    for at in range(0, len(order), 500):
        rows = order[at : at + 500]
        store.add("sentences", units[at : at + 500], ["x"] * len(rows), vectors[rows])
    found = [store.nearest("sentences", vectors[row], 1)[0].id == f"s{row}" for row in range(300)]
    store.close()
    assert sum(found) >= 290


def test_what_only_a_thorough_search_sees_is_no_damage(tmp_path: Path) -> None:
    """A search that keeps one unit in sight misses some that are there."""
    vectors = np.random.default_rng(7).normal(size=(600, 64))
    client = chromadb.PersistentClient(
        str(tmp_path / "chroma"), settings=Settings(_env_file=None, anonymized_telemetry=False)
    )
    narrow: Any = {"hnsw": {"space": "cosine", "max_neighbors": 16, "ef_search": 1}}
    sentences, _ = (
        client.create_collection(name, embedding_function=None, configuration=narrow) for name in COLLECTIONS
    )
    sentences.add(ids=[f"s{row}" for row in range(600)], embeddings=vectors.tolist())
    client.close()
    library = sqlite3.connect(":memory:")
    library.executescript("CREATE TABLE sentences (id INTEGER); CREATE TABLE passages (id INTEGER)")
    library.executemany("INSERT INTO sentences VALUES (?)", [(row,) for row in range(600)])
    store = VectorStore(tmp_path / "chroma")
    seen = [store.nearest("sentences", _unit(vector), 1)[0].cosine > 0.999 for vector in vectors]
    store.close()
    assert 0 < sum(seen) < 600
    verify(tmp_path / "chroma", library, probes=600)


def _unit(vector: Vectors) -> Vectors:
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def test_a_store_that_is_not_there_is_damage(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged, match="pullquote index --rebuild"):
        VectorStore(tmp_path / "chroma")


@pytest.fixture
def copied(seeds_index: Path, tmp_path: Path) -> Path:
    """A published generation that may be harmed."""
    generation = Generations(seeds_index).current()
    assert generation is not None
    return Path(shutil.copytree(generation, tmp_path / "generation"))


@pytest.mark.parametrize("collection", ["sentences", "passages"])
def test_a_row_that_is_missing_is_found_out(copied: Path, collection: str) -> None:
    library = sqlite3.connect(copied / "library.sqlite")
    verify(copied / "chroma", library)
    store = VectorStore(copied / "chroma")
    store.remove(collection, [sorted(store.ids(collection))[3]])
    store.close()
    with pytest.raises(IndexDamaged, match=collection):
        verify(copied / "chroma", library)


def test_a_row_too_many_is_found_out(copied: Path) -> None:
    library = sqlite3.connect(copied / "library.sqlite")
    library.execute("DELETE FROM sentences WHERE id = (SELECT max(id) FROM sentences)")
    with pytest.raises(IndexDamaged, match="sentences"):
        verify(copied / "chroma", library)


def test_anybodys_llamaindex_reads_words_and_places(store: VectorStore) -> None:
    from llama_index.core.vector_stores import VectorStoreQuery
    from llama_index.vector_stores.chroma import ChromaVectorStore

    theirs = ChromaVectorStore(chroma_collection=store._collection("sentences", create=False))
    query = VectorStoreQuery(query_embedding=EMBEDDER.embed(TEXTS[1:2])[0].tolist(), similarity_top_k=1)
    (node,) = theirs.query(query).nodes or ()
    assert node.get_content() == TEXTS[1]
    assert (node.start_char_idx, node.end_char_idx) == (26, 43)  # type: ignore[attr-defined]
