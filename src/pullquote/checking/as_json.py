"""A report as the JSON object that the command line, batches and other programs get."""

from __future__ import annotations

from typing import Any

from pullquote.checking.verdicts import CheckedClaim, CheckedQuote, Passage, Report
from pullquote.spans import Span


def report_json(report: Report, strict: bool = False) -> dict[str, Any]:
    """The object of `check --json`; `strict` counts a claim that is not borne out as wrong."""
    return {
        "quotes": [_quote(quote) for quote in report.quotes],
        "claims": [_claim(claim) for claim in report.claims],
        "ok": report.ok(strict),
    }


def _quote(quote: CheckedQuote) -> dict[str, Any]:
    return {
        "quote": quote.quote,
        "start": quote.span.start,
        "end": quote.span.end,
        "verdict": quote.verdict.value,
        "edits": [edit.value for edit in quote.edits],
        "article": quote.article,
        "source_spans": _pairs(quote.source_spans),
        "source": quote.source,
        "diff": [[change.value, words] for change, words in quote.diff],
        "claimed_speaker": quote.claimed_speaker,
        "speaker": quote.speaker,
        "claimed_article": quote.claimed_article,
        "also_in": [
            {"article": other.article, "source_spans": _pairs(other.source_spans), "speaker": other.speaker}
            for other in quote.also_in
        ],
        "reason": quote.reason,
        "nearest": _passage(quote.nearest) if quote.nearest else None,
    }


def _claim(claim: CheckedClaim) -> dict[str, Any]:
    return {
        "text": claim.text,
        "start": claim.span.start,
        "end": claim.span.end,
        "verdict": claim.verdict.value,
        "certain": claim.certain,
        "evidence": [_passage(passage) for passage in claim.evidence],
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "article": passage.article,
        "start": passage.span.start,
        "end": passage.span.end,
        "quote": passage.quote,
    }


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
