"""A report as SARIF 2.1.0, the format in which code-review tools take annotations on a file.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/: columns count from 1, here in Unicode code points, and the
column after the last one ends a region.
"""

from __future__ import annotations

from typing import Any

from pullquote.checking.verdicts import CheckedClaim, CheckedQuote, ClaimVerdict, Passage, Report, Verdict
from pullquote.spans import Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_RULES = {
    "quote/altered": "The article has other words.",
    "quote/misattributed": "Somebody else said the words, or they stand in another article.",
    "quote/not_found": "No article has the words.",
    "claim/contradicted": "An article says otherwise.",
    "claim/not_found": "No article bears the claim out.",
}


def report_sarif(report: Report, text: str, address: str, strict: bool = False) -> dict[str, Any]:
    """One run with a result for everything that is not right; `address` is the checked file's URI.

    A claim that no article bears out is an error under `strict`, else a note.
    """
    lines = _Lines(text)
    wrong = [quote for quote in report.quotes if f"quote/{quote.verdict}" in _RULES]
    doubtful = [claim for claim in report.claims if claim.verdict is not ClaimVerdict.SUPPORTED]
    results = [_quote_result(quote, lines, address) for quote in wrong]
    results += [_claim_result(claim, lines, address, strict) for claim in doubtful]
    driver = {
        "name": "pullquote",
        "rules": [{"id": name, "shortDescription": {"text": words}} for name, words in _RULES.items()],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


class _Lines:
    """Lines and columns of a text's offsets."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(place + 1 for place, char in enumerate(text) if char == "\n")]

    def region(self, span: Span) -> dict[str, int]:
        """The SARIF region of a place."""
        first, last = self._line(span.start), self._line(max(span.start, span.end - 1))
        return {
            "startLine": first + 1,
            "startColumn": span.start - self._starts[first] + 1,
            "endLine": last + 1,
            "endColumn": span.end - self._starts[last] + 1,
            "charOffset": span.start,
            "charLength": len(span),
        }

    def _line(self, offset: int) -> int:
        return sum(start <= offset for start in self._starts) - 1


def _quote_result(quote: CheckedQuote, lines: _Lines, address: str) -> dict[str, Any]:
    message = quote.reason
    if quote.source and quote.verdict is Verdict.ALTERED:
        message += f" True words ({quote.article}): “{quote.source}”"
    result = _result(f"quote/{quote.verdict}", "error", message, lines.region(quote.span), address)
    if quote.article and quote.source is not None:
        whole = Span(quote.source_spans[0].start, max(span.end for span in quote.source_spans))
        place = Passage(quote.article, whole, quote.source)
        result["relatedLocations"] = [_related(place)]
    return result


def _claim_result(claim: CheckedClaim, lines: _Lines, address: str, strict: bool) -> dict[str, Any]:
    wrong = strict or claim.verdict is ClaimVerdict.CONTRADICTED
    name = f"claim/{claim.verdict}"
    message = _RULES[name] if claim.certain else f"{_RULES[name]} Not certain."
    result = _result(name, "error" if wrong else "note", message, lines.region(claim.span), address)
    if claim.evidence:
        result["relatedLocations"] = [_related(passage) for passage in claim.evidence]
    return result


def _result(name: str, level: str, message: str, region: dict[str, int], address: str) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": address}, "region": region}
    return {
        "ruleId": name,
        "level": level,
        "message": {"text": message},
        "locations": [{"physicalLocation": place}],
    }


def _related(passage: Passage) -> dict[str, Any]:
    region = {"charOffset": passage.span.start, "charLength": max(1, len(passage.span))}
    return {
        "physicalLocation": {"artifactLocation": {"uri": passage.article}, "region": region},
        "message": {"text": passage.quote},
    }
