"""Metrics on perfect and on broken answers, each worked out by hand."""

from __future__ import annotations

import math
from typing import Any

import pytest

from pullquote_evals import answer_metrics, citation_metrics
from pullquote_evals.answers import Answer, AnswerBroken, Search, read_answer, read_search
from pullquote_evals.confidence_metrics import (
    Stake,
    calibration_error,
    risk_coverage,
    risk_coverage_area,
    stake,
)
from pullquote_evals.effort import Yardstick, peak_memory_bytes
from pullquote_evals.folding import says
from pullquote_evals.gold import Question
from pullquote_evals.intervals import mean, of_cases
from pullquote_evals.retrieval_metrics import (
    CharacterNdcgAt,
    CharacterRecallAt,
    CompleteAt,
    NdcgAt,
    RecallAt,
    reciprocal_rank,
)

TEXT = "The ferry sank. “We saw it go,” said Ann Lee. Nobody was hurt. It was built in 1,950 by Orr."
FIRST, SECOND, THIRD, FOURTH = (0, 15), (16, 45), (46, 63), (64, len(TEXT))


def place(span: tuple[int, int], article: str = "a.txt") -> dict[str, Any]:
    return {"article": article, "start": span[0], "end": span[1], "text": TEXT[slice(*span)]}


def question(**fields: Any) -> Question:
    plain: dict[str, Any] = {
        "id": "q", "question": "Who saw it?", "must": [["Ann Lee"]], "must_not": ["Orr"],
        "speaker": "Ann Lee", "reference": "Ann Lee saw it go.", "evidence": [[place(SECOND)]],
    }  # fmt: skip
    return Question.model_validate(plain | fields)


UNANSWERABLE = Question(id="u", question="Who paid?", answerable=False)


def citation(span: tuple[int, int] = SECOND, **fields: Any) -> dict[str, Any]:
    return {"number": 1, "quote": TEXT[slice(*span)], "speaker": "Ann Lee", **place(span), **fields}


def answer(said: str = "Ann Lee said “We saw it go” [1].", **fields: Any) -> Answer:
    return read_answer({"outcome": "answered", "answer": said, "citations": [citation()], **fields})


DECLINED = read_answer({"outcome": "abstained", "answer": "The articles don't say.", "confidence": 0.1})


def search(*spans: tuple[int, int]) -> Search:
    return read_search({"passages": [{**place(span), "score": 1.0} for span in spans]})


def test_recall_counts_pieces_among_the_first_k() -> None:
    case = question(evidence=[[place(SECOND)], [place(FOURTH)]])
    found = search(FIRST, SECOND, FOURTH)
    assert [RecallAt(k)(case, found) for k in (1, 2, 3)] == [0, 0.5, 1]
    assert [CompleteAt(k)(case, found) for k in (1, 2, 3)] == [0, 0, 1]


def test_equally_good_places_count_once() -> None:
    case = question(evidence=[[place(SECOND), place(FOURTH)]])
    assert RecallAt(1)(case, search(FOURTH)) == 1


def test_a_passage_needs_half_of_the_shorter_to_find_a_piece() -> None:
    case = question()
    middle = SECOND[0] + (SECOND[1] - SECOND[0]) // 2
    assert RecallAt(1)(case, search((0, middle - 3))) == 0
    assert RecallAt(1)(case, search((SECOND[0] + 1, SECOND[1] + 1))) == 1
    assert RecallAt(1)(case, search((0, len(TEXT)))) == 1


def test_another_article_never_finds_a_piece() -> None:
    found = read_search({"passages": [{**place(SECOND, "b.txt"), "score": 1.0}]})
    assert RecallAt(1)(question(), found) == 0


def test_the_reciprocal_rank_is_that_of_the_first_find() -> None:
    assert reciprocal_rank(question(), search(FIRST, THIRD, SECOND)) == 1 / 3
    assert reciprocal_rank(question(), search(FIRST)) == 0


def test_ndcg_discounts_by_rank_and_repeats_gain_nothing() -> None:
    case = question(evidence=[[place(SECOND)], [place(FOURTH)]])
    ideal = 1 + 1 / math.log2(3)
    assert NdcgAt(3)(case, search(SECOND, FOURTH)) == pytest.approx(1)
    assert NdcgAt(3)(case, search(SECOND, SECOND, FOURTH)) == pytest.approx((1 + 1 / math.log2(4)) / ideal)


def test_character_measures_grow_with_what_is_covered() -> None:
    case = question()
    half = (SECOND[0], SECOND[0] + 10)
    share = 10 / (SECOND[1] - SECOND[0])
    assert CharacterRecallAt(1)(case, search(half)) == pytest.approx(share)
    assert CharacterRecallAt(2)(case, search(half, half)) == pytest.approx(share)
    assert CharacterNdcgAt(2)(case, search(half, SECOND)) == pytest.approx(share + (1 - share) / math.log2(3))


@pytest.mark.parametrize(
    "metric",
    [RecallAt(1), CompleteAt(1), CharacterRecallAt(1), NdcgAt(1), CharacterNdcgAt(1), reciprocal_rank],
)
def test_retrieval_does_not_apply_without_evidence(metric: Any) -> None:
    assert metric(UNANSWERABLE, search(FIRST)) is None


def test_an_answer_is_correct_with_every_fact_and_no_wrong_one() -> None:
    assert answer_metrics.correct(question(), answer()) == 1
    assert answer_metrics.correct(question(), answer("Somebody saw it [1].")) == 0
    assert answer_metrics.correct(question(), answer("Ann Lee and Orr saw it [1].")) == 0
    assert answer_metrics.correct(question(), DECLINED) == 0
    assert answer_metrics.correct(UNANSWERABLE, answer()) is None


@pytest.mark.parametrize(
    ("text", "phrase", "there"),
    [
        ("built in 1950 [2]", "1,950", True),
        ("the OPEN‑source model", "open source", True),
        ("Meta’s plan", "Meta's", True),
        ("annals", "Ann", False),
        ("19500", "1950", False),
        ("“the  threat\nof lawsuit”", "threat of lawsuit", True),
    ],
)
def test_phrases_are_compared_as_whole_words_whatever_the_type(text: str, phrase: str, there: bool) -> None:
    assert says(text, phrase) is there


def test_token_f1_is_the_harmonic_mean_of_shared_words() -> None:
    assert answer_metrics.token_f1(question(), answer("Ann Lee saw it go [1].")) == 1
    assert answer_metrics.token_f1(question(), answer("Ann Lee [1]")) == pytest.approx(2 * 2 / (2 + 5))
    assert answer_metrics.token_f1(question(reference=None), answer()) is None
    assert answer_metrics.token_f1(question(), DECLINED) == 0


def test_a_quote_shifted_by_one_is_not_exact() -> None:
    exact = citation_metrics.Exactness({"a.txt": TEXT})
    shifted = citation(start=SECOND[0] + 1, end=SECOND[1] + 1)
    assert exact(question(), answer()) == 1
    assert exact(question(), answer(citations=[citation(), shifted])) == 0.5
    assert exact(question(), answer(citations=[citation(article="b.txt")])) == 0
    assert exact(question(), answer(citations=[citation(end=9999)])) == 0
    assert exact(question(), answer(citations=[citation(quote="", end=SECOND[0])])) == 0
    assert exact(question(), DECLINED) is None


def test_citation_precision_and_recall_look_at_gold_places() -> None:
    case = question(evidence=[[place(SECOND)], [place(FOURTH)]])
    given = answer(citations=[citation(), citation(THIRD, number=2)])
    assert citation_metrics.citation_precision(case, given) == 0.5
    assert citation_metrics.citation_recall(case, given) == 0.5
    assert citation_metrics.citation_recall(case, DECLINED) == 0
    assert citation_metrics.citation_precision(UNANSWERABLE, given) is None


def test_the_same_words_elsewhere_count_as_the_citation() -> None:
    other = citation(THIRD, also_in=[place(SECOND)])
    assert citation_metrics.citation_precision(question(), answer(citations=[other])) == 1


@pytest.mark.parametrize(
    ("said", "share"),
    [
        ("Ann Lee saw it [1]. Nobody was hurt [1].", 1.0),
        ("Ann Lee saw it. [1] Nobody was hurt. [1]", 1.0),
        ("Ann Lee saw it [1]. Nobody was hurt.", 0.5),
        ("Ann Lee saw it [7].", 0.0),
        ("Ann Lee saw it [1] [7].", 0.0),
    ],
)
def test_a_sentence_is_cited_by_a_number_that_exists(said: str, share: float) -> None:
    assert citation_metrics.sentences_cited(question(), answer(said)) == share


def test_a_quotation_must_stand_in_a_citation_that_its_sentence_marks() -> None:
    backed = citation_metrics.quotations_backed
    assert backed(question(), answer()) == 1
    assert backed(question(), answer('Lee said "we saw it go" [1].')) == 1
    assert backed(question(), answer("Lee said “we never saw it” [1].")) == 0
    assert backed(question(), answer("Lee said “we saw it go”. It sank [1].")) == 0
    assert backed(question(), answer("Lee saw it [1].")) is None


def test_the_speaker_is_that_of_the_citations_on_the_gold_words() -> None:
    assert answer_metrics.speaker_right(question(), answer()) == 1
    assert answer_metrics.speaker_right(question(), answer(citations=[citation(speaker="Orr")])) == 0
    assert answer_metrics.speaker_right(question(), answer(citations=[citation(speaker=None)])) == 0
    assert answer_metrics.speaker_right(question(), answer(citations=[citation(THIRD)])) is None
    assert answer_metrics.speaker_right(question(speaker=None), answer()) is None


def test_abstention_is_counted_on_the_cases_it_is_about() -> None:
    pairs = [
        (question(), answer()),
        (question(), DECLINED),
        (UNANSWERABLE, answer()),
        (UNANSWERABLE, DECLINED),
    ]
    assert [answer_metrics.abstention_recall(*pair) for pair in pairs] == [None, None, 0, 1]
    assert [answer_metrics.abstention_precision(*pair) for pair in pairs] == [None, 0, None, 1]
    assert [answer_metrics.false_abstention(*pair) for pair in pairs] == [0, 1, None, None]
    assert [answer_metrics.right(*pair) for pair in pairs] == [1, None, 0, None]


def test_calibration_error_is_the_gap_weighted_by_bin() -> None:
    stakes = [Stake(0.95, 1), Stake(0.95, 0), Stake(0.15, 0), Stake(0.5, None)]
    assert calibration_error(stakes) == pytest.approx((abs(1.9 - 1) + 0.15) / 3)
    assert calibration_error([Stake(1.0, 1)]) == 0
    assert calibration_error([Stake(0.5, None)]) is None


def test_the_risk_coverage_area_is_worked_out_in_steps() -> None:
    stakes = [Stake(0.9, 1), Stake(0.8, 0), Stake(0.1, 1), Stake(0.1, 0)]
    assert risk_coverage(stakes) == [(0.25, 0.0), (0.5, 0.5), (1.0, 0.5)]
    assert risk_coverage_area(stakes) == pytest.approx(0.25 * 0.5 + 0.5 * 0.5)
    assert risk_coverage_area([]) is None


def test_confidence_that_is_upside_down_costs_area() -> None:
    upright = [Stake(0.9, 1), Stake(0.1, 0)]
    reversed_ = [Stake(0.1, 1), Stake(0.9, 0)]
    good, bad = risk_coverage_area(upright), risk_coverage_area(reversed_)
    assert good is not None
    assert bad is not None
    assert good < bad


def test_what_was_withheld_is_known_only_for_unanswerable_questions() -> None:
    assert stake(question(), DECLINED) == Stake(0.1, None)
    assert stake(UNANSWERABLE, DECLINED) == Stake(0.1, 0)
    assert stake(question(), answer()) is None
    assert stake(question(), answer(confidence=0.7)) == Stake(0.7, 1)


def test_a_mean_of_shares_has_a_wilson_interval_and_of_others_a_bootstrap_one() -> None:
    wilson = mean([1.0] * 8 + [0.0] * 2)
    assert wilson is not None
    assert (round(wilson.low, 3), round(wilson.high, 3)) == (0.490, 0.943)
    redrawn = mean([0.2, 0.4, 0.6, 0.8])
    assert redrawn is not None
    assert 0.2 <= redrawn.low < 0.5 < redrawn.high <= 0.8
    assert redrawn == mean([0.2, 0.4, 0.6, 0.8])
    assert mean([]) is None
    assert of_cases([0.3], lambda given: given[0]) is not None


@pytest.mark.parametrize(
    "given", [{}, {"outcome": "perhaps", "answer": ""}, {"outcome": "answered", "answer": 3}]
)
def test_an_object_that_is_not_the_contracts_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(AnswerBroken, match="not the contract's object"):
        read_answer(given)


def test_the_yardstick_is_read_again_at_every_so_many_calls() -> None:
    yardstick = Yardstick(every=3)
    given = [yardstick.reading() for _ in range(4)]
    assert len(yardstick.readings) == 2
    assert given[:3] == [yardstick.readings[0]] * 3
    assert given[3] == yardstick.readings[1] > 0
    assert min(yardstick.readings) <= yardstick.typical() <= max(yardstick.readings)


def test_the_peak_of_memory_is_in_bytes() -> None:
    assert 10_000_000 < peak_memory_bytes() < 100_000_000_000
