"""Small weights of ours that lie over a known model's: what they are for, and whether they are whole.

`python -m pullquote_evals.teach` makes them; `stating.md` beside this says of what.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pullquote.errors import ModelFailed
from pullquote.models.weights import DEFAULT, KNOWN, Weights


@dataclass(frozen=True, slots=True)
class Adapter:
    """A LoRA adapter (Hu et al. 2021) as a GGUF file, good for the weights of one digest only."""

    path: Path
    sha256: str
    model: str


STATING = Adapter(
    Path(__file__).parent / "stating.gguf",
    "00eedca5347703b4a0983d3ba6ceb34d55884aa6309409de63c10e99cc6f8806",
    KNOWN[DEFAULT].sha256,
)
"""Teaches the default model whether a text states an answer, and to write it (see `pullquote.writer`)."""


def adapter_for(weights: Weights, adapter: Adapter = STATING) -> Adapter | None:
    """The adapter that fits these weights, if there is one; ModelFailed when its file is damaged."""
    if weights.sha256 != adapter.model:
        return None
    with adapter.path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != adapter.sha256:
        raise ModelFailed(
            f"{adapter.path} is damaged: its SHA-256 is {found[:12]}…, not {adapter.sha256[:12]}…. "
            "Install pullquote again (or use --model none)"
        )
    return adapter
