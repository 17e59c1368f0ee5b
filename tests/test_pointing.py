"""A model that was taught to points at the sentence that answers, among several, or at none."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from conftest import searching_in
from fakes import ScriptedModel
from pullquote.answers import Outcome
from pullquote.choosing import Settings
from pullquote.desk import Desk
from pullquote.errors import ModelFailed
from pullquote.models.adapters import POINTING, Adapter, adapter_for
from pullquote.models.language import Prompt, Watch, normalised, unwatched
from pullquote.models.weights import DEFAULT, KNOWN, Weights
from pullquote.pointing import LETTERS, point, shown
from pullquote.retrieval import Retriever
from pullquote.writer import Writer

NEWS = """The ferry

The ferry at Vell will be mended in the winter, the harbour said. The ferry at Vell is old and slow.
The ferry at Vell sails again in March. The ferry at Vell has two captains. The ferry at Vell is blue.

“The ferry at Vell sails without lights,” said Ann Lee, who lives there.
"""
QUESTION = "Is the ferry at Vell safe?"
SURELY, HARDLY = 0.0, -9.0
MAYBE = -1.7


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    with searching_in(tmp_path_factory.mktemp("pointing"), news=NEWS) as found:
        yield found


class Pointing(ScriptedModel):
    """Says Yes to a text that holds `at` and no other, and points at it; at none where it is not there."""

    at = ""
    pointed: Sequence[float] = ()

    def weigh(self, prompt: Prompt, options: Sequence[str], watch: Watch = unwatched) -> list[float]:
        texts = [line for line in prompt.user.splitlines() if line[1:2] == "."]
        if prompt.adapted:
            found = [SURELY if self.at in text else HARDLY for text in texts]
            self.weights = [[*(self.pointed or [*found, HARDLY if SURELY in found else SURELY])]]
        else:
            self.weights = [[SURELY, HARDLY] if self.at in prompt.user else [HARDLY, SURELY]]
        return super().weigh(prompt, options, watch)

    @property
    def lists(self) -> list[list[str]]:
        """The texts of each list that it was shown."""
        adapted = (prompt.user.splitlines() for prompt in self.prompts if prompt.adapted)
        return [[line[3:] for line in lines if line[1:2] == "."] for lines in adapted]


def pointing(at: str) -> Pointing:
    model = Pointing(replies=[""] * 4, adapted=True)
    model.at = at
    return model


@pytest.fixture(scope="module")
def order(retriever: Retriever) -> list[str]:
    """The sentences as the search ranks them."""
    return [retriever.cut(hit.place) for hit in retriever.sentences(retriever.understand(QUESTION), 9)]


def test_what_is_pointed_at_is_cited_though_the_search_had_put_something_else_first(
    retriever: Retriever, order: list[str]
) -> None:
    model = pointing(order[3])
    answer = Desk(retriever, Writer(model)).ask(QUESTION)
    assert [order[3].strip("“”") in one.quote for one in answer.citations] == [True]
    assert answer.confidence > 0.5
    assert len(model.lists) == 1


def test_nothing_is_pointed_at_where_the_first_surely_answers(retriever: Retriever, order: list[str]) -> None:
    model = pointing(order[0])
    answer = Desk(retriever, Writer(model)).ask(QUESTION)
    assert order[0] in answer.citations[0].quote
    assert not model.lists


def test_the_first_is_kept_where_it_may_answer_and_what_is_pointed_at_does_not(
    retriever: Retriever, order: list[str]
) -> None:
    class Elsewhere(Pointing):
        def weigh(self, prompt: Prompt, options: Sequence[str], watch: Watch = unwatched) -> list[float]:
            if prompt.adapted or order[0] not in prompt.user:
                return super().weigh(prompt, options, watch)
            return normalised([0.0, MAYBE])

    model = Elsewhere(replies=[""] * 4, adapted=True)
    model.at = "no such words"
    model.pointed = [HARDLY, HARDLY, SURELY, HARDLY, HARDLY]
    answer = Desk(retriever, Writer(model)).ask(QUESTION)
    assert order[0] in answer.citations[0].quote
    assert 0.45 <= answer.confidence < 0.8


def test_where_nothing_is_pointed_at_there_is_no_answer(retriever: Retriever) -> None:
    answer = Desk(retriever, Writer(pointing("no such words"))).ask(QUESTION)
    assert answer.outcome is Outcome.ABSTAINED
    assert answer.confidence < 0.2


def test_the_list_begins_with_the_best_and_is_as_long_as_was_set(
    retriever: Retriever, order: list[str]
) -> None:
    model = pointing("no such words")
    Desk(retriever, Writer(model), Settings(listed=3)).ask(QUESTION)
    (texts,) = model.lists
    assert texts[0].endswith(order[0])
    assert len(set(texts)) == 3


@pytest.mark.parametrize(("adapted", "points"), [(False, True), (True, False)])
def test_a_model_that_was_not_taught_or_may_not_point_says_yes_or_no(
    retriever: Retriever, adapted: bool, points: bool
) -> None:
    model = ScriptedModel(replies=[""], weights=[[0.0, -5.0]], adapted=adapted)
    Desk(retriever, Writer(model), Settings(points=points)).ask(QUESTION)
    assert model.options[0] == [" Yes", " No"]
    assert not model.prompts[0].adapted


def test_the_shares_of_the_texts_and_of_none_add_up() -> None:
    model = ScriptedModel(weights=[[-1.0, -2.0, -3.0]], adapted=True)
    pointed = point(model, "Who?", ["Ann did.", "Lee did."])
    assert sum(map(math.exp, [*pointed.texts, pointed.none])) == pytest.approx(1.0)
    assert pointed.stated == pytest.approx(1 - math.exp(pointed.none))
    assert model.prompts[0].adapted


def test_every_text_has_its_letter_and_the_question_stands_around_them() -> None:
    lines = shown("Who?", ["Ann did.", "Lee did."]).splitlines()
    assert [line for line in lines if line] == [
        "Question: Who?",
        "A. Ann did.",
        "B. Lee did.",
        "Question: Who?",
    ]
    assert len(set(LETTERS)) == len(LETTERS)


def test_the_shipped_adapter_is_whole_and_goes_with_the_default_model_alone() -> None:
    default = KNOWN[DEFAULT]
    assert adapter_for(Weights(default.name, Path(default.file), default.sha256)) == POINTING
    assert adapter_for(Weights("other", Path("other.gguf"), "0" * 64)) is None


def test_a_damaged_adapter_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "pointing.gguf"
    path.write_bytes(b"GGUF")
    default = KNOWN[DEFAULT]
    with pytest.raises(ModelFailed, match=r"pointing\.gguf is damaged: .*Install pullquote again") as caught:
        adapter_for(
            Weights(default.name, Path(default.file), default.sha256), Adapter(path, "0" * 64, default.sha256)
        )
    assert "\n" not in str(caught.value)
