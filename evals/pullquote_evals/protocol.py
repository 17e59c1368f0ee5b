"""What the suite needs of a system, whoever built it: the contract's objects for the contract's rows."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from pullquote.errors import PullquoteError

Row = Mapping[str, Any]
Given = dict[str, Any]


class NotBuilt(PullquoteError):
    """This system does not do what the suite measures; listed as such, and an error if a gate needs it."""


class System(Protocol):
    """A question-answering system over one folder of articles, opened once for a whole run."""

    @property
    def name(self) -> str:
        """What it is called in tables and files."""
        ...

    def describe(self) -> dict[str, Any]:
        """All that its answers depend on: model and hash, embedder, version. Equal means reusable answers."""
        ...

    def ask(self, row: Row) -> Given:
        """The `ask --json` object for `{"id", "question", "history"}`; `articles` names those it may see."""
        ...

    def search(self, row: Row, k: int) -> Given:
        """The `search --json` object with at most k passages."""
        ...

    def check(self, row: Row) -> Given:
        """The `check --json` object for `{"id", "text"}`; NotBuilt when the system cannot."""
        ...

    def attributions(self, folder: Path, name: str) -> list[Given]:
        """Who says what in one article: rows of `words`, `kind`, `speaker`, `cue`, `mention`; or NotBuilt."""
        ...

    def beside(self, folder: Path) -> AbstractContextManager[System]:
        """The same system over its own articles and those in the folder, for as long as it is open."""
        ...
