"""Generations: a pointer that a kill cannot halve, readers who are not disturbed, damage that is named."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pullquote.errors import IndexBusy, IndexDamaged, IndexMissing
from pullquote.indexing.generations import (
    FORMAT,
    Generations,
    Manifest,
    fingerprints,
    hold,
    read_manifest,
    require_index,
    require_whole,
)

MENDS = "pullquote index --rebuild"


def published(generations: Generations, words: str = "x") -> Path:
    """A generation with one file, published."""
    generation = generations.fresh()
    (generation / "library.sqlite").write_text(words, encoding="utf-8")
    manifest = Manifest(FORMAT, "words", "0", "1", ("/a",), 1, 1, 1, fingerprints(generation))
    generations.publish(generation, manifest)
    return generation


@pytest.fixture
def generations(tmp_path: Path) -> Generations:
    return Generations(tmp_path / "index")


def test_nothing_is_current_before_the_first_is_published(generations: Generations) -> None:
    assert generations.current() is None
    assert generations.manifest() is None
    with pytest.raises(IndexMissing, match="pullquote index"):
        require_index(generations.folder)
    with pytest.raises(IndexMissing, match="pullquote index"):
        hold(generations)


def test_the_newest_published_is_current_and_the_one_before_is_gone(generations: Generations) -> None:
    first = published(generations)
    second = published(generations, "y")
    assert generations.current() == second
    assert generations.manifest() == read_manifest(second)
    assert not first.exists()


def test_a_relative_folder_is_the_same_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    generation = published(Generations(Path("index")))
    assert generation == tmp_path / "index" / generation.name


def test_what_a_killed_builder_left_behind_is_never_current_and_is_swept(generations: Generations) -> None:
    current = published(generations)
    torn = generations.fresh()
    (torn / "library.sqlite").write_text("half", encoding="utf-8")
    (generations.folder / "CURRENT.new").write_text(torn.name, encoding="utf-8")
    assert generations.current() == current
    following = generations.fresh()
    assert {path.name for path in generations.folder.glob("generation-*")} == {current.name, following.name}
    assert not list(following.iterdir())


def test_a_generation_stays_while_it_is_read(generations: Generations) -> None:
    first = published(generations)
    held, mark = hold(generations)
    assert held == first
    second = published(generations)
    assert (first / "library.sqlite").exists()
    mark.close()
    published(generations)
    assert not first.exists()
    assert not second.exists()


class Slow(Generations):
    """A reader who is overtaken between looking and holding."""

    before: Path | None = None

    def current(self) -> Path | None:
        """What was current when the caller looked, not what is by now."""
        told, self.before = self.before, None
        return told or super().current()


def test_a_reader_overtaken_by_a_builder_gets_the_new_one(generations: Generations) -> None:
    first = published(generations)
    second = published(generations)
    late = Slow(generations.folder)
    late.before = first
    held, mark = hold(late)
    mark.close()
    assert held == second


def test_only_one_builds_and_the_other_is_told_who(generations: Generations) -> None:
    with generations.building():
        with pytest.raises(IndexBusy, match=r"process \d+"), Generations(generations.folder).building():
            pass
        assert generations.held
    with generations.building():
        pass
    assert not generations.held


@pytest.mark.parametrize(
    "pointer", [b"generation-000099\n", b"../elsewhere\n", b"", b"/\n", b"\xff\xfe\n", b"generation\x00\n"]
)
def test_a_pointer_to_nothing_is_damage_that_a_rebuild_mends(
    generations: Generations, pointer: bytes
) -> None:
    published(generations)
    (generations.folder / "CURRENT").write_bytes(pointer)
    with pytest.raises(IndexDamaged, match=MENDS):
        generations.current()
    following = published(generations)
    assert generations.current() == following


def _edited(change: Callable[[dict[str, object]], object]) -> Callable[[str], str]:
    def edit(text: str) -> str:
        given = json.loads(text)
        change(given)
        return json.dumps(given)

    return edit


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text[: len(text) // 2],
        lambda text: "",
        lambda text: "[]",
        lambda text: "null",
        lambda text: '{"format": 1}',
        _edited(lambda given: given.update(format=FORMAT + 1)),
        _edited(lambda given: given.update(roots=None)),
        _edited(lambda given: given.update(files=[])),
        _edited(lambda given: given.pop("roots")),
        _edited(lambda given: given.update(articles="many")),
    ],
    ids=["half", "empty", "list", "null", "short", "format", "roots", "files", "field", "number"],
)
def test_a_manifest_that_is_none_is_damage(generations: Generations, edit: Callable[[str], str]) -> None:
    path = published(generations) / "manifest.json"
    path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(IndexDamaged, match=MENDS):
        generations.manifest()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


@pytest.mark.parametrize("harm", [Path.unlink, _cut, _emptied, _flipped])
def test_harm_to_any_file_is_damage_that_names_the_command(
    seeds_index: Path, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    shutil.copytree(seeds_index, tmp_path / "index")
    generation = Generations(tmp_path / "index").current()
    assert generation is not None
    manifest = read_manifest(generation)
    require_whole(generation, manifest)
    for name in [*manifest.files, "chroma/chroma.sqlite3"]:
        path = generation / name
        before = path.read_bytes()
        # Chroma itself rewrites these two, so their length is all that can be held against them; and
        # of its database, what it lists.
        if harm is _flipped and name.endswith(("data_level0.bin", "length.bin", "chroma.sqlite3")):
            continue
        if harm is _cut and name.endswith("chroma.sqlite3"):
            continue
        if before:
            harm(path)
            with pytest.raises(IndexDamaged, match=MENDS):
                require_whole(generation, manifest)
            path.write_bytes(before)
    require_whole(generation, manifest)
