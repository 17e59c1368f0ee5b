"""A system that answers from the gold, and the ways in which it can be made to fail."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pullquote.errors import ModelFailed
from pullquote.sentences import sentences
from pullquote.spans import Span
from pullquote_evals.gold import Question
from pullquote_evals.protocol import NotBuilt


@dataclass
class Gilded:
    """Answers as the gold says, but for the faults that are switched on; remembers what it was asked."""

    questions: Sequence[Question]
    texts: Mapping[str, str]
    name: str = "pullquote"
    depth: int | None = None
    shuffled: bool = False
    shift: int = 0
    never_abstains: bool = False
    fails: bool = False
    asked: list[str] = field(default_factory=list)

    def describe(self) -> dict[str, Any]:
        return {"version": "fake", "faults": [self.depth, self.shuffled, self.shift, self.never_abstains]}

    def _case(self, row: Mapping[str, Any]) -> Question:
        return next(one for one in self.questions if one.id == row["id"])

    def ask(self, row: Mapping[str, Any]) -> dict[str, Any]:
        if self.fails:
            raise ModelFailed("the model is away")
        self.asked.append(row["id"])
        case = self._case(row)
        if not case.answerable and not self.never_abstains:
            return _object("abstained", "The articles don't say.", [], 0.05)
        if not case.answerable:
            return _object("answered", "Certainly [1].", [self._any_citation()], 0.9)
        citations = [
            self._citation(number, piece[0].article, piece[0].span, case.speaker)
            for number, piece in enumerate(case.evidence, 1)
        ]
        marks = " ".join(f"[{one['number']}]" for one in citations)
        facts = ", ".join(group[0] for group in case.must).rstrip(".!?")
        return _object("answered", f"It is {facts} {marks}.", citations, 0.95)

    def _citation(self, number: int, article: str, span: Span, speaker: str | None) -> dict[str, Any]:
        place = Span(span.start + self.shift, span.end + self.shift)
        quote = span.cut(self.texts[article])
        return {"number": number, "article": article, "title": None, "start": place.start, "end": place.end,
                "quote": quote, "speaker": speaker, "kind": "direct", "also_in": []}  # fmt: skip

    def _any_citation(self) -> dict[str, Any]:
        article, text = next(iter(self.texts.items()))
        return self._citation(1, article, next(sentences(text)), None)

    def search(self, row: Mapping[str, Any], k: int) -> dict[str, Any]:
        case = self._case(row)
        good = [(place.article, place.span) for piece in case.evidence for place in piece[:1]]
        rest = [(name, span) for name, text in self.texts.items() for span in sentences(text)]
        ranked = good + [place for place in rest if place not in good]
        if self.shuffled:
            random.Random(case.id).shuffle(ranked)
        passages = [
            {"article": name, "start": span.start, "end": span.end, "text": span.cut(self.texts[name]),
             "score": 1 / rank, "speakers": []}
            for rank, (name, span) in enumerate(ranked[: self.depth or k], 1)
        ]  # fmt: skip
        return {"question": case.question, "passages": passages}

    def check(self, row: Mapping[str, Any]) -> dict[str, Any]:
        raise NotBuilt("this fake checks nothing")

    def attributions(self, folder: Path, name: str) -> list[dict[str, Any]]:
        raise NotBuilt("this fake reads nobody")

    @contextmanager
    def beside(self, folder: Path) -> Iterator[Gilded]:
        yield self


def _object(outcome: str, answer: str, citations: list[dict[str, Any]], confidence: float) -> dict[str, Any]:
    first = 0.1 if outcome == "answered" else None
    return {
        "question": "", "standalone_question": "", "outcome": outcome, "answer": answer,
        "citations": citations, "closest": [], "confidence": confidence,
        "model": {"name": "none", "sha256": None}, "embedder": "fake",
        "timings": {"retrieve": 0.01, "first_citation": first, "total": 0.2},
    }  # fmt: skip


def tiny_model() -> Any:
    """A network like the default model's, of 64 words and as few layers as an adapter needs, untrained.

    Always the same. Needs the extra `teach`.
    """
    import torch
    from transformers import Qwen2Config, Qwen2ForCausalLM

    from pullquote_evals.lora import FIRST_LAYER

    torch.manual_seed(1)
    torch.set_num_threads(1)
    config = Qwen2Config(
        vocab_size=64,
        hidden_size=32,
        intermediate_size=48,
        num_hidden_layers=FIRST_LAYER + 1,
        num_attention_heads=2,
        num_key_value_heads=1,
    )
    return Qwen2ForCausalLM(config).requires_grad_(requires_grad=False).eval()
