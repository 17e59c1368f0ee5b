"""Passages cut to the question: disjoint, of whole sentences, grown where the neighbours are about it too."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.hits import Evidence, Fit, Hit, Place
from pullquote.spans import Span
from pullquote.stretches import Growth, stretches

NO_FIT = Fit(0.0, 0.0, 0.0, 0.0)
UNMEASURED = Evidence(NO_FIT, NO_FIT, 0.0, 0.0, 0.0)
ROOMY = Growth(sharpness=10.0, cost=0.1, longest=10_000, shortest=0)


def sentences(scores: list[float], length: int = 99, article: str = "a") -> list[Hit]:
    """Sentences of that length, a blank between two, best first."""
    places = (
        Place(article, Span(at * (length + 1), at * (length + 1) + length)) for at in range(len(scores))
    )
    hits = [
        Hit(place, score, UNMEASURED, at)
        for at, (place, score) in enumerate(zip(places, scores, strict=True))
    ]
    return sorted(hits, key=lambda hit: -hit.score)


def blank(_: str) -> str:
    return " " * 100_000


def grown(hits: list[Hit], growth: Growth, text: str | None = None) -> list[tuple[int, int]]:
    found = stretches(hits, blank if text is None else lambda _: text, growth)
    return [(hit.place.span.start, hit.place.span.end) for hit in found]


def test_a_place_takes_in_the_neighbours_that_are_about_it_and_stops_at_the_others() -> None:
    hits = sentences([0.1, 0.9, 1.0, 0.85, 0.1])
    assert grown(hits, ROOMY)[0] == (100, 399)


def test_a_weak_sentence_between_two_strong_ones_is_taken_along() -> None:
    assert grown(sentences([1.0, 0.5, 0.95, 0.1]), ROOMY)[0] == (0, 299)


def test_the_higher_the_cost_the_shorter_the_place() -> None:
    hits = sentences([0.6, 0.8, 1.0, 0.8, 0.6])
    lengths = [grown(hits, replace(ROOMY, cost=cost))[0] for cost in (0.0, 1.0, 100.0)]
    assert lengths == [(0, 499), (100, 399), (200, 299)]


def test_a_place_ends_before_the_longest_that_is_allowed() -> None:
    hits = sentences([1.0] * 9)
    assert all(end - start <= 350 for start, end in grown(hits, replace(ROOMY, cost=0.0, longest=350)))


def test_a_short_place_takes_in_its_better_neighbour_until_it_can_be_read_alone() -> None:
    hits = sentences([0.0, 1.0, 0.1], length=49)
    assert grown(hits, replace(ROOMY, cost=1000.0, shortest=80)) == [(50, 149), (0, 49)]


def test_no_place_grows_over_words_that_are_no_candidate() -> None:
    hits = [hit for hit in sentences([1.0, 1.0, 1.0]) if hit.place.span.start != 100]
    text = "x" * 300
    assert grown(hits, replace(ROOMY, cost=0.0, shortest=5000), text) == [(0, 99), (200, 299)]


def test_no_place_grows_from_one_article_into_another() -> None:
    hits = [*sentences([1.0]), *sentences([1.0], article="b")]
    found = list(stretches(hits, blank, replace(ROOMY, cost=0.0, shortest=5000)))
    assert [hit.place.article for hit in found] == ["a", "b"]


def test_nothing_found_gives_no_place() -> None:
    assert grown([], ROOMY) == []


@pytest.mark.parametrize("growth", [ROOMY, Growth(), Growth(longest=1, shortest=0)])
@given(scores=st.lists(st.floats(-1, 3), max_size=25))
def test_every_candidate_is_in_one_place_and_the_best_sentences_come_first(
    growth: Growth, scores: list[float]
) -> None:
    hits = sentences(scores)
    found = list(stretches(hits, blank, growth))
    assert sorted(hit.score for hit in found) == [hit.score for hit in reversed(found)]
    for hit in hits:
        (home,) = [one for one in found if one.place.span.holds(hit.place.span)]
        assert home.score >= hit.score
    ordered = sorted(hit.place.span for hit in found)
    assert all(before.end <= after.start for before, after in pairwise(ordered))
