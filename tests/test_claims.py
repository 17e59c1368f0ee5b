"""Claims: which sentences are claims, and what the articles say to them."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from corpora import corpus
from pullquote.checking.checker import NO_MODEL, check
from pullquote.checking.verdicts import CheckedClaim, ClaimVerdict

HARBOUR = (
    "The Skerrow harbour board met on Tuesday. In March 2021 the board bought 14 boats from Pelham Marine "
    "for $1.5 million. The ferry was not repaired by Nordvik Yard, because the yard had no room.\n\n"
    "Marta Lindqvist, an engineer at the University of Halden, advises the board on storms. Owen Pryce is a "
    "retired pilot of the Tollbar lifeboat and a former mayor of Skerrow."
)
ARTICLES = corpus(harbour=HARBOUR)


@dataclass
class ScriptedJudge:
    """Answers every claim with the same probability, and remembers what it was asked."""

    probability: float | None
    asked: list[tuple[str, str]] = field(default_factory=list)
    absent: bool = False

    def supports(self, claim: str, evidence_text: str) -> float | None:
        self.asked.append((claim, evidence_text))
        return self.probability


def one(text: str) -> CheckedClaim:
    (claim,) = check(text, ARTICLES).claims
    assert claim.span.cut(text) == claim.text
    for passage in claim.evidence:
        assert passage.span.cut(ARTICLES.article(passage.article).text) == passage.quote
    return claim


@pytest.mark.parametrize(
    "text",
    [
        "In March 2021 the board bought 14 boats from Pelham Marine for $1,500,000.",
        "The board bought fourteen boats from Pelham Marine.",
        "Marta Lindqvist advises the board on storms.",
        "Lindqvist is an engineer at the University of Halden.",
        "Owen Pryce is a former mayor of Skerrow.",
        "Nordvik Yard did not repair the ferry.",
    ],
)
def test_what_an_article_says_is_supported_with_its_sentence(text: str) -> None:
    claim = one(text)
    assert claim.verdict is ClaimVerdict.SUPPORTED
    assert claim.evidence


@pytest.mark.parametrize(
    "text",
    [
        "In March 2021 the board bought 40 boats from Pelham Marine.",
        "In April 2021 the board bought 14 boats from Pelham Marine.",
        "In March 2022 the board bought 14 boats from Pelham Marine.",
        "The board bought 14 boats from Castellan Marine.",
        "Marta Lindqvist is an engineer at the University of Oslo.",
        "The ferry was repaired by Nordvik Yard.",
        "Marta Lindqvist does not advise the board on storms.",
    ],
)
def test_another_number_date_name_or_sign_is_contradicted_for_certain(text: str) -> None:
    claim = one(text)
    assert claim.verdict is ClaimVerdict.CONTRADICTED
    assert claim.certain
    assert not check(text, ARTICLES).ok()


def test_what_no_article_says_is_not_found_and_only_strict_minds() -> None:
    report = check("Marta Lindqvist wrote a novel about lighthouses.", ARTICLES)
    assert [claim.verdict for claim in report.claims] == [ClaimVerdict.NOT_FOUND]
    assert report.ok()
    assert not report.ok(strict=True)


@pytest.mark.parametrize(
    "text",
    [
        "It rained all evening and nobody minded.",
        "My sister owns three bicycles.",
        "“Marta Lindqvist advises the board on storms,” she said.",
    ],
)
def test_a_sentence_that_shares_nothing_is_no_claim(text: str) -> None:
    assert check(text, ARTICLES).claims == ()


def test_quotes_only_leaves_claims_out() -> None:
    assert check("Marta Lindqvist advises the board on storms.", ARTICLES, quotes_only=True).claims == ()


PARAPHRASE = "Marta Lindqvist tells the Skerrow board about bad weather."


def test_without_a_model_a_paraphrase_is_not_found_and_uncertain_and_a_remark_says_why() -> None:
    report = check(PARAPHRASE, ARTICLES)
    assert [(claim.verdict, claim.certain) for claim in report.claims] == [(ClaimVerdict.NOT_FOUND, False)]
    assert report.remarks == (NO_MODEL,)


@pytest.mark.parametrize(
    ("probability", "verdict", "certain"),
    [
        (0.95, ClaimVerdict.SUPPORTED, True),
        (0.6, ClaimVerdict.SUPPORTED, False),
        (0.1, ClaimVerdict.NOT_FOUND, True),
        (0.4, ClaimVerdict.NOT_FOUND, False),
        (None, ClaimVerdict.NOT_FOUND, False),
    ],
)
def test_the_judge_decides_what_the_rules_leave_open(
    probability: float | None, verdict: ClaimVerdict, certain: bool
) -> None:
    judge = ScriptedJudge(probability)
    (claim,) = check(PARAPHRASE, ARTICLES, judge=judge).claims
    assert (claim.verdict, claim.certain) == (verdict, certain)
    assert judge.asked[0][0] == PARAPHRASE


def test_no_judge_may_pass_another_number() -> None:
    judge = ScriptedJudge(0.99)
    (claim,) = check("Skerrow acquired 41 vessels from Pelham Marine.", ARTICLES, judge=judge).claims
    assert claim.verdict is not ClaimVerdict.SUPPORTED


def test_the_judge_is_not_asked_what_rules_can_tell() -> None:
    judge = ScriptedJudge(0.99)
    check("In March 2021 the board bought 40 boats from Pelham Marine.", ARTICLES, judge=judge)
    assert judge.asked == []
