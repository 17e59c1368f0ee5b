"""Late interaction: question and text compared word by word."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pullquote.confidence import Basis, Calibration, Look, basis, signals
from pullquote.hits import Evidence, Fit, Hit, Place
from pullquote.indexing import late
from pullquote.indexing.embedding import PackagedEmbedder, TransformerEmbedder
from pullquote.indexing.late import LateInteraction, trained
from pullquote.indexing.minilm import MiniLM
from pullquote.spans import Span

TEXTS = ("The council closed the swimming pool in May.", "Two dogs barked.", "“No,” said Ann Lee.")


@pytest.fixture(scope="module")
def network() -> MiniLM:
    embedder = PackagedEmbedder()
    return MiniLM(embedder.folder, embedder.max_pieces)


@pytest.fixture(scope="module")
def compared(network: MiniLM) -> LateInteraction:
    return LateInteraction(network, trained())


def test_the_mean_of_a_texts_pieces_is_its_vector(network: MiniLM) -> None:
    for text, pieces in zip(TEXTS, network.pieces(TEXTS), strict=True):
        mean = pieces.states.mean(axis=0)
        assert np.abs(mean / np.linalg.norm(mean) - network.embed([text])[0]).max() < 1e-5
        assert len(pieces.ids) == len(pieces.states)


def test_a_change_is_added_and_leaves_the_network_itself_as_it_was(network: MiniLM) -> None:
    name = "encoder.layer.5.output.dense.weight"
    before = network.embed(TEXTS)
    a, b = np.ones((1, 1536), np.float32), np.linspace(-0.01, 0.01, 384, dtype=np.float32)[:, None]
    assert np.abs(network.changed({name: (a, 0 * b)}).embed(TEXTS) - before).max() < 1e-6
    assert np.abs(network.changed({name: (a, b)}).embed(TEXTS) - before).max() > 1e-3
    assert np.abs(network.embed(TEXTS) - before).max() == 0


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("When did the town shut its baths?", 0),
        ("Which animals made a noise?", 1),
        ("Who refused?", 2),
    ],
)
def test_the_text_that_answers_in_other_words_is_nearest(
    compared: LateInteraction, question: str, best: int
) -> None:
    scores = compared.scores(question, TEXTS)
    assert int(np.argmax(scores)) == best
    assert all(-1 <= score <= 1 for score in scores)


def test_a_text_has_its_score_whatever_stands_beside_it(network: MiniLM, compared: LateInteraction) -> None:
    question = "Who closed the pool?"
    together = compared.scores(question, TEXTS)
    fresh = LateInteraction(network, trained())
    alone = [fresh.scores(question, [text])[0] for text in reversed(TEXTS)][::-1]
    assert np.allclose(together, alone, atol=1e-5)
    assert np.allclose(compared.scores(question, [TEXTS[0], TEXTS[0]]), together[0], atol=1e-6)
    assert compared.scores(question, []) == []


def test_what_was_read_is_kept_up_to_a_number(network: MiniLM, compared: LateInteraction) -> None:
    small = LateInteraction(network, trained(), kept=2)
    for _ in range(2):
        assert np.allclose(small.scores("Who?", TEXTS), compared.scores("Who?", TEXTS), atol=1e-5)
        assert len(small._read) == 2


@settings(max_examples=25, deadline=None)
@given(question=st.text(max_size=40), texts=st.lists(st.text(max_size=40), max_size=3))
def test_any_text_gets_a_score(compared: LateInteraction, question: str, texts: list[str]) -> None:
    scores = compared.scores(question, texts)
    assert len(scores) == len(texts)
    assert all(-1.001 <= score <= 1.001 for score in scores)


def test_a_question_of_unknown_signs_tells_nothing(compared: LateInteraction) -> None:
    assert compared.scores("☃☃", TEXTS) == [0.0, 0.0, 0.0]


def test_the_shipped_weights_are_those_that_are_described() -> None:
    folder = files("pullquote.indexing")
    weights = (folder / late.WEIGHTS).read_bytes()
    described = (folder / "late.md").read_text(encoding="utf-8")
    assert re.findall(r"\b[0-9a-f]{64}\b", described) == [hashlib.sha256(weights).hexdigest()]
    assert len(weights) < 50 * 2**20


def test_confidence_rests_on_the_comparison_where_there_was_one() -> None:
    fit = Fit(0.5, 0.4, 0.3, 0.2)
    plain = Evidence(fit, fit, 0.0, 0.0, 0.0)
    place = Place("a.txt", Span(0, 9))
    hits = [Hit(place, 1.0, replace(plain, late=late), 1) for late in (0.5, 0.7)]
    look, read = Look(None, 0.25), Look(0.5, 0.25)
    assert (basis(hits, look), signals(hits, look)) == (Basis.COMPARED, (0.7, 0.25))
    assert (basis(hits, read), signals(hits, read)) == (Basis.WEIGHED, (0.0, 0.7))
    taught = replace(read, taught=True)
    assert (basis(hits, taught), signals(hits, taught)) == (Basis.TAUGHT, (0.0, 0.7))
    alone = [Hit(place, 1.0, plain, 1)]
    assert (basis(alone, taught), signals(alone, taught)) == (Basis.TAUGHT_READ, (0.0, 0.25))
    assert (basis(alone, look), signals(alone, look)) == (Basis.UNREAD, (0.5, 0.4))
    assert (basis(alone, read), signals(alone, read)) == (Basis.READ, (0.0, 0.25))
    sure = Calibration(weighed=(9, 0, 0), read=(3, 0, 0), compared=(0, 0, 0), unread=(-9, 0, 0))
    every = [(hits, read), (alone, read), (hits, look), (alone, look)]
    assert [round(sure.probability(*one), 1) for one in every] == [1.0, 1.0, 0.5, 0.0]


def test_an_embedder_that_nothing_was_trained_for_has_none() -> None:
    packaged = PackagedEmbedder()
    assert TransformerEmbedder("another", packaged.folder).late is None
    assert packaged.late is not None
