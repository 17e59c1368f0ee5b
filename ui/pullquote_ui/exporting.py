"""A conversation and a review as files: Markdown, and one HTML page with the quotations baked in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from pullquote.indexing.library import Library
from pullquote_ui.copying import cited_line
from pullquote_ui.escaping import shown, text_html
from pullquote_ui.exchanges import Exchange, Source
from pullquote_ui.rendering import exchange_html

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+!|~&$-])")
_CHANGED = "This article has changed since: these words no longer stand at this place."
_NOTHING = "default-src 'none'; style-src 'unsafe-inline'"
_NARROW = "body { margin: 0 auto; max-width: 760px; padding: 24px; }"
_BUTTON = re.compile(r'<button type="button" class="(ref )?open"[^>]*>([^<]*)</button>')


def changed(exchanges: Iterable[Exchange], library: Library) -> frozenset[Source]:
    """The cited places at which the articles have other words by now."""
    cited = {card.source for exchange in exchanges for card in exchange.cards}
    names = set(library.names())
    return frozenset(
        one
        for one in cited
        if one.article not in names or library.article(one.article).text[one.start : one.end] != one.words
    )


def markdown(exchanges: Sequence[Exchange], stale: frozenset[Source]) -> str:
    """The conversation as Markdown; words of articles and users are escaped, so that none becomes markup."""
    return "# Conversation\n\n" + "\n".join(_told(one, stale) for one in exchanges)


def _told(exchange: Exchange, stale: frozenset[Source]) -> str:
    lines = [f"## {_plain(exchange.question)}", "", _plain(exchange.prose), ""]
    for card in exchange.cards:
        lines.append(f"{card.number}. {_plain(cited_line(card))}")
        if card.source in stale:
            lines.append(f"   **{_CHANGED}**")
    return "\n".join([*lines, ""])


def _plain(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(shown(text).split()))


def html_page(exchanges: Sequence[Exchange], stale: frozenset[Source], style: Path) -> str:
    """The conversation as one HTML file that needs nothing else; it holds no script."""
    told = "".join(_without_buttons(exchange_html(one, tools=False)) for one in exchanges)
    notes = "".join(
        f'<p class="changed">{_CHANGED} {text_html(one.article)}: “{text_html(one.words)}”</p>'
        for one in sorted(stale, key=lambda one: (one.article, one.start))
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Conversation</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{_NOTHING}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{style.read_text(encoding='utf-8')} {_NARROW}</style></head><body>"
        f'<main class="gradio-container">{notes}{told}</main></body></html>'
    )


def _without_buttons(html: str) -> str:
    """Numbers stay as text; the buttons that open articles have no page to open them in."""
    return _BUTTON.sub(lambda match: f"[{match[2]}]" if match[1] else "", html)
