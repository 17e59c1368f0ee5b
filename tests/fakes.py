"""Two slow parts, two stand-ins that keep their promises: a language model and an embedder."""

from __future__ import annotations

import hashlib
import math
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from pullquote.indexing.embedding import Vectors
from pullquote.models.language import Prompt, Watch, normalised, unwatched
from pullquote.wording import words

_PIECE = re.compile(r"[぀-ヿ一-鿿가-힯]|\w+|[^\w\s]")


@dataclass
class ScriptedModel:
    """Hands out prepared replies and log-probabilities in order, and remembers what it was asked."""

    replies: list[str] = field(default_factory=list)
    weights: list[list[float]] = field(default_factory=list)
    prompts: list[Prompt] = field(default_factory=list)
    options: list[Sequence[str]] = field(default_factory=list)
    name: str = "scripted"
    sha256: str | None = None
    context: int = 4096
    adapters: frozenset[str] = frozenset()
    closed: bool = False

    def count(self, text: str) -> int:
        return len(text.split())

    def write(
        self, prompt: Prompt, *, max_tokens: int, stop: Sequence[str] = (), grammar: str | None = None
    ) -> Iterator[str]:
        self.prompts.append(prompt)
        reply = self.replies.pop(0)
        for mark in stop:
            reply = reply.split(mark)[0]
        yield from re.findall(r"\S+\s*", reply)[:max_tokens]

    def weigh(self, prompt: Prompt, options: Sequence[str], watch: Watch = unwatched) -> list[float]:
        """What was prepared; where nothing is left, every option is as likely."""
        watch()
        self.prompts.append(prompt)
        self.options.append(options)
        given = self.weights.pop(0) if self.weights else [0.0] * len(options)
        return normalised(given[: len(options)] + [-20.0] * (len(options) - len(given)))

    def close(self) -> None:
        self.closed = True


@dataclass
class WordEmbedder:
    """Bags of hashed words as unit vectors: texts that share words are near, and nothing is loaded.

    A word of up to four letters is one piece, a longer one a piece for each four; ideographs and
    punctuation are a piece each, as in BERT's tokenizers. Remembers every text that it embedded.
    """

    name: str = "words"
    dimensions: int = 256
    max_pieces: int = 256
    embedded: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        return hashlib.sha256(f"{self.name} {self.dimensions}".encode()).hexdigest()

    def pieces(self, texts: Sequence[str]) -> list[int]:
        return [2 + sum(math.ceil(len(piece) / 4) for piece in _PIECE.findall(text)) for text in texts]

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row, 0] = 0.01  # a text without words has a direction too
            for word in words(text):
                vectors[row, zlib.crc32(word[:6].encode()) % self.dimensions] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
