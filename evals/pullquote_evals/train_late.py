"""`python -m pullquote_evals.train_late train`: train the comparison word by word, and write its weights.

Half of what is read is about the stories beside this. For the other half index the articles first
(`pullquote index ARTICLES --index DIR`). Their questions are JSON Lines, made of a set like SQuAD's:
`question`, `answerable`, `doc` (the article's name) and `references` (`doc` and `start`, in characters, of
each place of an answer). `mean` makes one of several that were trained apart. What the shipped weights were
trained on, and what they are worth, is in the README beside this.
"""

from __future__ import annotations

import hashlib
import math
import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import torch
import typer
from rich.console import Console
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional

from pullquote.commands.group import Commands
from pullquote.indexing.embedding import PackagedEmbedder
from pullquote.wiring import Given, open_retriever, unnoticed
from pullquote.wiring import index as build
from pullquote_evals.lessons import STORIES
from pullquote_evals.looks import BATCH, Look, batches, looks, stories
from pullquote_evals.low_rank import SCALE, Change
from pullquote_evals.pace import Pace, steps

app = typer.Typer(cls=Commands, help=__doc__, add_completion=False)
SEED = 1
FIRST_LAYER = 2
"""Layers below keep their weights: what they tell is of words alone, and leaving them out saves a third."""

RATES = {"changes": 5e-4, "projection": 1e-4, "balance": 2e-2, "telling": 3e-3}
PACE = Pace(warm_up=20, least=0.02)
LONGEST, LONGEST_QUESTION = 96, 48  # word pieces
KEPT_BACK, MEASURED = 8, 100
"""One in so many articles is not trained on; on so many questions of each set is told what it is worth."""


class Sets(NamedTuple):
    """What is trained on: looks at the articles that are given, and at the stories."""

    given: Sequence[Look]
    stories: Sequence[Look]


@app.command()
def train(
    questions: Annotated[Path, typer.Argument(help="JSON Lines; see above.")],
    index: Annotated[Path, typer.Option(help="The index of the articles that they are about.")],
    out: Annotated[Path, typer.Option(help="The safetensors file to write.")] = Path("late.safetensors"),
    most: Annotated[int, typer.Option("--questions", help="So many of them.")] = 6000,
    minutes: Annotated[float, typer.Option(help="How long to train.")] = 20.0,
) -> None:
    """Train on most of the articles, and tell what it is worth on the rest."""
    console = Console(highlight=False)
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    with open_retriever(Given(index=index)) as retriever:
        given = list(looks(retriever, questions, most, rng))
    with tempfile.TemporaryDirectory() as place:
        there = Given(index=Path(place) / "index")
        build(there, (STORIES,), unnoticed)
        with open_retriever(there) as retriever:
            told = list(stories(retriever, STORIES))
    taught(Sets(given, told), minutes * 60, rng, out, console)


@app.command()
def mean(
    weights: Annotated[list[Path], typer.Argument(help="Files that `train` wrote.")],
    out: Annotated[Path, typer.Option(help="The safetensors file to write.")] = Path("late.safetensors"),
) -> None:
    """Make the mean of weights that were trained apart: a soup of models (Wortsman et al. 2022,
    arXiv:2203.05482)."""
    save_file(soup([load_file(one) for one in weights]), out)
    typer.echo(f"{out}: SHA-256 {hashlib.sha256(out.read_bytes()).hexdigest()}")


def soup(weights: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of the weights that each of these changes to, and of all others. Ranks add up."""
    mixed: dict[str, Tensor] = {}
    for name in weights[0]:
        parts = [one[name] for one in weights]
        if name.startswith("a."):
            mixed[name] = torch.cat(parts, 0)
        elif name.startswith("b."):
            mixed[name] = torch.cat(parts, 1) / len(parts)
        else:
            mixed[name] = torch.stack(parts).mean(0)
    return mixed


def taught(sets: Sets, seconds: float, rng: random.Random, out: Path, console: Console) -> None:
    """Train on these looks but for those about some articles, tell what it is worth on these, and save it."""
    split = [_split(one, rng) for one in (sets.given, sets.stories)]
    rest = [look for kept, _ in split for look in kept[:MEASURED]]
    pupil = Pupil([look for _, others in split for look in others])
    console.print(f"{[len(others) for _, others in split]} questions, {len(rest)} kept back.")
    console.print(f"First of all: {pupil.measured(rest)}")
    read = pupil.learn([others for _, others in split], seconds, rng)
    console.print(f"After {read} questions: {pupil.measured(rest)}")
    pupil.save(out)
    console.print(f"{out}: SHA-256 {hashlib.sha256(out.read_bytes()).hexdigest()}")


def _split(some: Sequence[Look], rng: random.Random) -> tuple[list[Look], list[Look]]:
    """The looks about articles that are kept back, and the others; both in random order."""
    articles = sorted({look.article for look in some})
    kept = set(rng.sample(articles, len(articles) // KEPT_BACK))
    mixed = rng.sample(some, len(some))
    return [look for look in mixed if look.article in kept], [
        look for look in mixed if look.article not in kept
    ]


class Pupil:
    """The packaged embedder's network with what is trained of it. `balance`: the logs of what the search's
    score and the comparison weigh."""

    def __init__(self, taught: Sequence[Look]) -> None:
        from transformers import AutoModel, AutoTokenizer

        folder = str(PackagedEmbedder().folder)
        self.tokenizer: Any = AutoTokenizer.from_pretrained(folder)
        self.network: Any = AutoModel.from_pretrained(folder).eval()
        self.network.requires_grad_(False)  # torch's own signature
        self.changes = dict(self._changes())
        width = self.network.config.hidden_size
        self.projection = nn.Parameter(torch.eye(width))
        self.telling = nn.Parameter(torch.zeros(width))
        self.balance = nn.Parameter(torch.tensor([0.0, math.log(5.0)]))
        self.rarity = self._rarity(taught)

    def learn(self, sets: Sequence[Sequence[Look]], seconds: float, rng: random.Random) -> int:
        """Train for so long, on each set as much; how many questions were read."""
        parts = {
            "changes": [one for change in self.changes.values() for one in (change.a, change.b)],
            "projection": [self.projection],
            "balance": [self.balance],
            "telling": [self.telling],
        }
        weights = [(RATES[name], some) for name, some in parts.items()]
        read = 0
        for _, batch in zip(steps(weights, seconds, PACE), batches(sets, rng), strict=False):
            told = self.told(batch)
            losses = [
                -torch.logsumexp(row[list(look.right)], 0) for row, look in zip(told, batch, strict=True)
            ]
            torch.stack(losses).mean().backward()  # type: ignore[no-untyped-call]
            read += len(batch)
        return read

    @torch.no_grad()
    def measured(self, rest: Sequence[Look]) -> str:
        """In how many the first is right, by the search alone and with the comparison."""
        told = [row for at in range(0, len(rest), BATCH) for row in self.told(rest[at : at + BATCH])]
        alone = sum(look.right[look.scores.index(max(look.scores))] for look in rest)
        both = sum(look.right[int(row.argmax())] for row, look in zip(told, rest, strict=True))
        return f"{alone} by the search alone, {both} compared word by word"

    def save(self, out: Path) -> None:
        """As `pullquote.indexing.late` reads it."""
        weights = {"projection": self.projection, "telling": self.telling, "rarity": self.rarity}
        for name, change in self.changes.items():
            weights |= {f"a.{name}.weight": change.a, f"b.{name}.weight": change.b * SCALE}
        save_file({name: one.detach().contiguous() for name, one in weights.items()}, out)

    def _changes(self) -> Iterator[tuple[str, Change]]:
        for number in range(FIRST_LAYER, self.network.config.num_hidden_layers):
            layer = self.network.encoder.layer[number]
            for path in [name for name, one in layer.named_modules() if isinstance(one, nn.Linear)]:
                change = Change(layer.get_submodule(path))
                layer.set_submodule(path, change)
                yield f"encoder.layer.{number}.{path}", change

    def _rarity(self, taught: Sequence[Look]) -> Tensor:
        """The logs of one in how many sentences hold a word piece; 0 of the marks around a text."""
        texts = sorted({text for look in taught for text in look.texts})
        held = Counter(piece for text in texts for piece in set(self.tokenizer(text)["input_ids"]))
        size = len(self.tokenizer)
        rarity = torch.tensor([math.log(1 + len(texts) / (1 + held[piece])) for piece in range(size)])
        rarity[self.tokenizer.all_special_ids] = 0
        return rarity

    def told(self, some: Sequence[Look]) -> list[Tensor]:
        """Of each look the log-probability of each text."""
        ids, states, _ = self._read([look.question for look in some], LONGEST_QUESTION)
        _, others, there = self._read([text for look in some for text in look.texts], LONGEST)
        own = torch.tensor([number for number, look in enumerate(some) for _ in look.texts])
        wanted = functional.normalize(states @ self.projection.T, dim=-1)[own]
        offered = functional.normalize(others @ self.projection.T, dim=-1)
        alike = torch.einsum("tqw,tpw->tqp", wanted, offered).masked_fill(~there[:, None, :], -1).amax(-1)
        weights = self.rarity[ids] * torch.exp((states @ self.telling).clamp(-3, 3))
        late = (alike * (weights / weights.sum(1, keepdim=True))[own]).sum(1)
        search = torch.tensor([score for look in some for score in look.scores])
        told = self.balance[0].exp() * search + self.balance[1].exp() * late
        sizes = [len(look.texts) for look in some]
        return [torch.log_softmax(one, 0) for one in torch.split(told, sizes)]

    def _read(self, texts: Sequence[str], most: int) -> tuple[Tensor, Tensor, Tensor]:
        """Word pieces, their states, and where a text has one, its start's mark not counted."""
        read = self.tokenizer(
            list(texts), padding=True, truncation=True, max_length=most, return_tensors="pt"
        )
        there = read["attention_mask"].bool()
        states = self.network(**read).last_hidden_state
        there[:, 0] = False
        return read["input_ids"], states, there


if __name__ == "__main__":
    app()
