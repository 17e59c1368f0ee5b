"""Sentences that a taught model reads one by one: of each thing that is asked, and of what it denied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import pytest

from conftest import searching_in
from fakes import ScriptedModel
from pullquote.answers import Outcome
from pullquote.confidence import Look, log_odds, probability
from pullquote.desk import Desk
from pullquote.models.language import Prompt, Watch, normalised, unwatched
from pullquote.retrieval import Retriever
from pullquote.settings import Settings
from pullquote.writer import Writer

NEWS = """The ferry and the bridge

The ferry to Vell will sail again in March, said Ann Lee, who chairs the council. The ferry has lost a screw.
The bridge at Vell will cost 40 million crowns, said Bo Hart, the engineer. The bridge is the dearest of all.
Bo Hart called the bridge at Vell “a ribbon over cold water, and no more”.

The tolls for the ferry and the bridge are to rise in May. Nobody asked the drivers of the town of Vell.
"""
TWO = "When will the ferry sail again, and what will the bridge cost?"
SAILS, COSTS = "will sail again in March", "40 million crowns"


@dataclass
class Telling(ScriptedModel):
    """Says Yes to texts that hold a phrase, as log-odds, and No to others; answers with what it is given."""

    yes: dict[str, float] = field(default_factory=dict)
    adapters: frozenset[str] = frozenset({"stating"})

    def weigh(self, prompt: Prompt, options: Sequence[str], watch: Watch = unwatched) -> list[float]:
        watch()
        self.prompts.append(prompt)
        question, text = shown(prompt)
        odds = max((odds for words, odds in self.yes.items() if words in text), default=-4.0)
        odds = -4.0 if question.startswith("When") and "sail" not in text else odds
        return normalised([odds, 0.0][: len(options)])


def shown(prompt: Prompt) -> tuple[str, str]:
    """The question and the text of a prompt."""
    question, _, rest = prompt.user.removeprefix("Question: ").partition("\nText: ")
    return question, rest.partition("\nQuestion: ")[0]


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    with searching_in(tmp_path_factory.mktemp("apart"), news=NEWS) as found:
        yield found


def test_of_each_part_the_sentence_that_states_it_is_cited_and_answered_from(ferry: Retriever) -> None:
    replies = ["The ferry will sail again in March.", "The bridge at Vell will cost 40 million crowns."]
    model = Telling(yes={SAILS: 3.0, COSTS: 3.0}, replies=replies)
    answer = Desk(ferry, Writer(model)).ask(TWO)
    assert [any(words in one.quote for one in answer.citations) for words in (SAILS, COSTS)] == [True, True]
    assert len(answer.citations) == 2
    first, second = (shown(prompt)[0] for prompt in model.prompts[-2:])
    assert first.startswith("When will the ferry")
    assert second.startswith("what will the bridge cost")


def test_behind_a_sentence_that_is_certain_no_other_is_read(ferry: Retriever) -> None:
    read: list[int] = []
    for odds in (3.0, 3.9):
        model = Telling(yes={SAILS: odds, COSTS: odds}, replies=["Goats."] * 2)
        Desk(ferry, Writer(model)).ask(TWO)
        read.append(len(model.prompts))
    assert read[1] < read[0]


def test_of_what_is_written_part_by_part_only_the_faulty_sentence_is_left_out(ferry: Retriever) -> None:
    replies = [
        "The ferry will sail again in June.",
        "Bo Hart said the bridge at Vell will cost 40 million crowns.",
    ]
    answer = Desk(ferry, Writer(Telling(yes={SAILS: 3.0, COSTS: 3.0}, replies=[*replies]))).ask(TWO)
    assert "June" not in answer.text
    assert any("June" in one for one in answer.rejected)
    assert replies[1].rstrip(".") in answer.text


def test_from_what_hardly_states_a_part_nothing_is_written(ferry: Retriever) -> None:
    model = Telling(yes={SAILS: 3.4, COSTS: 0.5}, replies=["The ferry will sail again in March."])
    answer = Desk(ferry, Writer(model), Settings(threshold=0.1)).ask(TWO)
    assert any(COSTS in one.quote for one in answer.citations)
    assert model.replies == []


def test_where_no_part_is_stated_nothing_is_answered(ferry: Retriever) -> None:
    assert Desk(ferry, Writer(Telling())).ask(TWO).outcome is Outcome.ABSTAINED


def test_of_one_thing_in_several_articles_every_sentence_that_states_some_is_taken(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    wire = (
        "The ferry\n\nThe ferry to Vell cost 3 million crowns in 1990, the town said. It is a good ferry.\n"
    )
    herald = (
        "The bill\n\nThe new ferry to Vell cost 9 million crowns, the mayor said. Nobody at Vell cheered.\n"
    )
    asked = "How did the cost of the ferry to Vell change?"
    with searching_in(tmp_path_factory.mktemp("both"), wire=wire, herald=herald) as found:
        for yes, cited in (
            ({"3 million": 3.0, "9 million": 2.0}, 2),
            ({"3 million": 3.0, "9 million": 1.2}, 1),
        ):
            model = Telling(yes=yes, replies=["Goats."] * 2)
            assert len(Desk(found, Writer(model)).ask(asked).citations) == cited


def test_what_is_denied_is_read_sentence_by_sentence_before_any_passage(ferry: Retriever) -> None:
    model = Telling(yes={"a ribbon over cold water": 3.9}, replies=["Bo Hart called it a ribbon."])
    answer = Desk(ferry, Writer(model)).ask(
        "Which engineer thinks little of the dearest bridge of all at Vell?"
    )
    assert ["a ribbon over cold water" in one.quote for one in answer.citations] == [True]
    read = [shown(prompt)[1] for prompt in model.prompts]
    assert all(len(text) < 150 for text in read)


@pytest.mark.parametrize(("most", "read"), [(5, 5), (2, 2), (0, 0)])
def test_so_many_sentences_are_read_and_none_twice(ferry: Retriever, most: int, read: int) -> None:
    model = Telling()
    answer = Desk(ferry, Writer(model), Settings(alone=most, passages=1)).ask("What did the bridge lose?")
    assert answer.outcome is Outcome.ABSTAINED
    texts = [shown(prompt)[1] for prompt in model.prompts]
    assert len(set(texts)) == len(texts)
    alone = texts[1:-1] if len(texts) > 1 else []
    assert len(alone) in (read, read - 1)  # the first look may have been at one of them


def test_a_sentence_by_itself_is_weighed_by_its_own_coefficients(ferry: Retriever) -> None:
    hits = ferry.sentences(ferry.understand("What will the bridge cost?"), 1)
    calibration = Settings().calibration
    look = Look(probability(1.0), 0.5, taught=True)
    alone = calibration.probability(hits, replace(look, alone=True))
    assert alone == pytest.approx(probability(-2.10 + 0.87 + 3.29 / 2))
    assert alone != pytest.approx(calibration.probability(hits, look))


@pytest.mark.parametrize(("confidence", "taken"), [(0.65, False), (0.75, True)])
def test_what_is_found_behind_a_denial_has_to_be_surer(
    ferry: Retriever, confidence: float, taken: bool
) -> None:
    calibration = replace(
        Settings().calibration, alone=(log_odds(confidence), 0.0, 0.0), whole=(-9.0, 0.0, 0.0)
    )
    model = Telling(yes={"a ribbon over cold water": 3.9}, replies=["Goats."])
    settings = Settings(calibration=calibration)
    asked = "Which engineer thinks little of the dearest bridge of all at Vell?"
    assert bool(Desk(ferry, Writer(model), settings).ask(asked).citations) == taken
