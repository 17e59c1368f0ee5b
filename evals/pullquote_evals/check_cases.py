"""Texts for the checker with the verdict of each quotation and claim, and what a checker says of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from pullquote_evals.gold import CasesRefused, lines, refuse_repeats, told


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Quote(_Row):
    """A quotation, as the gold has it or as the checker gave it; places count the checked text."""

    start: int
    end: int
    quote: str
    verdict: str
    edits: tuple[str, ...] = ()
    edits_also: tuple[str, ...] = ()
    article: str | None = None
    source_spans: tuple[tuple[int, int], ...] = ()
    speaker: str | None = None


class Claim(_Row):
    """A claim, gold or given."""

    start: int
    end: int
    text: str
    verdict: str


class CheckCase(_Row):
    """A text and what is right to say of it. `quotes` or `claims` None: that part is not judged."""

    id: str
    family: str
    text: str
    quotes: tuple[Quote, ...] | None
    claims: tuple[Claim, ...] | None
    ok: bool


class Checked(_Row):
    """The contract's `check --json` object, as far as it is measured."""

    quotes: tuple[Quote, ...]
    claims: tuple[Claim, ...] = ()
    ok: bool


def read_checks(path: Path, texts: Mapping[str, str]) -> list[CheckCase]:
    """Every case of the file; CasesRefused names the line. Gold places must lie inside their article."""
    cases: list[CheckCase] = []
    for number, line in lines(path):
        try:
            case = CheckCase.model_validate_json(line)
        except ValidationError as wrong:
            raise CasesRefused(f"{path}:{number}: {told(wrong)}") from wrong
        for quote in case.quotes or ():
            if case.text[quote.start : quote.end] != quote.quote:
                raise CasesRefused(
                    f"{path}:{number}: “{quote.quote[:60]}” is not at {quote.start} of its text"
                )
            if quote.article is not None and quote.article not in texts:
                raise CasesRefused(f"{path}:{number}: no article named {quote.article}")
        cases.append(case)
    refuse_repeats(path, [case.id for case in cases])
    return cases
