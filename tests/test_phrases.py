from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from pullquote.checking import phrases

FOX = "The quick brown fox jumps over the lazy dog. It isn’t tired of open-source code."
HEN = "The brown hen sleeps; the quick fox watches. Nobody is tired."


@pytest.fixture
def rows() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    phrases.create(connection)
    phrases.add(connection, "fox.txt", FOX)
    phrases.add(connection, "hen.txt", HEN)
    yield connection
    connection.close()


def test_only_articles_with_the_words_in_order_are_candidates(rows: sqlite3.Connection) -> None:
    assert phrases.candidates(rows, ["quick", "brown", "fox"]) == ["fox.txt"]
    assert phrases.candidates(rows, ["quick", "fox"]) == ["hen.txt"]
    assert phrases.candidates(rows, ["fox", "quick"]) == []


def test_case_and_typography_do_not_matter(rows: sqlite3.Connection) -> None:
    assert phrases.candidates(rows, ["IT", "isn't", "Tired"]) == ["fox.txt"]
    assert phrases.candidates(rows, ["open", "source", "code"]) == ["fox.txt"]


def test_words_that_look_like_search_syntax_are_only_words(rows: sqlite3.Connection) -> None:
    phrases.add(rows, "odd.txt", 'this OR that AND "NEAR" the % column * of café')
    assert phrases.candidates(rows, ["or", "that", "and", "near"]) == ["odd.txt"]
    assert phrases.candidates(rows, ["the", "%", "column"]) == ["odd.txt"]
    assert phrases.candidates(rows, ["of", "café"]) == ["odd.txt"]


def test_the_nearest_article_shares_most_neighbours(rows: sqlite3.Connection) -> None:
    assert phrases.near(rows, ["a", "quick", "brown", "fox", "jumped"], 1) == ["fox.txt"]
    assert phrases.near(rows, ["hen", "of", "the", "moon"], 5)[0] == "hen.txt"


def test_words_that_nobody_has_are_near_nothing(rows: sqlite3.Connection) -> None:
    assert phrases.near(rows, ["zebra", "quagga"], 5) == []
    assert phrases.candidates(rows, []) == []


def test_an_article_that_was_taken_out_is_not_found_again(rows: sqlite3.Connection) -> None:
    phrases.remove(rows, "fox.txt")
    phrases.remove(rows, "never there.txt")
    assert phrases.candidates(rows, ["lazy", "dog"]) == []
    phrases.add(rows, "fox.txt", FOX)
    assert phrases.candidates(rows, ["lazy", "dog"]) == ["fox.txt"]


def test_the_same_name_twice_is_refused(rows: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        phrases.add(rows, "fox.txt", "other words")


def test_rarity_counts_articles_not_words(rows: sqlite3.Connection) -> None:
    assert phrases.rarity(rows, ["the", "dog", "zebra"]) == {"the": 2, "dog": 1}
