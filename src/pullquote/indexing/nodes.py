"""Units as LlamaIndex's nodes in Chroma, so that anybody's LlamaIndex pipeline can read an index of ours.

Apart from `store`, since to import LlamaIndex takes two seconds, and a question needs none of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from llama_index.core.schema import TextNode
from llama_index.vector_stores.chroma import ChromaVectorStore

from pullquote.indexing.embedding import Vectors
from pullquote.indexing.shelves import Unit, speaker_key


def add_nodes(collection: Any, units: Sequence[Unit], texts: Sequence[str], vectors: Vectors) -> None:
    """Add units to a collection of Chroma; none may be there yet."""
    nodes = [_node(*one) for one in zip(units, texts, vectors, strict=True)]
    ChromaVectorStore(chroma_collection=collection).add(nodes)


def _node(unit: Unit, text: str, vector: Vectors) -> TextNode:
    metadata: dict[str, str | int] = {"article": unit.article}
    if unit.days:
        metadata |= {"first_day": unit.days.first, "last_day": unit.days.last}
    metadata |= {speaker_key(person): 1 for person in unit.people}
    return TextNode(
        id_=unit.id,
        text=text,
        embedding=vector.tolist(),
        metadata=metadata,
        start_char_idx=unit.span.start,
        end_char_idx=unit.span.end,
        excluded_embed_metadata_keys=list(metadata),
        excluded_llm_metadata_keys=list(metadata),
    )
