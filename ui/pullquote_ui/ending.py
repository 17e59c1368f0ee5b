"""A web server that ends at once and in silence."""

from __future__ import annotations

import logging
from types import FrameType

import uvicorn


class QuietlyEnding(uvicorn.Server):
    """Every open page keeps a line to the server; cutting these off at the end is no error to be told."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """What Ctrl-C does."""
        super().handle_exit(sig, frame)
        _hush()

    def end(self) -> None:
        """Stop serving; lines that are still open after `timeout_graceful_shutdown` seconds are cut."""
        self.should_exit = True
        _hush()


def _hush() -> None:
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
