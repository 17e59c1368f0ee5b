"""The packaged embedder's network in NumPy: the same vectors as sentence-transformers', without torch.

Importing torch takes longer than answering a question. The network is BERT (Devlin et al. 2019,
arXiv:1810.04805) with the mean of its last layer as the text's vector (Reimers and Gurevych 2019,
arXiv:1908.10084). A test holds the vectors to 1e-5 of those of sentence-transformers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

Floats = NDArray[np.float32]

AT_ONCE = 8
"""Texts in one batch: larger ones outgrow the processor's cache and were slower."""

_FAR = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text as word pieces, with the marks around it: their numbers, and the last layer's states."""

    ids: NDArray[np.int64]
    states: Floats


class MiniLM:
    """The network read from a sentence-transformers folder of BERT's shape that pools by the mean."""

    def __init__(self, folder: Path, max_pieces: int) -> None:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self._heads = int(config["num_attention_heads"])
        self._epsilon = np.float32(config["layer_norm_eps"])
        self._weights = load_file(folder / "model.safetensors")
        self._layers = [f"encoder.layer.{layer}." for layer in range(config["num_hidden_layers"])]
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_pieces)

    def embed(self, texts: Sequence[str]) -> Floats:
        """One unit vector a text; what is beyond `max_pieces` is not read."""
        vectors = np.empty((len(texts), len(self._weights["embeddings.LayerNorm.bias"])), np.float32)
        for row, read in self._read(texts):
            vectors[row] = read.states.mean(axis=0)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors

    def pieces(self, texts: Sequence[str]) -> list[Pieces]:
        """Each text piece by piece; what is beyond `max_pieces` is not read."""
        read = dict(self._read(texts))
        return [read[row] for row in range(len(texts))]

    def changed(self, changes: Mapping[str, tuple[Floats, Floats]]) -> MiniLM:
        """The network with `b @ a` added to each weight of that name; all others are shared with this one."""
        other = copy(self)
        other._weights = {**self._weights, **{n: self._weights[n] + b @ a for n, (a, b) in changes.items()}}
        return other

    def _read(self, texts: Sequence[str]) -> Iterator[tuple[int, Pieces]]:
        """Every text, under its number, in batches of like length."""
        encodings = self._tokenizer.encode_batch(list(texts))
        by_length = sorted(range(len(texts)), key=lambda row: len(encodings[row].ids))
        for start in range(0, len(texts), AT_ONCE):
            rows = by_length[start : start + AT_ONCE]
            states = self._states([encodings[row].ids for row in rows])
            for row, state in zip(rows, states, strict=True):
                ids = np.array(encodings[row].ids)
                yield row, Pieces(ids, state[: len(ids)])

    def _states(self, texts: Sequence[Sequence[int]]) -> Floats:
        """Of one batch, the longest text last."""
        pieces = np.zeros((len(texts), len(texts[-1])), np.int64)
        there = np.zeros(pieces.shape, np.float32)
        for row, ids in enumerate(texts):
            pieces[row, : len(ids)] = ids
            there[row, : len(ids)] = 1
        state = self._embedded(pieces)
        hidden = (1 - there)[:, None, None, :] * _FAR
        for layer in self._layers:
            state = self._layer(layer, state, hidden)
        return state

    def _embedded(self, pieces: NDArray[np.int64]) -> Floats:
        """Words, their places, and the first of BERT's two sentence types."""
        name = "embeddings."
        words: Floats = self._weights[name + "word_embeddings.weight"][pieces]
        words += self._weights[name + "position_embeddings.weight"][: pieces.shape[1]]
        words += self._weights[name + "token_type_embeddings.weight"][0]
        return self._normed(words, name)

    def _layer(self, layer: str, state: Floats, hidden: Floats) -> Floats:
        attended = self._dense(self._attended(layer, state, hidden), layer + "attention.output.dense")
        attended += state
        state = self._normed(attended, layer + "attention.output.")
        wide = _gelu(self._dense(state, layer + "intermediate.dense"))
        narrow = self._dense(wide, layer + "output.dense")
        narrow += state
        return self._normed(narrow, layer + "output.")

    def _attended(self, layer: str, state: Floats, hidden: Floats) -> Floats:
        """Scaled dot-product attention of all heads (Vaswani et al. 2017, arXiv:1706.03762, 3.2)."""
        texts, length, width = state.shape
        queries, keys, values = (
            self._dense(state, f"{layer}attention.self.{part}")
            .reshape(texts, length, self._heads, -1)
            .transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        scores: Floats = queries @ keys.transpose(0, 1, 3, 2)
        scores *= np.float32(queries.shape[-1] ** -0.5)
        scores += hidden
        scores -= scores.max(axis=-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=-1, keepdims=True)
        return (scores @ values).transpose(0, 2, 1, 3).reshape(texts, length, width)

    def _dense(self, state: Floats, name: str) -> Floats:
        """One matrix product over all rows at once, which BLAS does faster than one a text."""
        rows: Floats = state.reshape(-1, state.shape[-1]) @ self._weights[name + ".weight"].T
        rows += self._weights[name + ".bias"]
        return rows.reshape(*state.shape[:-1], -1)

    def _normed(self, state: Floats, name: str) -> Floats:
        """Layer normalisation, in place."""
        state -= state.mean(axis=-1, keepdims=True)
        spread = np.einsum("...i,...i->...", state, state)[..., None] / np.float32(state.shape[-1])
        state /= np.sqrt(spread + self._epsilon)
        state *= self._weights[name + "LayerNorm.weight"]
        state += self._weights[name + "LayerNorm.bias"]
        return state


_ROWS = 32
"""Rows that the activation takes at once, so that its steps find them in the processor's cache."""

_STEP, *_TERMS = (
    np.float32(term)
    for term in (0.3275911, 1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)
)
"""Of the rational approximation 7.1.26 in Abramowitz and Stegun, Handbook of Mathematical Functions: the
error function to 1.5e-7, in a third of the time of an exact one."""


def _gelu(state: Floats) -> Floats:
    """The Gaussian error linear unit by the error function, as BERT was trained with; in place."""
    rows = state.reshape(-1, state.shape[-1])
    for start in range(0, len(rows), _ROWS):
        _activate(rows[start : start + _ROWS])
    return state


def _activate(rows: Floats) -> None:
    """x times the normal distribution's share below x: max(x, 0) - |x| times the share above |x|."""
    size = np.abs(rows)
    scaled = size * np.float32(np.sqrt(0.5))
    step = np.reciprocal(scaled * _STEP + np.float32(1))
    above: Floats = step * _TERMS[0]
    for term in _TERMS[1:]:
        above += term
        above *= step
    np.multiply(scaled, -scaled, out=scaled)
    above *= np.exp(scaled, out=scaled)
    above *= np.float32(0.5)
    above *= size
    np.maximum(rows, 0, out=rows)
    rows -= above
