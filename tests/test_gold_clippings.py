"""The third gold folder: twelve more invented articles. Its cases must agree with its articles."""

from __future__ import annotations

from collections import Counter

from pullquote_evals.folding import says
from pullquote_evals.gold import read_questions
from pullquote_evals.loading import CASES
from pullquote_evals.texts import read_texts

TEXTS = read_texts(CASES / "clippings" / "articles")
EVERY = read_questions(CASES / "questions-clippings-dev.jsonl", TEXTS)  # checks every span


def test_the_types_are_those_of_the_other_folders() -> None:
    assert len(TEXTS) == 12
    assert Counter(case.type for case in EVERY) == {
        "attribution": 12,
        "who_said": 7,
        "fact": 8,
        "number": 6,
        "paraphrase": 7,
        "synthesis": 6,
        "follow_up": 8,
        "noisy": 4,
        "unanswerable": 18,
    }


def test_every_article_but_one_is_asked_about() -> None:
    asked = {place.article for case in EVERY for piece in case.evidence for place in piece}
    assert len(asked) >= len(TEXTS) - 1


def test_the_evidence_holds_every_fact_and_nothing_wrong() -> None:
    for case in EVERY:
        if case.type in ("attribution", "fact", "number") and case.answerable:
            told = " ".join(place.text for piece in case.evidence for place in piece)
            assert all(any(says(told, form) for form in group) for group in case.must), case.id
        shown = case.reference or ""
        assert not any(says(shown, form) for form in case.must_not), case.id


def test_speakers_stand_in_the_articles_of_their_evidence() -> None:
    for case in EVERY:
        articles = {place.article for piece in case.evidence for place in piece}
        assert not case.speaker or any(case.speaker in TEXTS[name] for name in articles), case.id
