"""What stands on an article's page and is not the article.

Cookie and privacy notices, comment forms, share widgets, navigation, newsletter offers, teasers, and
what a template left behind. It stays in the text, so that spans hold, and is kept out of the index.

The rules look at one line at a time, at its words, its length and its neighbours. They would rather keep
a piece of a page than lose a sentence of an article: a line of prose is never taken for the words in it,
only for the way it begins, and headings stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pullquote.reading.furniture import Kind, kind_of
from pullquote.spans import Span, trimmed

VERSION = "boilerplate-2"
"""Changes whenever other spans would be found in the same text; an index may remember it."""


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    kind: Kind
    words: int
    """How many words it has."""
    closed: bool
    """Whether it ends as a sentence does."""


_SHORTEST_PARAGRAPH = 12
"""Words from which a line that ends as a sentence is a paragraph, and so the article's own."""
_LONGEST_JUDGED = 3000
"""Characters above which a line is taken for prose unread; the longest notices have fewer."""

# Debris may stand in the middle of a line. Each pattern is bounded, and cannot run over another opening.
_BRACES = re.compile(
    r"\{\{[^{}\n]{0,200}\}\}|\{%[^%{}\n]{1,200}%\}|<%[^%<>\n]{1,200}%>|\$\{[\w.]{1,80}\}|\*\|[A-Z_:]{2,40}\|\*"
)
_BRACKETED = re.compile(r"\[([^\[\]\n]{1,400})\]")
# Editors write [sic], [the model] and [open-source] too: only what no editor writes is a shortcode.
_SHORTCODE = re.compile(
    r"/[a-z][\w-]{1,40}|[a-z]+_[a-z_]{1,40}|embed|gallery|adsense|toc|[a-z][\w-]{1,40}(?:\s+[\w-]{1,40}\s*=\s*\S.*)\/?"
)
_TAGGED = re.compile(r"<(/?[a-z][a-z0-9]{0,9}(?:\s[^<>\n]{0,400})?/?)>|<!--[^<>\n]{0,400}-->", re.IGNORECASE)
_TAG = re.compile(
    r"/?(?:p|br|div|span|a|img|b|i|em|strong|ul|ol|li|h[1-6]|table|tr|td|th|iframe|script|style|figure|"
    r"figcaption|blockquote|section|article|header|footer|nav|hr|amp-ad|ins|video|source|picture|svg|sup|sub)(?:\s[^<>]*)?/?",
    re.IGNORECASE,
)
_FRONT_MATTER = re.compile(
    r"\A---[ \t]*\n(?:(?:[A-Za-z][\w-]{0,40}:|[ \t]|- |#)[^\n]{0,500}\n|\n){1,100}?---[ \t]*(?=\n|\Z)"
)


def boilerplate(text: str) -> tuple[Span, ...]:
    """The spans of `text` that are not the article: sorted, disjoint, neighbours joined.

    Takes time in proportion to the text's length.
    """
    lines = _judged(list(_lines(text)))
    front = front_matter(text)
    whole = [line.span for line in lines if line.kind not in (Kind.PROSE, Kind.LABEL)]
    return tuple(_merged(text, sorted([*([front] if front else []), *whole, *_debris(text)])))


def front_matter(text: str) -> Span | None:
    """The block of keys between two lines of hyphens that site generators put at the top of a file."""
    match = _FRONT_MATTER.match(text)
    return Span(*match.span()) if match else None


def _lines(text: str) -> Iterator[_Line]:
    for match in re.finditer(r"[^\n]+", text):
        span = trimmed(text, *match.span())
        if span.start < span.end:
            yield _line(text, span)


def _line(text: str, span: Span) -> _Line:
    if len(span) > _LONGEST_JUDGED:
        return _Line(span, Kind.PROSE, _SHORTEST_PARAGRAPH, True)
    folded = " ".join(span.cut(text).replace("’", "'").replace("‘", "'").split())
    closed = folded.rstrip("\"'”)]").endswith((".", "!", "?", "…"))
    return _Line(span, kind_of(folded), folded.count(" ") + 1, closed)


def _judged(lines: list[_Line]) -> list[_Line]:
    """The same lines, those judged again that only their neighbours give away."""
    return _without_tail(_between_widgets(_beside_widgets(lines)))


def _beside_widgets(lines: list[_Line]) -> list[_Line]:
    """A row of labels is a row of buttons if it touches a widget, or if there are three of them."""
    judged, start = list(lines), 0
    while start < len(lines):
        end = start
        while end < len(lines) and lines[end].kind is Kind.LABEL:
            end += 1
        touching = [
            line for line in (*lines[max(0, start - 1) : start], *lines[end : end + 1]) if _is_widget(line)
        ]
        if end - start >= 3 or (end > start and touching):
            judged[start:end] = [_as(line, Kind.WIDGET) for line in lines[start:end]]
        start = max(end, start + 1)
    return judged


def _between_widgets(lines: list[_Line]) -> list[_Line]:
    """A word or two between two widgets belongs to them: the user name of whoever posted the page."""
    judged = list(lines)
    for place in range(1, len(lines) - 1):
        line = lines[place]
        loose = line.kind is Kind.PROSE and line.words <= 2 and not line.closed
        if loose and _is_widget(lines[place - 1]) and _is_widget(lines[place + 1]):
            judged[place] = _as(line, Kind.WIDGET)
    return judged


def _without_tail(lines: list[_Line]) -> list[_Line]:
    """After the last paragraph, what follows the head of a list of other articles is that list."""
    tail = len(lines)
    while tail and not _is_paragraph(lines[tail - 1]):
        tail -= 1
    for place in range(tail, len(lines)):
        if tail and lines[place].kind is Kind.LIST:
            return [*lines[:place], *(_as(line, Kind.LIST) for line in lines[place:])]
    return lines


def _is_paragraph(line: _Line) -> bool:
    return line.kind is Kind.PROSE and line.closed and line.words >= _SHORTEST_PARAGRAPH


def _is_widget(line: _Line) -> bool:
    return line.kind is Kind.WIDGET


def _as(line: _Line, kind: Kind) -> _Line:
    return _Line(line.span, kind, line.words, line.closed)


def _debris(text: str) -> Iterator[Span]:
    """What a template or a content system left in the text, also in the middle of a line."""
    for match in _BRACES.finditer(text):
        yield Span(*match.span())
    for match in _BRACKETED.finditer(text):
        if _SHORTCODE.fullmatch(match[1].strip()):
            yield Span(*match.span())
    for match in _TAGGED.finditer(text):
        if match[1] is None or _TAG.fullmatch(match[1]):
            yield Span(*match.span())


def _merged(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Sorted spans, those that overlap or have only white space between them made one."""
    held: Span | None = None
    for span in spans:
        if held is not None and (span.start <= held.end or text[held.end : span.start].isspace()):
            held = Span(held.start, max(held.end, span.end))
            continue
        if held is not None:
            yield held
        held = span
    if held is not None:
        yield held
