"""A checked text as HTML: each quotation coloured in place, then what the articles have to say about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pullquote.checking.as_review import markdown
from pullquote.checking.verdicts import (
    Change,
    CheckedClaim,
    CheckedQuote,
    ClaimVerdict,
    Passage,
    Report,
    Verdict,
)
from pullquote.indexing.library import Library
from pullquote.spans import Span
from pullquote_ui.article_view import GAP
from pullquote_ui.escaping import text_html
from pullquote_ui.rendering import spans_data

LABELS = {
    Verdict.VERBATIM: ("✓", "Verbatim"),
    Verdict.ALTERED: ("≠", "Altered"),
    Verdict.MISATTRIBUTED: ("⇄", "Misattributed"),
    Verdict.NOT_FOUND: ("?", "Not found"),
    Verdict.UNCHECKED: ("–", "Too short to tell"),
}
CLAIM_LABELS = {
    ClaimVerdict.SUPPORTED: ("✓", "Supported"),
    ClaimVerdict.CONTRADICTED: ("✗", "Contradicted"),
    ClaimVerdict.NOT_FOUND: ("?", "Not found"),
}
_TAGS = {Change.EQUAL: "span", Change.INSERT: "ins", Change.DELETE: "del"}


def report_html(text: str, report: Report, library: Library) -> str:
    """The whole review; what it cites is cut from the library."""
    if not report.quotes and not report.claims:
        return (
            '<section class="review"><p class="verdict-line dull">No quotation and nothing else to check '
            "was found in this text.</p></section>"
        )
    quotes = "".join(
        f"<li>{_quote(number, quote, library)}</li>" for number, quote in enumerate(report.quotes, 1)
    )
    claims = "".join(f"<li>{_claim(claim, library)}</li>" for claim in report.claims)
    return (
        f'<section class="review" aria-label="Review">{_counts(report)}'
        f'<div class="checked-text">{_coloured(text, report.quotes)}</div>'
        + "".join(f'<p class="remark">{text_html(one)}</p>' for one in report.remarks)
        + (f'<h2>Quotations</h2><ol class="quotes">{quotes}</ol>' if quotes else "")
        + (f'<h2>Claims</h2><ol class="claims">{claims}</ol>' if claims else "")
        + _tools(text_html(markdown(report, text)))
        + "</section>"
    )


def _tools(review: str) -> str:
    """Ways to take the review along; it is given as Markdown, already escaped for HTML."""
    return (
        f'<footer class="foot"><button type="button" data-copy="{review}">Copy the review</button>'
        f'<button type="button" data-save="{review}" data-file="review.md">Save as Markdown</button></footer>'
    )


def _counts(report: Report) -> str:
    found = Counter(quote.verdict for quote in report.quotes)
    told = "".join(
        f'<li class="badge v-{verdict.value}">{_sign(LABELS[verdict])} {found[verdict]}</li>'
        for verdict in LABELS
        if found[verdict]
    )
    claims = Counter(claim.verdict for claim in report.claims)
    told += "".join(
        f'<li class="badge c-{verdict.value}">Claims: {_sign(CLAIM_LABELS[verdict])} {claims[verdict]}</li>'
        for verdict in CLAIM_LABELS
        if claims[verdict]
    )
    ok = report.ok()
    line = "Every quotation stands." if ok else "Not everything stands."
    if not report.quotes:
        line = "No quotation in this text."
    return (
        f'<p class="verdict-line {"good" if ok else "bad"}" data-say="verdict">{line}</p>'
        f'<ul class="counts" aria-label="Counts">{told}</ul>'
    )


def _sign(label: tuple[str, str]) -> str:
    return f'<span aria-hidden="true">{label[0]}</span> {label[1]}'


def _coloured(text: str, quotes: Sequence[CheckedQuote]) -> str:
    parts, end = [], 0
    for number, quote in enumerate(quotes, 1):
        if quote.span.start < end:
            continue
        parts.append(text_html(text[end : quote.span.start]))
        parts.append(
            f'<a class="q v-{quote.verdict.value}" href="#quote-{number}">'
            f'{text_html(quote.span.cut(text))}<sup aria-hidden="true">{LABELS[quote.verdict][0]}</sup>'
            f'<span class="unseen"> ({LABELS[quote.verdict][1]})</span></a>'
        )
        end = quote.span.end
    return "".join([*parts, text_html(text[end:])])


def _quote(number: int, quote: CheckedQuote, library: Library) -> str:
    place = ""
    if quote.article and quote.source_spans:
        place = _opener(quote.article, quote.source_spans, library)
    elif quote.nearest:
        place = _suggestion(quote.nearest, library)
    return (
        f'<div class="judged v-{quote.verdict.value}" id="quote-{number}" tabindex="-1">'
        f'<p class="badge v-{quote.verdict.value}">{_sign(LABELS[quote.verdict])}</p>'
        f"<blockquote>{text_html(quote.quote)}</blockquote>"
        f'<p class="reason">{text_html(quote.reason)}</p>{_source(quote)}{_speakers(quote)}{place}</div>'
    )


def _source(quote: CheckedQuote) -> str:
    if quote.verdict is Verdict.VERBATIM or not quote.source:
        return ""
    words = "".join(f"<{_TAGS[change]}>{text_html(piece)}</{_TAGS[change]}> " for change, piece in quote.diff)
    shown = words or text_html(quote.source)
    label = "The article, and what the text made of it" if words else "The article"
    return f'<p class="label">{label}</p><p class="diff">{shown}</p>'


def _speakers(quote: CheckedQuote) -> str:
    told = []
    if quote.claimed_speaker:
        told.append(f"<span>Claimed: {text_html(quote.claimed_speaker)}</span>")
    if quote.speaker:
        told.append(f"<span>In the article: {text_html(quote.speaker)}</span>")
    return f'<p class="speakers">{"".join(told)}</p>' if told else ""


def _opener(article: str, spans: Sequence[Span], library: Library) -> str:
    known = library.article(article)
    words = GAP.join(span.cut(known.text) for span in spans)
    return (
        f'<button type="button" class="open" {spans_data(article, spans, words)}>'
        f"Show in {text_html(known.title or article)}</button>"
    )


def _suggestion(near: Passage, library: Library) -> str:
    return (
        f'<p class="label">Nearest passage (a suggestion, not a match)</p>'
        f'<p class="diff">{text_html(near.quote)}</p>{_opener(near.article, [near.span], library)}'
    )


def _claim(claim: CheckedClaim, library: Library) -> str:
    unsure = "" if claim.certain else ' <span class="unsure">(not certain)</span>'
    evidence = "".join(
        f'<p class="diff">{text_html(one.quote)}</p>{_opener(one.article, [one.span], library)}'
        for one in claim.evidence[:2]
    )
    return (
        f'<div class="judged c-{claim.verdict.value}">'
        f'<p class="badge c-{claim.verdict.value}">{_sign(CLAIM_LABELS[claim.verdict])}{unsure}</p>'
        f'<p class="claim">{text_html(claim.text)}</p>{evidence}</div>'
    )
