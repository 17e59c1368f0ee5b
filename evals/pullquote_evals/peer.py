"""The peer: a plain LlamaIndex pipeline as its documentation builds it, with our embedder and our weights.

Its default splitter, Chroma, `CitationQueryEngine` with three passages and 512-token sources, and, for a
follow-up, `CondenseQuestionChatEngine`. Where it is silent it is read kindly: a source that it gives
no offsets for is looked for in its article, `[Source 1]` counts as `[1]`, and an answer that says that the
sources do not help is an abstention.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import chromadb
from llama_index.core import Document, StorageContext, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.base.llms.types import ChatMessage
from llama_index.core.chat_engine import CondenseQuestionChatEngine
from llama_index.core.query_engine import CitationQueryEngine
from llama_index.core.vector_stores import FilterOperator, MetadataFilter, MetadataFilters
from llama_index.vector_stores.chroma import ChromaVectorStore
from pydantic import PrivateAttr

from pullquote.indexing.embedding import PACKAGED, Embedder, open_embedder
from pullquote.models.language import LanguageModel
from pullquote.models.llamaindex import PullquoteLLM
from pullquote.models.weights import DEFAULT
from pullquote.wiring import open_language_model, unnoticed
from pullquote_evals.gold import CasesRefused
from pullquote_evals.options import EvalOptions
from pullquote_evals.protocol import Given, NotBuilt, Row, System
from pullquote_evals.texts import read_texts

PASSAGES = 3
SOURCE_TOKENS = 512
DECLINED = re.compile(
    r"none of the (?:provided )?sources|sources? (?:provided )?(?:do|does) ?n[o’']t|no information"
    r"|not (?:mentioned|provided|stated|specified|available) in the"
    r"|do(?:es)? not (?:contain|provide|mention|say|specify|include)"
    r"|cannot (?:answer|be answered|determine)|Empty Response",
    re.IGNORECASE,
)
_SPELT_OUT = re.compile(r"\[Sources? (\d+)\]")
_NUMBER = re.compile(r"\[(\d+)\]")
_SOURCE = re.compile(r"\ASource \d+:\n")


class SameEmbedder(BaseEmbedding):  # type: ignore[misc] # the base class is untyped for us
    """Our embedder behind LlamaIndex's interface."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(model_name=embedder.name)
        self._embedder = embedder

    def _get_text_embedding(self, text: str) -> list[float]:
        return [float(one) for one in self._embedder.embed([text])[0]]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


@dataclass(frozen=True, slots=True)
class LlamaIndexPeer:
    """The pipeline over some articles."""

    texts: Mapping[str, str]
    index: Any
    llm: PullquoteLLM
    model: LanguageModel
    embedder: Embedder
    name: str = "llamaindex"

    def describe(self) -> dict[str, Any]:
        """Weights, embedder, articles, and what of the pipeline may be chosen."""
        return {
            "pipeline": ["CitationQueryEngine", PASSAGES, SOURCE_TOKENS, self.llm.max_tokens],
            "model": {"name": self.model.name, "sha256": self.model.sha256},
            "embedder": self.embedder.name,
            "articles": hashlib.sha256(repr(sorted(self.texts.items())).encode()).hexdigest(),
        }

    def ask(self, row: Row) -> Given:
        """What its engine answers, as the contract's object; it gives no confidence."""
        start = perf_counter()
        said, sources = self._asked(row)
        total = perf_counter() - start
        declined = DECLINED.search(said) is not None or not said.strip()
        citations = [] if declined else list(self._citations(said, sources))
        return {
            "question": row["question"],
            "standalone_question": row["question"],
            "outcome": "abstained" if declined else "answered",
            "answer": said,
            "citations": citations,
            "closest": [],
            "confidence": None,
            "model": {"name": self.model.name, "sha256": self.model.sha256},
            "embedder": self.embedder.name,
            "timings": {"retrieve": 0.0, "first_citation": None if declined else total, "total": total},
        }

    def _asked(self, row: Row) -> tuple[str, Sequence[Any]]:
        engine = CitationQueryEngine.from_args(
            self.index,
            llm=self.llm,
            similarity_top_k=PASSAGES,
            citation_chunk_size=SOURCE_TOKENS,
            filters=_filters(row),
        )
        history = [ChatMessage(role=one["role"], content=one["content"]) for one in row.get("history") or ()]
        if not history:
            response = engine.query(row["question"])
        else:
            chat = CondenseQuestionChatEngine.from_defaults(
                query_engine=engine, chat_history=history, llm=self.llm
            )
            response = chat.chat(row["question"])
        return _SPELT_OUT.sub(r"[\1]", str(response)), response.source_nodes

    def _citations(self, said: str, sources: Sequence[Any]) -> Iterator[Given]:
        for number in dict.fromkeys(int(found) for found in _NUMBER.findall(said)):
            if 1 <= number <= len(sources):
                node = sources[number - 1].node
                quote = _SOURCE.sub("", node.get_content()).removesuffix("\n")
                yield {
                    "number": number,
                    "title": None,
                    **self._place(node.metadata["file_name"], quote),
                    "quote": quote,
                    "speaker": None,
                    "kind": "narration",
                    "also_in": [],
                }

    def _place(self, article: str, words: str) -> Given:
        """Where the words stand first; an empty place where they do not stand as they are."""
        start = self.texts[article].find(words)
        return {"article": article, "start": max(0, start), "end": start + len(words) if start >= 0 else 0}

    def search(self, row: Row, k: int) -> Given:
        """Its retriever's nodes, at their own offsets where they have any."""
        found = self.index.as_retriever(similarity_top_k=k, filters=_filters(row)).retrieve(row["question"])
        return {"question": row["question"], "passages": [self._passage(one) for one in found]}

    def _passage(self, found: Any) -> Given:
        node, article = found.node, found.node.metadata["file_name"]
        words = node.get_content()
        place = self._place(article, words)
        if node.start_char_idx is not None and node.end_char_idx is not None:
            place |= {"start": node.start_char_idx, "end": node.end_char_idx}
        return {**place, "text": words, "score": float(found.score or 0.0), "speakers": []}

    def check(self, row: Row) -> Given:
        """It has no checker."""
        raise NotBuilt("LlamaIndex has no checker for quotations")

    def attributions(self, folder: Path, name: str) -> list[Given]:
        """It does not know who speaks."""
        raise NotBuilt("LlamaIndex does not know who speaks")

    @contextmanager
    def beside(self, folder: Path) -> Iterator[LlamaIndexPeer]:
        """The same pipeline over the articles of both."""
        with peer_over({**self.texts, **read_texts(folder)}, self.model, self.embedder) as peer:
            yield peer


@contextmanager
def open_peer(options: EvalOptions, folder: Path) -> Iterator[System]:
    """The peer over a folder; it has nothing to show without a language model."""
    if options.tier != "model" or options.model == "none":
        raise CasesRefused("The peer llamaindex needs a language model. Type: --tier model")
    model = open_language_model(options.model or DEFAULT, unnoticed)
    assert model is not None
    with (
        closing(model),
        peer_over(read_texts(folder), model, open_embedder(options.embedder or PACKAGED)) as peer,
    ):
        yield peer


@contextmanager
def peer_over(texts: Mapping[str, str], model: LanguageModel, embedder: Embedder) -> Iterator[LlamaIndexPeer]:
    """The pipeline over some texts, in a Chroma of its own for as long as it is open."""
    with TemporaryDirectory(prefix="pullquote-peer-") as folder:
        client = chromadb.PersistentClient(folder, chromadb.Settings(anonymized_telemetry=False))
        collection = client.get_or_create_collection("articles", embedding_function=None)
        storage = StorageContext.from_defaults(vector_store=ChromaVectorStore(chroma_collection=collection))
        documents = [Document(text=text, metadata={"file_name": name}) for name, text in texts.items()]
        same = SameEmbedder(embedder)
        index = VectorStoreIndex.from_documents(documents, storage_context=storage, embed_model=same)
        yield LlamaIndexPeer(texts, index, PullquoteLLM(model), model, embedder)


def _filters(row: Row) -> Any:
    """Only the articles that the row may see; None for all."""
    names = row.get("articles")
    if not names:
        return None
    one = MetadataFilter(key="file_name", operator=FilterOperator.IN, value=list(names))
    return MetadataFilters(filters=[one])
