"""`python -m pullquote_evals.teach`: teach the default model to point, and write its adapter.

Index the articles first (`pullquote index ARTICLES --index DIR`). The digest that is printed at the end goes
into `pullquote.models.adapters`. What the shipped one was taught, and what it is worth, is in the README
beside this.
Needs the extra `teach`.
"""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import torch
import typer
from rich.console import Console
from torch import Tensor

from pullquote.commands.group import Commands
from pullquote.models.weights import DEFAULT, locate
from pullquote.pointing import LETTERS, NONE, START, SYSTEM, shown
from pullquote.wiring import Given, open_retriever
from pullquote_evals.lessons import NOTHING, Lesson, lessons
from pullquote_evals.lora import Adapted, adapt, opened, save

app = typer.Typer(cls=Commands, help=__doc__, add_completion=False)
SEED = 1
RATE, LEAST_RATE = 3e-4, 0.03
WARM_UP = 10  # steps
BATCH, AT_ONCE = 12, 6  # lessons a step, and in memory at once
BUCKET = 10 * BATCH
"""Lessons that are sorted by length before they are put into batches, so that little is padded."""

HELD_OUT = 70
NONES = 0.8
"""Lessons in which nothing answers, for each in which something does."""

UNLIKELY = -1e4


@dataclass(frozen=True, slots=True)
class Read:
    """A lesson as tokens."""

    tokens: list[int]
    targets: list[int]
    texts: int


@app.command()
def teach(
    questions: Annotated[Path, typer.Argument(help="JSON Lines; see `pullquote_evals.lessons`.")],
    index: Annotated[Path, typer.Option(help="The index of the articles that they are about.")],
    out: Annotated[Path, typer.Option(help="The GGUF file to write.")] = Path("pointing.gguf"),
    most: Annotated[int, typer.Option("--questions", help="So many of them.")] = 2500,
    minutes: Annotated[float, typer.Option(help="How long to train.")] = 40.0,
) -> None:
    """Train on most of the lessons, and tell what it is worth on the rest."""
    console = Console(highlight=False)
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    with open_retriever(Given(index=index)) as retriever:
        made = list(lessons(retriever, questions, most, rng))
    model, tokenizer = opened(locate(DEFAULT).path)
    read = [_read(tokenizer, lesson) for lesson in made]
    kept, taught = read[:HELD_OUT], _balanced(read[HELD_OUT:], rng)
    pupil = Pupil(model, _options(tokenizer), adapt(model))
    console.print(f"{len(taught)} lessons, {len(kept)} kept back. Before: {pupil.measured(kept)}")
    console.print(f"After {pupil.learn(taught, minutes * 60, rng)} lessons: {pupil.measured(kept)}")
    save(pupil.adapter, out)
    console.print(f"{out}: SHA-256 {hashlib.sha256(out.read_bytes()).hexdigest()}")


class Pupil:
    """A model that is taught which letter to name."""

    def __init__(self, model: Any, options: Tensor, adapter: dict[str, Adapted]) -> None:
        self.model = model
        self.adapter = adapter
        self.head: Tensor = model.lm_head.weight[options]

    def learn(self, taught: Sequence[Read], seconds: float, rng: random.Random) -> int:
        """Train for so long with AdamW (Loshchilov, Hutter 2019); how many lessons were read."""
        weights = [one for piece in self.adapter.values() for one in (piece.a, piece.b)]
        optimizer = torch.optim.AdamW(weights, lr=RATE, betas=(0.9, 0.98), weight_decay=0.0)
        start, read = time.monotonic(), 0
        for step, batch in enumerate(_batches(taught, rng), 1):
            gone = (time.monotonic() - start) / seconds
            if gone >= 1:
                break
            for group in optimizer.param_groups:
                group["lr"] = RATE * min(1.0, step / WARM_UP) * max(LEAST_RATE, 1 - gone)
            optimizer.zero_grad()
            for part in (batch[:AT_ONCE], batch[AT_ONCE:]):
                if part:
                    (self._loss(part).sum() / len(batch)).backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimizer.step()
            read += len(batch)
        return read

    @torch.no_grad()
    def measured(self, lessons: Sequence[Read]) -> str:
        """The mean log loss, and the share in which the likeliest letter, or None, is right."""
        losses, right = 0.0, 0
        for at in range(0, len(lessons), AT_ONCE):
            some = lessons[at : at + AT_ONCE]
            told = self._told(some)
            losses += float(self._loss(some).sum())
            right += sum(int(row.argmax()) in one.targets for row, one in zip(told, some, strict=True))
        return f"log loss {losses / len(lessons):.3f}, right {right / len(lessons):.3f}"

    def _loss(self, lessons: Sequence[Read]) -> Tensor:
        told = self._told(lessons)
        return torch.stack(
            [-torch.logsumexp(row[one.targets], 0) for row, one in zip(told, lessons, strict=True)]
        )

    def _told(self, lessons: Sequence[Read]) -> Tensor:
        """Log-probabilities of the eight letters and None, letters that no text has put out of the way."""
        lengths = torch.tensor([len(one.tokens) for one in lessons])
        tokens = torch.zeros(len(lessons), int(lengths.max()), dtype=torch.long)
        for row, one in enumerate(lessons):
            tokens[row, : len(one.tokens)] = torch.tensor(one.tokens)
        seen = torch.arange(tokens.shape[1]) < lengths[:, None]
        states = self.model.model(input_ids=tokens, attention_mask=seen.long()).last_hidden_state
        scores = (states[torch.arange(len(lessons)), lengths - 1] @ self.head.T).float()
        for row, one in enumerate(lessons):
            scores[row, one.texts : NOTHING] = UNLIKELY
        return torch.log_softmax(scores, 1)


def _read(tokenizer: Any, lesson: Lesson) -> Read:
    turns = [
        {"role": "system", "content": SYSTEM},
        {"role": "user", "content": shown(lesson.question, lesson.texts)},
    ]
    text = tokenizer.apply_chat_template(turns, tokenize=False, add_generation_prompt=True) + START
    tokens = tokenizer(text, add_special_tokens=False)["input_ids"]
    return Read(tokens, list(lesson.targets), len(lesson.texts))


def _options(tokenizer: Any) -> Tensor:
    words = [*(f" {letter}" for letter in LETTERS), NONE]
    return torch.tensor([tokenizer(word, add_special_tokens=False)["input_ids"][0] for word in words])


def _balanced(read: Sequence[Read], rng: random.Random) -> list[Read]:
    some = [one for one in read if one.targets != [NOTHING]]
    none = [one for one in read if one.targets == [NOTHING]]
    chosen = some + none[: int(NONES * len(some))]
    rng.shuffle(chosen)
    return chosen


def _batches(read: Sequence[Read], rng: random.Random) -> Iterator[list[Read]]:
    """Endlessly; the lessons of a batch are of about one length."""
    while True:
        for at in range(0, len(read), BUCKET):
            near = sorted(read[at : at + BUCKET], key=lambda one: len(one.tokens))
            batches = [near[n : n + BATCH] for n in range(0, len(near), BATCH)]
            rng.shuffle(batches)
            yield from batches


if __name__ == "__main__":
    app(prog_name="python -m pullquote_evals.teach")
