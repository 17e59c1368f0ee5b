"""The report in every form: JSON by the contract, SARIF, Markdown, terminal."""

from __future__ import annotations

import json

from rich.console import Console

from corpora import corpus
from pullquote.checking.as_json import report_json
from pullquote.checking.as_review import markdown, summary, terminal
from pullquote.checking.as_sarif import report_sarif
from pullquote.checking.checker import check
from pullquote.checking.verdicts import Report

ARTICLES = corpus(
    harbour="“The new pier will not survive a winter storm,” said Marta Lindqvist, an engineer. “Nobody "
    "asked the fishermen.” The board bought 14 boats from Pelham Marine."
)
TEXT = (
    "“The new pier will not survive a winter storm,” said Lindqvist.\n"
    "“Nobody asked the *sailors*,” she said.\n"
    "“Nobody asked the fishermen,” said Owen Pryce. “Every whale must leave at once,” said Lindqvist.\n"
    "The board bought 40 boats from Pelham Marine. Lindqvist spoke of “storms”.\n"
)
REPORT = check(TEXT, ARTICLES)


def test_the_json_has_the_contracts_fields_and_survives_a_round_trip() -> None:
    given = json.loads(json.dumps(report_json(REPORT)))
    assert [quote["verdict"] for quote in given["quotes"]] == [
        "verbatim",
        "altered",
        "misattributed",
        "not_found",
        "unchecked",
    ]
    assert {"quote", "start", "end", "edits", "article", "source_spans", "source", "diff"} <= given["quotes"][
        0
    ].keys()
    assert {"claimed_speaker", "speaker", "claimed_article", "also_in", "reason"} <= given["quotes"][0].keys()
    assert given["claims"][0]["verdict"] == "contradicted"
    assert given["claims"][0]["certain"] is True
    assert given["ok"] is False
    for quote in given["quotes"]:
        assert TEXT[quote["start"] : quote["end"]] == quote["quote"]


def test_source_spans_in_the_json_cut_the_source() -> None:
    article = ARTICLES.article("harbour.txt").text
    for quote in report_json(REPORT)["quotes"]:
        if quote["article"]:
            assert " … ".join(article[start:end] for start, end in quote["source_spans"]) == quote["source"]


def test_a_report_without_faults_is_ok_and_says_so() -> None:
    report = check("“Nobody asked the fishermen,” said Lindqvist.", ARTICLES)
    assert report_json(report)["ok"] is True
    assert summary(report).endswith("all right.")
    assert summary(Report()) == "no quotations: all right."


def test_sarif_points_at_each_fault_and_at_its_source() -> None:
    given = report_sarif(REPORT, TEXT, "draft.md")
    results = given["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == [
        "quote/altered",
        "quote/misattributed",
        "quote/not_found",
        "claim/contradicted",
    ]
    rules = {rule["id"] for rule in given["runs"][0]["tool"]["driver"]["rules"]}
    lines = TEXT.splitlines()
    for result in results:
        assert result["ruleId"] in rules
        region = result["locations"][0]["physicalLocation"]["region"]
        start, length = region["charOffset"], region["charLength"]
        shown = lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1]
        assert shown == TEXT[start : start + length]
    related = results[0]["relatedLocations"][0]["physicalLocation"]
    assert related["artifactLocation"]["uri"] == "harbour.txt"


def test_a_claim_that_nobody_bears_out_is_an_error_only_when_strict() -> None:
    text = "Marta Lindqvist wrote a novel about lighthouses."
    report = check(text, ARTICLES)
    levels = [
        report_sarif(report, text, "a.md", strict)["runs"][0]["results"][0]["level"]
        for strict in (False, True)
    ]
    assert levels == ["note", "error"]


def test_markdown_shows_the_worst_first_with_the_true_words_and_lets_nothing_format_it() -> None:
    review = markdown(REPORT, TEXT)
    assert (
        review.index("not found**, line 3")
        < review.index("altered**, line 2")
        < review.index("verbatim**, line 1")
    )
    assert "~~fishermen~~" in review
    assert "\\*sailors\\*" in review
    assert "contradicted**, line 4" in review


def test_the_terminal_says_in_words_what_it_says_in_colours() -> None:
    console = Console(width=200, color_system=None, record=True, file=None, quiet=False)
    with console.capture() as shown:
        for block in terminal(REPORT, TEXT):
            console.print(block)
    printed = shown.get()
    assert "[-fishermen" in printed
    assert "{+sailors" in printed
    assert "Marta Lindqvist said it, not Owen Pryce." in printed
    assert "something is wrong" in printed
