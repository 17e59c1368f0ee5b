"""The real line, broken on purpose part by part: the gate against its own healthy baseline must fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from pullquote.desk import Desk
from pullquote.filters import EVERYTHING, Scope
from pullquote.questions import Asked
from pullquote.retrieval import Hit, Retriever
from pullquote.settings import Settings
from pullquote.spans import Span
from pullquote_evals.options import EvalOptions
from pullquote_evals.report import Report, read_report
from pullquote_evals.run import main
from pullquote_evals.systems import PullquoteSystem

pytestmark = pytest.mark.slow

GATES = """
[fast.dev]
baseline = "baseline-fast-dev.json"
[fast.dev.floors]
"questions.citation_exactness" = 1.0
[fast.dev.newly_failed]
"questions.recall@8" = 0
"questions.ndcg@8" = 0
"questions.character_recall@8" = 0
"questions.citation_recall" = 0
"questions.correct" = 0
"questions.false_abstention" = 0
"questions.abstention_recall" = 0
"""
Hits = Callable[[Retriever, list[Hit]], list[Hit]]


class Broken(Retriever):
    """The healthy retriever with a fault in what it hands on."""

    def __init__(self, healthy: Retriever, fault: Hits) -> None:
        super().__init__(healthy.library, healthy.store, healthy.embedder, healthy.weights)
        self.fault = fault

    def sentences(
        self, asked: Asked, k: int, scope: Scope = EVERYTHING, *, formed: bool = False
    ) -> list[Hit]:
        return self.fault(self, super().sentences(asked, k, scope, formed=formed))

    def passages(self, asked: Asked, k: int, scope: Scope = EVERYTHING) -> list[Hit]:
        return self.fault(self, super().passages(asked, k, scope))


def only_the_first(_: Retriever, hits: list[Hit]) -> list[Hit]:
    return hits[:1]


def upside_down(_: Retriever, hits: list[Hit]) -> list[Hit]:
    scores = [hit.score for hit in hits]
    return [replace(hit, score=score) for hit, score in zip(reversed(hits), scores, strict=True)]


def one_off(retriever: Retriever, hits: list[Hit]) -> list[Hit]:
    def moved(hit: Hit) -> Hit:
        length = len(retriever.library.article(hit.place.article).text)
        span = Span(hit.place.span.start + 1, min(hit.place.span.end + 1, length))
        return replace(hit, place=replace(hit.place, span=span))

    return [moved(hit) for hit in hits]


def only_json(report: Report, _: dict[str, str], out: Path) -> None:
    report.write(out / "report.json")


def evaluated(options: EvalOptions, system: PullquoteSystem) -> int:
    @contextmanager
    def opened(*_: object) -> Iterator[PullquoteSystem]:
        yield system

    return main(options, opened, Console(file=StringIO()), only_json)


def breaches(options: EvalOptions) -> Sequence[str]:
    verdict = read_report(options.out / "report.json").verdict
    assert verdict
    return verdict.breaches


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory, retriever: Retriever) -> EvalOptions:
    """Options whose gates hold the baseline of the line as it is."""
    folder = tmp_path_factory.mktemp("eval")
    gates = folder / "gates.toml"
    gates.write_text(GATES, encoding="utf-8")
    options = EvalOptions(suites=("questions",), sample=36, gates=gates, out=folder / "out")
    assert evaluated(replace(options, save_baseline=True), system(retriever, folder)) == 0
    return options


def system(retriever: Retriever, folder: Path, settings: Settings | None = None) -> PullquoteSystem:
    return PullquoteSystem(Desk(retriever, None, settings), folder, folder, None)


def test_the_line_as_it_is_passes_against_its_own_baseline(
    healthy: EvalOptions, retriever: Retriever, tmp_path: Path
) -> None:
    assert evaluated(healthy, system(retriever, tmp_path)) == 0


@pytest.mark.parametrize(
    ("fault", "metric"),
    [
        (only_the_first, "questions.recall@8"),
        (upside_down, "questions.ndcg@8"),
        (one_off, "questions.character_recall@8"),
    ],
)
def test_a_broken_retriever_or_splitter_fails_the_gate(
    healthy: EvalOptions, retriever: Retriever, tmp_path: Path, fault: Hits, metric: str
) -> None:
    assert evaluated(healthy, system(Broken(retriever, fault), tmp_path)) == 1
    assert any(line.startswith(metric) for line in breaches(healthy))


@pytest.mark.parametrize(
    ("threshold", "metric"), [(1.1, "questions.false_abstention"), (0.0, "questions.abstention_recall")]
)
def test_an_abstention_rule_that_always_or_never_declines_fails_the_gate(
    healthy: EvalOptions, retriever: Retriever, tmp_path: Path, threshold: float, metric: str
) -> None:
    assert evaluated(healthy, system(retriever, tmp_path, Settings(threshold=threshold))) == 1
    assert any(line.startswith(metric) for line in breaches(healthy))
