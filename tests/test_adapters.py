"""Which weights have an adapter, and that a damaged one is refused."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from pullquote.errors import ModelFailed
from pullquote.models.adapters import SHIPPED, STATING, Adapter, adapters_for
from pullquote.models.weights import Weights

FITTING = Weights("model", Path("model.gguf"), STATING.model)


def test_the_shipped_adapters_are_whole_and_fit_their_weights_alone() -> None:
    assert adapters_for(FITTING) == SHIPPED
    assert adapters_for(replace(FITTING, sha256="0" * 64)) == ()
    assert sum(one.path.stat().st_size for one in SHIPPED) < 50_000_000


@pytest.mark.parametrize("adapter", SHIPPED, ids=lambda one: one.name)
def test_a_shipped_adapter_is_the_one_that_is_described(adapter: Adapter) -> None:
    described = adapter.path.with_suffix(".md").read_text(encoding="utf-8")
    assert re.findall(r"\b[0-9a-f]{64}\b", described) == [adapter.sha256]


def test_a_damaged_adapter_is_refused_by_name(tmp_path: Path) -> None:
    damaged = replace(STATING, path=tmp_path / "stating.gguf")
    damaged.path.write_bytes(STATING.path.read_bytes()[:-1])
    with pytest.raises(ModelFailed, match=r"stating\.gguf is damaged.*Install pullquote again"):
        adapters_for(FITTING, [damaged])
