"""The systems as the suites reach them: the real desk, and the LlamaIndex peer on fakes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fakes import ScriptedModel, WordEmbedder
from pullquote.desk import Desk
from pullquote.places import seeds
from pullquote.retrieval import Retriever
from pullquote.settings import Settings
from pullquote_evals.answers import read_answer, read_search
from pullquote_evals.citation_metrics import Exactness
from pullquote_evals.gold import CasesRefused, Question
from pullquote_evals.options import EvalOptions
from pullquote_evals.peer import LlamaIndexPeer, open_peer, peer_over
from pullquote_evals.protocol import NotBuilt
from pullquote_evals.systems import PullquoteSystem, open_system
from pullquote_evals.texts import read_texts

TEXTS = read_texts(seeds())
ASKED = Question(id="q", question="What did Wurmser say about a walled garden?", answerable=False)
HARRIS = "002_40499ef273f6bf74.txt"


@pytest.fixture
def desk_system(retriever: Retriever, tmp_path: Path) -> PullquoteSystem:
    """It answers whatever is asked: when to decline is not what is tried here."""
    return PullquoteSystem(Desk(retriever, None, Settings(threshold=0.0)), seeds(), tmp_path, None)


def test_an_answer_of_the_desk_is_the_contracts_and_exact(desk_system: PullquoteSystem) -> None:
    answer = read_answer(desk_system.ask(ASKED.asked()))
    assert answer.answered
    assert Exactness(TEXTS)(ASKED, answer) == 1
    assert answer.citations[0].speaker == "Yoram Wurmser"


def test_a_search_gives_k_passages_of_the_named_articles_only(desk_system: PullquoteSystem) -> None:
    row: dict[str, Any] = {**ASKED.asked(), "articles": [HARRIS]}
    found = read_search(desk_system.search(row, 3))
    assert len(found.passages) == 3
    assert {passage.article for passage in found.passages} == {HARRIS}


def test_a_text_is_checked_against_the_index(desk_system: PullquoteSystem) -> None:
    text = "“The threat of lawsuit is the enforcement,” said David Evan Harris."
    (quote,) = desk_system.check({"id": "c", "text": text})["quotes"]
    assert quote["verdict"] == "verbatim"


def test_attributions_have_words_kind_and_speaker(desk_system: PullquoteSystem) -> None:
    found = desk_system.attributions(seeds(), HARRIS)
    assert {"David Evan Harris", "Wendy Hall"} <= {one["speaker"] for one in found}
    assert all(set(one) == {"words", "kind", "speaker"} for one in found)


def test_the_description_changes_with_whatever_answers_depend_on(
    retriever: Retriever, desk_system: PullquoteSystem, tmp_path: Path
) -> None:
    other = PullquoteSystem(Desk(retriever, None, Settings(threshold=0.1)), seeds(), tmp_path, None)
    assert desk_system.describe() == desk_system.describe()
    assert desk_system.describe() != other.describe()


def test_an_unknown_system_and_a_peer_without_a_model_are_refused(tmp_path: Path) -> None:
    options = EvalOptions(out=tmp_path)
    with (
        pytest.raises(CasesRefused, match="There are: pullquote, llamaindex"),
        open_system("x", options, seeds()),
    ):
        pass
    with pytest.raises(CasesRefused, match="--tier model"), open_peer(options, seeds()):
        pass


@pytest.fixture(scope="module")
def model() -> ScriptedModel:
    return ScriptedModel()


@pytest.fixture(scope="module")
def peer(model: ScriptedModel) -> Iterator[LlamaIndexPeer]:
    with peer_over(TEXTS, model, WordEmbedder()) as made:
        yield made


def test_the_peers_sources_become_citations_with_places(model: ScriptedModel, peer: LlamaIndexPeer) -> None:
    model.replies.append("They are a walled garden [Source 1], he said [2]. See [99].")
    answer = read_answer(peer.ask(ASKED.asked()))
    assert [citation.number for citation in answer.citations] == [1, 2]
    assert Exactness(TEXTS)(ASKED, answer) == 1
    assert answer.confidence is None
    assert answer.timings


def test_a_peer_that_says_the_sources_do_not_help_abstains(
    model: ScriptedModel, peer: LlamaIndexPeer
) -> None:
    model.replies.append("None of the provided sources mention it [1].")
    answer = read_answer(peer.ask(ASKED.asked()))
    assert not answer.answered
    assert answer.citations == ()


def test_the_peer_searches_within_the_named_articles(peer: LlamaIndexPeer) -> None:
    row: dict[str, Any] = {**ASKED.asked(), "articles": [HARRIS]}
    passages = read_search(peer.search(row, 20)).passages
    assert {passage.article for passage in passages} == {HARRIS}
    assert all(TEXTS[one.article][one.start : one.end] == one.text for one in passages)


def test_the_peer_folds_a_conversation_in_by_asking_its_model(
    model: ScriptedModel, peer: LlamaIndexPeer
) -> None:
    model.replies += ["What did Wurmser say?", "It is a walled garden [1]."]
    history = [
        {"role": "user", "content": "Who is Wurmser?"},
        {"role": "assistant", "content": "An analyst."},
    ]
    answer = read_answer(peer.ask({"id": "q", "question": "And what did he say?", "history": history}))
    assert answer.answer == "It is a walled garden [1]."


def test_the_peer_neither_checks_nor_attributes(peer: LlamaIndexPeer) -> None:
    with pytest.raises(NotBuilt):
        peer.check({"id": "c", "text": ""})
    with pytest.raises(NotBuilt):
        peer.attributions(seeds(), HARRIS)
