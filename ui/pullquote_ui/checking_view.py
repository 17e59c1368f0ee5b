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
    Verdict.ALTERED: ("≈", "Altered"),
    Verdict.MISATTRIBUTED: ("⇄", "Misattributed"),
    Verdict.NOT_FOUND: ("?", "Not found"),
    Verdict.UNCHECKED: ("–", "Too short to tell"),
}
CLAIM_LABELS = {
    ClaimVerdict.SUPPORTED: ("✓", "Supported"),
    ClaimVerdict.CONTRADICTED: ("×", "Contradicted"),
    ClaimVerdict.NOT_FOUND: ("?", "Not found"),
}
READING = '<li class="working" data-say="Reading the claims.">being read …</li>'
_TAGS = {Change.EQUAL: "span", Change.INSERT: "ins", Change.DELETE: "del"}
_KEY = ((Change.DELETE, "del", "only in the article"), (Change.INSERT, "ins", "only in the text"))


def report_html(text: str, report: Report, library: Library, *, reading: bool = False) -> str:
    """The whole review; what it cites is cut from the library. While `reading`, claims are still to come."""
    if not report.quotes and not report.claims:
        return (
            '<section class="review"><p class="verdict-line dull" data-say="Nothing to check was found.">'
            "No quotation and nothing else to check was found in this text.</p></section>"
        )
    quotes = "".join(
        f"<li>{_quote(number, quote, library)}</li>" for number, quote in enumerate(report.quotes, 1)
    )
    claims = "".join(f"<li>{_claim(claim, library)}</li>" for claim in report.claims)
    return (
        f'<section class="review" aria-label="Review">{_counts(report, reading)}'
        f'<div class="checked-text">{_coloured(text, report.quotes)}</div>'
        + "".join(f'<p class="remark">{text_html(one)}</p>' for one in report.remarks)
        + (f'<h2>Quotations</h2><ol class="quotes">{quotes}</ol>' if quotes else "")
        + (f'<h2>Claims</h2><ol class="claims">{claims}</ol>' if claims else "")
        + ("" if reading else _tools(text_html(markdown(report, text))))
        + "</section>"
    )


def _tools(review: str) -> str:
    """Ways to take the review along; it is given as Markdown, already escaped for HTML."""
    return (
        f'<footer class="foot"><button type="button" data-copy="{review}">Copy the review</button>'
        f'<button type="button" data-save="{review}" data-file="review.md">Save as Markdown</button></footer>'
    )


def _counts(report: Report, reading: bool) -> str:
    found = Counter(quote.verdict for quote in report.quotes)
    claims = Counter(claim.verdict for claim in report.claims)
    quoted = [_badge("v", one.value, LABELS[one], found[one]) for one in LABELS if found[one]]
    claimed = [_badge("c", one.value, CLAIM_LABELS[one], claims[one]) for one in CLAIM_LABELS if claims[one]]
    line, good = _verdict_line(found, claims), "good" if report.ok() else "bad"
    return (
        f'<p class="verdict-line {good}" data-say="{line}">{line}</p>'
        + _tally("Quotations", quoted)
        + _tally("Claims", [READING] if reading else claimed)
    )


def _badge(letter: str, verdict: str, label: tuple[str, str], count: int) -> str:
    return f'<li class="badge {letter}-{verdict}">{_sign(label)} {count}</li>'


def _tally(name: str, badges: Sequence[str]) -> str:
    told = f"<li>{name}</li>{''.join(badges)}"
    return f'<ul class="counts" aria-label="{name} by verdict">{told}</ul>' if badges else ""


def _verdict_line(found: Counter[Verdict], claims: Counter[ClaimVerdict]) -> str:
    told = found.total() - found[Verdict.UNCHECKED]
    wrong = told - found[Verdict.VERBATIM]
    against = claims[ClaimVerdict.CONTRADICTED]
    if wrong:
        line = f"{wrong} of {told} quotation{'' if told == 1 else 's'} cannot stand as written."
    else:
        line = "Every quotation stands." if told else "No quotation in this text."
    if against:
        line += f" {against} claim{' is' if against == 1 else 's are'} contradicted."
    return line


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
            f'{text_html(quote.span.cut(text))}<sup aria-hidden="true">{number}</sup>'
            f'<span class="unseen"> ({LABELS[quote.verdict][1]})</span></a>'
        )
        end = quote.span.end
    return "".join([*parts, text_html(text[end:])])


def _quote(number: int, quote: CheckedQuote, library: Library) -> str:
    places = ""
    if quote.article and quote.source_spans:
        others = [(one.article, one.source_spans) for one in quote.also_in]
        openers = (_opener(*one, library) for one in [(quote.article, quote.source_spans), *others])
        places = f'<p class="places">{"".join(openers)}</p>'
    elif quote.nearest:
        label = '<p class="label">Nearest passage: a suggestion, not a match</p>'
        places = label + _passage(quote.nearest, library)
    verdict = quote.verdict.value
    badge = f'<span class="badge v-{verdict}">{_sign(LABELS[quote.verdict])}</span>'
    return (
        f'<div class="judged v-{verdict}" id="quote-{number}" tabindex="-1">'
        f'<p class="head"><span class="number">{number}</span>{badge}</p>'
        f"<blockquote>{text_html(quote.quote)}</blockquote>"
        f'<p class="reason">{text_html(quote.reason)}</p>{_changes(quote)}{_speakers(quote)}{places}</div>'
    )


def _changes(quote: CheckedQuote) -> str:
    """The article's words beside the text's, where they differ."""
    if quote.verdict is not Verdict.ALTERED or not quote.source:
        return ""
    if not quote.diff:
        return f'<p class="label">In the article</p><p class="diff">{text_html(quote.source)}</p>'
    pieces = ((_TAGS[change], text_html(piece.strip())) for change, piece in quote.diff)
    words = " ".join(f"<{tag}>{piece}</{tag}>" for tag, piece in pieces)
    given = {change for change, _ in quote.diff}
    key = (f"<{tag}>{label}</{tag}>" for change, tag, label in _KEY if change in given)
    return f'<p class="diff">{words}</p><p class="label key">{"".join(key)}</p>'


def _speakers(quote: CheckedQuote) -> str:
    told = (("Claimed", quote.claimed_speaker), ("In the article", quote.speaker))
    pairs = "".join(f"<div><dt>{label}</dt><dd>{text_html(name)}</dd></div>" for label, name in told if name)
    return f'<dl class="speakers">{pairs}</dl>' if pairs else ""


def _opener(article: str, spans: Sequence[Span], library: Library) -> str:
    known = library.article(article)
    words = GAP.join(span.cut(known.text) for span in spans)
    return (
        f'<button type="button" class="open" {spans_data(article, spans, words)}>'
        f'<span class="unseen">Show in </span>{text_html(known.title or article)}</button>'
    )


def _passage(one: Passage, library: Library) -> str:
    return (
        f'<div class="evidence"><p class="passage">{text_html(one.quote)}</p>'
        f"{_opener(one.article, [one.span], library)}</div>"
    )


def _claim(claim: CheckedClaim, library: Library) -> str:
    unsure = "" if claim.certain else ' <span class="unsure">not certain</span>'
    evidence = "".join(_passage(one, library) for one in claim.evidence[:2])
    near = evidence and claim.verdict is ClaimVerdict.NOT_FOUND
    label = '<p class="label">Nearest passages</p>' if near else ""
    return (
        f'<div class="judged c-{claim.verdict.value}"><p class="head">'
        f'<span class="badge c-{claim.verdict.value}">{_sign(CLAIM_LABELS[claim.verdict])}</span>{unsure}</p>'
        f'<p class="claim">{text_html(claim.text)}</p>{label}{evidence}</div>'
    )
