"""What the desk leaves out before it chooses: a namesake's words, scraps, and what an article asks itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import searching_in
from fakes import ScriptedModel
from pullquote.answers import Cited, Event
from pullquote.desk import Desk
from pullquote.filters import Scope
from pullquote.settings import Settings
from pullquote.speakers import Kind
from pullquote.writer import Writer

NEWS = """Two Brandvolds

“The ruling does not take a single camera down,” said Celia Brandvold, a lawyer, on Monday.

“The loans on the camera shops are worth half,” said Ilse Brandvold, an analyst, on Tuesday.

Will the ferry to Orm sail again this winter, as the council hopes?

No ferry.

The ferry to Orm will sail again in March, the council decided.
"""

COLUMN = """A bridge too many

By Rosa Quist

The bridge at Vell has cost more than the town has, and nobody drives over it after dark.

The engineer, Anton Rehn, called that bridge “a gift wrapped in debt for every child of Vell”.

Every night Ove Lind, who keeps the bridge, lights its lamps for nobody at all.
"""

LETTER = """A letter

“The port has put a mighty crane in the hands of fools,” Bo Hart and Ida Moss wrote in a letter.
"""

HOURS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
QUARREL = "\n\n".join(
    ["A quarrel over tolls", "“Tolls are a tax, and those on the Vell road are the worst,” said Nils Aberg."]
    + [f"“The operator differs at {hour} from the operator of tolls,” said Nils Aberg." for hour in HOURS]
)
OPERATOR = """The other side

The operator, Vellway, said that the tolls pay for a second lane.
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    news = {"a": NEWS, "column": COLUMN, "letter": LETTER, "quarrel": QUARREL, "operator": OPERATOR}
    with searching_in(tmp_path_factory.mktemp("desk"), **news) as found:
        yield Desk(found, None, Settings(threshold=0.0))


def test_a_namesakes_words_are_not_those_of_the_person_named(desk: Desk) -> None:
    answer = desk.ask("What did Celia Brandvold say about the loans on the camera shops?")
    assert "Ilse Brandvold" not in {citation.speaker for citation in answer.citations}
    answer = desk.ask("What did Ilse Brandvold say about the loans on the camera shops?")
    assert answer.citations[0].speaker == "Ilse Brandvold"


def test_one_of_two_who_speak_together_is_nobodys_namesake(desk: Desk) -> None:
    answer = desk.ask("What did Ida Moss write about the crane?")
    assert [citation.speaker for citation in answer.citations] == ["Bo Hart and Ida Moss"]


def test_an_article_without_the_thing_that_is_asked_about_is_not_cited(desk: Desk) -> None:
    assert desk.ask("What did the council decide about the Ferry to Orm?").citations
    answer = desk.ask("What did the council decide about Ferry 7 to Orm?")
    assert not answer.citations
    assert answer.closest


def test_neither_a_question_nor_a_scrap_is_cited(desk: Desk) -> None:
    answer = desk.ask("Will the ferry to Orm sail again this winter?")
    assert answer.citations
    for citation in answer.citations:
        assert not citation.quote.endswith("?")
        assert citation.quote != "No ferry."


@pytest.mark.parametrize(
    ("question", "remarks"),
    [
        ("Ilse Brandvold and Anton Rehn: who is who?", ()),
        (
            "Who are Ilse Brandvold, Zed Noone and Anton Rehn.",
            ("Nothing in the articles was found that introduces Zed Noone.",),
        ),
    ],
)
def test_of_several_who_are_asked_after_each_is_introduced_who_is(
    desk: Desk, question: str, remarks: tuple[str, ...]
) -> None:
    answer = desk.ask(question)
    quotes = [citation.quote for citation in answer.citations]
    assert quotes == ["Ilse Brandvold, an analyst", "The engineer, Anton Rehn"]
    assert answer.remarks == remarks


def test_somebody_whom_no_article_quotes_is_introduced_beside_one_who_is(desk: Desk) -> None:
    first, second = desk.ask("Who are Ilse Brandvold and Ove Lind?").citations
    assert first.quote == "Ilse Brandvold, an analyst"
    assert "Ove Lind, who keeps the bridge" in second.quote


def test_two_who_are_introduced_by_one_sentence_are_cited_one_by_one(tmp_path: Path) -> None:
    pier = "“The pier is a ruin and has to go,” said Ann Lee, a baker, but Cy Fox, a vicar, disagreed.\n"
    with searching_in(tmp_path, pier=pier) as found:
        answer = Desk(found, None).ask("Who are Ann Lee and Cy Fox?")
    assert [citation.quote for citation in answer.citations] == ["Ann Lee, a baker", "Cy Fox, a vicar"]


def test_who_somebody_is_is_answered_by_the_words_that_introduce_them(desk: Desk) -> None:
    answer = desk.ask("Who is Ilse Brandvold?")
    assert [citation.quote for citation in answer.citations] == ["Ilse Brandvold, an analyst"]
    assert answer.citations[0].kind is Kind.NARRATION


def test_who_somebody_is_needs_no_model_that_says_yes(desk: Desk) -> None:
    model = ScriptedModel(weights=[[-9.0, 0.0]] * 9)
    answer = Desk(desk.retriever, Writer(model)).ask("Who is Celia Brandvold?")
    assert [citation.quote for citation in answer.citations] == ["Celia Brandvold, a lawyer"]
    assert answer.confidence > 0.9
    assert not model.prompts


@pytest.mark.parametrize(
    ("settings", "no", "written"),
    [(Settings(), -9.0, False), (Settings(), 0.0, True), (Settings(early=False), -9.0, True)],
    ids=["sure", "not sure", "switched off"],
)
def test_what_is_sure_is_cited_before_the_model_writes(
    desk: Desk, settings: Settings, no: float, written: bool
) -> None:
    model = ScriptedModel(["The ferry will sail again in March."], [[0.0, no]] * 2)
    before: list[bool] = []

    def hear(event: Event) -> None:
        if isinstance(event, Cited):
            before.append("Answer:" in model.prompts[-1].answer_start)

    answer = Desk(desk.retriever, Writer(model), settings).ask("When will the ferry to Orm sail?", tell=hear)
    assert "March" in answer.citations[0].quote
    assert before == [written]


def test_what_is_cited_early_stays_beside_what_bears_the_answer_out(desk: Desk) -> None:
    model = ScriptedModel(["Anton Rehn called it a gift wrapped in debt."], [[0.0, -9.0]])
    asked = "What has the bridge at Vell cost?"
    answer = Desk(desk.retriever, Writer(model), Settings(forms=False)).ask(asked)
    assert [one.number for one in answer.citations] == [1, 2]
    assert "more than the town has" in answer.citations[0].quote
    assert answer.citations[1].speaker == "Anton Rehn"


def test_a_quotation_that_the_prose_holds_is_not_quoted_again(desk: Desk) -> None:
    model = ScriptedModel(["Brandvold said: “The loans on the camera shops are worth half.”"], [[0.0, -9.0]])
    asked = "What did Ilse Brandvold say about the loans on the camera shops?"
    answer = Desk(desk.retriever, Writer(model), Settings(cited=1)).ask(asked)
    assert answer.text == "Brandvold said: “The loans on the camera shops are worth half” [1]."


def test_a_second_sentence_is_not_borne_out_by_the_first(desk: Desk) -> None:
    draft = "Brandvold said: “The loans on the camera shops are worth half.” Brandvold drives trains."
    model = ScriptedModel([draft], [[0.0, -9.0]])
    asked = "What did Ilse Brandvold say about the loans on the camera shops?"
    answer = Desk(desk.retriever, Writer(model), Settings(cited=1)).ask(asked)
    assert "trains" not in answer.text
    assert "worth half" in answer.text
    assert [one for one in answer.rejected if "trains" in one]


def test_what_somebody_said_is_answered_from_nobody_elses_words(desk: Desk) -> None:
    answer = desk.ask("What did Celia Brandvold say about the ferry to Orm?")
    assert {citation.speaker for citation in answer.citations} == {"Celia Brandvold"}
    answer = desk.ask("What did the council decide about the ferry to Orm?")
    assert "March" in answer.citations[0].quote


def test_what_one_side_says_does_not_answer_for_the_other(desk: Desk) -> None:
    answer = desk.ask("How do Nils Aberg and the operator differ over the tolls?")
    assert [citation.speaker for citation in answer.citations][:1] == ["Nils Aberg"]
    assert any("second lane" in citation.quote for citation in answer.citations[1:])


def test_with_the_rule_off_anybody_may_answer(desk: Desk) -> None:
    anybody = Desk(desk.retriever, None, Settings(threshold=0.0, voices=False))
    answer = anybody.ask("What did Celia Brandvold say about the ferry to Orm?")
    assert {citation.speaker for citation in answer.citations} != {"Celia Brandvold"}


def test_a_question_for_a_number_is_not_answered_without_one(desk: Desk) -> None:
    declined = desk.ask("How expensive is the ferry to Orm?")
    assert not declined.citations
    assert any("ferry" in near.text for near in declined.closest)
    assert (
        Desk(desk.retriever, None, Settings(threshold=0.0, forms=False))
        .ask("How expensive is the ferry to Orm?")
        .citations
    )
    answer = desk.ask("In which month will the ferry to Orm sail again?")
    assert "March" in answer.citations[0].quote


def test_whoever_wrote_an_article_may_answer_with_what_it_reports(desk: Desk) -> None:
    answer = desk.ask("What does Rosa Quist write about a gift wrapped in debt for every child?")
    assert answer.citations[0].speaker == "Anton Rehn"


def test_what_somebody_holds_who_writes_is_not_looked_for_in_other_articles(desk: Desk) -> None:
    question = (
        "How does Nils Aberg see the tolls on the Vell road, and what does Rosa Quist object to the operator?"
    )
    assert [one.speaker for one in desk.ask(question).citations] == ["Nils Aberg", "Rosa Quist"]
    anywhere = Desk(desk.retriever, None, Settings(threshold=0.0, voices=False, particulars=False))
    assert {one.speaker for one in anywhere.ask(question).citations} == {"Nils Aberg"}


def test_somebody_who_writes_has_nothing_to_say_in_articles_that_lack_that_person(desk: Desk) -> None:
    others = Scope(articles=("operator.txt", "quarrel.txt"))
    assert not desk.ask("What does Rosa Quist say about the tolls?", scope=others).citations


def test_somebody_who_writes_may_be_quoted_elsewhere_too(tmp_path: Path) -> None:
    hearing = """A hearing

“The ferry to Orm is a toy for tourists,” said Rosa Quist, a columnist, before the council on Friday.
"""
    with searching_in(tmp_path, column=COLUMN, hearing=hearing) as found:
        answer = Desk(found, None, Settings(threshold=0.0)).ask("What did Rosa Quist say about the ferry?")
    assert answer.citations[0].article == "hearing.txt"
    assert answer.citations[0].speaker == "Rosa Quist"
