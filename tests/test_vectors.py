"""Vectors already made: never made twice, never mixed up, never lost."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fakes import WordEmbedder
from pullquote.indexing.vectors import BATCH, VectorCache, key_of

TEXTS = [f"sentence number {number}" for number in range(BATCH + 40)]


def test_each_text_is_embedded_once_and_found_again(tmp_path: Path) -> None:
    embedder, cache = WordEmbedder(), VectorCache(tmp_path / "v.sqlite")
    assert cache.fill(embedder, [*TEXTS, *TEXTS[:5]]) == len(TEXTS)
    assert cache.fill(embedder, TEXTS) == 0
    cache.close()
    again = VectorCache(tmp_path / "v.sqlite")
    wanted = [TEXTS[7], TEXTS[300 - 40], TEXTS[0]]
    taken = again.take([key_of(embedder, text) for text in wanted])
    np.testing.assert_array_equal(taken, WordEmbedder().embed(wanted))
    assert sorted(embedder.embedded) == sorted(TEXTS)
    again.close()


def test_another_embedder_makes_its_own() -> None:
    one, other = WordEmbedder(), WordEmbedder(name="others")
    assert key_of(one, "a") != key_of(other, "a")
    assert key_of(one, "a") != key_of(one, "b")


def test_a_vector_that_was_never_made_is_an_error(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path / "v.sqlite")
    with pytest.raises(KeyError):
        cache.take([key_of(WordEmbedder(), "never")])
    cache.close()


class Unplugged(WordEmbedder):
    """Embeds two batches, then fails."""

    def embed(self, texts):  # type: ignore[no-untyped-def]
        if len(self.embedded) >= 2 * BATCH:
            raise RuntimeError("unplugged")
        return super().embed(texts)


def test_batches_that_were_made_survive_what_comes_after(tmp_path: Path) -> None:
    texts = [f"word {number}" for number in range(3 * BATCH)]
    cache = VectorCache(tmp_path / "v.sqlite")
    with pytest.raises(RuntimeError, match="unplugged"):
        cache.fill(Unplugged(), texts)
    cache.close()
    cache = VectorCache(tmp_path / "v.sqlite")
    assert cache.fill(WordEmbedder(), texts) == BATCH
    cache.close()
