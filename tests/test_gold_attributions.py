"""The gold of who said what agrees with the articles, with its own list of speakers, and with its rules."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "evals" / "pullquote_evals" / "cases" / "attributions"
FOLDERS = {"seeds": ROOT / "seeds", "dev": GOLD / "dev", "test": GOLD / "test"}
FIELDS = {"article", "words", "kind", "speaker", "cue", "mention"}
OPENING = "“‘\"'"
CLOSING = {"“": "”", "‘": "’", '"': '"', "'": "'"}
NEXT_PARAGRAPH = re.compile(r"\n\s*(\S)")

Row = dict[str, Any]


def read(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


TEXTS = {
    split: {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}
    for split, folder in FOLDERS.items()
}
TEXT_OF = {name: text for texts in TEXTS.values() for name, text in texts.items()}
ROWS_OF = {split: read(GOLD / f"{split}.jsonl") for split in FOLDERS}
EVERY = [row for rows in ROWS_OF.values() for row in rows]
SPEAKERS = read(GOLD / "speakers.jsonl")
NAMES = {(speaker["article"], speaker["name"]) for speaker in SPEAKERS}


def ident(row: Row) -> str:
    return f"{row['article'][:12]}-{row['words']['start']}"


def said_by(row: Row) -> list[str]:
    """The names that must be listed: the speaker as a whole, else each of the joint speakers."""
    speaker = row["speaker"]
    if speaker is None:
        return []
    return [speaker] if (row["article"], speaker) in NAMES else speaker.split(" and ")


def is_enclosed(text: str, start: int, end: int) -> bool:
    """A mark stands before the words, and after them its partner or a paragraph that opens with it again."""
    mark = text[start - 1] if start else ""
    if mark not in CLOSING:
        return False
    if text[end : end + 1] == CLOSING[mark]:
        return True
    following = NEXT_PARAGRAPH.match(text, end)
    return following is not None and following[1] == mark


@pytest.mark.parametrize("row", EVERY, ids=ident)
def test_every_span_cuts_its_words_from_the_article(row: Row) -> None:
    assert row.keys() == FIELDS
    text = TEXT_OF[row["article"]]
    for span in (row["words"], row["cue"], row["mention"]):
        if span is not None:
            assert span.keys() == {"start", "end", "text"}
            assert span["text"]
            assert span["text"] == span["text"].strip()
            assert text[span["start"] : span["end"]] == span["text"]


@pytest.mark.parametrize("row", EVERY, ids=ident)
def test_direct_words_lie_in_marks_and_indirect_words_hold_none_at_their_ends(row: Row) -> None:
    words = row["words"]
    if row["kind"] == "direct":
        assert is_enclosed(TEXT_OF[row["article"]], words["start"], words["end"])
    else:
        assert row["kind"] == "indirect"
        assert words["text"][0] not in OPENING
        assert words["text"][-1] not in '”".,;:!?'


@pytest.mark.parametrize("row", EVERY, ids=ident)
def test_every_speaker_is_listed_for_the_article(row: Row) -> None:
    for name in said_by(row):
        assert (row["article"], name) in NAMES


@pytest.mark.parametrize("split", FOLDERS)
def test_rows_are_sorted_and_their_words_do_not_overlap(split: str) -> None:
    rows = ROWS_OF[split]
    assert rows == sorted(rows, key=lambda row: (row["article"], row["words"]["start"]))
    for before, after in pairwise(rows):
        if before["article"] == after["article"]:
            assert before["words"]["end"] <= after["words"]["start"]


@pytest.mark.parametrize("row", EVERY, ids=ident)
def test_what_has_neither_cue_nor_mention_runs_on_or_stands_in_marks(row: Row) -> None:
    """A cue or mention of indirect words stands outside them or, like "in her view", between two pieces."""
    if row["cue"] is None and row["kind"] == "indirect":
        assert row["mention"] is None
    for span in (row["cue"], row["mention"]):
        if span is not None:
            assert span["end"] <= row["words"]["start"] or row["words"]["end"] <= span["start"]


def test_listed_speakers_belong_to_an_article_that_names_them() -> None:
    assert len(NAMES) == len(SPEAKERS)
    spoken = {(row["article"], name) for row in EVERY for name in said_by(row)}
    for speaker in SPEAKERS:
        assert speaker.keys() == {"article", "name", "aliases", "role"}
        assert (speaker["article"], speaker["name"]) in spoken or speaker["role"] in {"author", "interviewer"}
        text = TEXT_OF[speaker["article"]]
        for words in (*speaker["aliases"], *([speaker["role"]] if speaker["role"] else [])):
            assert words in text or words in {"author", "interviewer"}


def test_names_are_spelt_as_in_the_article() -> None:
    """An e-mail address may run the names together."""
    for speaker in SPEAKERS:
        text = TEXT_OF[speaker["article"]]
        name = speaker["name"]
        assert name in text or name.replace(" ", "") in text


def test_every_article_is_annotated_and_the_counts_are_what_the_figures_rest_on() -> None:
    assert {split: len(texts) for split, texts in TEXTS.items()} == {"seeds": 5, "dev": 28, "test": 8}
    for split, texts in TEXTS.items():
        assert {row["article"] for row in ROWS_OF[split]} == texts.keys()
    counts = {split: Counter(row["kind"] for row in rows) for split, rows in ROWS_OF.items()}
    assert counts == {
        "seeds": {"direct": 38, "indirect": 53},
        "dev": {"direct": 339, "indirect": 266},
        "test": {"direct": 110, "indirect": 130},
    }


def test_the_invented_articles_are_of_the_length_of_a_news_item() -> None:
    for split in ("dev", "test"):
        for text in TEXTS[split].values():
            assert 250 <= len(text.split()) <= 700


@pytest.mark.parametrize(
    ("text", "enclosed"),
    [
        ("“words”", True),
        ("“words\n\n“more”", True),
        ("‘words’", True),
        ("“words", False),
        ("“words\n\nmore”", False),
        ("“words'", False),
        (" words ", False),
    ],
)
def test_the_check_for_marks_can_tell(text: str, enclosed: bool) -> None:
    assert is_enclosed(text, 1, 6) is enclosed
