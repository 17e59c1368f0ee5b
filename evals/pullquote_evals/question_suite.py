"""Questions: what is found, what is answered, what is cited, and when the system declines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from pullquote_evals import answer_metrics as answers
from pullquote_evals import citation_metrics as citing
from pullquote_evals.answers import Answer, read_answer, read_search
from pullquote_evals.confidence_metrics import (
    Stake,
    calibration_error,
    risk_coverage,
    risk_coverage_area,
    stake,
)
from pullquote_evals.gold import Question
from pullquote_evals.intervals import Estimate, of_cases, of_values
from pullquote_evals.protocol import Given, System
from pullquote_evals.retrieval_metrics import (
    CharacterNdcgAt,
    CharacterRecallAt,
    CompleteAt,
    NdcgAt,
    RecallAt,
    RetrievalMetric,
    reciprocal_rank,
)
from pullquote_evals.suites import Entry, Pictures, Scores, Shown

DEPTH = 20
"""Passages asked of a search: as deep as the deepest recall looks."""

P95 = partial(np.quantile, q=0.95, method="inverted_cdf")
"""The least value that 95 % do not exceed."""

AnswerMetric = Callable[[Question, Answer], float | None]

OF_SEARCH: dict[str, RetrievalMetric] = {
    **{f"recall@{k}": RecallAt(k) for k in (1, 3, 8, DEPTH)},
    "complete@8": CompleteAt(8),
    "mrr": reciprocal_rank,
    "ndcg@8": NdcgAt(8),
    "character_recall@8": CharacterRecallAt(8),
    "character_ndcg@8": CharacterNdcgAt(8),
}
OF_ANSWER: dict[str, AnswerMetric] = {
    "correct": answers.correct,
    "token_f1": answers.token_f1,
    "citation_precision": citing.citation_precision,
    "citation_recall": citing.citation_recall,
    "sentences_cited": citing.sentences_cited,
    "quotations_backed": citing.quotations_backed,
    "speaker": answers.speaker_right,
    "abstention_precision": answers.abstention_precision,
    "abstention_recall": answers.abstention_recall,
    "false_abstention": answers.false_abstention,
}


@dataclass(frozen=True, slots=True)
class QuestionSuite:
    """Every question asked and searched; see `Suite`."""

    cases: Sequence[Question]
    texts: Mapping[str, str]
    name: str = "questions"
    must_be_one: frozenset[str] = frozenset(
        {
            "correct",
            "abstention_recall",
            "speaker",
            "citation_exactness",
            "sentences_cited",
            "quotations_backed",
        }
    )
    lower_is_better: frozenset[str] = frozenset(
        {"false_abstention", "calibration_error", "risk_coverage_area"}
        | {
            f"{what}_{unit}"
            for what in ("first_citation", "total")
            for unit in ("p50", "p95", "ratio", "ratio_high")
        }
    )
    _by_id: dict[str, Question] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_id.update({case.id: case for case in self.cases})

    def entries(self) -> Sequence[Entry]:
        """Every question, in the order of the file."""
        return [Entry(one.id, one.type, one.model_dump(mode="json"), one.subtype) for one in self.cases]

    def around(self, system: System) -> AbstractContextManager[System]:
        """The system as it is."""
        return nullcontext(system)

    def run(self, system: System, entry: Entry) -> Given:
        """The answer and the search, for the same row."""
        row = self._by_id[entry.id].asked()
        return {"ask": system.ask(row), "search": system.search(row, DEPTH)}

    def score(self, entry: Entry, returned: Given) -> Scores:
        """Every metric of one question."""
        case = self._by_id[entry.id]
        search, answer = read_search(returned["search"]), read_answer(returned["ask"])
        of_answer: dict[str, AnswerMetric] = {**OF_ANSWER, "citation_exactness": citing.Exactness(self.texts)}
        found: Scores = {name: metric(case, search) for name, metric in OF_SEARCH.items()}
        return found | {name: metric(case, answer) for name, metric in of_answer.items()}

    def overall(self, ran: Sequence[tuple[Entry, Given]], reference: float) -> dict[str, Estimate | None]:
        """What confidence is worth, and how long it takes: seconds, and times the fixed computation."""
        given = [read_answer(returned["ask"]) for _, returned in ran]
        stakes = self.stakes(ran)
        first = [one.timings.first_citation for one in given if one.timings]
        total = [one.timings.total for one in given if one.timings]
        return {
            "calibration_error": of_cases(stakes, calibration_error),
            "risk_coverage_area": of_cases(stakes, risk_coverage_area),
            **_times("first_citation", [one for one in first if one is not None], reference),
            **_times("total", total, reference),
        }

    def stakes(self, ran: Sequence[tuple[Entry, Given]]) -> list[Stake]:
        """The confidences of a run, and what they were about."""
        found = (stake(self._by_id[entry.id], read_answer(returned["ask"])) for entry, returned in ran)
        return [one for one in found if one is not None]

    def pictures(self, ran: Sequence[tuple[Entry, Given]]) -> Pictures:
        """The risk–coverage curve and how long each answer took."""
        times = [one.timings for _, returned in ran if (one := read_answer(returned["ask"])).timings]
        seconds = {
            "first citation": tuple(t.first_citation for t in times if t and t.first_citation is not None),
            "whole answer": tuple(t.total for t in times if t),
        }
        return Pictures(tuple(risk_coverage(self.stakes(ran))), seconds=seconds)

    def show(self, entry: Entry, returned: Given) -> Shown:
        """The question with its conversation, the answer, the reference, and the places of both."""
        case, answer = self._by_id[entry.id], read_answer(returned["ask"])
        asked = "\n".join([*(f"{turn.role}: {turn.content}" for turn in case.history), case.question])
        wanted = case.reference or "The articles do not say."
        return Shown(
            asked,
            answer.answer,
            wanted,
            tuple((one.article, one.start, one.end) for one in answer.citations),
            tuple((one.article, one.span.start, one.span.end) for piece in case.evidence for one in piece),
        )


def _times(name: str, seconds: Sequence[float], reference: float) -> dict[str, Estimate | None]:
    """Median and 95th percentile, in seconds and times the fixed computation."""
    ratios = [one / reference for one in seconds]
    return {
        f"{name}_p50": of_values(seconds, np.median),
        f"{name}_p95": of_values(seconds, P95),
        f"{name}_ratio": of_values(ratios, np.median),
        f"{name}_ratio_high": of_values(ratios, P95),
    }
