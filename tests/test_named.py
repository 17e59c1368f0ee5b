"""A model that was taught to point: what it names of the sections where the first look leaves it open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import log
from pathlib import Path

import pytest

from conftest import searching_in
from fakes import ScriptedModel
from pullquote.answers import Answer, Outcome
from pullquote.apart import Named, Part
from pullquote.choices import Choice
from pullquote.choosing import ENOUGH_TAUGHT
from pullquote.confidence import Basis, Calibration, Look, basis, log_odds, signals
from pullquote.desk import Desk
from pullquote.filters import EVERYTHING, Filters, Scope, scope_of
from pullquote.models.adapters import POINTING, STATING
from pullquote.models.language import Prompt, Watch, normalised, unwatched
from pullquote.naming import ENOUGH_NAMED, FEWER, SECONDED, UNSECONDED, named_beside
from pullquote.questions import Asked
from pullquote.retrieval import Hit, Retriever
from pullquote.settings import Settings
from pullquote.writer import Writer

NEWS = (
    "The ferry\n\nThe ferry to Vell will sail again in March, said Ann Lee, who chairs the council.\n\n"
    "Bo Hart, the engineer, was asked about the ferry. “I would not cross a puddle in her,” he said. "
    "“She leaks like a basket,” he said.\n\n"
    "The tolls for the ferry are to rise in May. Nobody asked the drivers of Vell.\n"
)
ASKED = "What does the engineer think of the ferry?"
PUDDLE = "cross a puddle"


@dataclass
class PointingModel(ScriptedModel):
    """Says Yes to texts that hold a phrase and names the sentence that does, both as log-odds."""

    yes: dict[str, float] = field(default_factory=dict)
    names: dict[str, float] = field(default_factory=dict)
    adapters: frozenset[str] = frozenset({STATING.name, POINTING.name})

    def weigh(self, prompt: Prompt, options: Sequence[str], watch: Watch = unwatched) -> list[float]:
        watch()
        self.prompts.append(prompt)
        told = self.yes if prompt.adapter == STATING.name else self.names
        if prompt.adapter == STATING.name:
            odds = max((odds for words, odds in told.items() if words in prompt.user), default=-4.0)
            return normalised([odds, 0.0])
        lines = [line for line in prompt.user.splitlines() if line[1:3] == ": "]
        shares = [
            max((1 / (1 + 2.718281828**-odds) for words, odds in told.items() if words in line), default=1e-6)
            for line in lines
        ]
        return normalised([log(share) for share in (*shares, max(1 - sum(shares), 1e-6))])

    @property
    def sections(self) -> list[Prompt]:
        """What it was asked to point into."""
        return [prompt for prompt in self.prompts if prompt.adapter == POINTING.name]


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    with searching_in(tmp_path_factory.mktemp("named"), news=NEWS) as found:
        yield found


def test_what_a_first_look_denies_is_answered_by_the_sentence_that_the_model_names(ferry: Retriever) -> None:
    model = PointingModel(yes={PUDDLE: 1.0}, names={PUDDLE: 4.0}, replies=["Goats."])
    settings = Settings(calibration=Calibration(taught_read=(-2.0, 0.0, 0.0)))
    answer = Desk(ferry, Writer(model), settings).ask(ASKED)
    assert [PUDDLE in one.quote for one in answer.citations] == [True]
    assert answer.citations[0].speaker == "Bo Hart"
    assert len(model.sections) == 1


def test_a_first_look_that_settles_it_is_answered_without_reading_a_section(ferry: Retriever) -> None:
    for confidence, read in ((ENOUGH_TAUGHT - 0.01, 1), (ENOUGH_TAUGHT + 0.01, 0)):
        never = (-9.0, 0.0, 0.0, 0.0, 0.0)
        calibration = Calibration(taught_read=(log_odds(confidence), 0.0, 0.0), named=never)
        model = PointingModel(replies=["Goats."])
        answer = Desk(ferry, Writer(model), Settings(calibration=calibration, doubt=0.0)).ask(ASKED)
        assert (answer.outcome is Outcome.ANSWERED) == (read == 0)
        assert answer.confidence == pytest.approx(confidence)
        assert len(model.sections) == read


@pytest.mark.parametrize(("confidence", "taken"), [(ENOUGH_NAMED - 0.01, False), (ENOUGH_NAMED + 0.01, True)])
def test_what_is_named_has_to_be_sure_enough(ferry: Retriever, confidence: float, taken: bool) -> None:
    calibration = Calibration(taught_read=(-9.0, 0.0, 0.0), named=(log_odds(confidence), 0.0, 0.0, 0.0, 0.0))
    model = PointingModel(names={PUDDLE: 4.0}, replies=["Goats."])
    answer = Desk(ferry, Writer(model), Settings(calibration=calibration)).ask(ASKED)
    assert bool(answer.citations) == taken
    assert answer.confidence == pytest.approx(confidence)


def test_a_speaker_who_is_asked_for_keeps_others_words_from_being_named(ferry: Retriever) -> None:
    model = PointingModel(yes={PUDDLE: 4.0}, names={PUDDLE: 4.0})
    answer = Desk(ferry, Writer(model)).ask("What did Ann Lee say about crossing a puddle?")
    assert answer.outcome is Outcome.ABSTAINED
    assert model.sections


def test_sections_are_read_by_a_model_that_was_taught_to_and_where_it_is_wanted_alone(
    ferry: Retriever,
) -> None:
    stating = frozenset({STATING.name})
    for settings, adapters in (
        (Settings(sections=0), None),
        (Settings(reads=False), None),
        (Settings(), stating),
    ):
        model = PointingModel(names={PUDDLE: 4.0}, replies=["Goats."] * 2)
        model.adapters = adapters or model.adapters
        Desk(ferry, Writer(model), settings).ask(ASKED)
        assert not model.sections


@pytest.mark.parametrize(("denied", "taken"), [(0.2, False), (0.5, True)])
def test_what_is_named_is_weighed_with_what_was_denied(ferry: Retriever, denied: float, taken: bool) -> None:
    model = PointingModel(names={PUDDLE: 4.0}, replies=["Goats."])
    calibration = Calibration(taught_read=(log_odds(denied), 0.0, 0.0), named=(1.0, 0.0, 0.0, 0.0, 1.0))
    answer = Desk(ferry, Writer(model), Settings(calibration=calibration)).ask(ASKED)
    assert bool(answer.citations) == taken


def test_a_sentence_that_is_named_is_weighed_by_its_share_and_its_own_yes(ferry: Retriever) -> None:
    hits = ferry.sentences(ferry.understand(ASKED), 1)
    look = Look(0.5, 1.0, taught=True, named=1.5)
    assert basis(hits, look) is Basis.NAMED
    assert signals(hits, look) == (1.5, 0.0, 0.0, 0.0)
    assert signals(hits, replace(look, found=True)) == (1.5, 0.0, 1.0, 0.0)
    assert signals(hits, replace(look, before=0.2)) == (1.5, 0.0, 0.0, log_odds(0.2))
    assert basis(hits, replace(look, named=None)) is not Basis.NAMED


@pytest.mark.parametrize(("odds", "cited"), [(-2.0, 1), (-0.5, 2)])
def test_another_sentence_that_is_likely_is_cited_too(ferry: Retriever, odds: float, cited: int) -> None:
    names = {PUDDLE: 0.1, "leaks like a basket": odds}
    calibration = Calibration(taught_read=(-9.0, 0.0, 0.0), named=(1.0, 0.0, 0.0, 0.0, 0.0))
    model = PointingModel(names=names, replies=["Goats."])
    answer = Desk(ferry, Writer(model), Settings(calibration=calibration)).ask(ASKED)
    assert len(answer.citations) == cited


def beside(
    retriever: Retriever,
    question: str,
    model: PointingModel,
    settings: Settings | None = None,
    *,
    confidence: float = 0.8,
    scope: Scope = EVERYTHING,
) -> Answer:
    """What is answered after a first look of this confidence."""
    calibration = Calibration(taught_read=(log_odds(confidence), 0.0, 0.0))
    settings = replace(settings or Settings(), calibration=calibration)
    return Desk(retriever, Writer(model), settings).ask(question, scope=scope)


def pointing(named: str, odds: float = 4.0, draft: str = "Goats.") -> PointingModel:
    """One that names the sentence with these words."""
    return PointingModel(names={named: odds}, replies=[draft])


@pytest.mark.parametrize(
    ("confidence", "odds", "cited"),
    [(0.65, 4.0, True), (0.8, -0.2, False), (0.89, 4.0, True), (0.91, 4.0, False)],
)
@pytest.mark.parametrize("settings", [Settings(), Settings(early=False), Settings(grounds=False)])
def test_behind_a_first_look_that_leaves_some_doubt_what_is_named_is_cited_too(
    ferry: Retriever, settings: Settings, confidence: float, odds: float, cited: bool
) -> None:
    model = pointing(PUDDLE, odds)
    answer = beside(ferry, "Are the tolls to rise?", model, settings, confidence=confidence)
    assert answer.confidence == pytest.approx(confidence)
    quotes = [one.quote for one in answer.citations]
    assert "tolls" in quotes[0]
    assert [PUDDLE in quote for quote in quotes].count(True) == (PUDDLE in quotes[-1]) == cited
    assert bool(model.sections) == (confidence < 0.9)


def test_what_the_first_look_took_is_not_cited_again_nor_a_second_speaker_where_one_is_wanted(
    ferry: Retriever,
) -> None:
    model = pointing("tolls for the ferry")
    once = beside(ferry, "Are the tolls to rise?", model)
    assert [one.quote for one in once.citations if "tolls" in one.quote] == [once.citations[0].quote]
    assert model.sections
    model = pointing("tolls for the ferry")
    beside(ferry, "Who said that she leaks like a basket?", model)
    assert not model.sections


def test_what_is_named_beside_bears_nothing_of_the_prose_out(tmp_path: Path) -> None:
    news = (
        "The bridge\n\n“The bridge at Orm will fall in the spring,” said Rita Hale.\n\n"
        "Bo Hart said that the fair was not held this year and that 40 people came.\n"
    )
    draft = "Rita Hale said that the bridge at Orm will not fall in the spring."
    with searching_in(tmp_path, news=news) as retriever:
        model = pointing("the fair was not", draft=draft)
        answer = beside(retriever, "What of the bridge at Orm?", model)
    assert [one.speaker for one in answer.citations] == ["Rita Hale", "Bo Hart"]
    assert "will not fall" not in answer.text
    assert any("will not fall" in one for one in answer.rejected)


def test_what_the_model_has_read_bears_its_prose_out_though_it_names_it_too(ferry: Retriever) -> None:
    draft = "The tolls for the ferry are to rise in May."
    model = pointing("tolls for the ferry", draft=draft)
    answer = beside(ferry, "Are the tolls to rise?", model)
    assert model.sections
    assert not answer.rejected
    assert draft.rstrip(".") in answer.text


def test_two_that_are_likely_are_both_cited_beside(ferry: Retriever) -> None:
    model = PointingModel(names={PUDDLE: 0.0, "leaks like": -0.2}, replies=["Goats."])
    answer = beside(ferry, "Are the tolls to rise?", model)
    assert [any(words in one.quote for one in answer.citations) for words in (PUDDLE, "leaks like")] == [
        True
    ] * 2


def test_what_another_article_tells_nearly_alike_is_not_cited_beside(tmp_path: Path) -> None:
    told = "The tolls\n\nThe tolls for the ferry to Vell are to rise in May after {} vote.\n"
    with searching_in(tmp_path, news=told.format("a"), other=told.format("the") + "\nMore.\n") as retriever:
        asked = "Are the tolls for the ferry to rise in May after a vote?"
        model = pointing("after the vote")
        answer = beside(retriever, asked, model)
    assert model.sections
    assert [len(one.also_in) for one in answer.citations] == [1]


def test_where_one_part_finds_nothing_what_is_named_has_to_fit_all_that_was_asked(tmp_path: Path) -> None:
    port = "The port\n\n“The port is full,” said Ann Lee in 2019. Nobody from the mine came.\n"
    fair = "The fair\n\n“The fair at the port is off,” said Ann Lee in 2015. The port was empty.\n"
    mine = "The mine\n\n“The mine of 2019 is deep,” said Bo Hart.\n"
    asked = "What did Ann Lee say about the port, and what did Bo Hart say about the mine in 2019?"
    with searching_in(tmp_path, port=port, fair=fair, mine=mine) as retriever:
        scope = scope_of(retriever.rows, Filters(articles=("port.txt", "fair.txt")))
        model = pointing("The fair at the port")
        answer = beside(retriever, asked, model, scope=scope)
    assert model.sections
    assert [one.article for one in answer.citations] == ["port.txt"]


def test_beside_what_is_declined_nothing_is_named(ferry: Retriever) -> None:
    model = PointingModel(names={"rise in May": 4.0})
    calibration = Calibration(taught_read=(-9.0, 0.0, 0.0), named=(-9.0, 0.0, 0.0, 0.0, 0.0))
    answer = Desk(ferry, Writer(model), Settings(calibration=calibration)).ask(ASKED)
    assert not answer.citations
    assert len(model.sections) == 1


@pytest.mark.parametrize(
    ("given", "second", "cited"),
    [
        (log_odds(SECONDED + 0.01), -4.0, ["tolls"]),
        (log_odds(SECONDED - 0.01), 4.0, [PUDDLE]),
        (log_odds(SECONDED - 0.01), -4.0, []),
    ],
)
def test_a_yes_to_what_shares_few_words_with_the_question_holds_only_where_its_section_bears_it_out(
    ferry: Retriever, given: float, second: float, cited: list[str]
) -> None:
    model = PointingModel(yes={"tolls": 3.0}, names={"tolls": given, PUDDLE: second}, replies=["Goats."] * 2)
    calibration = Calibration(taught_read=(log_odds(0.95), 0.0, 0.0), named=(0.0, 1.0, 0.0, 0.0, 0.0))
    answer = off_topic(ferry, model, Settings(calibration=calibration))
    assert [next(one for one in (PUDDLE, "tolls") if one in quote) for quote in quotes(answer)] == cited
    if not cited:
        assert answer.confidence == UNSECONDED
    unasked = off_topic(ferry, pointing(PUDDLE), Settings(calibration=calibration, seconds=False))
    assert "tolls" in quotes(unasked)[0]


def test_what_its_section_does_not_bear_out_is_not_named_again(ferry: Retriever) -> None:
    model = PointingModel(yes={"tolls": 3.0}, names={"tolls": -3.0, PUDDLE: -5.0}, replies=["Goats."] * 2)
    calibration = Calibration(taught_read=(log_odds(0.95), 0.0, 0.0), named=(5.0, 0.0, 0.0, 0.0, 0.0))
    answer = off_topic(ferry, model, Settings(calibration=calibration))
    assert [PUDDLE in quote for quote in quotes(answer)] == [True]


def test_what_asks_for_somebodys_words_on_nothing_needs_no_second(ferry: Retriever) -> None:
    model = PointingModel(yes={PUDDLE: 3.0}, replies=["Goats."] * 2)
    calibration = Calibration(taught_read=(log_odds(0.95), 0.0, 0.0))
    answer = Desk(ferry, Writer(model), Settings(calibration=calibration)).ask("What did Bo Hart say?")
    assert answer.citations
    assert not model.sections


def off_topic(retriever: Retriever, model: PointingModel, settings: Settings) -> Answer:
    """The answer to what the sentence about tolls is found first for, of which it tells next to nothing."""
    return Desk(retriever, Writer(model), settings).ask("May tolls, commuters, wages, trains, taxes?")


def quotes(answer: Answer) -> list[str]:
    return [one.quote for one in answer.citations]


def test_a_yes_where_the_words_of_the_question_stand_needs_no_second(ferry: Retriever) -> None:
    model = pointing(PUDDLE)
    answer = beside(ferry, "Are the tolls to rise in May?", model, confidence=0.95)
    assert "tolls" in quotes(answer)[0]
    assert not model.sections


@dataclass
class OfTwoThings(PointingModel):
    """Says Yes to each of two things where it stands, to the tolls with these log-odds."""

    tolls: float = 0.0

    def weigh(self, prompt: Prompt, options: Sequence[str], watch: Watch = unwatched) -> list[float]:
        of_tolls = prompt.user.rpartition("Question: ")[2].startswith("what of the tolls")
        self.yes = {"to rise in May": self.tolls} if of_tolls else {"in March, said": 0.5}
        return super().weigh(prompt, options, watch)


@pytest.mark.parametrize(("odds", "cited"), [(1.0, True), (4.0, False)])
def test_of_several_things_what_is_named_for_a_part_in_doubt_is_cited_behind_them(
    ferry: Retriever, odds: float, cited: bool
) -> None:
    calibration = Calibration(taught_read=(0.0, 1.0, 0.0))
    model = OfTwoThings(names={PUDDLE: 4.0}, replies=["Goats."] * 2, tolls=odds)
    desk = Desk(ferry, Writer(model), Settings(calibration=calibration))
    answer = desk.ask("When will the ferry sail again, and what of the tolls?")
    assert ["sail again" in quotes(answer)[0], "to rise" in quotes(answer)[1]] == [True, True]
    assert (PUDDLE in quotes(answer)[-1]) == cited  # it tells no time, so it is not cited for the first
    parts = ["When will the ferry sail again", "what of the tolls? (When will the ferry sail again)"]
    assert [prompt.user.rpartition("Question: ")[2] for prompt in model.sections] == parts[: 1 + cited]


@pytest.mark.parametrize(
    ("odds", "share", "cited"), [(-3.0, 4.0, PUDDLE), (-3.0, -6.0, "to rise"), (0.1, 4.0, "to rise")]
)
def test_of_several_things_one_that_is_denied_is_looked_for_in_sections(
    ferry: Retriever, odds: float, share: float, cited: str
) -> None:
    calibration = Calibration(taught_read=(0.0, 1.0, 0.0), named=(0.0, 1.0, 0.0, 0.0, 0.0))
    model = OfTwoThings(names={PUDDLE: share}, replies=["Goats."] * 2, tolls=odds)
    desk = Desk(ferry, Writer(model), Settings(calibration=calibration, threshold=0.0, doubt=0.0))
    answer = desk.ask("When will the ferry sail again, and what of the tolls?")
    assert ["sail again" in quotes(answer)[0], cited in quotes(answer)[1]] == [True, True]
    assert len(quotes(answer)) == 2
    assert bool(model.sections) == (odds < 0)
    unasked = replace(desk.settings, each=False)
    assert (
        "to rise" in quotes(Desk(ferry, Writer(replace(model, prompts=[])), unasked).ask(answer.question))[1]
    )


@pytest.mark.parametrize(("known", "told_apart"), [("1908", False), ("1908 and of 1909", True)])
def test_a_part_is_not_answered_by_an_article_that_lacks_its_own_year(
    tmp_path: Path, known: str, told_apart: bool
) -> None:
    text = f"The flood\n\nIn the floods of {known} twelve people of Vell died in the river.\n"
    with searching_in(tmp_path / "floods", flood=text) as retriever:
        model = PointingModel(replies=["Goats."] * 2)
        Desk(retriever, Writer(model)).ask("How many people died in the floods of Vell in 1908 and in 1909?")
        asked = {prompt.user.rpartition("Question: ")[2] for prompt in model.prompts}
        assert ("How many people died in the floods of Vell in 1909?" in asked) == told_apart


@pytest.mark.parametrize(("sections", "most"), [(5, FEWER), (2, 2)])
def test_beside_what_is_cited_fewer_sections_are_read(ferry: Retriever, sections: int, most: int) -> None:
    asked = ferry.understand("Are the tolls to rise?")
    first, *rest = ferry.sentences(asked, 12)
    read: list[int] = []

    class Reader:
        def named(self, part: Part, most: int) -> list[Named]:
            read.append(most)
            return [Named(rest[0], 0.9)]

        def share(self, asked: Asked, hits: Sequence[Hit]) -> float:
            raise AssertionError("no second is wanted here")

    choice = Choice((first,), 0.8, doubted=(Part(asked, (first, *rest)),))
    assert named_beside(choice, Reader(), Settings(sections=sections)) == (rest[0],)
    assert read == [most]
