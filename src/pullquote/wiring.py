"""Builds the real parts. Heavy libraries are imported from here on and nowhere nearer to the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pullquote.errors import IndexDamaged, IndexMismatch, IndexMissing, ModelMissing
from pullquote.indexing.embedding import PACKAGED, TransformerEmbedder, open_embedder
from pullquote.indexing.generations import Generations, Manifest, hold, mending, read_manifest, require_whole
from pullquote.models.weights import DEFAULT
from pullquote.places import default_index, seeds

if TYPE_CHECKING:
    from pullquote.desk import Desk
    from pullquote.indexing.building import Progress, Summary
    from pullquote.indexing.library import Library
    from pullquote.models.language import LanguageModel
    from pullquote.retrieval import Retriever

Notify = Callable[[str, int, int], None]
"""Told of progress: what is being done, steps done, steps in all (0 while that is not known)."""


def unnoticed(_stage: str, _done: int, _total: int) -> None:
    """For callers who show no progress."""


@dataclass(frozen=True, slots=True)
class Given:
    """The flags that every command shares; None means that the user said nothing."""

    index: Path | None = None
    model: str | None = None
    embedder: str | None = None

    @property
    def folder(self) -> Path:
        """Where the index is."""
        return (self.index or default_index()).expanduser().absolute()


def index(given: Given, paths: tuple[Path, ...], notify: Notify, *, rebuild: bool = False) -> Summary:
    """Build or update the index: of the paths, else of the last time's, else of the shipped articles."""
    from pullquote.indexing.building import Order, build

    def tell(progress: Progress) -> None:
        notify(progress.stage, progress.done, progress.total)

    generations = Generations(given.folder)
    try:
        manifest = generations.manifest()
    except IndexDamaged:
        if not paths:  # which folders it covered is not known any more; others would be a guess
            raise
        manifest = None
    remembered = tuple(Path(root) for root in manifest.roots) if manifest else ()
    kept = manifest.embedder if manifest else PACKAGED
    order = Order(paths or remembered or (seeds(),), open_embedder(given.embedder or kept), rebuild=rebuild)
    return build(generations, order, tell)


def require_some_index(given: Given, notify: Notify) -> Summary | None:
    """Build from the shipped articles when there is no index at the default place; what was done, if so.

    IndexMissing when the user named a place and nothing is there.
    """
    if Generations(given.folder).current() is not None:
        return None
    if given.index is not None:
        raise IndexMissing(
            f"No index at {given.index}. Build one: pullquote index PATH --index {given.index}"
        )
    return index(given, (), notify)


@contextmanager
def open_library(given: Given) -> Iterator[tuple[Library, Path, Manifest]]:
    """The published library, held against its manifest and kept from removal while it is in use."""
    from pullquote.indexing.library import Library

    with ExitStack() as stack:
        generation, mark = hold(Generations(given.folder))
        stack.enter_context(mark)
        manifest = read_manifest(generation)
        require_whole(generation, manifest)
        yield stack.enter_context(Library(generation / "library.sqlite")), generation, manifest


@contextmanager
def open_retriever(given: Given) -> Iterator[Retriever]:
    """The retriever over the published index; IndexMismatch when another embedder is asked for."""
    from pullquote.indexing.store import VectorStore
    from pullquote.retrieval import Retriever

    with open_library(given) as (library, generation, manifest):
        embedder = _same_embedder(given, manifest)
        store = VectorStore(generation / "chroma")
        try:
            yield Retriever(library, store, embedder, late=embedder.late)
        finally:
            store.close()


def _same_embedder(given: Given, manifest: Manifest) -> TransformerEmbedder:
    embedder = open_embedder(given.embedder or manifest.embedder)
    if embedder.digest != manifest.embedder_digest:
        raise IndexMismatch(
            f"The index at {given.folder} was built with {manifest.embedder}, not with {embedder.name} as it "
            f"is here. {mending(given.folder)} --embedder {embedder.name}"
        )
    return embedder


@contextmanager
def open_desk(given: Given, notify: Notify = unnoticed) -> Iterator[Desk]:
    """A desk over the published index. A model of "none" gives one that only quotes.

    Weights of a known model that are not there are fetched; ModelMissing when they cannot be.
    """
    from pullquote.desk import Desk
    from pullquote.writer import Writer

    with ExitStack() as stack:
        model = open_language_model(given.model or DEFAULT, notify)
        if model is not None:
            stack.callback(model.close)
        retriever = stack.enter_context(open_retriever(given))
        yield Desk(retriever, Writer(model) if model else None)


def open_language_model(choice: str, notify: Notify) -> LanguageModel | None:
    """The model of that name, path or URL, fetched first if need be; None for "none"."""
    if choice == "none":
        return None
    from pullquote.models import fetching
    from pullquote.models import language as model
    from pullquote.models.weights import KNOWN
    from pullquote.writer import SYSTEM

    settings = model.ModelSettings(beginning=SYSTEM)
    try:
        return model.open_model(choice, settings)
    except ModelMissing:
        if choice not in KNOWN:
            raise
    fetching.fetch(choice, lambda done, total, note: notify(f"Fetching {choice}, {note}", done, total))
    return model.open_model(choice, settings)
