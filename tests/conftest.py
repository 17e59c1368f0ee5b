"""A small index over the shipped articles, built once a session with a real Chroma."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from fakes import WordEmbedder
from pullquote.indexing.building import Order, Progress, Summary, build
from pullquote.indexing.generations import Generations
from pullquote.indexing.library import Library
from pullquote.indexing.store import VectorStore
from pullquote.indexing.vectorize import fill
from pullquote.retrieval import Retriever

if TYPE_CHECKING:
    from pullquote.desk import Desk

# How long an example takes says how busy the machine is, not whether the code keeps its promise.
settings.register_profile("pullquote", deadline=None)
settings.load_profile("pullquote")

SEEDS = Path(__file__).parent.parent / "seeds"


def filled_here(generations: Generations, generation: Path, base: Path | None) -> None:
    """Fill the store in this process: a child that imports everything anew would take seconds."""
    fill(generation, generations.vectors, base)


def untold(_: Progress) -> None:
    """For tests that watch no progress."""


def indexed(
    folder: Path, *paths: Path, embedder: WordEmbedder | None = None, rebuild: bool = False
) -> Summary:
    """Index the paths into the folder, as `pullquote index` does."""
    order = Order(paths, embedder or WordEmbedder(), rebuild=rebuild, fill=filled_here)
    return build(Generations(folder), order, untold)


@pytest.fixture(scope="session")
def seeds_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index folder; not to be changed."""
    folder = tmp_path_factory.mktemp("seeds") / "index"
    indexed(folder, SEEDS)
    return folder


@contextmanager
def searching(index: Path) -> Iterator[Retriever]:
    """A retriever over the index in that folder."""
    generation = Generations(index).current()
    assert generation is not None
    store = VectorStore(generation / "chroma")
    with Library(generation / "library.sqlite") as library:
        yield Retriever(library, store, WordEmbedder())
    store.close()


@contextmanager
def searching_in(folder: Path, **articles: str) -> Iterator[Retriever]:
    """A retriever over articles of these names and texts, written and indexed in an empty folder."""
    news = folder / "news"
    news.mkdir(parents=True)
    for name, text in articles.items():
        (news / f"{name}.txt").write_text(text, encoding="utf-8")
    indexed(folder / "index", news)
    with searching(folder / "index") as found:
        yield found


@pytest.fixture(scope="session")
def retriever(seeds_index: Path) -> Iterator[Retriever]:
    """Over the shipped articles."""
    with searching(seeds_index) as found:
        yield found


@pytest.fixture(scope="session")
def library(retriever: Retriever) -> Library:
    """Of the shipped articles."""
    return retriever.library


@pytest.fixture(scope="session")
def desk(retriever: Retriever) -> Desk:
    """Over the shipped articles, without a model."""
    from pullquote.desk import Desk

    return Desk(retriever, None)
