"""From a question to places in articles: inside the scope, best first, one story once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from conftest import indexed, searching_in
from fakes import WordEmbedder
from pullquote.filters import Filters, Scope, scope_of
from pullquote.indexing.generations import Generations
from pullquote.indexing.library import Library
from pullquote.indexing.store import VectorStore
from pullquote.retrieval import COMPARED, Hit, Retriever, Weights

HARRIS = "What did Harris say about license enforcement?"


def found(retriever: Retriever, question: str, k: int = 8, scope: Scope | None = None) -> list[Hit]:
    asked = retriever.understand(question)
    return retriever.sentences(asked, k, scope or Scope())


def words(retriever: Retriever, hit: Hit) -> str:
    return hit.place.span.cut(retriever.library.article(hit.place.article).text)


def test_hits_are_places_best_first_and_no_more_than_k(retriever: Retriever) -> None:
    for k in (1, 3, 8, 500):
        hits = found(retriever, HARRIS, k)
        assert 0 < len(hits) <= k
        assert len({hit.place for hit in hits}) == len(hits)
        assert all(before.score >= after.score for before, after in pairwise(hits))
        for hit in hits:
            article = retriever.library.article(hit.place.article)
            assert not any(hit.place.span.overlap(span) for span in article.boilerplate)


@pytest.mark.parametrize("question", [HARRIS, "wot does haris say enforces the lama lisence"])
def test_the_words_that_answer_are_among_the_first(retriever: Retriever, question: str) -> None:
    first = [words(retriever, hit) for hit in found(retriever, question, 5)]
    assert any("The threat of lawsuit is the enforcement" in told for told in first), first


def test_a_question_that_shares_no_word_with_any_article_does_no_harm(retriever: Retriever) -> None:
    for question in ("zzyzx qwrtp", "日本の首都は", "'; DROP TABLE articles; --", '"* OR NEAR(', "😀", "a"):
        for hit in found(retriever, question):
            assert words(retriever, hit)


def test_a_scope_of_articles_holds(retriever: Retriever) -> None:
    names = retriever.library.names()
    for name in names:
        hits = found(retriever, HARRIS, 8, Scope(articles=(name,)))
        assert hits
        assert {hit.place.article for hit in hits} == {name}
        assert {place.article for hit in hits for place in hit.also_in} <= {name}


def test_a_scope_of_speakers_holds(retriever: Retriever) -> None:
    for name in ("David Evan Harris", "harris"):
        scope = scope_of(retriever.rows, Filters(speakers=(name,)))
        hits = found(retriever, "What about open models and AI?", 8, scope)
        assert hits
        for hit in hits:
            heard = retriever.library.reading(hit.place.article).attributions
            here = [one for one in heard if one.words.overlap(hit.place.span)]
            assert any(one.speaker and "Harris" in one.speaker for one in here)


def test_an_empty_scope_holds_nothing(retriever: Retriever) -> None:
    for scope in (Scope(articles=()), Scope(people=())):
        assert found(retriever, HARRIS, 8, scope) == []
        assert retriever.passages(retriever.understand(HARRIS), 5, scope) == []


def test_passages_hold_the_sentences_they_were_found_by(retriever: Retriever) -> None:
    asked = retriever.understand(HARRIS)
    passages = retriever.passages(asked, 5)
    assert 0 < len(passages) <= 5
    best = retriever.sentences(asked, 1)[0]
    assert any(
        hit.place.article == best.place.article and hit.place.span.holds(best.place.span) for hit in passages
    )


def test_passages_share_no_character_and_are_whole_sentences(retriever: Retriever) -> None:
    hits = retriever.passages(retriever.understand("What did Zuckerberg say about open source?"), 20)
    by_place = sorted((hit.place.article, hit.place.span) for hit in hits)
    for (article, span), (next_article, next_span) in pairwise(by_place):
        assert article != next_article or span.end <= next_span.start
    starts = set(
        retriever.rows.execute("SELECT a.name, s.start FROM sentences s JOIN articles a ON a.id = article")
    )
    stops = set(
        retriever.rows.execute("SELECT a.name, s.stop FROM sentences s JOIN articles a ON a.id = article")
    )
    assert {(article, span.start) for article, span in by_place} <= starts
    assert {(article, span.end) for article, span in by_place} <= stops


def test_without_growth_passages_are_those_of_the_index(retriever: Retriever) -> None:
    plain = Retriever(retriever.library, retriever.store, retriever.embedder, growth=None)
    hits = plain.passages(plain.understand(HARRIS), 5)
    assert len(hits) == 5
    for hit in hits:
        assert hit.place == plain.around(hit)


def test_a_passage_grows_beyond_the_stored_one_where_the_next_is_about_it_too(tmp_path: Path) -> None:
    about = [
        f"The harbour bridge at Springfield needs {what} this year." for what in ("paint", "steel", "money")
    ]
    filler = [
        f"Otters number {number} were counted by a warden in the marsh and nobody minded."
        for number in range(60)
    ]
    text = "\n".join(
        [*filler[:30], *(about[n % 3].replace("year", f"year, part {n}") for n in range(24)), *filler[30:]]
    )
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(text, encoding="utf-8")
    indexed(tmp_path / "index", tmp_path / "news")
    generation = Generations(tmp_path / "index").current()
    assert generation is not None
    store = VectorStore(generation / "chroma")
    with Library(generation / "library.sqlite") as library:
        retriever = Retriever(library, store, WordEmbedder())
        first = retriever.passages(
            retriever.understand("What does the harbour bridge at Springfield need?"), 3
        )[0]
        assert len(first.place.span) > len(retriever.around(first).span)
        assert "Otters" not in words(retriever, first)
    store.close()


def test_a_rewritten_story_is_told_once_beside_the_first(tmp_path: Path) -> None:
    story = "The mayor of Springfield opened the long bridge over the river on Monday morning."
    (tmp_path / "news").mkdir()
    for name, text in (
        ("a.txt", f"{story} It rained."),
        ("b.txt", f"Breaking news.\n{story} Nobody came."),
        ("c.txt", "The mayor of Springfield resigned over the bridge."),
    ):
        (tmp_path / "news" / name).write_text(text, encoding="utf-8")
    indexed(tmp_path / "index", tmp_path / "news")
    generation = Generations(tmp_path / "index").current()
    assert generation is not None
    store = VectorStore(generation / "chroma")
    with Library(generation / "library.sqlite") as library:
        retriever = Retriever(library, store, WordEmbedder())
        hits = found(retriever, "Who opened the bridge in Springfield?")
        first = next(hit for hit in hits if words(retriever, hit) == story)
        assert sum(words(retriever, hit) == story for hit in hits) == 1
        (twin,) = first.also_in
        assert {first.place.article, twin.article} == {"a.txt", "b.txt"}
        assert twin.span.cut(library.article(twin.article).text) == story
        assert any(hit.place.article == "c.txt" for hit in hits)
    store.close()


def test_a_person_named_in_the_question_goes_before_others_who_use_the_same_words(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    text = (
        "“The long bridge is safe to cross,” said Ann Lee, an engineer.\n"
        "“The long bridge is safe to cross,” said Bo Ray, a lawyer.\n"
    )
    (tmp_path / "news" / "a.txt").write_text(text, encoding="utf-8")
    indexed(tmp_path / "index", tmp_path / "news")
    generation = Generations(tmp_path / "index").current()
    assert generation is not None
    store = VectorStore(generation / "chroma")
    with Library(generation / "library.sqlite") as library:
        retriever = Retriever(library, store, WordEmbedder())
        for name, place in (("Ann Lee", 0), ("Bo Ray", text.index("\n") + 1)):
            assert found(retriever, f"What did {name} say about the bridge?")[0].place.span.start == place
    store.close()


def test_sentences_of_the_form_of_the_answer_are_found_behind_nearer_ones(retriever: Retriever) -> None:
    asked = retriever.understand("In which year did Zuckerberg write the open letter?")
    nearest, formed = (retriever.sentences(asked, 8, formed=wanted) for wanted in (False, True))
    assert min(hit.evidence.form for hit in nearest) < 0 < min(hit.evidence.form for hit in formed)
    assert len(formed) > sum(hit.evidence.form > 0 for hit in nearest)


def test_a_follow_up_is_answered_by_its_own_words_in_the_article_it_is_about(tmp_path: Path) -> None:
    """What is taken along must neither bring back the sentence it came from nor let another story in."""
    bank = "The bank was robbed in Tarn. Nobody was hurt. They broke in through a skylight at night."
    school = "The school was robbed in Aarup. Nobody was hurt. They broke in through the front door."
    about = "(about: Which bank was robbed in Tarn? The bank in Tarn was robbed.)"
    with searching_in(tmp_path, bank=bank, school=school) as retriever:
        for question, told in (
            (
                f"How did they break in, broke through what? {about}",
                "They broke in through a skylight at night.",
            ),
            (f"Was nobody hurt? {about}", "Nobody was hurt."),
        ):
            first, *rest = found(retriever, question)
            assert (first.place.article, words(retriever, first)) == ("bank.txt", told)
            assert first.evidence.thread == 0
            assert {hit.evidence.thread < 0 for hit in rest if hit.place.article == "school.txt"} <= {True}


def test_of_a_follow_up_what_is_around_and_the_topic_are_means_of_its_own_words_and_of_all(
    retriever: Retriever,
) -> None:
    asked = retriever.understand("Who wrote a letter to it? (about: What is Meta? A company in California.)")
    alone = replace(asked, corrected=asked.own, words=asked.own_words)
    own = {hit.place: hit for hit in retriever.sentences(alone, 200)}
    both = [hit for hit in retriever.sentences(asked, 200) if hit.place in own]
    assert any(hit.evidence.fit != hit.evidence.whole for hit in both)
    for hit in both:
        fit, whole, itself = hit.evidence.fit, hit.evidence.whole, own[hit.place].evidence.fit
        assert (fit.dense, fit.words) == pytest.approx((itself.dense, itself.words))
        assert fit.dense_around == pytest.approx((itself.dense_around + whole.dense_around) / 2)
        assert fit.words_around == pytest.approx((itself.words_around + whole.words_around) / 2)
        of_all = retriever.topic(replace(asked, corrected=asked.own), hit)
        assert retriever.topic(asked, hit) == pytest.approx((retriever.topic(alone, hit) + of_all) / 2)


def test_sentences_are_ranked_by_what_a_comparison_adds(retriever: Retriever) -> None:
    read: list[list[str]] = []

    def longest(question: str, texts: Sequence[str]) -> list[float]:
        assert question == HARRIS
        read.append(list(texts))
        return [len(text) / 1000 for text in texts]

    asked = retriever.understand(HARRIS)
    parts = (retriever.library, retriever.store, retriever.embedder)
    plain = retriever.sentences(asked, 40)
    hits = Retriever(*parts, late=longest).sentences(asked, 40)
    assert [len(texts) for texts in read] == [COMPARED]
    assert {hit.place for hit in hits} == {hit.place for hit in plain}
    before, weight = {hit.place: hit.score for hit in plain}, retriever.weights.late
    added = [(hit.score - before[hit.place]) / weight for hit in hits]
    assert sorted(map(len, read[0]))[-1] == pytest.approx(1000 * max(added))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    least = min(map(len, read[0])) / 1000
    assert sum(one == pytest.approx(least) for one in added) > len(plain) - COMPARED
    assert Retriever(*parts, Weights(late=0), late=longest).sentences(asked, 40) == plain


def test_words_without_their_speaker_are_compared_under_the_name(tmp_path: Path) -> None:
    article = "Ann Lee runs the ferry. She was angry. “It sank  in May,” she said. Lee said that it is lost."
    with searching_in(tmp_path, a=article) as found:
        hits = found.sentences(found.understand("What did Lee say of the ferry in May?"), 4)
        said = {found.said(hit.place) for hit in hits}
    assert {"Ann Lee: “It sank in May,” she said.", "Ann Lee: Lee said that it is lost."} <= said
    assert "She was angry." in said


def test_words_in_marks_that_are_nobody_s_known_are_not_the_author_s(tmp_path: Path) -> None:
    text = (
        "The ferry\n\nBy Ann Lee\n\nNobody was pleased. “The ferry is a ruin and will never sail,” somebody "
        "shouted.\n\nThe council met about it.\n"
    )
    with searching_in(tmp_path, ferry=text) as found:
        listed = found.rows.execute(
            "SELECT start, stop, (SELECT group_concat(person) FROM voices WHERE sentence = id) FROM sentences"
        )
        heard = {text[start:stop]: whose for start, stop, whose in listed}
    assert heard["The council met about it."] == "Ann Lee"
    assert [whose for words, whose in heard.items() if "ruin" in words] == [None]
