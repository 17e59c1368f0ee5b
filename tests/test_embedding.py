"""The embedders: the packaged one without torch, and any other through sentence-transformers."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from conftest import SEEDS
from pullquote.errors import ModelMissing
from pullquote.indexing.embedding import PACKAGED, TransformerEmbedder, open_embedder

TEXTS = [
    "",
    "No.",
    "What did Harris say about license enforcement?",
    "“Ça alors!” 日本語 🙂 naïve coöperation — U.S. $1,234.56",
    "word " * 700,
]


@pytest.mark.slow
def test_the_packaged_embedder_gives_the_vectors_of_sentence_transformers() -> None:
    packaged = open_embedder()
    lines = [line for path in sorted(SEEDS.glob("*.txt")) for line in path.read_text().splitlines()[:25]]
    texts = [*TEXTS, *lines]
    reference = TransformerEmbedder("reference", packaged.folder).embed(texts)
    assert np.abs(packaged.embed(texts) - reference).max() < 1e-5


def test_a_text_has_one_vector_whatever_stands_beside_it() -> None:
    embedder = open_embedder()
    together = embedder.embed(TEXTS)
    assert together.shape == (len(TEXTS), 384)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    for row, text in enumerate(TEXTS):
        assert np.abs(embedder.embed([text])[0] - together[row]).max() < 1e-5
    assert embedder.embed([]).shape == (0, 384)


def test_what_is_beyond_the_limit_is_counted_but_not_read() -> None:
    embedder = open_embedder()
    assert embedder.pieces([TEXTS[-1]]) == [702]
    assert embedder.max_pieces == 256
    shorter = embedder.embed(["word " * 254, "word " * 300])
    assert np.abs(shorter[0] - shorter[1]).max() < 1e-5


def test_the_packaged_embedder_needs_no_torch() -> None:
    code = (
        "import sys\nfrom pullquote.indexing.embedding import open_embedder\n"
        "open_embedder().embed(['a question'])\n"
        "print(sorted({'torch', 'transformers', 'sentence_transformers'} & sys.modules.keys()))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


def test_an_unknown_embedder_is_one_line_that_says_what_to_type() -> None:
    with pytest.raises(ModelMissing, match="--embedder FOLDER"):
        open_embedder("nobody/has-this")
    assert open_embedder(PACKAGED).name == PACKAGED
