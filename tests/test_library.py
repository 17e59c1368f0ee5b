"""The library gives back what was put in: texts, what is known of them, and who says what."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import WordEmbedder
from pullquote.articles import Article
from pullquote.attribution.rules import attribute
from pullquote.indexing import shelves
from pullquote.indexing.entries import entry
from pullquote.indexing.library import Library
from pullquote.reading.boilerplate import boilerplate
from pullquote.spans import Span
from pullquote.speakers import Attribution, Kind, Reading, Speaker

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))


def shelved(folder: Path, *articles: Article) -> Path:
    path = folder / "library.sqlite"
    rows = shelves.create(path)
    for article in articles:
        made, _ = entry(article, f"print of {article.name}", WordEmbedder())
        shelves.add(rows, made)
    rows.commit()
    rows.close()
    return path


def test_articles_come_back_as_they_were(tmp_path: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in SEEDS]
    articles = [
        Article(path.name, text, "T", "O", "A", "2024-05", "https://x.org", boilerplate(text))
        for path, text in zip(SEEDS, texts, strict=True)
    ]
    odd = Article(
        'ünï/it\'s "a".txt', "A\x0bb\u2028c “d” \U0001f600 e\u0301.\n\n  End.  ", boilerplate=(Span(0, 3),)
    )
    with Library(shelved(tmp_path, *articles, odd)) as library:
        assert library.names() == sorted([*(article.name for article in articles), odd.name])
        for article in (*articles, odd):
            assert library.article(article.name) == article
            assert library.reading(article.name) == attribute(article)
        assert library.fingerprints()[odd.name] == f"print of {odd.name}"


def test_an_unknown_name_is_an_error_not_an_empty_article(tmp_path: Path) -> None:
    with Library(shelved(tmp_path, Article("a.txt", "A."))) as library:
        for ask in (library.article, library.reading):
            with pytest.raises(KeyError):
                ask("b.txt")


def test_a_library_cannot_be_written(tmp_path: Path) -> None:
    with (
        Library(shelved(tmp_path, Article("a.txt", "A."))) as library,
        pytest.raises(sqlite3.OperationalError),
    ):
        library.connection.execute("DELETE FROM articles")


def test_more_articles_than_are_kept_in_memory(tmp_path: Path) -> None:
    articles = [Article(f"{number}.txt", f"Story {number}.") for number in range(300)]
    with Library(shelved(tmp_path, *articles)) as library:
        for article in (*articles, *articles[:3]):
            assert library.article(article.name).text == article.text
            assert library.reading(article.name) == Reading()


def test_an_article_that_is_taken_out_leaves_nothing(tmp_path: Path) -> None:
    kept, gone = (
        Article("a.txt", "“We won the long race,” said Ann Lee."),
        Article("b.txt", "“I lost it,” said Bo Ray."),
    )
    path = shelved(tmp_path, kept, gone)
    rows = sqlite3.connect(path)
    shelves.remove(rows, "b.txt")
    tables = [
        name for (name,) in rows.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE TABLE%'")
    ]
    (tmp_path / "alone").mkdir()
    alone = sqlite3.connect(shelved(tmp_path / "alone", kept))
    for table in ("articles", "passages", "sentences", "people", "voices", "sentence_words", "passage_words"):
        assert table in tables or table.endswith("words")
        counted = f"SELECT count(*) FROM {table}"
        assert rows.execute(counted).fetchone() == alone.execute(counted).fetchone(), table
    words = "SELECT term FROM vocabulary ORDER BY term"
    assert rows.execute(words).fetchall() == alone.execute(words).fetchall()
    assert shelves.named_like(rows, gone.text) is None
    assert shelves.named_like(rows, kept.text) == "a.txt"


def test_ids_are_never_used_twice(tmp_path: Path) -> None:
    path = shelved(tmp_path, Article("a.txt", "One thing."), Article("b.txt", "Another thing."))
    rows = sqlite3.connect(path)
    before = {unit.id for unit in shelves.units(rows, "sentences", set())}
    shelves.remove(rows, "b.txt")
    made, _ = entry(Article("b.txt", "A third thing."), "x", WordEmbedder())
    shelves.add(rows, made)
    new = [unit for unit in shelves.units(rows, "sentences", before)]
    assert [unit.article for unit in new] == ["b.txt"]


NAMES = st.sampled_from(["Ann Lee", "Bo", "Ann Lee and Bo", "the “order”", "O'Hara"])
SPANS = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda pair: Span(min(pair), max(pair)))


@given(
    st.lists(st.builds(Speaker, NAMES, st.tuples(NAMES), st.none() | NAMES), max_size=3),
    st.lists(
        st.builds(
            Attribution,
            SPANS,
            st.sampled_from([Kind.DIRECT, Kind.INDIRECT]),
            st.none() | NAMES,
            st.none() | SPANS,
            st.none() | SPANS,
            st.floats(0, 1),
        ),
        max_size=4,
    ),
)
@settings(max_examples=8, deadline=None)
def test_any_reading_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, people: list[Speaker], said: list[Attribution]
) -> None:
    path = tmp_path_factory.mktemp("library") / "library.sqlite"
    reading = Reading(tuple(people), tuple(said))
    rows = shelves.create(path)
    shelves.add(rows, shelves.Entry(Article("a.txt", "x" * 20), "p", reading, ()))
    rows.commit()
    rows.close()
    with Library(path) as library:
        assert library.reading("a.txt") == reading


def test_joint_speakers_are_heard_one_by_one_if_the_article_knows_each() -> None:
    reading = Reading((Speaker("Ann Lee"), Speaker("Bo Ray"), Speaker("Marks and Spencer")))
    assert shelves.apart(reading, "Ann Lee and Bo Ray") == ["Ann Lee", "Bo Ray"]
    assert shelves.apart(reading, "Marks and Spencer") == ["Marks and Spencer"]
    assert shelves.apart(reading, "Ann Lee and others") == ["Ann Lee and others"]
