"""The model reads the sentences that were found, and their passages where those leave it open."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest

from conftest import searching_in
from fakes import ScriptedModel
from pullquote import choosing
from pullquote.answers import Answer, Cited, Event, Outcome
from pullquote.apart import Part
from pullquote.choices import Choice
from pullquote.choosing import decided
from pullquote.closer import LIGHTLY, Closer
from pullquote.confidence import DENIED, Calibration, Look, log_odds, signals
from pullquote.desk import Desk
from pullquote.filters import EVERYTHING, Scope
from pullquote.hits import Hit
from pullquote.models.adapters import STATING
from pullquote.questions import Asked
from pullquote.retrieval import Retriever
from pullquote.settings import Settings
from pullquote.writer import SYSTEM, Writer, taught_prompt

NEWS = """The ferry

The council met on Monday. “The ferry will sail again in March,” said Ann Lee, its chair. Nobody clapped.
"""
COLUMN = """A bridge too many

By Rosa Quist

The bridge at Vell has cost more than the town has, and nobody drives over it after dark.
"""
SURE, OPEN, NO = [0.0, -4.0], [0.0, -1.0], [-4.0, 0.0]
"""Log-probabilities of Yes and No."""

TAUGHT = frozenset({STATING.name})


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    with searching_in(tmp_path_factory.mktemp("closer"), news=NEWS, column=COLUMN) as found:
        yield found


def looked(
    retriever: Retriever,
    model: ScriptedModel | None,
    question: str = "When will the ferry sail again?",
    *,
    twice: bool = True,
) -> tuple[float, str]:
    """The log-odds of Yes and what was shown, of the best hit."""
    asked = retriever.understand(question)
    closer = Closer(retriever, Writer(model) if model else None, twice=twice)
    look = closer.look(asked, retriever.sentences(asked, 1))
    return (math.nan if look.stated is None else log_odds(look.stated)), look.shown


def together(
    asked: Asked, groups: Sequence[Sequence[Hit]], look: Callable[[Sequence[Hit], bool], Look], how: Settings
) -> Choice:
    """What is decided of some groups of hits that are not read one by one."""
    parts = [Part(asked, tuple(hits)) for hits in groups]
    return decided(asked, parts, lambda _, hits, whole: look(hits, whole), None, how, taught=False)


@pytest.mark.parametrize("weights", [SURE, NO])
def test_sentences_that_decide_are_all_that_is_read(retriever: Retriever, weights: list[float]) -> None:
    model = ScriptedModel(weights=[weights])
    odds, shown = looked(retriever, model)
    assert odds == pytest.approx(weights[0] - weights[1])
    assert "sail again" in shown
    assert "Nobody clapped" not in shown
    assert len(model.prompts) == 1


def test_where_they_leave_it_open_the_passage_is_read_and_the_mean_counts(retriever: Retriever) -> None:
    model = ScriptedModel(weights=[OPEN, NO])
    odds, shown = looked(retriever, model)
    assert odds == pytest.approx((1.0 - 4.0) / 2)
    assert "Nobody clapped" in shown
    assert [shown in prompt.user for prompt in model.prompts] == [False, True]


def test_one_that_was_taught_reads_the_sentences_alone_and_in_the_words_of_its_lessons(
    retriever: Retriever,
) -> None:
    model = ScriptedModel(weights=[OPEN], adapters=TAUGHT)
    odds, shown = looked(retriever, model)
    assert odds == pytest.approx(1.0)
    assert "Nobody clapped" not in shown
    question = "When will the ferry sail again?"
    assert model.prompts == [taught_prompt(question, shown, "Stated:")]
    assert model.prompts[0].adapter == "stating"


def test_one_that_was_taught_can_be_asked_like_any_other(retriever: Retriever) -> None:
    model = ScriptedModel(weights=[OPEN, NO], adapters=TAUGHT)
    desk = Desk(retriever, Writer(model), Settings(taught=False, looks=1))
    assert desk.ask("When will the ferry sail again?").outcome is Outcome.ABSTAINED
    assert [prompt.adapter for prompt in model.prompts] == ["", ""]
    assert {prompt.system for prompt in model.prompts} == {SYSTEM}


def test_of_two_parts_each_has_its_sentence_so_a_taught_no_does_not_decide_alone(
    retriever: Retriever,
) -> None:
    asked = retriever.understand("When will the ferry sail again?")
    (hit,) = retriever.sentences(asked, 1)
    worded = replace(hit, evidence=replace(hit.evidence, late=0.8))
    for taught, groups, answered in ((True, 1, False), (True, 2, True), (False, 2, False)):
        look = Look(0.01, 1.0, taught=taught)
        choice = together(
            asked, [[worded]] * groups, lambda _, __, look=look: look, Settings(looks=1, passages=0)
        )
        assert bool(choice.hits) == answered


@pytest.mark.parametrize(
    ("question", "elsewhere", "answered"),
    [
        ("How did the cost of the ferry change?", True, True),
        ("What was the ferry to cost at first, and what later?", True, True),
        ("How did the cost of the ferry change?", False, False),
        ("What change will the ferry bring?", True, False),
    ],
)
def test_how_something_changed_is_told_by_two_articles_though_a_taught_model_denies_it_of_both(
    retriever: Retriever, question: str, elsewhere: bool, answered: bool
) -> None:
    asked = retriever.understand(question)
    (first,) = retriever.sentences(asked, 1)
    worded = replace(first, evidence=replace(first.evidence, late=0.8))
    other = replace(worded, place=replace(worded.place, article="other.txt" if elsewhere else "news.txt"))
    look = Look(0.01, 1.0, taught=True)
    assert (
        bool(together(asked, [[worded, other]], lambda _, __: look, Settings(looks=1, passages=0)).hits)
        == answered
    )


@pytest.mark.parametrize(("stated", "taught", "taken"), [(0.6, True, 1), (0.99, True, 2), (0.7, False, 2)])
def test_a_later_look_has_to_be_surer_with_a_model_that_was_taught(
    retriever: Retriever, stated: float, taught: bool, taken: int
) -> None:
    asked = retriever.understand("When will the ferry sail again?")
    (hit,) = retriever.sentences(asked, 1)
    worded = replace(hit, evidence=replace(hit.evidence, late=0.6))
    first, second = replace(worded, passage=1), replace(worded, passage=2, score=-1.0)

    def look(at: int) -> Callable[[Sequence[Hit], bool], Look]:
        return lambda hits, _: Look(stated if hits[0].passage == at else 0.01, 1.0, taught=taught)

    chosen = [together(asked, [[first, second]], look(at), Settings(passages=0)).hits for at in (1, 2)]
    assert [bool(hits) for hits in chosen] == [True, taken == 2]


@pytest.mark.parametrize(("groups", "limit"), [(1, 0.6), (2, 0.5)], ids=["one thing", "two things"])
def test_two_things_are_not_told_by_one_passage_and_need_less_of_the_sentences(
    retriever: Retriever, groups: int, limit: float
) -> None:
    asked = retriever.understand("When will the ferry sail again?")
    (hit,) = retriever.sentences(asked, 1)
    read: list[bool] = []

    def look(_: Sequence[Hit], whole: bool) -> Look:
        read.append(whole)
        return Look(0.01, 0.0, taught=True, whole=whole)

    for confidence in (limit - 0.01, limit + 0.01):
        read.clear()
        calibration = Calibration(taught_read=(log_odds(confidence), 0.0, 0.0), unread=(-9.0, 0.0, 0.0))
        settings = Settings(calibration=calibration)
        plain = replace(hit, evidence=replace(hit.evidence, late=None))
        answered = bool(together(asked, [[plain]] * groups, look, settings).hits)
        assert answered == (confidence > limit)
        assert any(read) == (groups == 1 and not answered)


def test_the_passage_alone_is_read_when_it_is_to_be_read_once(retriever: Retriever) -> None:
    model = ScriptedModel(weights=[OPEN])
    odds, shown = looked(retriever, model, twice=False)
    assert odds == pytest.approx(1.0)
    assert "Nobody clapped" in shown
    assert len(model.prompts) == 1


def test_an_author_who_is_asked_about_is_named_before_the_words(retriever: Retriever) -> None:
    asked = "What does Rosa Quist say the bridge at Vell has cost?"
    assert looked(retriever, ScriptedModel(weights=[SURE]), asked)[1].startswith("Rosa Quist: The bridge")
    other = "What has the bridge at Vell cost?"
    assert looked(retriever, ScriptedModel(weights=[SURE]), other)[1].startswith("The bridge")


def test_without_a_model_nothing_is_read(retriever: Retriever) -> None:
    assert math.isnan(looked(retriever, None)[0])


def test_a_follow_up_is_read_without_what_came_before_and_its_yes_counts_less(retriever: Retriever) -> None:
    model = ScriptedModel(weights=[SURE])
    question = "When will it sail again? (about: Who chairs the council? Ann Lee.)"
    odds, _ = looked(retriever, model, question)
    assert odds == pytest.approx(SURE[0] - SURE[1] - LIGHTLY)
    assert "Question: When will it sail again?" in model.prompts[0].user
    assert "Who chairs the council" not in model.prompts[0].user


def test_a_follow_up_that_asks_nothing_by_itself_is_read_with_what_came_before(retriever: Retriever) -> None:
    model = ScriptedModel(weights=[SURE])
    odds, _ = looked(retriever, model, "When? (about: Will the ferry sail again? Yes, it will.)")
    assert odds == pytest.approx(SURE[0] - SURE[1])
    assert "Will the ferry sail again?" in model.prompts[0].user


BRIDGE = """The bridge

“We rejected it,” said Ann Lee, who chairs the council. The bridge over the Vell was the one she meant.

The bridge was painted green in the spring by the pupils of the school in Mill Lane, who had asked to.
The paint was a gift of the brewery beside the weir, which had it over from the vats that it sold. The
bridge over the Vell has been green before, in the years when trams went over it.
"""
TOGETHER = Settings(alone=0)
"""Of what is denied the passages are read at once, and no sentence by itself before them."""

PAINTED = "Who painted the bridge over the Vell green?"


@pytest.fixture(scope="module")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    with searching_in(tmp_path_factory.mktemp("bridge"), bridge=BRIDGE) as found:
        yield found


def asked_of(bridge: Retriever, model: ScriptedModel, settings: Settings | None = None) -> Answer:
    return Desk(bridge, Writer(model), settings or TOGETHER).ask(PAINTED)


def test_a_taught_model_that_denies_the_sentences_reads_the_passages_one_by_one(bridge: Retriever) -> None:
    for passages in (3, 1):
        model = ScriptedModel(weights=[NO] * 9, adapters=TAUGHT)
        assert asked_of(bridge, model, Settings(passages=passages, alone=0)).outcome is Outcome.ABSTAINED
        sentences, *read = [prompt.user for prompt in model.prompts]
        assert [("rejected" in one, "brewery" in one) for one in read] == [(True, False), (False, True)][
            :passages
        ]
        assert "rejected" not in sentences


MILL = "The pupils of the school in Mill Lane painted the bridge green."
BOTH = "Ann Lee said that they rejected it. The pupils of the school painted it."
SWAPPED = "The pupils of the school rejected it. Ann Lee painted it green in the spring."


@pytest.mark.parametrize(
    ("draft", "odds", "cited"),
    [
        (MILL, [NO, NO], ["Mill Lane"]),
        (MILL, [SURE], ["rejected"]),
        (BOTH, [NO, NO], ["rejected", "Mill Lane"]),
        (SWAPPED, [NO, NO], ["Mill Lane"]),
        ("Goats.", [NO, OPEN], ["she meant"]),
    ],
)
def test_of_a_passage_the_sentence_with_which_it_states_the_answer_is_cited_and_what_bears_that_out_too(
    bridge: Retriever, draft: str, odds: list[list[float]], cited: list[str]
) -> None:
    model = ScriptedModel(weights=[NO, SURE, *odds], replies=[draft], adapters=TAUGHT)
    answer = asked_of(bridge, model)
    assert [one.quote for one in answer.citations if not any(word in one.quote for word in cited)] == []
    assert len(answer.citations) == len(cited)
    assert ("painted" in answer.text) == (cited[-1] == "Mill Lane")
    assert "pupils of the school rejected" not in answer.text
    read = [prompt.user for prompt in model.prompts[3:]]
    up_to = [("she meant" in text, "Mill Lane" in text) for text in read]
    assert up_to == [(False, False), (True, False)][: len(odds)]


def test_what_is_told_by_a_passage_is_not_cited_before_it_is_known_where(bridge: Retriever) -> None:
    heard: list[Event] = []
    model = ScriptedModel(weights=[NO, SURE, SURE], replies=["Goats."], adapters=TAUGHT)
    answer = Desk(bridge, Writer(model), TOGETHER).ask(PAINTED, tell=heard.append)
    assert answer.confidence >= choosing.SURE
    assert ["rejected" in one.citation.quote for one in heard if isinstance(one, Cited)] == [True]


TOLLS = """Tolls

“They are a tax on work,” said Nils Aberg, a driver. “The bridge needs paint and the tolls pay for it,” said
Ida Moss, the mayor. An official said: “Nobody has paid the tolls on the bridge since the winter.”
"""


@pytest.mark.parametrize(
    "asked", ["What did Nils Aberg say of the tolls?", "Who pays for paint on the bridge?"]
)
def test_of_a_passage_only_the_words_of_the_speaker_who_is_wanted_are_cited(
    tmp_path_factory: pytest.TempPathFactory, asked: str
) -> None:
    with searching_in(tmp_path_factory.mktemp("tolls"), tolls=TOLLS) as found:
        (aberg,) = (one for one in found.people if one.name == "Nils Aberg")
        scope = EVERYTHING if "Aberg" in asked else Scope(people=(aberg,))
        draft = "The bridge needs paint and the tolls pay for it."
        model = ScriptedModel(weights=[NO, SURE, NO, NO], replies=[draft], adapters=TAUGHT)
        answer = Desk(found, Writer(model), TOGETHER).ask(asked, scope=scope)
    assert [one.speaker for one in answer.citations] == ["Nils Aberg"]


def test_a_passage_of_one_sentence_tells_nothing_that_the_sentence_did_not(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    article = "The whole council of the town of Vell met on Monday to talk about the ferry.\n"
    with searching_in(tmp_path_factory.mktemp("one"), one=article) as found:
        asked = found.understand("What did the council meet about?")
        hits = found.sentences(asked, 1)
        model = ScriptedModel(weights=[OPEN, OPEN], adapters=TAUGHT)
        closer = Closer(found, Writer(model), twice=True)
        assert closer.look(asked, hits, True) == closer.look(asked, hits)


def test_how_sure_a_no_to_a_passage_is_makes_no_difference(retriever: Retriever) -> None:
    hits = retriever.sentences(retriever.understand("When will the ferry sail again?"), 1)
    no, surely_not, yes = (Look(stated, 0.5, taught=True, whole=True) for stated in (0.1, 0.001, 0.9))
    assert signals(hits, no) == signals(hits, surely_not) == (DENIED, 0.5)
    assert signals(hits, yes) == (pytest.approx(log_odds(0.9)), 0.5)


PAY = """Two who left

Ann Lee left the council. “The pay was too poor to live on,” said Bo Lee, who left the ferry.

“It is late,” said Ann Lee on her way home. Nobody had asked her why she went, and she did not tell.
"""


def test_a_namesake_in_the_passage_does_not_answer(tmp_path_factory: pytest.TempPathFactory) -> None:
    with searching_in(tmp_path_factory.mktemp("pay"), pay=PAY) as found:
        model = ScriptedModel(weights=[NO, SURE, NO, SURE], replies=["Goats."], adapters=TAUGHT)
        answer = Desk(found, Writer(model), TOGETHER).ask("Why did Ann Lee leave the council?")
    assert answer.citations
    assert "Bo Lee" not in {one.speaker for one in answer.citations}
