"""The scores of who said what: how spans match, and that the five articles stay above their floor."""

from __future__ import annotations

import pytest

from pullquote.spans import Span
from pullquote_evals.attribution_scores import Said, main, matches, measure, report, score


def said(start: int, end: int, kind: str = "indirect", speaker: str | None = "Ann Lee") -> Said:
    return Said("a.txt", Span(start, end), kind, speaker)


def test_direct_words_match_only_by_exactly_their_span() -> None:
    assert not matches([said(0, 100, "direct")], [said(0, 99, "direct")])
    assert matches([said(0, 100, "direct")], [said(0, 100, "direct")])


def test_indirect_words_match_from_seven_tenths_of_overlap() -> None:
    assert matches([said(0, 100)], [said(0, 70)])
    assert not matches([said(0, 100)], [said(0, 69)])
    assert not matches([said(0, 100)], [said(0, 100, "direct")])


def test_a_gold_line_is_matched_once() -> None:
    assert len(matches([said(0, 100)], [said(0, 100), said(0, 90)])) == 1


def test_swapped_speakers_lower_the_speaker_score_alone() -> None:
    gold = [said(0, 10), said(20, 30, speaker="Bo Hart")]
    swapped = [said(0, 10, speaker="Bo Hart"), said(20, 30)]
    right, wrong = score(gold, gold)["all"], score(gold, swapped)["all"]
    assert (right.span_f1, right.speaker_f1) == (1.0, 1.0)
    assert (wrong.span_f1, wrong.speaker_f1) == (1.0, 0.0)


def test_nobody_is_matched_only_by_nobody() -> None:
    assert score([said(0, 10, speaker=None)], [said(0, 10)])["all"].speaker_f1 == 0.0
    assert score([said(0, 10, speaker=None)], [said(0, 10, speaker=None)])["all"].speaker_f1 == 1.0


def test_a_kind_without_cases_is_not_scored() -> None:
    scores = score([said(0, 10)], [said(0, 10)])
    assert scores["direct"].span_f1 is None
    assert any("nothing to measure" in line for line in report(scores))


@pytest.mark.parametrize(("split", "floor"), [("seeds", 0.95), ("dev", 0.8)])
def test_the_rules_keep_their_floor(split: str, floor: float) -> None:
    gold, found, _ = measure(split)
    scores = score(gold, found)
    for kind in ("direct", "indirect"):
        assert (scores[kind].span_f1 or 0.0) >= floor
        assert (scores[kind].speaker_f1 or 0.0) >= floor


def test_the_misses_of_the_test_split_are_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--split", "test", "--show"])
    assert left.value.code == 2
    assert "--show-test" in capsys.readouterr().err
