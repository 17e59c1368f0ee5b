"""Where an index keeps its generations, which one is current, and who may build the next.

    index/
      CURRENT            the name of the published generation, replaced in one step
      lock               held by the one process that builds
      vectors.sqlite     vectors already made; survives everything
      uploads/           articles added through the page
      generation-000007/ manifest.json  library.sqlite  chroma/  readers

A generation is never changed after it is published. Whatever a killed builder leaves behind has another
name than CURRENT says, and the next builder removes it.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shlex
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import IO, Any

from pullquote.errors import IndexBusy, IndexDamaged, IndexMissing


def mending(folder: Path) -> str:
    """What to type when the index in that folder is damaged."""
    return f"Run: pullquote index --rebuild --index {shlex.quote(str(folder))}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What built a generation, and what its files looked like then."""

    format: int
    embedder: str
    embedder_digest: str
    versions: str
    roots: tuple[str, ...]
    articles: int
    passages: int
    sentences: int
    files: dict[str, str]


FORMAT = 1
"""Raised when an older pullquote could not read the index, or a newer one would misread it."""


class Generations:
    """The generations in one index folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.held: tuple[int, ...] = ()
        """While building, the lock's file number, for a child that is to hold it as well."""

    @property
    def vectors(self) -> Path:
        """The cache of vectors."""
        return self.folder / "vectors.sqlite"

    @property
    def uploads(self) -> Path:
        """The folder of articles that were added through the page; it may not exist."""
        return self.folder / "uploads"

    def current(self) -> Path | None:
        """The published generation, or None when nothing was ever published here."""
        named = self._pointed()
        while named is not None:
            generation = self.folder / named
            if generation.parent == self.folder and generation.is_dir():
                return generation
            if (now := self._pointed()) == named:
                raise IndexDamaged(
                    f"{self.folder / 'CURRENT'} points to nothing. {mending(self.folder)} PATH"
                )
            named = now  # another one was published in between
        return None

    def _pointed(self) -> str | None:
        """What the pointer says, or None when there is none."""
        try:
            return (self.folder / "CURRENT").read_text(encoding="utf-8", errors="replace").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def manifest(self) -> Manifest | None:
        """The current generation's manifest, read but not checked against the files."""
        generation = self.current()
        return None if generation is None else read_manifest(generation)

    def fresh(self) -> Path:
        """A new, empty folder for the next generation; left-overs of killed builders are removed."""
        current = self.current_or_none()
        self._sweep(keep=current)
        number = 1 + max((_number(path) for path in self.folder.glob("generation-*")), default=0)
        path = self.folder / f"generation-{number:06d}"
        path.mkdir(parents=True)
        return path

    def current_or_none(self) -> Path | None:
        """Like `current`, but a pointer to nothing counts as nothing: for the builder, who mends it."""
        with suppress(IndexDamaged):
            return self.current()
        return None

    def publish(self, generation: Path, manifest: Manifest) -> None:
        """Make a finished generation the current one, in one step that a `kill -9` cannot halve."""
        _write(generation / "manifest.json", json.dumps(asdict(manifest), indent=1))
        for path in generation.rglob("*"):
            if path.is_file():
                _sync(path)
        _write(self.folder / "CURRENT", generation.name + "\n")
        self._sweep(keep=generation)

    @contextmanager
    def building(self) -> Iterator[None]:
        """Be the only builder here; IndexBusy at once when another process is."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as busy:
                lock.seek(0)
                who = lock.read().strip() or "another process"
                raise IndexBusy(
                    f"{self.folder} is being built by {who}. Try again when it is done."
                ) from busy
            lock.truncate(0)
            lock.write(f"process {os.getpid()}")
            lock.flush()
            self.held = (lock.fileno(),)
            try:
                yield
            finally:
                self.held = ()

    def _sweep(self, keep: Path | None) -> None:
        """Remove every other generation that nobody reads; one that is being read goes at a later turn."""
        for path in self.folder.glob("generation-*"):
            if path != keep and not _is_read(path):
                shutil.rmtree(path)


def hold(generations: Generations) -> tuple[Path, IO[str]]:
    """The current generation, kept from being removed until the returned file is closed."""
    while True:
        generation = generations.current()
        if generation is None:
            raise IndexMissing(f"No index at {generations.folder}. Build one with: pullquote index PATH")
        try:
            mark = (generation / "readers").open("a")
        except FileNotFoundError:
            continue  # removed in between
        fcntl.flock(mark, fcntl.LOCK_SH)
        if generations.current() == generation:
            return generation, mark
        mark.close()  # another one was published in between


def _is_read(generation: Path) -> bool:
    with (generation / "readers").open("a") as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def read_manifest(generation: Path) -> Manifest:
    """The manifest of a generation; IndexDamaged when it cannot be read."""
    path = generation / "manifest.json"
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise IndexDamaged(f"{path} cannot be read. {mending(generation.parent)} PATH") from error
    if not isinstance(given, dict) or not _is_manifest(given):
        raise IndexDamaged(
            f"{path} is damaged, or another version of pullquote wrote it. {mending(generation.parent)} PATH"
        )
    return Manifest(**{**given, "roots": tuple(given["roots"])})


def _is_manifest(given: dict[str, Any]) -> bool:
    kinds = {"format": int, "articles": int, "passages": int, "sentences": int, "roots": list, "files": dict}
    return (
        given.get("format") == FORMAT
        and given.keys() == {field.name for field in fields(Manifest)}
        and all(isinstance(value, kinds.get(name, str)) for name, value in given.items())
        and all(isinstance(root, str) for root in given["roots"])
    )


WHOLE = 64 * 2**20
"""Bytes up to which a file is hashed whole; of a larger one, 64 evenly spread stretches of 1 MiB."""


def _digest(path: Path) -> str:
    size = path.stat().st_size
    with path.open("rb") as file:
        if size <= WHOLE:
            return hashlib.file_digest(file, "sha256").hexdigest()
        digest = hashlib.sha256(str(size).encode())
        for step in range(64):
            file.seek(step * (size - 2**20) // 63)
            digest.update(file.read(2**20))
    return digest.hexdigest()


REWRITTEN = ("data_level0.bin", "length.bin")
"""Files that Chroma 1.5 writes again, at the same length, whenever it opens a small collection."""


def fingerprints(generation: Path) -> dict[str, str]:
    """What to know every file of a generation by: its digest, or its length where opening rewrites it.

    Chroma's SQLite file changes its length too; `rows_listed` counts what it lists.
    """
    kept = {}
    for path in sorted(generation.rglob("*")):
        name = path.relative_to(generation).as_posix()
        if not path.is_file() or name in ("manifest.json", "readers") or "chroma.sqlite3" in path.name:
            continue
        kept[name] = f"{path.stat().st_size} bytes" if path.name in REWRITTEN else _digest(path)
    return kept


def rows_listed(generation: Path) -> int:
    """How many rows Chroma's own database lists; IndexDamaged when it cannot be read."""
    path = generation / "chroma" / "chroma.sqlite3"
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as rows:
            return int(rows.execute("SELECT count(*) FROM embeddings").fetchone()[0])
    except sqlite3.Error as error:
        raise IndexDamaged(f"{path} cannot be read ({error}). {mending(generation.parent)}") from error


def require_whole(generation: Path, manifest: Manifest) -> None:
    """IndexDamaged, naming the file, unless every file is as it was published.

    This stands before Chroma opens anything: a damaged header makes it crash the process.
    """
    found = fingerprints(generation)
    for name, digest in manifest.files.items():
        if found.get(name) != digest:
            raise IndexDamaged(f"{generation / name} is damaged or missing. {mending(generation.parent)}")
    if rows_listed(generation) != manifest.passages + manifest.sentences:
        raise IndexDamaged(
            f"{generation / 'chroma'} does not list every passage. {mending(generation.parent)}"
        )


def require_index(folder: Path) -> Generations:
    """The generations of a folder that has a published one; IndexMissing otherwise."""
    generations = Generations(folder)
    if generations.current() is None:
        raise IndexMissing(f"No index at {folder}. Build one with: pullquote index PATH --index {folder}")
    return generations


def _number(path: Path) -> int:
    digits = path.name.removeprefix("generation-")
    return int(digits) if digits.isdigit() else 0


def _write(path: Path, text: str) -> None:
    """Write a whole file or none: a temporary name, flushed to disk, then renamed."""
    temporary = path.with_name(path.name + ".new")
    temporary.write_text(text, encoding="utf-8")
    _sync(temporary)
    temporary.replace(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
