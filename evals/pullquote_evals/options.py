"""What a run was asked to do; the command line fills it in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from pullquote.errors import UsageError

SUITES = ("questions", "checks", "speakers", "poison")


@dataclass(frozen=True, slots=True)
class EvalOptions:
    """All of `pullquote eval`.

    `suites` empty: all. `cases` and `articles` together: a user's own gold set, questions only; its split
    is called `own`. `sample`: that many cases of each suite, spread over its types. `systems`: the first
    is gated. `resume`: kept answers are reused (the peer's always are). `gates`: by default the shipped
    ones, or for own cases a `gates.toml` beside them.
    """

    suites: tuple[str, ...] = ()
    split: Literal["dev", "test"] = "dev"
    cases: Path | None = None
    articles: Path | None = None
    tier: Literal["fast", "model"] = "fast"
    sample: int | None = None
    systems: tuple[str, ...] = ("pullquote",)
    out: Path = Path("eval-report")
    resume: bool = False
    show_test: bool = False
    index: Path | None = None
    model: str | None = None
    embedder: str | None = None
    gates: Path | None = None
    save_baseline: bool = False


Choice = TypeVar("Choice", bound=str)


def one_of(flag: str, given: str, *choices: Choice) -> Choice:
    """The choice that was given; UsageError naming the flag and the choices when it is none of them."""
    for choice in choices:
        if choice == given:
            return choice
    raise UsageError(f"{flag} {given!r} is unknown. Use one of {', '.join(choices)}.")
