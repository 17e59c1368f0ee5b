"""Sections: every sentence of an article in one of them, lettered where it tells something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import log
from pathlib import Path

import pytest

from conftest import searching_in
from fakes import ScriptedModel
from pullquote.apart import Part
from pullquote.filters import EVERYTHING, Filters, scope_of
from pullquote.hits import Place
from pullquote.models.adapters import POINTING, STATING
from pullquote.models.language import Prompt, Watch, unwatched
from pullquote.retrieval import Retriever
from pullquote.section_reader import CLEAR, SectionReader
from pullquote.sections import LETTERS, LONGEST, sections
from pullquote.spans import Span
from pullquote.writer import NONE, Writer

FERRY = (
    "The ferry\n\nBy Rosa Quist\n\nThe council met on Monday. “The ferry will sail again in March,” said Ann "
    "Lee, its chair. “It has a new screw.” Nobody clapped.\n"
)
LONG = "The bridge\n\n" + "\n\n".join(
    f"The {n} pillars were tar{n}ed, bol{n}ed, kar{n}ed, min{n}ed, sol{n}ed, wen{n}ed, and lap{n}ed."
    for n in range(10, 80)
)
"""Seventy sentences that are not alike: a search by meaning may lose one of many that are."""


def text_of(retriever: Retriever, place: Place) -> str:
    return place.span.cut(retriever.library.article(place.article).text)


def test_each_sentence_has_its_letter_and_its_speaker_and_a_heading_has_none(tmp_path: Path) -> None:
    with searching_in(tmp_path / "one", ferry=FERRY) as retriever:
        (section,) = sections(retriever, "ferry.txt")
        lines = section.shown.splitlines()
        assert lines[0] == "The ferry"
        assert [line[:3] for line in lines if line[1:2] == ":"] == ["A: ", "B: ", "C: ", "D: "]
        assert lines[-2] == "C: Ann Lee: “It has a new screw.”"
        for letter, place in zip(LETTERS, section.sentences, strict=False):
            told = " ".join(text_of(retriever, place).split())
            assert any(line.startswith(f"{letter}: ") and line.endswith(told) for line in lines)


def test_a_long_article_is_cut_in_sections_of_about_one_length_that_hold_all_of_it_once(
    tmp_path: Path,
) -> None:
    with searching_in(tmp_path / "long", bridge=LONG) as retriever:
        made = sections(retriever, "bridge.txt")
        places = [place for one in made for place in one.sentences]
        assert [text_of(retriever, place)[:42] for place in places] == [
            line[:42] for line in LONG.split("\n\n")[1:]
        ]
        assert all(len(one.sentences) <= len(LETTERS) for one in made)
        assert all(len(one.shown) < 1.3 * LONGEST for one in made)
        lengths = [len(one.shown) for one in made]
        assert min(lengths) > 0.6 * max(lengths)


def test_every_section_tells_the_title_of_its_article(retriever: Retriever) -> None:
    titles = {name: retriever.library.article(name).title for name in retriever.library.names()}
    told = {name: title for name, title in titles.items() if title}
    assert len(told) > 2
    for name, title in told.items():
        assert len(made := sections(retriever, name)) > 1
        assert all(title in one.shown for one in made)


def named(
    retriever: Retriever,
    question: str,
    shares: list[list[float]],
    *,
    speaker: str = "",
    of: str = "",
    most: int = 4,
) -> tuple[list[tuple[str, float]], ScriptedModel]:
    """What is named, the beginning of each sentence with its share, and the model that was asked."""
    asked = retriever.understand(question)
    model = ScriptedModel(weights=shares, adapters=frozenset({STATING.name, POINTING.name}))
    scope = scope_of(retriever.rows, Filters(speakers=(speaker,))) if speaker else EVERYTHING
    told_by = tuple(one for one in retriever.people if one.surname == of)
    hits = tuple(retriever.sentences(asked, 12))
    reader = SectionReader(retriever, Writer(model), lambda _, hit: hit.evidence.form >= 0, 2)
    found = reader.named(Part(asked, hits), scope, told_by, most)
    return [(text_of(retriever, one.hit.place)[:11], round(one.share, 2)) for one in found], model


def test_the_model_names_sentences_of_a_section_that_it_reads_once_the_likeliest_first(
    tmp_path: Path,
) -> None:
    with searching_in(tmp_path / "one", ferry=FERRY) as retriever:
        found, model = named(retriever, "What of the ferry?", [[-9.0, -2.3, -1.0, -9.0, -0.6]])
        assert [words for words, _ in found][:2] == ["“It has a n", "“The ferry "]
        assert sum(share for _, share in found) < 0.5
        (prompt,) = model.prompts
        assert prompt.adapter == POINTING.name
        assert prompt.user.startswith(prompt.lasting)
        assert prompt.user.endswith("What of the ferry?")
        assert model.options == [[" A", " B", " C", " D", NONE]]


@pytest.mark.parametrize(("share", "read"), [(CLEAR - 0.01, 2), (CLEAR + 0.01, 1)])
def test_behind_a_clear_sentence_no_other_section_is_read(tmp_path: Path, share: float, read: int) -> None:
    with searching_in(tmp_path / "two", ferry=FERRY, other=FERRY.replace("March", "June")) as retriever:
        weights = [[-99.0, log(share), -99.0, -99.0, log(1 - share)]] * 2
        _, model = named(retriever, "When will the ferry of Ann Lee sail again in March?", weights)
        assert len(model.prompts) == read


def test_no_more_sections_are_read_than_are_wanted(tmp_path: Path) -> None:
    with searching_in(tmp_path / "two", ferry=FERRY, other=FERRY.replace("March", "June")) as retriever:
        _, model = named(retriever, "When will the ferry sail again?", [], most=1)
        assert len(model.prompts) == 1


@pytest.mark.parametrize(("most", "read"), [(1, "f"), (2, "fy"), (3, "fcy"), (4, "fcyb"), (9, "fcyb")])
def test_after_two_sections_of_the_search_come_those_that_are_nearest_in_meaning(
    tmp_path: Path, most: int, read: str
) -> None:
    news = {name: FERRY.replace("ferry", name) for name in ("ferry", "canoe", "yacht", "barge")}
    with searching_in(tmp_path / "four", **news) as retriever:
        asked = retriever.understand("When will the yacht sail again, or the barge or the yacht?")
        hits = retriever.sentences(asked, 40)
        found = [
            next(hit for hit in hits if hit.place.article == f"{name}.txt") for name in ("ferry", "canoe")
        ]
        model = ScriptedModel(adapters=frozenset({STATING.name, POINTING.name}))
        reader = SectionReader(retriever, Writer(model), lambda _, __: True, 2)
        reader.named(Part(asked, tuple(found)), EVERYTHING, (), most)
        titles = [prompt.lasting.split("The ")[1][:1] for prompt in model.prompts]
        assert "".join(titles) == read


class Interrupted(ScriptedModel):
    """Before it answers the first time another question is asked of the same reader."""

    def weigh(self, prompt: Prompt, options: Sequence[str], watch: Watch = unwatched) -> list[float]:
        if len(self.prompts) == 0:
            self.prompts.append(prompt)
            self.meanwhile()
        return super().weigh(prompt, options, watch)

    def meanwhile(self) -> None:
        raise AssertionError("to be set")


def test_what_is_remembered_of_one_question_is_not_told_of_another(tmp_path: Path) -> None:
    with searching_in(tmp_path / "one", ferry=FERRY) as retriever:
        asked, other = (retriever.understand(text) for text in ("What of the ferry?", "What of the screw?"))
        hits = tuple(retriever.sentences(asked, 12))
        flat, screw = [-9.0] * 4 + [0.0], [-9.0, -9.0, -0.1, -9.0, -3.0]
        model = Interrupted(weights=[screw, flat], adapters=frozenset({STATING.name, POINTING.name}))
        reader = SectionReader(retriever, Writer(model), lambda _, __: True, 2)
        shares: list[float] = []
        model.meanwhile = lambda: shares.append(reader.share(other, hits))  # type: ignore[method-assign]
        first = reader.share(asked, hits)
        assert shares[0] > 0.9 > 0.1 > first
        assert reader.share(other, hits) == shares[0]
        assert len(model.prompts) == 3


def test_what_sentences_are_given_together_is_of_the_sections_that_they_stand_in(tmp_path: Path) -> None:
    barge = FERRY.replace("The ferry will sail again in March", "The barge may sail as soon as she floats")
    with searching_in(tmp_path / "two", ferry=FERRY, barge=barge) as retriever:
        asked = retriever.understand("Will the ferry sail again in March, and the barge?")
        hits = [hit for hit in retriever.sentences(asked, 12) if "sail" in text_of(retriever, hit.place)]
        shares = [[-99.0, log(0.3), -99.0, -99.0, log(0.7)], [-99.0, log(0.2), -99.0, -99.0, log(0.8)]]
        model = ScriptedModel(weights=shares, adapters=frozenset({STATING.name, POINTING.name}))
        reader = SectionReader(retriever, Writer(model), lambda _, __: True, 2)
        assert len(hits) == 2
        assert reader.share(asked, hits) == pytest.approx(0.5)
        assert reader.share(asked, hits[:1]) == pytest.approx(0.3)
        assert len(model.prompts) == 2  # what was read for the same question is not read again
        other = retriever.understand("When will the barge sail again?")
        assert reader.share(other, hits[:1]) == pytest.approx(0.2)
        assert len(model.prompts) == 3


def test_what_is_nearest_in_meaning_keeps_to_whom_is_asked_for_and_is_no_reprint(tmp_path: Path) -> None:
    ferry = "The ferry\n\n“The ferry is late again today,” said Ann Lee. Nobody knows why the ferry waits.\n"
    news = {
        "ferry": ferry,
        "reprint": f"{ferry}\nMore news.\n",
        "yacht": "The yacht\n\n“The yacht sank with all her silver off the cape,” said Bo Hart.\n",
        "canoe": "The canoe\n\n“My canoe was stolen by three pupils on Sunday,” said Ann Lee.\n",
    }
    with searching_in(tmp_path / "four", **news) as retriever:
        asked = retriever.understand("Is the ferry late today, or the yacht?")
        hits = [hit for hit in retriever.sentences(asked, 12) if hit.also_in]
        assert len(hits) == 2
        # Whichever of the two the search takes, meaning may take the other.
        hits = [replace(hit, place=hit.also_in[0], also_in=(hit.place,)) for hit in hits]
        for of, read in (("", "yacht"), ("lee", "canoe")):
            model = ScriptedModel(adapters=frozenset({STATING.name, POINTING.name}))
            told_by = tuple(one for one in retriever.people if one.surname == of)
            reader = SectionReader(retriever, Writer(model), lambda _, __: True, 2)
            reader.named(Part(asked, tuple(hits)), EVERYTHING, told_by, 2)
            first, second = (prompt.lasting for prompt in model.prompts)
            assert "ferry" in first
            assert read in second
            assert "ferry" not in second


def test_what_is_meant_is_in_the_order_of_meaning_alone(tmp_path: Path) -> None:
    with searching_in(tmp_path / "two", ferry=FERRY, bridge=LONG) as retriever:
        for question in ("How many pillars were painted?", "What did Ann Lee say?", "When does she sail?"):
            asked = retriever.understand(question)
            fits = [hit.evidence.fit for hit in retriever.meant(asked, 12)]
            near = [fit.dense + fit.dense_around for fit in fits]
            assert len(near) > 3
            assert near == sorted(near, reverse=True)


def test_only_what_the_filters_hold_and_what_fits_is_named(tmp_path: Path) -> None:
    with searching_in(tmp_path / "one", ferry=FERRY) as retriever:
        found, _ = named(retriever, "What of the ferry?", [], speaker="Lee")
        assert {words for words, _ in found} == {"“The ferry ", "“It has a n"}
        dated, _ = named(retriever, "When does the ferry sail again?", [])
        assert [words for words, _ in dated] == ["The council", "“The ferry "]


def test_a_sentence_beside_what_was_found_keeps_its_own_passage_and_form(tmp_path: Path) -> None:
    with searching_in(tmp_path / "long", bridge=LONG) as retriever:
        asked = retriever.understand("How many pillars were painted?")
        found = retriever.sentences(asked, 1)[0]
        made = sections(retriever, "bridge.txt")
        first, last = made[0].sentences[0], made[-1].sentences[-1]
        far = first if found.place in made[-1].sentences else last
        beside = retriever.beside(asked, far, found)
        assert beside.place == far
        assert beside.passage != found.passage
        assert beside.evidence.form == 1.0
        assert retriever.around(beside).span.holds(far.span)
        nowhere = Place("bridge.txt", Span(0, 10))
        assert retriever.inside([nowhere, far], EVERYTHING) == [nowhere, far]


def test_where_somebodys_words_are_asked_for_nobody_elses_are_named_but_what_is_told_of_them(
    tmp_path: Path,
) -> None:
    told = (
        "The ferry\n\nThe harbour master, Ann Lee, put the delay down to fog. “The ferry is late,” said Ann "
        "Lee. Bo Hart said that Lee was wrong. Nobody clapped.\n"
    )
    with searching_in(tmp_path / "one", ferry=told) as retriever:
        found, _ = named(retriever, "What of the ferry?", [], of="lee")
        assert {words for words, _ in found} == {"The harbour", "“The ferry "}


def test_of_several_sections_the_one_is_taken_in_which_what_is_cited_has_the_largest_share(
    tmp_path: Path,
) -> None:
    other = FERRY.replace("March", "June").replace("Monday", "Tuesday")
    with searching_in(tmp_path / "two", ferry=FERRY, other=other) as retriever:
        halves = [log(0.01), log(0.4), log(0.4), log(0.01), log(0.18)]
        one = [log(0.01), log(0.6), log(0.01), log(0.01), log(0.37)]
        for weights in ([halves, one], [one, halves]):
            found, _ = named(retriever, "What of the ferry?", weights)
            assert [share for _, share in found][:2] == [0.4, 0.4]


def test_a_line_that_begins_like_a_letter_of_ours_is_not_taken_for_one(tmp_path: Path) -> None:
    with searching_in(
        tmp_path / "one", ferry=FERRY + "\nC: 12 million crowns\n\nThe bill is paid by the town.\n"
    ) as found:
        (section,) = sections(found, "ferry.txt")
        assert "– C: 12 million crowns" in section.shown.splitlines()


def test_no_other_word_and_no_namesake_is_taken_for_whoever_is_asked_for(tmp_path: Path) -> None:
    told = (
        "The ferry\n\n“The ferry is late,” said Ann May. It may be fog. The delay may be May's to explain. "
        "“It is not,” said Bo Hale. The fault was Hale's. “It is,” said Rita Hale.\n"
    )
    with searching_in(tmp_path / "one", ferry=told) as retriever:
        for of, words in (("may", {"“The ferry ", "The delay m"}), ("hale", {"“It is not,", "“It is,” sa"})):
            found, _ = named(retriever, "What of the ferry?", [], of=of)
            assert {told for told, _ in found} == words
