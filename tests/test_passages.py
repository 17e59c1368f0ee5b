"""Passages: whole sentences that the embedder can read to the end."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks import check_passages
from fakes import WordEmbedder
from pullquote.articles import Article
from pullquote.indexing.embedding import Embedder, open_embedder
from pullquote.indexing.entries import entry
from pullquote.indexing.passages import Passage, Sizes, split
from pullquote.reading.boilerplate import boilerplate
from pullquote.sentences import sentences
from pullquote.spans import Span

COUNT = WordEmbedder().pieces
SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
PIECES = [
    "No.", "He said no.", " ", "\n", "\n\n", "“Yes.” ", "日本の首都は東京です。", "word " * 9, "x" * 70,
    "한국어", "!" * 20,
    "a,b,c,", "\xa0", "😀" * 9,
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)


def cut(text: str, sizes: Sizes, *left_out: Span) -> list[Passage]:
    article = Article("a.txt", text, boilerplate=left_out)
    passages = list(split(article, COUNT, sizes))
    check_passages(article, passages, COUNT, sizes.limit)
    return passages


@given(TEXTS, st.sampled_from([Sizes(), Sizes(40, 20), Sizes(30, 110)]))
@settings(max_examples=150, deadline=None)
def test_passages_fit_and_lose_nothing(text: str, sizes: Sizes) -> None:
    cut(text, sizes)


@given(TEXTS, TEXTS, TEXTS)
@settings(max_examples=60, deadline=None)
def test_no_passage_reaches_over_what_is_left_out(before: str, middle: str, after: str) -> None:
    cut(before + middle + after, Sizes(40, 20), Span(len(before), len(before + middle)))


def test_sentences_that_fit_stay_whole() -> None:
    text = SEEDS[0].read_text(encoding="utf-8")
    article = Article("a.txt", text, boilerplate=boilerplate(text))
    found = [sentence for passage in split(article, COUNT, Sizes()) for sentence in passage.sentences]
    assert found == list(sentences(text, article.boilerplate))


def test_a_sentence_beyond_the_limit_is_cut_at_white_space() -> None:
    passages = cut("word " * 400 + "end.", Sizes(100, 50))
    assert len(passages) > 4
    assert all(passage.span.start % 5 == 0 for passage in passages)


def test_text_without_spaces_is_cut_too() -> None:
    assert len(cut("日本" * 500, Sizes(100, 50))) > 9


def test_an_embedder_that_reads_less_than_the_target_still_reads_all_of_each() -> None:
    cut("It rained on the town of Springfield. " * 40, Sizes(limit=60, target=110))


def test_an_empty_article_has_no_passages() -> None:
    assert cut(" \n\n ", Sizes()) == []


@pytest.fixture(scope="module")
def packaged() -> Embedder:
    return open_embedder()


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (None, "한국어문장" * 40 + "."),
        (None, "ﷺ" * 200),
        ("東京都知事選挙" * 12, "日本の首都は東京です" * 23),
        ("A long title with many words in it " * 3, "word " * 228 + "end."),
        ("T", "José Ángel Gurría " * 90),
    ],
)
def test_the_packaged_embedder_reads_every_text_to_its_end(
    packaged: Embedder, title: str | None, text: str
) -> None:
    _, texts = entry(Article("a.txt", text, title=title), "print", packaged)
    assert texts
    assert max(packaged.pieces(texts)) <= packaged.max_pieces
