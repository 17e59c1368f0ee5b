"""The checker and the attribution, broken on purpose: the shipped gate must fail, and passes as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from difflib import SequenceMatcher
from io import StringIO
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import pytest
from rich.console import Console

from pullquote.articles import Article
from pullquote.checking.as_json import report_json
from pullquote.checking.checker import check
from pullquote.checking.verdicts import Corpus
from pullquote.desk import Desk
from pullquote.indexing.library import Library
from pullquote.retrieval import Retriever
from pullquote.speakers import Reading
from pullquote_evals.options import EvalOptions
from pullquote_evals.protocol import Given, Row
from pullquote_evals.report import Report, read_report
from pullquote_evals.run import main
from pullquote_evals.systems import PullquoteSystem

pytestmark = pytest.mark.slow


class FuzzySystem(PullquoteSystem):
    """Takes near words for the words: altered passes as verbatim where nine in ten letters agree."""

    def check(self, row: Row) -> Given:
        report = super().check(row)
        for quote in report["quotes"]:
            source = quote["source"] or ""
            alike = SequenceMatcher(None, source.casefold(), quote["quote"].casefold()).ratio()
            if quote["verdict"] == "altered" and alike >= 0.9:
                quote["verdict"] = "verbatim"
        return {**report, "ok": all(one["verdict"] in ("verbatim", "unchecked") for one in report["quotes"])}


class SwappedSystem(PullquoteSystem):
    """Mistakes the two speakers who say most in an article for each other."""

    def check(self, row: Row) -> Given:
        return report_json(check(row["text"], Swapped(self.desk.library)))

    def attributions(self, folder: Path, name: str) -> list[Given]:
        found = super().attributions(folder, name)
        names = swap([one["speaker"] for one in found])
        return [{**one, "speaker": names.get(one["speaker"], one["speaker"])} for one in found]


class Swapped:
    """A library whose readings are wrong."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @property
    def connection(self) -> Connection:
        return self._library.connection

    def names(self) -> Sequence[str]:
        return self._library.names()

    def article(self, name: str) -> Article:
        return self._library.article(name)

    def reading(self, name: str) -> Reading:
        reading = self._library.reading(name)
        names = swap([one.speaker for one in reading.attributions])
        wrong = tuple(
            replace(one, speaker=names.get(one.speaker or "", one.speaker)) for one in reading.attributions
        )
        return replace(reading, attributions=wrong)


def swap(speakers: Sequence[str | None]) -> Mapping[str, str]:
    """The two names that stand most often, each for the other; nothing where there are not two."""
    most = [name for name, _ in Counter(filter(None, speakers)).most_common(2)]
    return dict(zip(most, reversed(most), strict=True)) if len(most) == 2 else {}


def only_json(report: Report, _: dict[str, str], out: Path) -> None:
    report.write(out / "report.json")


def run(
    kind: type[PullquoteSystem], retriever: Retriever, out: Path, suite: str
) -> tuple[int, Sequence[str]]:
    """The exit status over a suite with the shipped gates, and what it fell short of."""
    system = kind(Desk(retriever, None), out, out, None)

    @contextmanager
    def opened(*_: Any) -> Iterator[PullquoteSystem]:
        yield system

    status = main(
        EvalOptions(suites=(suite,), sample=60, out=out), opened, Console(file=StringIO()), only_json
    )
    verdict = read_report(out / "report.json").verdict
    assert verdict
    return status, verdict.breaches


def test_the_checker_as_it_is_passes_the_shipped_gate(retriever: Retriever, tmp_path: Path) -> None:
    assert run(PullquoteSystem, retriever, tmp_path, "checks") == (0, ())


@pytest.mark.parametrize(
    ("kind", "suite", "metric"),
    [
        (FuzzySystem, "checks", "checks.falsified_passed"),
        (SwappedSystem, "checks", "checks.falsified_passed"),
        (SwappedSystem, "speakers", "speakers.speaker_f1"),
    ],
)
def test_a_fuzzy_match_or_two_swapped_speakers_fail_the_shipped_gate(
    retriever: Retriever, tmp_path: Path, kind: type[PullquoteSystem], suite: str, metric: str
) -> None:
    status, breaches = run(kind, retriever, tmp_path, suite)
    assert status == 1
    assert any(line.startswith(metric) for line in breaches), breaches


def test_the_wrong_readings_keep_the_promise_of_a_corpus(library: Library) -> None:
    corpus: Corpus = Swapped(library)
    assert any(corpus.reading(name) != library.reading(name) for name in corpus.names())
