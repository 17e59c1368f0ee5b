"""The process that fills a generation's vector store, started while the vectors are still being made.

Chroma can crash its process, so it works in a child; importing Chroma and LlamaIndex takes seconds, so the
child begins with that and then waits for its order.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from pullquote.errors import PullquoteError
from pullquote.indexing.generations import Generations


class Filler:
    """Called with a generation and the store to start from (None: from nothing), it fills the
    generation's store and verifies it; PullquoteError when it cannot.

    One child for each call; leaving the context ends a child that was given no order. A child shares the
    builders' lock: if this process is killed, nobody else builds before the child has ended as well.
    """

    def __init__(self, generations: Generations) -> None:
        self._generations = generations
        self._child: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self._child = self._started()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._child is not None:
            self._child.communicate()

    def __call__(self, generations: Generations, generation: Path, base: Path | None) -> None:
        child, self._child = self._child or self._started(), None
        order = [str(generation), str(generations.vectors), str(base) if base else None]
        _, said = child.communicate(json.dumps(order))
        if child.returncode:
            last = said.strip().splitlines()[-1:] or [f"exit status {child.returncode}"]
            raise PullquoteError(
                f"The vector store in {generation} could not be built: {last[0]}. Run: pullquote doctor"
            )

    def _started(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "pullquote.indexing.vectorize"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            pass_fds=self._generations.held,
        )
