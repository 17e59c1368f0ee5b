"""The hand-written texts for the checker agree with the articles and with their own verdicts."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from pullquote.spans import Span

ROOT = Path(__file__).parents[1]
CASES = ROOT / "evals" / "pullquote_evals" / "cases"
TEXTS = {path.name: path.read_text(encoding="utf-8-sig") for path in sorted((ROOT / "seeds").glob("*.txt"))}

CASE_FIELDS = {"id", "family", "text", "quotes", "claims", "ok"}
QUOTE_FIELDS = {
    *("start", "end", "quote", "verdict", "edits", "edits_also", "article", "also_in", "speaker"),
    *("claimed_speaker", "claimed_article", "source", "source_spans", "note"),
}
VERDICTS = {"verbatim", "altered", "misattributed", "not_found", "unchecked"}
CLAIM_VERDICTS = {"supported", "contradicted", "not_found"}
EDITS = {"case", "punctuation", "ellipsis", "brackets", "interrupted", "typography"}
FAMILIES = {
    *("verbatim_plain", "typography", "first_letter_case", "end_punctuation", "ellipsis_kept_sense"),
    *(
        "bracket_form",
        "bracket_referent_right",
        "interrupted",
        "line_wrap",
        "right_article",
        "two_articles",
        "no_speaker",
    ),
    *("word_changed", "number_changed", "name_changed", "spelling_changed", "inserted_word", "deleted_word"),
    *("speaker_by_role_or_pronoun", "word_form_changed", "cut_inside_word"),
    *("dropped_not", "all_from_not_all", "ellipsis_over_negation", "reordered", "spliced"),
    *("bracket_referent_wrong", "wrong_speaker", "wrong_article", "reporter_words", "indirect_as_quotation"),
    *("invented", "one_word", "repeated_words", "several_quotations", "combined_faults"),
    *("claim_supported", "claim_number", "claim_date", "claim_name", "claim_negated", "claim_unknown"),
    "claim_mixed",
}
PIECE_BREAK = " … "
"""Stands in a gold `source` between words that do not follow each other in the article."""

_ELLIPSIS = re.compile(r"\s*(?:\[(?:…|\.\.\.)\]|…|\.\.\.)\s*")
_GLYPHS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-"})
_DASH = re.compile(r"\s*--?\s*")

Case = dict[str, Any]


def read(split: str) -> list[Case]:
    lines = (CASES / f"checks-{split}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


SPLITS = {split: read(split) for split in ("dev", "test")}
ALL = [case for cases in SPLITS.values() for case in cases]
QUOTES = [(case, quote) for case in ALL for quote in case["quotes"]]


def of_verdict(*verdicts: str) -> list[tuple[Case, Case]]:
    return [(case, quote) for case, quote in QUOTES if quote["verdict"] in verdicts]


def folded(words: str) -> str:
    """One glyph for each kind of mark, one kind of blank, and none beside a dash."""
    return _DASH.sub("-", " ".join(words.translate(_GLYPHS).split()))


def stands_folded(words: str, article: str) -> bool:
    """True if the article has these words, whole; marks and dashes may look different."""
    return re.search(rf"(?<!\w){re.escape(folded(words))}(?!\w)", folded(TEXTS[article])) is not None


def stands_after_light_edits(words: str, article: str) -> bool:
    """True if the pieces between ellipses follow each other, give or take first letter and last mark."""
    text, place = folded(TEXTS[article]), 0
    for piece in filter(None, _ELLIPSIS.split(words)):
        bare = folded(piece).rstrip(".,!;")
        words_of_it = re.compile(rf"(?i:{re.escape(bare[0])}){re.escape(bare[1:])}")
        found = words_of_it.search(text, place)
        if found is None:
            return False
        place = found.end()
    return True


def test_each_split_is_large_and_what_dev_has_test_has_as_often() -> None:
    mixes = [Counter(case["family"] for case in SPLITS[split]) for split in ("dev", "test")]
    assert mixes[0] <= mixes[1]
    assert set(mixes[0]) == set(mixes[1]) == FAMILIES
    assert min(mixes[0].values()) >= 1
    assert mixes[0].total() >= 65


def test_no_id_and_no_text_stands_twice() -> None:
    assert len({case["id"] for case in ALL}) == len(ALL)
    assert len({case["text"] for case in ALL}) == len(ALL)


@pytest.mark.parametrize("split", SPLITS)
def test_every_verdict_and_every_edit_is_there_several_times(split: str) -> None:
    quotes = [quote for case in SPLITS[split] for quote in case["quotes"]]
    verdicts = Counter(quote["verdict"] for quote in quotes)
    edits = Counter(edit for quote in quotes for edit in quote["edits"])
    claims = Counter(claim["verdict"] for case in SPLITS[split] for claim in case["claims"] or [])
    assert set(verdicts) == VERDICTS
    assert set(edits) == EDITS
    assert set(claims) == CLAIM_VERDICTS
    assert min(*verdicts.values(), *edits.values(), *claims.values()) >= 3


@pytest.mark.parametrize("case", ALL, ids=lambda case: case["id"])
def test_a_case_has_the_known_fields_and_its_words_at_their_places(case: Case) -> None:
    assert set(case) == CASE_FIELDS
    for quote in case["quotes"]:
        assert set(quote) == QUOTE_FIELDS
        assert quote["verdict"] in VERDICTS
        assert {*quote["edits"], *quote["edits_also"]} <= EDITS
        assert not {*quote["edits"]} & {*quote["edits_also"]}
    for claim in case["claims"] or []:
        assert set(claim) == {"text", "start", "end", "verdict"}
        assert claim["verdict"] in CLAIM_VERDICTS
    named = [(Span(q["start"], q["end"]), q["quote"]) for q in case["quotes"]]
    named += [(Span(c["start"], c["end"]), c["text"]) for c in case["claims"] or []]
    assert named
    assert all(span.cut(case["text"]) == words for span, words in named)
    assert all(before[0].end < after[0].start for before, after in pairwise(sorted(named)))


def test_every_quotation_stands_in_marks_and_every_pair_of_marks_is_a_quotation() -> None:
    for case in ALL:
        rest = case["text"]
        for quote in reversed(case["quotes"]):
            rest = rest[: quote["start"]] + "□" + rest[quote["end"] :]
        without, found = re.subn(r"“□”|«□»|\"□\"|‘□’|^> □$", "", rest, flags=re.MULTILINE)
        assert found == len(case["quotes"]), case["id"]
        assert not re.search(r"[“”«»\"‘□]", without), case["id"]


def test_a_source_is_cut_from_the_article() -> None:
    for case, quote in of_verdict("verbatim", "altered", "misattributed"):
        pieces = [Span(*span).cut(TEXTS[quote["article"]]) for span in quote["source_spans"]]
        assert PIECE_BREAK.join(pieces) == quote["source"], case["id"]
        assert all(a[1] <= b[0] for a, b in pairwise(quote["source_spans"])), case["id"]


def test_an_article_named_anywhere_is_one_of_the_five() -> None:
    for case, quote in QUOTES:
        named = {quote["article"], quote["claimed_article"], *quote["also_in"]} - {None}
        assert named <= set(TEXTS), case["id"]
        assert quote["article"] not in quote["also_in"], case["id"]
        assert (quote["claimed_article"] or "") in case["text"], case["id"]


def test_verbatim_words_without_edits_stand_in_their_article() -> None:
    for case, quote in of_verdict("verbatim", "misattributed"):
        unwrapped = " ".join(quote["quote"].split())
        exact = unwrapped in TEXTS[quote["article"]]
        assert exact == (not quote["edits"]), case["id"]
        assert not exact or quote["source"] == unwrapped, case["id"]


def test_words_with_only_light_edits_stand_in_their_article_after_undoing_them() -> None:
    light = {"case", "punctuation", "ellipsis", "typography"}
    found = [pair for pair in of_verdict("verbatim", "misattributed") if {*pair[1]["edits"]} <= light]
    assert len(found) > 60
    for case, quote in found:
        assert stands_after_light_edits(quote["quote"], quote["article"]), case["id"]


def test_brackets_and_interruptions_are_named_where_they_are() -> None:
    for case, quote in of_verdict("verbatim", "misattributed"):
        inserted = re.search(r"\[(?!…|\.\.\.)", quote["quote"])
        assert ("brackets" in quote["edits"]) == bool(inserted), case["id"]
        assert ("ellipsis" in quote["edits"]) == bool(_ELLIPSIS.search(quote["quote"])), case["id"]
        broken = PIECE_BREAK in quote["source"] and not _ELLIPSIS.search(quote["quote"])
        assert ("interrupted" in quote["edits"]) == broken, case["id"]


def test_altered_words_stand_in_no_article_unless_a_cut_takes_the_negation() -> None:
    for case, quote in of_verdict("altered"):
        if any(stands_folded(quote["quote"], article) for article in TEXTS):  # the cut alone is the fault
            assert quote["source"].startswith("not "), case["id"]
            assert not quote["quote"].startswith("not "), case["id"]
        assert folded(quote["quote"]) != folded(quote["source"]), case["id"]
        assert quote["edits"] == [], case["id"]


def test_a_place_named_beside_the_first_has_the_words_too() -> None:
    for case, quote in of_verdict("verbatim", "misattributed"):
        for article in quote["also_in"]:
            assert stands_after_light_edits(quote["quote"], article), case["id"]


def test_words_that_are_nowhere_have_no_source_and_no_speaker() -> None:
    for case, quote in of_verdict("not_found", "unchecked"):
        assert (quote["article"], quote["speaker"], quote["source"]) == (None, None, None), case["id"]
    for case, quote in of_verdict("not_found"):
        assert not any(stands_after_light_edits(quote["quote"], article) for article in TEXTS), case["id"]


def test_exactly_the_single_words_are_unchecked() -> None:
    for case, quote in QUOTES:
        assert (quote["verdict"] == "unchecked") == (len(quote["quote"].split()) == 1), case["id"]


def test_a_true_speaker_is_named_in_the_article() -> None:
    for case, quote in QUOTES:
        if quote["speaker"]:
            closed_up = TEXTS[quote["article"]].replace(" ", "")
            assert quote["speaker"].replace(" ", "") in closed_up, case["id"]


def test_a_claimed_speaker_is_named_in_the_text() -> None:
    for case, quote in QUOTES:
        assert (quote["claimed_speaker"] or "") in case["text"], case["id"]


ROLES = {
    "the executive director of Control AI": "Andrea Miotti",
    "the University of Southampton professor": "Wendy Hall",
    "a principal analyst at Insider Intelligence": "Yoram Wurmser",
}


def same_speaker(quote: Case) -> bool:
    """True if the text names nobody, or ends on the surname (or noun) of the true speaker."""
    claimed = ROLES.get(quote["claimed_speaker"], quote["claimed_speaker"])
    return claimed is None or claimed.split()[-1] in (quote["speaker"] or "").split()


def test_verbatim_words_are_given_to_the_one_who_said_them() -> None:
    for case, quote in of_verdict("verbatim"):
        assert same_speaker(quote), case["id"]
        assert quote["claimed_article"] in {None, quote["article"], *quote["also_in"]}, case["id"]


def test_misattributed_words_have_a_wrong_speaker_article_or_wording() -> None:
    for case, quote in of_verdict("misattributed"):
        elsewhere = quote["claimed_article"] not in {None, quote["article"], *quote["also_in"]}
        retold = case["family"] == "indirect_as_quotation"
        assert not same_speaker(quote) or elsewhere or retold, case["id"]


def test_ok_follows_from_the_verdicts() -> None:
    for case in ALL:
        quotes_pass = all(quote["verdict"] in {"verbatim", "unchecked"} for quote in case["quotes"])
        contradicted = any(claim["verdict"] == "contradicted" for claim in case["claims"] or [])
        assert case["ok"] == (quotes_pass and not contradicted), case["id"]


def test_claims_are_listed_in_the_cases_about_claims_only() -> None:
    for case in ALL:
        assert (case["claims"] is not None) == case["family"].startswith("claim_"), case["id"]
