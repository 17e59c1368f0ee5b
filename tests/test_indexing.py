"""Indexing: only what changed is done again, and whatever goes wrong, what was published stays."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import filled_here, indexed, untold
from fakes import WordEmbedder
from pullquote.errors import IndexBusy, IndexDamaged, IndexMismatch, NothingToIndex, PullquoteError
from pullquote.indexing.building import Order, build
from pullquote.indexing.generations import Generations, hold, read_manifest, require_whole
from pullquote.indexing.library import Library
from pullquote.indexing.store import verify


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def sound(folder: Path) -> dict[str, str]:
    """The texts of a published index by name, once everything in it agreed with everything else."""
    generation = Generations(folder).current()
    assert generation is not None
    require_whole(generation, read_manifest(generation))
    verify(generation / "chroma", sqlite3.connect(generation / "library.sqlite"))
    with Library(generation / "library.sqlite") as library:
        return {name: library.article(name).text for name in library.names()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles, not yet indexed."""
    written(tmp_path / "news", "a.txt", "The mayor opened a bridge. It rained all day.")
    written(tmp_path / "news", "b.txt", "Harris said the law was weak. Nobody disagreed.")
    return tmp_path


def test_each_run_does_only_what_changed(folder: Path) -> None:
    news, index, embedder = folder / "news", folder / "index", WordEmbedder()
    first = indexed(index, news, embedder=embedder)
    assert (first.added, first.changed, first.removed, first.articles) == (["a.txt", "b.txt"], [], [], 2)
    assert first.embedded == len(embedder.embedded) > 0
    pointer = (index / "CURRENT").read_text()

    again = indexed(index, news, embedder=embedder)
    assert (again.touched, again.unchanged, again.embedded) == (False, 2, 0)
    assert (index / "CURRENT").read_text() == pointer
    embedder.embedded.clear()

    written(news, "a.txt", "The mayor opened a bridge. It snowed all day.")
    written(news, "sub/c.md", "The river rose by night.")
    (news / "b.txt").unlink()
    third = indexed(index, news, embedder=embedder)
    assert (third.added, third.changed, third.removed) == (["sub/c.md"], ["a.txt"], ["b.txt"])
    assert "The mayor opened a bridge." not in embedder.embedded  # its vector was made before
    assert sound(index) == {
        "a.txt": "The mayor opened a bridge. It snowed all day.",
        "sub/c.md": "The river rose by night.",
    }


def test_a_touched_file_is_not_a_changed_one(folder: Path) -> None:
    indexed(folder / "index", folder / "news")
    os.utime(folder / "news" / "a.txt", (1, 1))
    assert not indexed(folder / "index", folder / "news").touched


def test_the_same_text_twice_is_indexed_once_and_told(folder: Path) -> None:
    written(folder / "news", "copy.txt", (folder / "news" / "a.txt").read_text())
    first = indexed(folder / "index", folder / "news")
    assert first.added == ["a.txt", "b.txt"]
    assert [(one.name, "a.txt" in one.reason) for one in first.skipped] == [("copy.txt", True)]
    again = indexed(folder / "index", folder / "news")
    assert not again.touched
    assert [one.name for one in again.skipped] == ["copy.txt"]
    (folder / "news" / "a.txt").unlink()
    moved = indexed(folder / "index", folder / "news")
    assert (moved.added, moved.removed) == (["copy.txt"], ["a.txt"])
    assert set(sound(folder / "index")) == {"b.txt", "copy.txt"}


def test_texts_that_change_places_both_stay(folder: Path) -> None:
    news = folder / "news"
    indexed(folder / "index", news)
    texts = [(news / name).read_text() for name in ("a.txt", "b.txt")]
    for name, text in zip(("b.txt", "a.txt"), texts, strict=True):
        written(news, name, text)
    swapped = indexed(folder / "index", news)
    assert (swapped.changed, swapped.skipped) == (["a.txt", "b.txt"], [])
    assert sound(folder / "index") == {"a.txt": texts[1], "b.txt": texts[0]}


def test_new_facts_about_a_file_are_a_change(folder: Path) -> None:
    indexed(folder / "index", folder / "news")
    written(folder / "news", "SOURCES.toml", '["a.txt"]\ntitle = "A bridge"\ndate = "2024-05-01"\n')
    again = indexed(folder / "index", folder / "news")
    assert (again.changed, again.unchanged) == (["a.txt"], 1)


def test_a_file_that_cannot_be_read_any_more_is_taken_out_and_told(folder: Path) -> None:
    indexed(folder / "index", folder / "news")
    (folder / "news" / "a.txt").write_bytes(b"\x00\x01")
    again = indexed(folder / "index", folder / "news")
    assert again.removed == ["a.txt"]
    assert [one.name for one in again.skipped] == ["a.txt"]
    assert set(sound(folder / "index")) == {"b.txt"}


def test_a_path_with_nothing_to_read_leaves_the_index_alone(folder: Path) -> None:
    indexed(folder / "index", folder / "news")
    pointer = (folder / "index" / "CURRENT").read_text()
    (folder / "empty").mkdir()
    written(folder / "broken", "x.txt", "\x00")
    for path in (folder / "empty", folder / "nowhere", folder / "broken"):
        with pytest.raises(NothingToIndex):
            indexed(folder / "index", path)
    assert (folder / "index" / "CURRENT").read_text() == pointer
    assert len(sound(folder / "index")) == 2
    assert len(list((folder / "index").glob("generation-*"))) == 1


def test_uploads_always_count(folder: Path) -> None:
    written(folder / "index" / "uploads", "mine.txt", "A letter to the editor.")
    assert set(indexed(folder / "index", folder / "news").added) == {"a.txt", "b.txt", "mine.txt"}


def test_another_embedder_is_refused_and_a_rebuild_takes_it(folder: Path) -> None:
    indexed(folder / "index", folder / "news")
    other = WordEmbedder(name="others")
    with pytest.raises(IndexMismatch, match="pullquote index --rebuild"):
        indexed(folder / "index", folder / "news", embedder=other)
    rebuilt = indexed(folder / "index", folder / "news", embedder=other, rebuild=True)
    assert rebuilt.embedded > 0
    manifest = Generations(folder / "index").manifest()
    assert manifest is not None
    assert manifest.embedder == "others"


def test_a_rebuild_uses_the_vectors_already_made(folder: Path) -> None:
    indexed(folder / "index", folder / "news")
    assert indexed(folder / "index", folder / "news", rebuild=True).embedded == 0


def test_a_damaged_index_is_mended_with_the_vectors_already_made(folder: Path) -> None:
    index = folder / "index"
    indexed(index, folder / "news")
    generation = Generations(index).current()
    assert generation is not None
    for harmed in ("library.sqlite", "manifest.json", "chroma/chroma.sqlite3"):
        current = Generations(index).current()
        assert current is not None
        (current / harmed).write_bytes(b"")
        mended = indexed(index, folder / "news")
        assert mended.embedded == 0
        assert any(harmed.split("/")[0] in remark for remark in mended.remarks), mended.remarks
        assert len(sound(index)) == 2
    shutil.rmtree(Generations(index).current() or index)
    indexed(index, folder / "news")
    assert len(sound(index)) == 2


def test_damaged_vectors_are_made_again(folder: Path) -> None:
    index = folder / "index"
    indexed(index, folder / "news")
    for path in index.glob("vectors.sqlite*"):
        path.write_bytes(b"not a database, and not a short file either" * 100)
    written(folder / "news", "c.txt", "The river rose by night.")
    indexed(index, folder / "news")
    assert len(sound(index)) == 3


def test_a_store_that_cannot_be_carried_on_is_built_anew_and_told(folder: Path) -> None:
    indexed(folder / "index", folder / "news")
    written(folder / "news", "c.txt", "The river rose by night.")
    starts: list[Path | None] = []

    def stumbling(generations: Generations, generation: Path, base: Path | None) -> None:
        starts.append(base)
        if base:
            raise IndexDamaged("it lost a row")
        filled_here(generations, generation, base)

    order = Order((folder / "news",), WordEmbedder(), fill=stumbling)
    summary = build(Generations(folder / "index"), order, untold)
    assert [start is None for start in starts] == [False, True]
    assert any("it lost a row" in remark for remark in summary.remarks)
    assert len(sound(folder / "index")) == 3


def test_a_store_that_cannot_be_built_leaves_what_was_published(folder: Path) -> None:
    indexed(folder / "index", folder / "news")
    before = (folder / "index" / "CURRENT").read_text()
    written(folder / "news", "c.txt", "The river rose by night.")

    def broken(generations: Generations, generation: Path, base: Path | None) -> None:
        raise PullquoteError("no room")

    with pytest.raises(PullquoteError, match="no room"):
        build(Generations(folder / "index"), Order((folder / "news",), WordEmbedder(), fill=broken), untold)
    assert (folder / "index" / "CURRENT").read_text() == before
    assert len(sound(folder / "index")) == 2
    indexed(folder / "index", folder / "news")
    assert len(list((folder / "index").glob("generation-*"))) == 1


def test_a_second_indexer_is_refused_while_the_first_one_builds(folder: Path) -> None:
    def crowded(generations: Generations, generation: Path, base: Path | None) -> None:
        with pytest.raises(IndexBusy, match="Try again"):
            indexed(folder / "index", folder / "news")
        filled_here(generations, generation, base)

    build(Generations(folder / "index"), Order((folder / "news",), WordEmbedder(), fill=crowded), untold)
    assert len(sound(folder / "index")) == 2


def test_a_reader_keeps_its_generation_while_another_is_published(folder: Path) -> None:
    indexed(folder / "index", folder / "news")
    generation, mark = hold(Generations(folder / "index"))
    with mark, Library(generation / "library.sqlite") as library:
        written(folder / "news", "a.txt", "Quite another text.")
        indexed(folder / "index", folder / "news")
        assert library.article("a.txt").text.startswith("The mayor")
    assert sound(folder / "index")["a.txt"] == "Quite another text."


CHILD = """
import sys
from pathlib import Path
from fakes import WordEmbedder
from pullquote.indexing.generations import Generations
from pullquote.indexing.building import Order, build
build(Generations(Path(sys.argv[1])), Order((Path(sys.argv[2]),), WordEmbedder()), lambda _: None)
"""


def child(folder: Path) -> subprocess.Popen[str]:
    """A real indexer in a process of its own, with a real child for the store."""
    here = Path(__file__).parent
    path = os.pathsep.join([str(here), str(here.parent / "src")])
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder / "index"), str(folder / "news")],
        env={**os.environ, "PYTHONPATH": path},
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.slow
def test_kill_9_at_any_moment_loses_nothing_that_was_published(folder: Path) -> None:
    indexed(folder / "index", folder / "news")
    choose = random.Random(20)
    published = sound(folder / "index")
    started = time.monotonic()
    assert child(folder).wait() == 0
    whole = max(time.monotonic() - started, 5.0)
    for number in range(10):
        written(folder / "news", f"new{number}.txt", f"Story {number}. " + f"Sentence of {number}. " * 40)
        indexer = child(folder)
        time.sleep(choose.uniform(0.3, 1.2) * whole)
        indexer.send_signal(signal.SIGKILL)
        indexer.wait()
        kept = sound(folder / "index")
        assert published.items() <= kept.items()
        published = kept
    deadline = time.monotonic() + 60
    while (last := child(folder)).wait():  # what the last kill orphaned may hold the lock for a moment
        assert last.stderr is not None
        assert "being built" in last.stderr.read()
        assert time.monotonic() < deadline
    assert len(sound(folder / "index")) == 12
    assert len(list((folder / "index").glob("generation-*"))) == 1


@pytest.mark.slow
def test_two_indexers_at_once_corrupt_nothing(folder: Path) -> None:
    both = [child(folder), child(folder)]
    told = [indexer.communicate()[1] for indexer in both]
    assert 0 in [indexer.returncode for indexer in both]
    for indexer, stderr in zip(both, told, strict=True):
        assert indexer.returncode == 0 or "IndexBusy" in stderr
    assert len(sound(folder / "index")) == 2
