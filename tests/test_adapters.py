"""Which weights have an adapter, and that a damaged one is refused."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from pullquote.errors import ModelFailed
from pullquote.models.adapters import STATING, adapter_for
from pullquote.models.weights import Weights

FITTING = Weights("model", Path("model.gguf"), STATING.model)


def test_the_shipped_adapter_is_whole_and_fits_its_weights_alone() -> None:
    assert adapter_for(FITTING) == STATING
    assert adapter_for(replace(FITTING, sha256="0" * 64)) is None
    assert STATING.path.stat().st_size < 50_000_000


def test_the_shipped_adapter_is_the_one_that_is_described() -> None:
    described = STATING.path.with_suffix(".md").read_text(encoding="utf-8")
    assert re.findall(r"\b[0-9a-f]{64}\b", described) == [STATING.sha256]


def test_a_damaged_adapter_is_refused_by_name(tmp_path: Path) -> None:
    damaged = replace(STATING, path=tmp_path / "stating.gguf")
    damaged.path.write_bytes(STATING.path.read_bytes()[:-1])
    with pytest.raises(ModelFailed, match=r"stating\.gguf is damaged.*Install pullquote again"):
        adapter_for(FITTING, damaged)
