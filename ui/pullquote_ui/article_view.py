"""An article as HTML, with places in it marked. Spans are cut, never searched for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pullquote.articles import Article
from pullquote.sentences import sentences
from pullquote.spans import Span
from pullquote.speakers import Attribution, Reading
from pullquote_ui.escaping import text_html

_PARAGRAPH = re.compile(r"[^\n]+")
GAP = " … "
"""Stands between the pieces of words that are cited in several."""
WHOLE = 60_000
"""Characters up to which an article is shown whole; of a longer one, as many around the marked words."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters that are shown differently: `look` is a CSS class, `title` what a reader is told of them."""

    span: Span
    look: str
    title: str = ""


def article_html(article: Article, marks: Sequence[Mark], note: str = "") -> str:
    """The article with its head; the first mark that looks `cited` gets the id that the page scrolls to."""
    window = _window(article, marks)
    shortened = len(window) < len(article.text)
    parts = [_head(article)]
    if note:
        parts.append(f'<p class="changed" role="note">{text_html(note)}</p>')
    if shortened:
        parts.append('<p class="remark">A long article: the part around the marked words is shown.</p>')
    body = "".join(
        f"<p{_furniture(article, paragraph)}>{_marked(article.text, paragraph, marks)}</p>"
        for paragraph in _paragraphs(article.text, window)
    )
    return f'{"".join(parts)}<div class="text">{body}</div>'


def cited_marks(article: Article, spans: Sequence[Span]) -> list[Mark]:
    """The cited words, and the sentences that they stand in."""
    around = [
        Mark(one, "around")
        for one in sentences(article.text, article.boilerplate)
        if any(one.overlap(span) for span in spans)
    ]
    return [*around, *(Mark(span, "cited") for span in spans)]


def attribution_marks(reading: Reading) -> list[Mark]:
    """Everything that somebody says, underlined, with who says it."""
    return [Mark(one.words, f"said {one.kind.value}", _said_by(one)) for one in reading.attributions]


def _said_by(attribution: Attribution) -> str:
    reported = "" if attribution.kind.value == "direct" else ", as reported"
    return f"{attribution.speaker or 'Speaker not named'}{reported}"


def _head(article: Article) -> str:
    told = [article.outlet, article.author, article.date, article.name]
    line = '<span aria-hidden="true"> · </span>'.join(f"<span>{text_html(one)}</span>" for one in told if one)
    title = text_html(article.title or article.name)
    return f'<header><h2 class="title" tabindex="-1">{title}</h2><p class="place">{line}</p></header>'


def _window(article: Article, marks: Sequence[Mark]) -> Span:
    if len(article.text) <= WHOLE:
        return Span(0, len(article.text))
    centre = next((mark.span.start for mark in marks if "cited" in mark.look), 0)
    start = max(0, centre - WHOLE // 2)
    return Span(start, min(len(article.text), start + WHOLE))


def _paragraphs(text: str, window: Span) -> Iterator[Span]:
    for match in _PARAGRAPH.finditer(text, window.start, window.end):
        if match[0].strip():
            yield Span(*match.span())


def _furniture(article: Article, paragraph: Span) -> str:
    return ' class="furniture"' if any(one.holds(paragraph) for one in article.boilerplate) else ""


def _marked(text: str, paragraph: Span, marks: Sequence[Mark]) -> str:
    """The paragraph's characters, cut wherever a mark begins or ends."""
    here = [mark for mark in marks if mark.span.overlap(paragraph)]
    cuts = {paragraph.start, paragraph.end}
    for mark in here:
        cuts |= {max(mark.span.start, paragraph.start), min(mark.span.end, paragraph.end)}
    places = sorted(cuts)
    return "".join(_piece(text, Span(start, end), here) for start, end in pairwise(places))


def _piece(text: str, piece: Span, marks: Sequence[Mark]) -> str:
    words = text_html(piece.cut(text))
    over = [mark for mark in marks if mark.span.holds(piece)]
    if not over:
        return words
    looks = text_html(" ".join(dict.fromkeys(mark.look for mark in over)))
    told = "; ".join(dict.fromkeys(mark.title for mark in over if mark.title))
    title = f' title="{text_html(told)}"' if told else ""
    tag = "mark" if any("cited" in mark.look for mark in over) else "span"
    return f'<{tag} class="{looks}"{title}>{words}</{tag}>'
