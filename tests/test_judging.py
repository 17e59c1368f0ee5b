"""The model's part in claims: asked last, seldom, and never believed on numbers and names."""

from __future__ import annotations

import math

import pytest

from corpora import corpus
from fakes import ScriptedModel
from pullquote.checking.checker import NO_MODEL, Checker
from pullquote.checking.claims import MOST_JUDGED
from pullquote.checking.judging import ModelJudge
from pullquote.checking.verdicts import ClaimVerdict
from pullquote.errors import ModelMissing
from pullquote.models.language import LanguageModel

ARTICLES = corpus(
    harbour="Marta Lindqvist, an engineer at Halden, advises the Skerrow board on storms. In March the board "
    "bought 14 boats from Pelham Marine.",
    ferry="Owen Pryce is a retired pilot of the Tollbar lifeboat. He said that Skerrow needs a ferry.",
)
PARAPHRASE = "Marta Lindqvist tells the Skerrow board about bad weather."


def judged(*gaps: float) -> tuple[Checker, ScriptedModel]:
    model = ScriptedModel(weights=[[gap, 0.0] for gap in gaps])
    return Checker(ARTICLES, ModelJudge(lambda: model)), model


@pytest.mark.parametrize(
    ("gap", "verdict", "certain"),
    [
        (3.0, ClaimVerdict.SUPPORTED, True),
        (0.5, ClaimVerdict.SUPPORTED, False),
        (-0.5, ClaimVerdict.NOT_FOUND, False),
        (-3.0, ClaimVerdict.NOT_FOUND, True),
    ],
)
def test_a_wide_gap_between_yes_and_no_is_certain_and_a_narrow_one_is_not(
    gap: float, verdict: ClaimVerdict, certain: bool
) -> None:
    checker, model = judged(gap)
    report = checker.check(PARAPHRASE)
    assert [(claim.verdict, claim.certain) for claim in report.claims] == [(verdict, certain)]
    assert PARAPHRASE in model.prompts[0].user
    assert "advises the Skerrow board" in model.prompts[0].user
    assert NO_MODEL not in report.remarks


def test_the_probability_is_that_of_yes() -> None:
    judge = ModelJudge(lambda: ScriptedModel(weights=[[math.log(3), 0.0]]))
    assert judge.supports("a claim", "a text") == pytest.approx(0.75)


@pytest.mark.parametrize(
    "text",
    [
        "Marta Lindqvist tells the Skerrow board about 40 kinds of bad weather.",
        "Marta Lindqvist tells the Skerrow and Castellan boards about bad weather.",
    ],
)
def test_no_model_may_pass_another_number_or_name(text: str) -> None:
    checker, _ = judged(9.0)
    assert {claim.verdict for claim in checker.check(text).claims} == {ClaimVerdict.NOT_FOUND}


def test_a_denial_on_one_side_alone_is_never_certain() -> None:
    checker, _ = judged(9.0)
    (claim,) = checker.check("Marta Lindqvist never tells the Skerrow board about bad weather.").claims
    assert not claim.certain


def test_the_model_is_opened_only_when_a_claim_needs_it() -> None:
    opened: list[ScriptedModel] = []

    def open_one() -> LanguageModel:
        opened.append(ScriptedModel())
        return opened[-1]

    judge = ModelJudge(open_one)
    checker = Checker(ARTICLES, judge)
    checker.check("Marta Lindqvist advises the Skerrow board on storms. Nobody minded the rain.")
    checker.check(PARAPHRASE, quotes_only=True)
    assert opened == []
    checker.check(PARAPHRASE)
    checker.check(PARAPHRASE)
    assert len(opened) == 1
    judge.close()
    assert opened[0].closed


def test_without_weights_the_claim_is_open_and_a_remark_says_what_to_type() -> None:
    def missing() -> LanguageModel:
        raise ModelMissing("no weights")

    report = Checker(ARTICLES, ModelJudge(missing)).check(PARAPHRASE)
    assert [(claim.verdict, claim.certain) for claim in report.claims] == [(ClaimVerdict.NOT_FOUND, False)]
    assert report.remarks == (NO_MODEL,)
    assert "pullquote model fetch" in NO_MODEL


def test_only_so_many_claims_are_judged_and_the_rest_is_remarked_upon() -> None:
    checker, model = judged(*[3.0] * 99)
    report = checker.check(" ".join([PARAPHRASE] * (MOST_JUDGED + 2)))
    assert len(model.prompts) == MOST_JUDGED
    assert [claim.certain for claim in report.claims].count(False) == 2
    assert report.remarks[0].startswith("2 claims")
