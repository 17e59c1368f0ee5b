"""The second gold folder: invented news that nobody tuned on. Its cases must agree with its articles."""

from __future__ import annotations

import re
from collections import Counter
from itertools import product

import pytest

from pullquote import places
from pullquote.reading.provenance import LISTING, Sources
from pullquote_evals.folding import folded, says, words
from pullquote_evals.gold import Question, read_questions
from pullquote_evals.loading import CASES, load
from pullquote_evals.options import EvalOptions
from pullquote_evals.texts import read_texts

ARTICLES = CASES / "newsroom" / "articles"
TEXTS = read_texts(ARTICLES)
FILE_OF = {split: CASES / f"questions-newsroom-{split}.jsonl" for split in ("dev", "test")}
CASES_OF = {split: read_questions(path, TEXTS) for split, path in FILE_OF.items()}  # checks every span
EVERY = [case for cases in CASES_OF.values() for case in cases]
ANSWERABLE = [case for case in EVERY if case.answerable]
UNANSWERABLE = [case for case in EVERY if not case.answerable]
ANSWERABLE_TYPES = {
    "attribution",
    "who_said",
    "fact",
    "number",
    "paraphrase",
    "synthesis",
    "follow_up",
    "noisy",
}
SUBTYPES = {
    "absent_fact",
    "wrong_subject",
    "wrong_namesake",
    "false_premise",
    "outside_period",
    "no_article",
}
SMALL_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an the and or of in on at to for from by with as is are was were be been do does did has have had "
        "that this it its he his she her they their who whom what which why how when where not so too just "
        "any some ever than then out up if no",
    )
)


def holds_every_fact(case: Question, prose: str) -> bool:
    return all(any(says(prose, form) for form in group) for group in case.must)


def says_something_wrong(case: Question, prose: str) -> bool:
    return any(says(prose, form) for form in case.must_not)


def is_right(case: Question, prose: str) -> bool:
    return holds_every_fact(case, prose) and not says_something_wrong(case, prose)


def full(case: Question) -> str:
    return case.standalone or case.question


def test_the_articles_are_as_long_as_news_is() -> None:
    assert len(TEXTS) == 17
    assert {name for name, text in TEXTS.items() if not 350 <= len(text.split()) <= 800} == set()


def test_the_list_of_sources_is_read_without_a_fault_and_dates_all_but_one() -> None:
    sources = Sources.load(ARTICLES)
    undated = {name for name in TEXTS if not sources.of(ARTICLES / name).date}
    assert sources.faults == []
    assert undated == {"transmoor-delays.txt"}
    assert LISTING not in TEXTS


def test_an_author_of_the_list_signs_the_article() -> None:
    sources = Sources.load(ARTICLES)
    authors = {name: sources.of(ARTICLES / name).author for name in TEXTS}
    assert sum(author is not None for author in authors.values()) >= 14
    assert [(name, author) for name, author in authors.items() if author and author not in TEXTS[name]] == []


@pytest.mark.parametrize("split", sorted(FILE_OF))
def test_a_run_of_own_cases_takes_the_file_and_the_folder(split: str) -> None:
    (suite,) = load(EvalOptions(cases=FILE_OF[split], articles=ARTICLES), TEXTS)
    assert len(suite.entries()) == 70


@pytest.mark.parametrize("split", sorted(FILE_OF))
def test_every_type_and_every_article_is_in_each_split(split: str) -> None:
    cases = CASES_OF[split]
    used = {place.article for case in cases for piece in case.evidence for place in piece}
    assert {case.type for case in cases} == ANSWERABLE_TYPES | {"unanswerable"}
    assert {case.subtype for case in cases if not case.answerable} == SUBTYPES
    assert used == set(TEXTS)


def test_the_splits_have_the_same_mix() -> None:
    dev, test = (Counter((case.type, case.subtype) for case in CASES_OF[split]) for split in ("dev", "test"))
    assert dev == test
    assert len(UNANSWERABLE) / len(EVERY) == pytest.approx(0.3, abs=0.02)


def test_the_id_names_the_split_and_the_type() -> None:
    for split, cases in CASES_OF.items():
        odd = [one.id for one in cases if not re.fullmatch(rf"newsroom-{split}-{one.type}-\d\d", one.id)]
        assert odd == []


def test_a_gold_span_begins_and_ends_where_a_sentence_may() -> None:
    odd = [
        place.text
        for case in ANSWERABLE
        for piece in case.evidence
        for place in piece
        if not re.search(r"(^|\s)$", TEXTS[place.article][: place.span.start])
        or not re.search(r"^(\s|$)", TEXTS[place.article][place.span.end :])
        or place.text != place.text.strip()
    ]
    assert odd == []


def test_the_reference_is_right_by_its_own_case() -> None:
    assert [case.id for case in ANSWERABLE if not is_right(case, case.reference or "")] == []


def test_quoting_any_of_the_gold_evidence_in_full_is_right() -> None:
    wrong = [
        (case.id, quoted)
        for case in ANSWERABLE
        for choice in product(*case.evidence)
        if (quoted := " ".join(place.text for place in choice))
        and (not holds_every_fact(case, f"{case.speaker}: {quoted}") or says_something_wrong(case, quoted))
    ]
    assert wrong == []


def test_repeating_the_question_is_not_an_answer() -> None:
    assert [c.id for c in ANSWERABLE if holds_every_fact(c, f"{c.question} {full(c)}")] == []


def test_a_speaker_is_named_in_full_by_the_article() -> None:
    places = [(case, place) for case in ANSWERABLE for piece in case.evidence for place in piece]
    assert [
        case.id for case, place in places if case.speaker and case.speaker not in TEXTS[place.article]
    ] == []
    assert [case.id for case in ANSWERABLE if case.type == "who_said" and not case.speaker] == []


def test_a_follow_up_has_a_history_and_a_question_in_full() -> None:
    assert [case.id for case in EVERY if (full(case) != case.question) != bool(case.history)] == []
    assert [case.id for case in EVERY if case.type == "follow_up" and not case.history] == []


def test_a_synthesis_needs_more_than_one_place() -> None:
    assert [case.id for case in EVERY if case.type == "synthesis" and len(case.evidence) < 2] == []


def test_a_paraphrase_shares_at_most_one_word_in_five_with_its_evidence() -> None:
    def shared(case: Question) -> float:
        asked = set(words(case.question)) - SMALL_WORDS
        told = {word for piece in case.evidence for place in piece for word in words(place.text)}
        return len(asked & told) / len(asked)

    assert [
        (case.id, shared(case)) for case in EVERY if case.type == "paraphrase" and shared(case) > 0.2
    ] == []


def test_the_gold_words_of_the_rewrite_are_always_the_originals_too() -> None:
    rewrite, original = "plumbline-outage-digest.txt", "plumbline-outage.txt"
    pieces = [{place.article for place in piece} for case in ANSWERABLE for piece in case.evidence]
    assert [piece for piece in pieces if rewrite in piece and original not in piece] == []
    assert sum(rewrite in piece for piece in pieces) >= 4


def test_no_question_is_a_rewording_of_another() -> None:
    bags = [set(re.findall(r"\w+", folded(full(case)))) for case in EVERY]
    near = [
        (EVERY[i].id, EVERY[j].id)
        for i, j in product(range(len(bags)), repeat=2)
        if i < j and len(bags[i] & bags[j]) / len(bags[i] | bags[j]) > 0.75
    ]
    assert near == []


def test_the_shipped_articles_know_none_of_the_speakers() -> None:
    shipped = " ".join(read_texts(places.seeds()).values())
    speakers = {case.speaker for case in ANSWERABLE if case.speaker}
    assert [name for name in sorted(speakers) if says(shipped, name)] == []
