"""Late interaction: how well a text answers a question word by word, by the packaged embedder's network.

One vector a text loses which word of it goes with which of the question. Here each word piece of the question
looks for the piece of the text that is most like it, and the mean of these likenesses is the text's (ColBERT,
Khattab and Zaharia 2020, arXiv:2004.12832). The network's own pieces do that well; a low-rank change to its
upper layers (LoRA, Hu et al. 2021, arXiv:2106.09685), a projection and a weight for each of the question's
pieces, all trained on SQuAD and on invented stories, do it better; `python -m pullquote_evals.train_late`
trains them.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import as_file, files

import numpy as np
from safetensors.numpy import load_file

from pullquote.indexing.minilm import Floats, MiniLM, Pieces

Compare = Callable[[str, Sequence[str]], Sequence[float]]
"""How well each text answers a question, word by word."""

WEIGHTS = "late.safetensors"
"""What was trained, in this folder; `late.md` beside it names data, licence and SHA-256."""

KEPT = 500
"""Texts whose pieces are kept: some 30 MB, and a sentence that is looked at again costs nothing."""


class LateInteraction:
    """Scores texts against a question; not to be shared by threads that ask at once."""

    def __init__(self, network: MiniLM, trained: Mapping[str, Floats], kept: int = KEPT) -> None:
        layers = sorted(name.removeprefix("a.") for name in trained if name.startswith("a."))
        self._network = network.changed(
            {name: (trained[f"a.{name}"], trained[f"b.{name}"]) for name in layers}
        )
        self._projection = trained["projection"]
        self._rarity = trained["rarity"]
        self._telling = trained["telling"]
        self._most = kept
        self._read: OrderedDict[str, Floats] = OrderedDict()

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Of each text in [-1, 1], the nearer to 1 the better; to be compared for one question alone.

        0 for all where the network knows no piece of the question.
        """
        (asked,) = self._network.pieces([question])
        weights = self._rarity[asked.ids] * np.exp(np.clip(asked.states @ self._telling, -3, 3))
        if not weights.any():
            return [0.0] * len(texts)
        wanted = self._projected(asked)
        likeness = (wanted @ text.T for text in self._texts(texts))
        return [float(np.average(one.max(axis=1), weights=weights)) for one in likeness]

    def _texts(self, texts: Sequence[str]) -> list[Floats]:
        """The vectors of each text's pieces, but for the mark of its start."""
        unread = [text for text in dict.fromkeys(texts) if text not in self._read]
        for text, pieces in zip(unread, self._network.pieces(unread), strict=True):
            self._read[text] = self._projected(pieces)[1:]
        vectors = [self._read[text] for text in texts]
        for text in texts:
            self._read.move_to_end(text)
        while len(self._read) > self._most:
            self._read.popitem(last=False)
        return vectors

    def _projected(self, pieces: Pieces) -> Floats:
        vectors: Floats = pieces.states @ self._projection.T
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


def trained() -> dict[str, Floats]:
    """The shipped weights; LateInteraction's second argument."""
    with as_file(files("pullquote.indexing") / WEIGHTS) as path:
        return load_file(path)
