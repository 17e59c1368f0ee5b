"""Beginnings that prompts share, read once a machine: llama.cpp's states after them, kept on disk.

Reading instructions and examples takes some ten seconds on two cores, a section of an article three; their
states are 28 KB a token of the default model and are back in milliseconds. A kept state stands for exactly
one model, engine and beginning, and is used only if its SHA-256 agrees; whatever is amiss with it, the
beginning is read anew.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

Act = Callable[[str], bool]
"""Told a file's name in the folder of states: writes it, or reads it; False when llama.cpp could not."""


LEFT = 600.0
"""Seconds after which nobody writes on a part of a state: that takes less than one."""


class Beginnings:
    """A folder of states, those that were used last, of no more than `most` bytes but for the very last."""

    def __init__(self, folder: Path, most: int) -> None:
        self.folder = folder
        self.most = most

    def bring(self, key: str, restore: Act, read: Callable[[], None], save: Act) -> bool:
        """Have the state of `key` in the engine: restored, else read and kept. True when it was restored.

        A folder that cannot be written costs time at the next start and nothing else.
        """
        name = hashlib.sha256(key.encode()).hexdigest()[:32] + ".state"
        if self._sound(name) and restore(name):
            with suppress(OSError):
                os.utime(self.folder / name)
            return True
        read()
        with suppress(OSError):
            self._keep(name, save)
        return False

    def _sound(self, name: str) -> bool:
        try:
            wanted = self._digest_of(name).read_text(encoding="ascii")
            with (self.folder / name).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == wanted
        except (OSError, UnicodeDecodeError):
            return False

    def _keep(self, name: str, save: Act) -> None:
        """Under a name of this process first, so that no other process finds half a state."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = f"{name}.{os.getpid()}"
        try:
            if save(part):
                with (self.folder / part).open("rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
                (self.folder / part).replace(self.folder / name)
                self._digest_of(name).write_text(digest, encoding="ascii")
        finally:
            (self.folder / part).unlink(missing_ok=True)
        self._drop()

    def _drop(self) -> None:
        """Remove what was used longest ago until the others fit, and what a process that was killed left."""
        for part in self.folder.glob("*.state.*"):
            with suppress(FileNotFoundError):  # another process was quicker
                if part.suffix != ".sha256" and time.time() - part.stat().st_mtime > LEFT:
                    part.unlink()
        by_use = sorted(self.folder.glob("*.state"), key=lambda path: -path.stat().st_mtime)
        held = 0
        for number, state in enumerate(by_use):
            held += state.stat().st_size
            if number and held > self.most:
                state.unlink(missing_ok=True)
                self._digest_of(state.name).unlink(missing_ok=True)

    def _digest_of(self, name: str) -> Path:
        return self.folder / f"{name}.sha256"
