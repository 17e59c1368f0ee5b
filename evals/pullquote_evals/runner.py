"""Ask a system every case of a suite, keep every answer as it comes, and never ask twice what is kept.

The kept file is JSON Lines. A row's key is a hash of all that its answer depends on: the system's own
description, the suite and the whole case. So a row of another model, another index or a case that was
edited is never reused.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pullquote_evals.effort import Yardstick
from pullquote_evals.protocol import Given, NotBuilt, System
from pullquote_evals.suites import Entry, Suite

Tick = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Kept:
    """One case, run. Either `returned` or `error` is there; `reference`: see `effort`."""

    key: str
    suite: str
    id: str
    seconds: float
    reference: float
    returned: Given | None = None
    error: str | None = None


def key_of(described: Sequence[Any], suite: Suite, entry: Entry) -> str:
    """What one answer depends on, as a hash; `described`: the system's name and description."""
    parts = [*described, suite.name, dict(entry.row)]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


class Keeper:
    """The kept answers of one system; errors are not reused, since what was missing may be there now."""

    def __init__(self, path: Path, *, resume: bool) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._rows = {row.key: row for row in kept_rows(path) if row.error is None} if resume else {}
        with path.open("w", encoding="utf-8") as file:
            file.writelines(_line(row) for row in self._rows.values())

    def get(self, key: str) -> Kept | None:
        """The kept row of that key, if there is one."""
        return self._rows.get(key)

    def add(self, row: Kept) -> None:
        """Keep a row, on disk before this returns."""
        self._rows[row.key] = row
        with self.path.open("a", encoding="utf-8") as file:
            file.write(_line(row))


def _line(row: Kept) -> str:
    return json.dumps(asdict(row), ensure_ascii=False) + "\n"


def kept_rows(path: Path) -> list[Kept]:
    """The rows of a kept file; a last line that a killed run left half written is passed over."""
    if not path.exists():
        return []
    rows: list[Kept] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            rows.append(Kept(**json.loads(line)))
        except (json.JSONDecodeError, TypeError):
            continue
    return rows


@dataclass(frozen=True, slots=True)
class Runner:
    """Runs suites on one system."""

    system: System
    keeper: Keeper
    yardstick: Yardstick

    def run(self, suite: Suite, entries: Sequence[Entry], tick: Tick = lambda: None) -> list[Kept]:
        """One row an entry, in order; NotBuilt passes through, as no case of the suite can be run."""
        described = (self.system.name, self.system.describe())
        rows: list[Kept] = []
        for entry in entries:
            rows.append(self._one(suite, entry, key_of(described, suite, entry)))
            tick()
        return rows

    def _one(self, suite: Suite, entry: Entry, key: str) -> Kept:
        if (kept := self.keeper.get(key)) is not None:
            return kept
        before = time.perf_counter()
        returned, error = self._tried(suite, entry)
        seconds = time.perf_counter() - before
        row = Kept(key, suite.name, entry.id, seconds, self.yardstick.reading(), returned, error)
        self.keeper.add(row)
        return row

    def _tried(self, suite: Suite, entry: Entry) -> tuple[Any, str | None]:
        """The one place that catches everything: one broken case must not end a run of hours.

        What is caught is in every report as an error, and no run with an error can pass.
        """
        try:
            return suite.run(self.system, entry), None
        except NotBuilt:
            raise
        except Exception as error:  # noqa: BLE001 - see above
            return None, f"{type(error).__name__}: {error}"
