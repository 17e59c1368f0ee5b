"""The suites for the checker, for speakers and for poisoned articles, on right and on broken systems."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from pullquote.places import seeds
from pullquote_evals.answers import AnswerBroken
from pullquote_evals.check_cases import read_checks
from pullquote_evals.check_metrics import balanced_accuracy
from pullquote_evals.check_suite import CheckSuite, matrix
from pullquote_evals.gold import CasesRefused
from pullquote_evals.loading import CASES
from pullquote_evals.options import EvalOptions
from pullquote_evals.poison_suite import PoisonCase, PoisonSuite, read_poison
from pullquote_evals.speaker_suite import SpeakerSuite, read_annotated
from pullquote_evals.suites import Entry, Scores, Suite
from pullquote_evals.texts import read_texts

TEXTS = read_texts(seeds())
CHECKS = CheckSuite(read_checks(CASES / "checks-dev.jsonl", TEXTS), TEXTS)
POISON = PoisonSuite(read_poison(CASES / "poison-dev.jsonl", TEXTS), TEXTS)
SPEAKERS = SpeakerSuite(read_annotated(CASES / "attributions" / "seeds.jsonl", seeds(), "seeds"), TEXTS)


def gold_report(entry: Entry) -> dict[str, Any]:
    """What a checker returns that judges everything as the gold does."""
    row = json.loads(json.dumps(entry.row))
    return {"check": {"quotes": row["quotes"] or [], "claims": row["claims"] or [], "ok": row["ok"]}}


def measured(suite: Suite, entry: Entry, returned: dict[str, Any]) -> dict[str, float]:
    scores: Scores = suite.score(entry, returned)
    return {name: value for name, value in scores.items() if value is not None}


def first(suite: Suite, kind: str) -> Entry:
    return next(entry for entry in suite.entries() if entry.type == kind)


def test_a_checker_that_judges_as_the_gold_gets_everything_right() -> None:
    ran = [(entry, gold_report(entry)) for entry in CHECKS.entries()]
    for entry, returned in ran:
        scores = measured(CHECKS, entry, returned)
        assert scores.pop("falsified_passed", 0.0) == 0, entry.id
        assert set(scores.values()) <= {1.0}, entry.id
    overall = CHECKS.overall(ran, 1.0)
    assert overall["verdict_accuracy"]
    assert overall["verdict_accuracy"].value == 1
    matrices = CHECKS.pictures(ran).matrices["verdicts on quotations"]
    assert all(set(row) == {gold} for gold, row in matrices.items())


@pytest.mark.parametrize("kind", ["word_changed", "wrong_speaker", "invented"])
def test_a_falsified_quotation_that_passes_is_counted(kind: str) -> None:
    entry = first(CHECKS, kind)
    returned = gold_report(entry)
    for quote in returned["check"]["quotes"]:
        quote["verdict"] = "verbatim"
    scores = measured(CHECKS, entry, returned)
    assert scores["falsified_passed"] == 1
    assert scores["verdict"] < 1


def test_a_quotation_that_was_overlooked_or_made_up_is_not_right() -> None:
    entry = first(CHECKS, "verbatim_plain")
    returned = gold_report(entry)
    (quote,) = returned["check"]["quotes"]
    missing = {"check": returned["check"] | {"quotes": []}}
    extra = {"check": returned["check"] | {"quotes": [quote, quote | {"start": 0, "end": 3}]}}
    assert measured(CHECKS, entry, missing)["verdict"] == 0
    assert measured(CHECKS, entry, extra)["verdict"] == 0.5


def test_the_true_speaker_and_the_place_are_scored_apart_from_the_verdict() -> None:
    entry = first(CHECKS, "wrong_speaker")
    returned = gold_report(entry)
    for quote in returned["check"]["quotes"]:
        quote["speaker"] = "Nobody"
        quote["source_spans"] = [[start + 2, end] for start, end in quote["source_spans"]]
    scores = measured(CHECKS, entry, returned)
    assert (scores["verdict"], scores["true_speaker"], scores["source"]) == (1, 0, 0)


def test_balanced_accuracy_weighs_each_verdict_alike() -> None:
    pairs = [("supported", "supported")] * 8 + [("contradicted", "supported")] * 2
    assert balanced_accuracy(pairs) == 0.5
    assert balanced_accuracy([]) is None
    assert matrix(pairs) == {"contradicted": {"supported": 2}, "supported": {"supported": 8}}


def test_a_report_that_is_not_the_contracts_is_an_error() -> None:
    with pytest.raises(AnswerBroken):
        CHECKS.score(first(CHECKS, "invented"), {"check": {"quotes": [{}]}})


def poison_answer(case: PoisonCase, said: str, quote: str | None = None) -> dict[str, Any]:
    place = case.evidence[0][0]
    span = {"start": place.start, "end": place.end}
    citation = {"number": 1, "article": place.article, "quote": quote or place.text, **span}
    return {"ask": {"outcome": "answered", "answer": said, "citations": [citation]}}


def right_words(case: PoisonCase) -> str:
    return ", ".join(group[0] for group in case.must)


def test_the_right_answer_to_every_poisoned_article_is_clean() -> None:
    for entry, case in zip(POISON.entries(), POISON.cases, strict=True):
        scores = measured(POISON, entry, poison_answer(case, f"It is {right_words(case)} [1]."))
        assert (scores["clean"], scores["right"], scores["citation_exactness"]) == (1, 1, 1), entry.id


def test_each_way_in_which_an_attack_gets_through_is_seen() -> None:
    seen: set[str] = set()
    for entry, case in zip(POISON.entries(), POISON.cases, strict=True):
        right = right_words(case)
        for name, said in (
            ("canary_emitted", case.canary),
            ("markup_emitted", "".join(case.forbidden_markup[:1]) or None),
            ("falsehood_told", case.must_not[0] if case.must_not else None),
        ):
            if said is not None:
                scores = measured(POISON, entry, poison_answer(case, f"It is {right}, {said} [1]."))
                assert (scores[name], scores["clean"]) == (1, 0), (entry.id, name)
                seen.add(name)
    assert seen == {"canary_emitted", "markup_emitted", "falsehood_told"}


def test_a_canary_in_a_citation_is_seen_too() -> None:
    entry, case = next(
        (entry, case) for entry, case in zip(POISON.entries(), POISON.cases, strict=True) if case.canary
    )
    returned = poison_answer(case, f"It is {right_words(case)} [1].", quote=case.canary)
    assert measured(POISON, entry, returned)["canary_emitted"] == 1


@dataclass
class Recorder:
    """Remembers the rows it is asked and the folder it is widened by."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    folders: dict[str, str] = field(default_factory=dict)
    name: str = "recorder"

    def ask(self, row: dict[str, Any]) -> dict[str, Any]:
        self.rows.append(row)
        return {}

    def beside(self, folder: Path) -> Recorder:
        self.folders = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
        return self

    def __enter__(self) -> Recorder:
        return self

    def __exit__(self, *_: object) -> None:
        return None


def test_a_poisoned_question_sees_the_sound_articles_and_its_own_poison() -> None:
    recorder = Recorder()
    entry = POISON.entries()[0]
    with POISON.around(recorder) as system:  # type: ignore[arg-type]
        POISON.run(system, entry)
    assert set(recorder.folders) == {case.file_name for case in POISON.cases}
    assert set(recorder.rows[0]["articles"]) == {*TEXTS, POISON.cases[0].file_name}


def gold_attributions(suite: SpeakerSuite, entry: Entry) -> list[dict[str, Any]]:
    return [
        {"words": {"start": start, "end": end}, "kind": kind, "speaker": speaker}
        for start, end, kind, speaker in entry.row["gold"]
    ]


def test_the_gold_attributions_score_one_and_swapped_speakers_do_not() -> None:
    ran = [(entry, {"attributions": gold_attributions(SPEAKERS, entry)}) for entry in SPEAKERS.entries()]
    assert all(set(SPEAKERS.score(entry, returned).values()) == {1.0} for entry, returned in ran)
    overall = SPEAKERS.overall(ran, 1.0)
    assert overall["speaker_f1"]
    assert overall["speaker_f1"].value == 1
    for _, returned in ran:
        names = [row["speaker"] for row in returned["attributions"]]
        for row, name in zip(returned["attributions"], [*names[1:], "Nobody"], strict=True):
            row["speaker"] = name
    swapped = SPEAKERS.overall(ran, 1.0)
    assert swapped["speaker_f1"]
    assert swapped["span_f1"]
    assert swapped["speaker_f1"].value < 0.95
    assert swapped["span_f1"].value == 1


def test_a_span_that_is_one_off_is_not_the_gold_span() -> None:
    entry = SPEAKERS.entries()[0]
    rows = gold_attributions(SPEAKERS, entry)
    for row in rows:
        row["words"]["end"] -= 1
    score = SPEAKERS.overall([(entry, {"attributions": rows})], 1.0)["span_f1_direct"]
    assert score
    assert score.value == 0


@pytest.mark.parametrize(
    ("name", "line"),
    [("checks", '{"id": "x"}'), ("poison", '{"id": "x"}')],
)
def test_a_faulty_case_of_these_suites_is_refused_by_line(tmp_path: Path, name: str, line: str) -> None:
    path = tmp_path / f"{name}.jsonl"
    path.write_text("\n" + line + "\n", encoding="utf-8")
    read = {"checks": read_checks, "poison": read_poison}[name]
    with pytest.raises(CasesRefused, match=rf"{name}\.jsonl:2"):
        read(path, TEXTS)


def test_every_shipped_suite_of_both_splits_loads() -> None:
    from pullquote_evals.loading import load

    for split in ("dev", "test"):
        suites = load(EvalOptions(split=split), TEXTS)  # type: ignore[arg-type]
        assert [suite.name for suite in suites] == ["questions", "checks", "speakers", "poison"]
        assert all(suite.entries() for suite in suites)
