"""A report for people: coloured text for a terminal, Markdown for a review."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.text import Text

from pullquote.checking.verdicts import (
    Change,
    CheckedClaim,
    CheckedQuote,
    ClaimVerdict,
    Report,
    Verdict,
)

_WORDS = {
    Verdict.VERBATIM: "verbatim",
    Verdict.ALTERED: "altered",
    Verdict.MISATTRIBUTED: "misattributed",
    Verdict.NOT_FOUND: "not found",
    Verdict.UNCHECKED: "too short to tell",
}
_STYLES = {
    Verdict.VERBATIM: "bold green",
    Verdict.ALTERED: "bold red",
    Verdict.MISATTRIBUTED: "bold magenta",
    Verdict.NOT_FOUND: "bold yellow",
    Verdict.UNCHECKED: "dim",
}
_CLAIM_WORDS = {
    ClaimVerdict.SUPPORTED: "supported",
    ClaimVerdict.CONTRADICTED: "contradicted",
    ClaimVerdict.NOT_FOUND: "not found",
}
_CLAIM_STYLES = {
    ClaimVerdict.SUPPORTED: "bold green",
    ClaimVerdict.CONTRADICTED: "bold red",
    ClaimVerdict.NOT_FOUND: "bold yellow",
}
_CHANGES = {Change.EQUAL: "", Change.DELETE: "red strike", Change.INSERT: "green underline"}
_SPACES = re.compile(r"\s+")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>~|#])")
_LONGEST = 300


def line_of(text: str, offset: int) -> int:
    """The line of an offset, counted from 1."""
    return text.count("\n", 0, offset) + 1


def terminal(report: Report, text: str, strict: bool = False) -> Iterator[Text]:
    """A block for each quotation and claim, and a last line with the sum. Colours never carry the meaning."""
    for quote in report.quotes:
        yield _quote_block(quote, line_of(text, quote.span.start))
    for claim in report.claims:
        yield _claim_block(claim, line_of(text, claim.span.start))
    ok = report.ok(strict)
    yield Text(summary(report, strict), style="bold green" if ok else "bold red")


def summary(report: Report, strict: bool = False) -> str:
    """One line: how many of each verdict, and whether all is well."""
    quotes = [quote.verdict for quote in report.quotes]
    claims = [claim.verdict for claim in report.claims]
    parts = [f"{quotes.count(verdict)} {words}" for verdict, words in _WORDS.items() if verdict in quotes]
    line = f"{_counted(len(quotes), 'quotation')}" + (f" ({', '.join(parts)})" if parts else "")
    if claims:
        sums = [
            f"{claims.count(verdict)} {words}" for verdict, words in _CLAIM_WORDS.items() if verdict in claims
        ]
        line += f", {_counted(len(claims), 'claim')} ({', '.join(sums)})"
    return f"{line}: {'all right' if report.ok(strict) else 'something is wrong'}."


def _counted(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def _quote_block(quote: CheckedQuote, line: int) -> Text:
    block = Text()
    block.append(f"{_WORDS[quote.verdict]:<13} ", style=_STYLES[quote.verdict])
    block.append(f"line {line}  ", style="dim")
    block.append(f"“{_short(quote.quote)}”\n")
    block.append(f"  {quote.reason}\n")
    if quote.verdict is Verdict.ALTERED:
        block.append("  ")
        for change, words in quote.diff:
            marked = {Change.DELETE: f"[-{_flat(words)}-]", Change.INSERT: f"{{+{_flat(words)}+}}"}.get(
                change
            )
            block.append(marked + " " if marked else _flat(words, keep_end=True), style=_CHANGES[change])
        block.append("\n")
    elif quote.nearest:
        block.append(f"  nearest, {quote.nearest.article}: “{_short(quote.nearest.quote)}”\n", style="dim")
    if quote.article:
        block.append(f"  {_where(quote)}\n", style="dim")
    return block


def _where(quote: CheckedQuote) -> str:
    places = ", ".join(f"{span.start}–{span.end}" for span in quote.source_spans)
    said = f"{quote.speaker}, " if quote.speaker else ""
    also = sorted({other.article for other in quote.also_in} - {quote.article})
    return f"{said}{quote.article} [{places}]" + (f"; also in {', '.join(also)}" if also else "")


def _claim_block(claim: CheckedClaim, line: int) -> Text:
    block = Text()
    words = _CLAIM_WORDS[claim.verdict] + ("" if claim.certain else " (not certain)")
    block.append(f"claim {words} ", style=_CLAIM_STYLES[claim.verdict])
    block.append(f"line {line}  ", style="dim")
    block.append(f"{_short(claim.text)}\n")
    for passage in claim.evidence:
        block.append(f"  {passage.article}: “{_short(passage.quote)}”\n", style="dim")
    return block


def markdown(report: Report, text: str, strict: bool = False) -> str:
    """A review to paste beside a draft: a summary, then everything, worst first within its kind."""
    parts = [f"**{summary(report, strict)}**"]
    order = [Verdict.NOT_FOUND, Verdict.ALTERED, Verdict.MISATTRIBUTED, Verdict.VERBATIM, Verdict.UNCHECKED]
    if report.quotes:
        parts.append("## Quotations")
        parts += [
            _quote_item(quote, line_of(text, quote.span.start))
            for quote in sorted(report.quotes, key=lambda quote: order.index(quote.verdict))
        ]
    if report.claims:
        parts.append("## Claims")
        worst = [ClaimVerdict.CONTRADICTED, ClaimVerdict.NOT_FOUND, ClaimVerdict.SUPPORTED]
        parts += [
            _claim_item(claim, line_of(text, claim.span.start))
            for claim in sorted(report.claims, key=lambda claim: worst.index(claim.verdict))
        ]
    parts += [f"_{_plain(remark)}_" for remark in report.remarks]
    return "\n\n".join(parts) + "\n"


def _quote_item(quote: CheckedQuote, line: int) -> str:
    lines = [
        f"- **{_WORDS[quote.verdict]}**, line {line}: “{_plain(quote.quote)}”",
        f"  {_plain(quote.reason)}",
    ]
    if quote.verdict is Verdict.ALTERED:
        lines.append("  " + "".join(_marked(change, words) for change, words in quote.diff))
    if quote.nearest:
        lines.append(f"  Nearest, {_plain(quote.nearest.article)}: “{_plain(quote.nearest.quote)}”")
    if quote.article:
        lines.append(f"  {_plain(_where(quote))}")
    return "  \n".join(lines)


def _marked(change: Change, words: str) -> str:
    flat = _SPACES.sub(" ", words)
    kept, space = flat.rstrip(), " " if flat != flat.rstrip() else ""
    if change is Change.EQUAL or not kept:
        return _plain(kept) + space
    mark = "~~" if change is Change.DELETE else "**"
    return f"{mark}{_plain(kept)}{mark}{space}"


def _claim_item(claim: CheckedClaim, line: int) -> str:
    words = _CLAIM_WORDS[claim.verdict] + ("" if claim.certain else ", not certain")
    lines = [f"- **{words}**, line {line}: {_plain(claim.text)}"]
    lines += [f"  {_plain(passage.article)}: “{_plain(passage.quote)}”" for passage in claim.evidence]
    return "  \n".join(lines)


def _plain(text: str) -> str:
    """On one line, with Markdown's own signs escaped, so that no article can format a review."""
    return _MARKDOWN.sub(r"\\\1", _SPACES.sub(" ", text))


def _flat(text: str, keep_end: bool = False) -> str:
    flat = _SPACES.sub(" ", text)
    return flat if keep_end else flat.strip()


def _short(text: str) -> str:
    flat = _SPACES.sub(" ", text)
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]}…"
