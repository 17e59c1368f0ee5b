"""`python -m pullquote_evals.teach_pointing`: teach the default model to point at the sentence of a section
that states an answer; write its adapter.

The digest that is printed at the end goes into `pullquote.models.adapters`. A section is read once for all
its questions, each of which sees the section and itself alone. Needs the extra `teach`.
"""

from __future__ import annotations

import hashlib
import math
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import torch
import typer
from rich.console import Console
from torch import Tensor

from pullquote.commands.group import Commands
from pullquote.models.adapters import STATING
from pullquote.models.language import neutral
from pullquote.models.weights import DEFAULT, locate
from pullquote.sections import LETTERS
from pullquote.writer import NONE, pointing_prompt
from pullquote_evals.lessons import QUESTIONS, STORIES
from pullquote_evals.lora import adapt, load, opened, save
from pullquote_evals.low_rank import Change
from pullquote_evals.pace import steps
from pullquote_evals.point_lessons import Asked, Chances, Lessons, kept_back, passes, point_lessons
from pullquote_evals.teach import PACE, SEED, SURE

app = typer.Typer(cls=Commands, help=__doc__, add_completion=False)
RATE = 2.5e-4
AT_ONCE = 32
"""Questions that are asked of a section in one pass, which is one step."""

USUAL = 24
"""Questions of a pass that weigh as much as one step should."""


@app.command()
def teach(
    folders: Annotated[
        list[Path] | None, typer.Argument(help="Folders of lessons; those of the project if none is given.")
    ] = None,
    start: Annotated[Path, typer.Option(help="The adapter to go on from.")] = STATING.path,
    out: Annotated[Path, typer.Option(help="The GGUF file to write.")] = Path("pointing.gguf"),
    minutes: Annotated[float, typer.Option(help="How long to train.")] = 60.0,
    newest: Annotated[int, typer.Option(help="Questions of each folder, the last, that are all asked.")] = 0,
    older: Annotated[float, typer.Option(help="How likely each of the others is asked.")] = 1.0,
) -> None:
    """Train on all articles but the last of each folder, and tell what it is worth on these."""
    console = Console(highlight=False)
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    given = folders or sorted(path.parent for path in STORIES.glob(f"*/{QUESTIONS}"))
    kept, taught = kept_back(point_lessons(given, rng, Chances(newest=newest, older=older)))
    if not taught:
        raise typer.BadParameter("a folder of lessons needs two articles, as the last is kept back")
    model, tokenizer = opened(locate(DEFAULT).path)
    pupil = Pupil(model, tokenizer, adapt(model))
    load(pupil.adapter, start)
    asked = sum(len(one.asked) for one in taught)
    console.print(f"{asked} questions about {len(taught)} sections. Before: {pupil.measured(kept, rng)}")
    console.print(f"After {pupil.learn(taught, minutes * 60, rng)} of them: {pupil.measured(kept, rng)}")
    save(pupil.adapter, out)
    console.print(f"{out}: SHA-256 {hashlib.sha256(out.read_bytes()).hexdigest()}")


class Pupil:
    """A model that is taught to name the letter of the sentence that states what is asked, or to say None."""

    def __init__(self, model: Any, tokenizer: Any, adapter: dict[str, Change]) -> None:
        self.model = model
        self.tokenizer = tokenizer
        self.adapter = adapter
        *self.letters, self.none = (self._tokens(option)[0] for option in [*map(" {}".format, LETTERS), NONE])

    def learn(self, taught: Sequence[Lessons], seconds: float, rng: random.Random) -> int:
        """Train for so long; how many questions were asked."""
        weights = [one for piece in self.adapter.values() for one in (piece.a, piece.b)]
        asked = 0
        for _, lot in zip(steps([(RATE, weights)], seconds, PACE), _endlessly(taught, rng), strict=False):
            (self._loss(lot) / USUAL).backward()  # type: ignore[no-untyped-call]
            asked += len(lot.asked)
        return asked

    @torch.no_grad()
    def measured(self, lessons: Sequence[Lessons], rng: random.Random) -> str:
        """For how many that are answered it names a right sentence, and for how many others it says None."""
        named = answered = declined = vain = 0
        for lot in _lots(lessons, rng):
            for shares, one in zip(self.odds(lot).softmax(-1), lot.asked, strict=True):
                if one.right:
                    answered += 1
                    named += int(shares[:-1].argmax()) in one.right
                else:
                    vain += 1
                    declined += bool(shares[-1] > 1 / 2)
        return f"{named} of {answered} found, {declined} of {vain} declined"

    def odds(self, lot: Lessons) -> Tensor:
        """Of each question the logits of the section's letters and, last, of None; questions by options."""
        common = self._opening(lot)
        asked = [self._prompt(lot, one.question)[len(common) :] for one in lot.asked]
        states = self._states(common, asked)
        options = [*self.letters[: len(lot.sentences)], self.none]
        told: Tensor = (states @ self.model.lm_head.weight[options].T).float()
        return told

    def _loss(self, lot: Lessons) -> Tensor:
        """The log losses of all questions, added up."""
        told = zip(self.odds(lot).log_softmax(-1), lot.asked, strict=True)
        return torch.stack([self.missed(shares, one) for shares, one in told]).sum()

    def missed(self, told: Tensor, one: Asked) -> Tensor:
        """The log loss of one question, by the logs of the shares of the letters and, last, of None.

        Of several right ones any will do, unless each states a part: then all should be named, equally.
        """
        right = told[list(one.right)] if one.right else told[-1:]
        any_of = right.logsumexp(0)
        wrong = torch.log1p(-any_of.exp().clamp(max=1 - 1e-6))
        uneven = any_of - right.mean() - math.log(len(right)) if one.shared else 0.0
        return -SURE * any_of - (1 - SURE) * wrong + uneven

    def _states(self, common: Sequence[int], asked: Sequence[Sequence[int]]) -> Tensor:
        """The last layer at the end of each question; each sees what is common, and itself."""
        first = len(common)
        length = first + sum(map(len, asked))
        places = list(range(first))
        seen = torch.zeros(length, length, dtype=torch.bool)
        seen[:, :first] = True
        seen[:first, :first] = _before(first)
        ends = []
        for one in asked:
            at, end = len(places), len(places) + len(one)
            seen[at:end, at:end] = _before(len(one))
            places += range(first, first + len(one))
            ends.append(end - 1)
        tokens = torch.tensor([[*common, *(token for one in asked for token in one)]])
        states: Tensor = self.model.model(
            input_ids=tokens, attention_mask=seen[None, None], position_ids=torch.tensor([places])
        ).last_hidden_state[0]
        return states[ends]

    def _opening(self, lot: Lessons) -> list[int]:
        """What the prompts of a section have in common."""
        before, _, _ = self._frame(lot)
        return [*before, *self._tokens(neutral(pointing_prompt("", lot.shown).lasting))]

    def _prompt(self, lot: Lessons, question: str) -> list[int]:
        """As the engine puts it to the model."""
        before, behind, start = self._frame(lot)
        return [
            *before,
            *self._tokens(neutral(pointing_prompt(question, lot.shown).user)),
            *behind,
            *start,
        ]

    def _frame(self, lot: Lessons) -> tuple[list[int], list[int], list[int]]:
        prompt = pointing_prompt("", lot.shown)
        mark = "@@@"
        turns = [{"role": "system", "content": prompt.system}, {"role": "user", "content": mark}]
        framed = self.tokenizer.apply_chat_template(turns, tokenize=False, add_generation_prompt=True)
        before, behind = framed.split(mark)
        return self._tokens(before), self._tokens(behind), self._tokens(prompt.answer_start)

    def _tokens(self, text: str) -> list[int]:
        tokens: list[int] = self.tokenizer(text, add_special_tokens=False)["input_ids"]
        return tokens


def _before(length: int) -> Tensor:
    return torch.tril(torch.ones(length, length, dtype=torch.bool))


def _lots(lessons: Sequence[Lessons], rng: random.Random) -> list[Lessons]:
    return [lot for one in lessons for lot in passes(one, AT_ONCE, rng)]


def _endlessly(taught: Sequence[Lessons], rng: random.Random) -> Iterator[Lessons]:
    while True:
        lots = _lots(taught, rng)
        rng.shuffle(lots)
        yield from lots


if __name__ == "__main__":
    app(prog_name="python -m pullquote_evals.teach_pointing")
