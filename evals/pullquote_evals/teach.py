"""`python -m pullquote_evals.teach`: teach the default model to tell whether a text states an answer, and the
answer; write its adapter.

The digest that is printed at the end goes into `pullquote.models.adapters`. What the shipped one was taught,
and what it is worth, is in the README beside this. Needs the extra `teach`.
"""

from __future__ import annotations

import hashlib
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import torch
import typer
from rich.console import Console
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from pullquote.commands.group import Commands
from pullquote.models.weights import DEFAULT, locate
from pullquote.wiring import Given, index, open_retriever, unnoticed
from pullquote.writer import TAUGHT, taught_prompt
from pullquote_evals.lessons import QUESTIONS, STORIES, Lesson, lessons
from pullquote_evals.lora import adapt, load, opened, save
from pullquote_evals.low_rank import Change
from pullquote_evals.pace import Pace, steps

app = typer.Typer(cls=Commands, help=__doc__, add_completion=False)
SEED = 1
RATE = 3e-4
PACE = Pace(warm_up=10, least=0.03, betas=(0.9, 0.98))
BATCH, AT_ONCE = 12, 6  # lessons a step, and in memory at once
BUCKET = 10 * BATCH
"""Lessons that are sorted by length before they are put into batches, so that little is padded."""

SURE = 0.985
"""What is learnt of a Yes, and its rest of a No: certainty would drive the scores without end."""

AGAIN = 0.25
"""The part of a folder's lessons that is read again, so that they are not forgotten over new ones."""

WRITING = 0.3
"""What the answer's words weigh beside the Yes before them."""


@dataclass(frozen=True, slots=True)
class Read:
    """A lesson as tokens; of a No there is no answer."""

    tokens: list[int]
    answer: list[int]
    stated: bool

    def __len__(self) -> int:
        return len(self.tokens) + len(self.answer)


@app.command()
def teach(
    folders: Annotated[
        list[Path] | None, typer.Argument(help="Folders of lessons; those of the project if none is given.")
    ] = None,
    again: Annotated[list[Path] | None, typer.Option(help="A folder of which a part is read again.")] = None,
    start: Annotated[Path | None, typer.Option(help="An adapter to go on from.")] = None,
    out: Annotated[Path, typer.Option(help="The GGUF file to write.")] = Path("stating.gguf"),
    minutes: Annotated[float, typer.Option(help="How long to train.")] = 60.0,
) -> None:
    """Train on all articles but the last of each folder, and tell what it is worth on these."""
    console = Console(highlight=False)
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    kept, taught = _split(folders or sorted(path.parent for path in STORIES.glob(f"*/{QUESTIONS}")), rng)
    taught += [one for one in _split(again or [], rng)[1] if rng.random() < AGAIN]
    model, tokenizer = opened(locate(DEFAULT).path)
    pupil = Pupil(model, tokenizer, adapt(model))
    if start is not None:
        load(pupil.adapter, start)
    rest, read = ([pupil.read(one) for one in some] for some in (kept, taught))
    rng.shuffle(read)
    console.print(f"{len(read)} lessons, {len(rest)} kept back. Before: {pupil.measured(rest)}")
    console.print(f"After {pupil.learn(read, minutes * 60, rng)} lessons: {pupil.measured(rest)}")
    save(pupil.adapter, out)
    console.print(f"{out}: SHA-256 {hashlib.sha256(out.read_bytes()).hexdigest()}")


def _split(folders: Sequence[Path], rng: random.Random) -> tuple[list[Lesson], list[Lesson]]:
    """The lessons about the last article of each folder, and the others."""
    kept: list[Lesson] = []
    taught: list[Lesson] = []
    for folder in folders:
        last = max(path.name for path in folder.glob("*.txt"))
        with tempfile.TemporaryDirectory() as place:
            given = Given(index=Path(place) / "index")
            index(given, (folder,), unnoticed)
            with open_retriever(given) as retriever:
                for lesson in lessons(retriever, folder, rng):
                    (kept if lesson.article == last else taught).append(lesson)
    return kept, taught


class Pupil:
    """A model that is taught to say Yes or No, and after a Yes what the answer is."""

    def __init__(self, model: Any, tokenizer: Any, adapter: dict[str, Change]) -> None:
        self.model = model
        self.tokenizer = tokenizer
        self.adapter = adapter
        self.head: Tensor = model.lm_head.weight
        self.options = [self._tokens(option)[0] for option in (" Yes", " No")]

    def read(self, lesson: Lesson) -> Read:
        """As the engine puts it to the model."""
        prompt = taught_prompt(lesson.question, lesson.text, "Stated:")
        turns = [{"role": "system", "content": TAUGHT}, {"role": "user", "content": prompt.user}]
        opening = self.tokenizer.apply_chat_template(turns, tokenize=False, add_generation_prompt=True)
        answer = self._tokens(f" Yes\nAnswer: {lesson.answer}<|im_end|>") if lesson.answer else []
        return Read(self._tokens(opening + prompt.answer_start), answer, lesson.stated)

    def learn(self, taught: Sequence[Read], seconds: float, rng: random.Random) -> int:
        """Train for so long; how many lessons were read."""
        weights = [one for piece in self.adapter.values() for one in (piece.a, piece.b)]
        read = 0
        for _, batch in zip(steps([(RATE, weights)], seconds, PACE), _batches(taught, rng), strict=False):
            for part in (batch[:AT_ONCE], batch[AT_ONCE:]):
                if part:
                    (self._loss(part) / len(batch)).backward()  # type: ignore[no-untyped-call]
            read += len(batch)
        return read

    @torch.no_grad()
    def measured(self, lessons: Sequence[Read]) -> str:
        """In how many it says rightly Yes or No."""
        right = 0
        for at in range(0, len(lessons), AT_ONCE):
            some = lessons[at : at + AT_ONCE]
            states = self._states([one.tokens for one in some])
            for row, one in zip(states, some, strict=True):
                right += bool(self._odds(row[len(one.tokens) - 1]) > 0) == one.stated
        return f"{right} right"

    def _loss(self, lessons: Sequence[Read]) -> Tensor:
        """Of each the log loss of Yes and No, and of the answer's words; all added up."""
        losses = []
        states = self._states([[*one.tokens, *one.answer] for one in lessons])
        for row, one in zip(states, lessons, strict=True):
            end = len(one.tokens)
            target = torch.tensor(SURE if one.stated else 1 - SURE)
            losses.append(binary_cross_entropy_with_logits(self._odds(row[end - 1]), target))
            if one.answer:
                told = (row[end : end + len(one.answer) - 1] @ self.head.T).float()
                losses.append(WRITING * cross_entropy(told, torch.tensor(one.answer[1:])))
        return torch.stack(losses).sum()

    def _odds(self, state: Tensor) -> Tensor:
        yes, no = (state @ self.head[self.options].T).float()
        odds: Tensor = yes - no
        return odds

    def _states(self, rows: Sequence[Sequence[int]]) -> Tensor:
        lengths = torch.tensor([len(row) for row in rows])
        tokens = torch.zeros(len(rows), int(lengths.max()), dtype=torch.long)
        for number, row in enumerate(rows):
            tokens[number, : len(row)] = torch.tensor(row)
        seen = torch.arange(tokens.shape[1]) < lengths[:, None]
        states: Tensor = self.model.model(input_ids=tokens, attention_mask=seen.long()).last_hidden_state
        return states

    def _tokens(self, text: str) -> list[int]:
        tokens: list[int] = self.tokenizer(text, add_special_tokens=False)["input_ids"]
        return tokens


def _batches(read: Sequence[Read], rng: random.Random) -> Iterator[list[Read]]:
    """Endlessly; the lessons of a batch are of about one length."""
    while True:
        for at in range(0, len(read), BUCKET):
            near = sorted(read[at : at + BUCKET], key=len)
            batches = [near[n : n + BATCH] for n in range(0, len(near), BATCH)]
            rng.shuffle(batches)
            yield from batches


if __name__ == "__main__":
    app(prog_name="python -m pullquote_evals.teach")
