"""An exchange as plain text, for the clipboard and for Markdown."""

from __future__ import annotations

from pullquote_ui.exchanges import Card, Exchange


def with_citations(exchange: Exchange) -> str:
    """The answer's prose, then each quotation with who said it and where."""
    cited = "\n".join(f"[{card.number}] {cited_line(card)}" for card in exchange.cards)
    return f"{exchange.prose}\n\n{cited}" if cited else exchange.prose


def cited_line(card: Card) -> str:
    """“Words” (speaker, role; title, outlet, date; file, characters)."""
    who = ", ".join(one for one in (card.speaker, card.role) if one)
    source = card.source
    where = ", ".join(one for one in (source.title, source.outlet, source.date) if one)
    place = f"{source.article}, characters {source.start} to {source.end}"
    return f"“{source.words}” ({'; '.join(one for one in (who, where, place) if one)})"
