"""Small weights of ours that lie over a known model's: what they are for, and whether they are whole.

`python -m pullquote_evals.teach` and `python -m pullquote_evals.teach_pointing` make them; `stating.md` and
`pointing.md` beside this say of what.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pullquote.errors import ModelFailed
from pullquote.models.weights import DEFAULT, KNOWN, Weights


@dataclass(frozen=True, slots=True)
class Adapter:
    """A LoRA adapter (Hu et al. 2021) as a GGUF file, good for the weights of one digest only."""

    name: str
    path: Path
    sha256: str
    model: str


STATING = Adapter(
    "stating",
    Path(__file__).parent / "stating.gguf",
    "00eedca5347703b4a0983d3ba6ceb34d55884aa6309409de63c10e99cc6f8806",
    KNOWN[DEFAULT].sha256,
)
"""Teaches the default model whether a text states an answer, and to write it (see `pullquote.writer`)."""

POINTING = Adapter(
    "pointing",
    Path(__file__).parent / "pointing.gguf",
    "dd4c61c7018108213c56f38fa3c5fded86ac85f72fc3a0eb5d0ee6244bdf1d2f",
    KNOWN[DEFAULT].sha256,
)
"""Teaches it to point at the sentence of a section that states an answer (see `pullquote.sections`)."""

SHIPPED = (STATING, POINTING)


def adapters_for(weights: Weights, shipped: Sequence[Adapter] = SHIPPED) -> tuple[Adapter, ...]:
    """The adapters that fit these weights; ModelFailed when the file of one is damaged."""
    fitting = tuple(one for one in shipped if one.model == weights.sha256)
    for one in fitting:
        _require_whole(one)
    return fitting


def _require_whole(adapter: Adapter) -> None:
    with adapter.path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != adapter.sha256:
        raise ModelFailed(
            f"{adapter.path} is damaged: its SHA-256 is {found[:12]}…, not {adapter.sha256[:12]}…. "
            "Install pullquote again (or use --model none)"
        )
