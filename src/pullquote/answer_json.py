"""Answers and hits as the contract's JSON objects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pullquote.answers import Answer, Citation, Closest
from pullquote.desk import Desk
from pullquote.indexing.shelves import people_at
from pullquote.retrieval import Hit, Place, Retriever

Json = dict[str, Any]


def answer_json(answer: Answer, desk: Desk) -> Json:
    """The object of `ask --json`, with `remarks`, `rejected` and each speaker's `role` besides."""
    model = desk.writer.model if desk.writer else None
    return {
        "question": answer.question,
        "standalone_question": answer.standalone,
        "outcome": answer.outcome.value,
        "answer": answer.text,
        "citations": [_citation(one) for one in answer.citations],
        "closest": [_closest(one) for one in answer.closest],
        "confidence": round(answer.confidence, 4),
        "model": {"name": model.name if model else "none", "sha256": model.sha256 if model else None},
        "embedder": desk.retriever.embedder.name,
        "timings": {
            "retrieve": round(answer.timings.retrieve, 4),
            "first_citation": None
            if answer.timings.first_citation is None
            else round(answer.timings.first_citation, 4),
            "total": round(answer.timings.total, 4),
        },
        "rejected": list(answer.rejected),
        "remarks": list(answer.remarks),
    }


def _citation(citation: Citation) -> Json:
    return {
        "number": citation.number,
        "article": citation.article,
        "title": citation.title,
        "start": citation.span.start,
        "end": citation.span.end,
        "quote": citation.quote,
        "speaker": citation.speaker,
        "role": citation.role,
        "kind": citation.kind.value,
        "also_in": [_place(place) for place in citation.also_in],
    }


def _place(place: Place) -> Json:
    return {"article": place.article, "start": place.span.start, "end": place.span.end}


def _closest(closest: Closest) -> Json:
    return {**_place(closest.place), "text": closest.text, "score": round(closest.score, 4)}


def search_json(question: str, hits: Sequence[Hit], retriever: Retriever) -> Json:
    """The object of `search --json`."""
    return {"question": question, "passages": [_passage(hit, retriever) for hit in hits]}


def _passage(hit: Hit, retriever: Retriever) -> Json:
    article = retriever.library.article(hit.place.article)
    return {
        **_place(hit.place),
        "text": hit.place.span.cut(article.text),
        "score": round(hit.score, 4),
        "speakers": sorted(people_at(retriever.library.reading(article.name), hit.place.span)),
        "also_in": [_place(place) for place in hit.also_in],
    }
