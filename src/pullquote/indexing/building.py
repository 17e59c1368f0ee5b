"""From article files to a published index: only what changed is read, cut and embedded again."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from pullquote.articles import Article
from pullquote.errors import IndexDamaged, IndexMismatch, NothingToIndex, PullquoteError
from pullquote.indexing import shelves
from pullquote.indexing.embedding import Embedder
from pullquote.indexing.entries import VERSIONS, entry
from pullquote.indexing.filling import Filler
from pullquote.indexing.generations import (
    FORMAT,
    Generations,
    Manifest,
    fingerprints,
    mending,
    read_manifest,
    require_whole,
)
from pullquote.indexing.library import Library
from pullquote.indexing.vectors import VectorCache
from pullquote.reading import folders
from pullquote.reading.folders import Found, Limits, Skipped
from pullquote.reading.provenance import Sources


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage is: `done` of `total` steps (0 while the total is not known)."""

    stage: str
    done: int
    total: int


Tell = Callable[[Progress], None]

Fill = Callable[[Generations, Path, Path | None], None]
"""Makes and verifies the vector store of a generation, starting from another one's store if one is given;
PullquoteError when it cannot."""


@dataclass(slots=True)
class Summary:
    """What an indexing run did, by article name."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    unchanged: int = 0
    articles: int = 0
    passages: int = 0
    embedded: int = 0

    @property
    def touched(self) -> bool:
        """Whether any article was added, changed or removed."""
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be indexed, and how."""

    paths: tuple[Path, ...]
    embedder: Embedder
    limits: Limits = field(default_factory=Limits)
    rebuild: bool = False
    fill: Fill | None = None  # None: in a process of its own

    @property
    def roots(self) -> tuple[str, ...]:
        """The paths as the manifest keeps them."""
        return tuple(str(path.resolve()) for path in self.paths)


@dataclass(frozen=True, slots=True)
class _Work:
    """What there is to do, found out before anything is written."""

    base: Path | None
    plan: dict[Found, str]
    known: dict[str, str]
    sources: dict[Path, Sources]
    summary: Summary
    tell: Tell


def build(generations: Generations, order: Order, tell: Tell) -> Summary:
    """Make the index match the paths and publish it; the index is untouched when anything goes wrong.

    IndexBusy when another process builds, IndexMismatch when the index has another embedder and
    `rebuild` is not set, NothingToIndex when a path is missing or holds no article.
    """
    with generations.building():
        found, skipped = folders.find(order.paths, limits=order.limits, also=[generations.uploads])
        summary = Summary(skipped=list(skipped))
        base = _base(generations, order, summary)
        work = _planned(found, base, summary, tell)
        if base and not work.plan and not summary.removed and _same_paths(base, order):
            return _counted(summary, base)
        return _make(generations, order, work)


def _base(generations: Generations, order: Order, summary: Summary) -> Path | None:
    """The generation to start from: none when there is none, when it must not be used, or cannot."""
    if order.rebuild:
        return None
    try:
        current, manifest = generations.current(), generations.manifest()
        if current is None or manifest is None:
            return None
        if manifest.embedder_digest != order.embedder.digest:
            raise IndexMismatch(
                f"{generations.folder} was built with {manifest.embedder}, not with {order.embedder.name}. "
                f"{mending(generations.folder)} --embedder {order.embedder.name}"
            )
        require_whole(current, manifest)
    except IndexDamaged as damaged:
        why = str(damaged).removesuffix(".").split(". Run")[0]
        summary.remarks.append(f"Built anew, with the vectors already made: {why}.")
        return None
    if manifest.versions != VERSIONS:
        summary.remarks.append(
            "Every article was read again: this version of pullquote reads them differently."
        )
        return None
    return current


def _planned(found: list[Found], base: Path | None, summary: Summary, tell: Tell) -> _Work:
    """Which files to read: those that are new or not what they were, by content, not by date."""
    known: dict[str, str] = {}
    if base:
        with Library(base / "library.sqlite") as shelf:
            known = shelf.fingerprints()
    sources = {root: Sources.load(root) for root in dict.fromkeys(one.root for one in found)}
    prints = {one: _fingerprint(one, sources[one.root]) for one in found}
    plan = {one: digest for one, digest in prints.items() if digest is None or known.get(one.name) != digest}
    summary.removed = sorted(known.keys() - {one.name for one in found})
    summary.unchanged = len(found) - len(plan)
    return _Work(base, {one: digest or "" for one, digest in plan.items()}, known, sources, summary, tell)


def _fingerprint(found: Found, sources: Sources) -> str | None:
    """Of the file's bytes and of what SOURCES.toml says about it; None when the file cannot be opened."""
    digest = hashlib.sha256(repr(sources.of(found.path)).encode())
    try:
        with found.path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    except OSError:
        return None  # reading it will say why
    return digest.hexdigest()


def _make(generations: Generations, order: Order, work: _Work) -> Summary:
    with nullcontext(order.fill) if order.fill else Filler(generations) as fill:
        return _filled(generations, order, work, fill)


def _filled(generations: Generations, order: Order, work: _Work, fill: Fill) -> Summary:
    generation = generations.fresh()
    counts = _shelved(generations, generation, order, work)
    for sources in work.sources.values():
        work.summary.remarks += sources.faults
    if not counts[0]:
        shutil.rmtree(generation)
        raise NothingToIndex(_nothing(order, work.summary))
    if work.base and not work.summary.touched and _same_paths(work.base, order):
        shutil.rmtree(generation)
        return _counted(work.summary, work.base)
    _vectorize(generations, generation, work, fill)
    generations.publish(generation, _manifest(generation, order, counts))
    return _counted(work.summary, generation)


def _shelved(generations: Generations, generation: Path, order: Order, work: _Work) -> tuple[int, int, int]:
    """Write the generation's library, making the vectors of each article as it comes."""
    path = generation / "library.sqlite"
    if work.base:
        shutil.copyfile(work.base / "library.sqlite", path)
    rows = sqlite3.connect(path) if work.base else shelves.create(path)
    cache = _cache(generations, work.summary)
    try:
        # Before any is read again: texts that changed places are not each other's duplicates.
        for name in (*work.summary.removed, *(one.name for one in work.plan if one.name in work.known)):
            shelves.remove(rows, name)
        for number, (found, fingerprint) in enumerate(work.plan.items(), 1):
            _shelve(rows, cache, order, work, (found, fingerprint))
            work.tell(Progress("Reading and embedding", number, len(work.plan)))
        rows.commit()
        return shelves.counts(rows)
    finally:
        cache.close()
        rows.close()


def _cache(generations: Generations, summary: Summary) -> VectorCache:
    """The vectors already made; begun anew when their file is none any more."""
    try:
        return VectorCache(generations.vectors)
    except sqlite3.DatabaseError as error:
        summary.remarks.append(
            f"Every vector was made again: {generations.vectors} cannot be read ({error})."
        )
        for path in generations.folder.glob(f"{generations.vectors.name}*"):
            path.unlink()
        return VectorCache(generations.vectors)


def _shelve(
    rows: sqlite3.Connection, cache: VectorCache, order: Order, work: _Work, planned: tuple[Found, str]
) -> None:
    found, fingerprint = planned
    known = found.name in work.known
    read = _first_of_its_text(rows, folders.read(found, work.sources[found.root], order.limits))
    if isinstance(read, Skipped):
        work.summary.skipped.append(read)
        if known:
            work.summary.removed.append(found.name)
        return
    made, texts = entry(read, fingerprint, order.embedder)
    work.summary.embedded += cache.fill(order.embedder, texts)
    shelves.add(rows, made)
    (work.summary.changed if known else work.summary.added).append(found.name)


def _first_of_its_text(rows: sqlite3.Connection, read: Article | Skipped) -> Article | Skipped:
    if isinstance(read, Article) and (same := shelves.named_like(rows, read.text)):
        return Skipped(read.name, f"the same text as {same}; one of them is enough")
    return read


def _vectorize(generations: Generations, generation: Path, work: _Work, fill: Fill) -> None:
    """Fill the generation's vector store from the base's; if that fails, once more from nothing."""
    work.tell(Progress("Building and verifying the vector store", 0, 0))
    if work.base:
        try:
            return fill(generations, generation, work.base / "chroma")
        except PullquoteError as error:
            work.summary.remarks.append(f"The vector store was built anew. {error}")
            shutil.rmtree(generation / "chroma", ignore_errors=True)
    return fill(generations, generation, None)


def _manifest(generation: Path, order: Order, counts: tuple[int, int, int]) -> Manifest:
    return Manifest(
        format=FORMAT,
        embedder=order.embedder.name,
        embedder_digest=order.embedder.digest,
        versions=VERSIONS,
        roots=order.roots,
        articles=counts[0],
        passages=counts[1],
        sentences=counts[2],
        files=fingerprints(generation),
    )


def _same_paths(base: Path, order: Order) -> bool:
    return read_manifest(base).roots == order.roots


def _counted(summary: Summary, generation: Path) -> Summary:
    manifest = read_manifest(generation)
    summary.articles, summary.passages = manifest.articles, manifest.passages
    return summary


def _nothing(order: Order, summary: Summary) -> str:
    where = ", ".join(str(path) for path in order.paths)
    why = "".join(f" {one.name}: {one.reason}." for one in summary.skipped[:3])
    return f"No readable article in {where}.{why} Name a folder with .txt, .md, .html, .pdf or .docx files."
