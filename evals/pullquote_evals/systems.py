"""The systems that can be measured: pullquote itself, and the peer that it is compared with."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from shutil import copyfile
from typing import Any

import pullquote
from pullquote.answer_json import answer_json, search_json
from pullquote.answers import Turn
from pullquote.articles import Article
from pullquote.attribution.rules import attribute
from pullquote.checking.as_json import report_json
from pullquote.checking.checker import check
from pullquote.conversation import standalone
from pullquote.desk import Desk
from pullquote.filters import EVERYTHING, Scope
from pullquote.indexing.generations import Generations
from pullquote.reading.folders import Limits, articles
from pullquote.wiring import Given as Flags
from pullquote.wiring import index, open_desk, open_retriever, unnoticed
from pullquote_evals.gold import CasesRefused
from pullquote_evals.options import EvalOptions
from pullquote_evals.protocol import Given, Row, System

INDEX = "index"
"""The folder, under the output, of the index over the articles."""


@contextmanager
def open_system(name: str, options: EvalOptions, folder: Path) -> Iterator[System]:
    """A system of that name over the articles in `folder`; CasesRefused for a name there is none of."""
    if name not in _OPENERS:
        raise CasesRefused(f"No system called {name}. There are: {', '.join(_OPENERS)}")
    with _OPENERS[name](options, folder) as system:
        yield system


@dataclass(frozen=True, slots=True)
class PullquoteSystem:
    """A desk, asked as the command line asks it.

    `work` is where indexes are made; the one over `folder`, if it is there, lends its vectors.
    """

    desk: Desk
    folder: Path
    work: Path
    embedder: str | None
    name: str = "pullquote"

    def describe(self) -> dict[str, Any]:
        """Source, weights, embedder, articles and settings."""
        model = self.desk.writer.model if self.desk.writer else None
        return {
            "source": source_hash(),
            "model": {"name": model.name, "sha256": model.sha256}
            if model
            else {"name": "none", "sha256": None},
            "embedder": self.desk.retriever.embedder.name,
            "articles": hashlib.sha256(
                repr(sorted(self.desk.library.fingerprints().items())).encode()
            ).hexdigest(),
            "settings": asdict(self.desk.settings),
            "ranking": [repr(self.desk.retriever.weights), repr(self.desk.retriever.growth)],
        }

    def ask(self, row: Row) -> Given:
        """As `pullquote ask --from`."""
        answer = self.desk.ask(row["question"], _turns(row), _scope(row))
        return answer_json(answer, self.desk)

    def search(self, row: Row, k: int) -> Given:
        """As `pullquote search --from`, a conversation folded in as `ask` does it."""
        retriever = self.desk.retriever
        full = standalone(row["question"], _turns(row), retriever.people)
        return search_json(
            row["question"], retriever.passages(retriever.understand(full), k, _scope(row)), retriever
        )

    def check(self, row: Row) -> Given:
        """As `pullquote check --from`."""
        return report_json(check(row["text"], self.desk.library))

    def attributions(self, folder: Path, name: str) -> list[Given]:
        """What indexing would find in the article."""
        read = (one for one in articles([folder], Limits()) if isinstance(one, Article))
        article = next(one for one in read if one.name == name)
        return [
            {
                "words": {"start": made.words.start, "end": made.words.end},
                "kind": made.kind.value,
                "speaker": made.speaker,
            }
            for made in attribute(article).attributions
        ]

    @contextmanager
    def beside(self, folder: Path) -> Iterator[PullquoteSystem]:
        """A desk with the same model over an index of both folders."""
        flags = Flags(self.work / "index-beside", "none", self.embedder)
        made, wanted = Generations(self.work / INDEX).vectors, Generations(flags.folder).vectors
        if made.is_file() and not wanted.is_file():
            wanted.parent.mkdir(parents=True, exist_ok=True)
            copyfile(made, wanted)
        index(flags, (self.folder, folder), unnoticed)
        with open_retriever(flags) as retriever:
            desk = Desk(retriever, self.desk.writer, self.desk.settings)
            yield PullquoteSystem(desk, self.folder, self.work, self.embedder)


@contextmanager
def _open_pullquote(options: EvalOptions, folder: Path) -> Iterator[System]:
    """The fast tier has no language model, whatever the model flag says."""
    model = "none" if options.tier == "fast" else options.model
    flags = Flags(options.index or options.out / INDEX, model, options.embedder)
    if options.index is None:
        index(flags, (folder,), unnoticed)
    with open_desk(flags) as desk:
        yield PullquoteSystem(desk, folder, options.out, options.embedder)


@contextmanager
def _open_peer(options: EvalOptions, folder: Path) -> Iterator[System]:
    from pullquote_evals.peer import open_peer

    with open_peer(options, folder) as peer:
        yield peer


_OPENERS: dict[str, Callable[[EvalOptions, Path], AbstractContextManager[System]]] = {
    "pullquote": _open_pullquote,
    "llamaindex": _open_peer,
}


def source_hash() -> str:
    """A hash of pullquote's own source: an answer kept from other source is not reused."""
    found = hashlib.sha256()
    for path in sorted(Path(pullquote.__file__).parent.rglob("*.py")):
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def _turns(row: Row) -> list[Turn]:
    return [Turn(one["role"], one["content"]) for one in row.get("history") or ()]


def _scope(row: Row) -> Scope:
    """The named articles; exact names, since a name may look like a pattern."""
    names = row.get("articles")
    return Scope(articles=tuple(names)) if names else EVERYTHING
