"""Exchanges as HTML: pure functions from plain data to a string, every word of it escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pullquote.spans import Span
from pullquote_ui.copying import with_citations
from pullquote_ui.escaping import text_html
from pullquote_ui.exchanges import Card, Exchange, Source, State

_REF = re.compile(r"\[(\d{1,3})\]")
_TRAILING = re.compile(r"(?:\s*\[\d{1,3}\])+[.!?]?$")
_THUMB = "M3 10h4v11H3zM9 10l4-8c2 0 2.5 1.5 2.2 3L14.5 9H20a2 2 0 0 1 2 2.4l-1.4 7.2A3 3 0 0 1 17.7 21H9z"
STATUS = {
    State.WAITING: "Waiting for a turn …",
    State.LOOKING: "Reading what came nearest …",
    State.WRITING: "Found. Writing it up …",
    State.ANSWERED: "Every quotation is word for word.",
    State.ABSTAINED: "Nothing was found that answers.",
    State.STOPPED: "Stopped.",
}
"""A line of the same height from beginning to end, so that nothing below it moves."""


def exchange_html(exchange: Exchange, *, tools: bool = True) -> str:
    """One exchange: question, quotations, prose, what came near. `tools`: with its buttons."""
    name = text_html(exchange.id)
    parts = [
        f'<article class="exchange {exchange.state.value}" data-exchange="{name}"'
        f' aria-labelledby="q-{name}">',
        f'<h2 class="question" id="q-{name}">{text_html(exchange.question)}</h2>',
        _status(exchange),
        _cards(exchange),
        _prose(exchange),
        _understood(exchange),
        _fault(exchange),
        _remarks(exchange.remarks),
        _near(exchange),
        _foot(exchange) if tools and _has_something(exchange) else "",
        "</article>",
    ]
    return "".join(parts)


def conversation_html(exchanges: Iterable[Exchange]) -> str:
    """Earlier exchanges, the latest first; nothing when there are none."""
    told = "".join(exchange_html(one) for one in reversed(list(exchanges)))
    return (
        f'<section class="earlier" aria-label="Earlier in this conversation">{told}</section>' if told else ""
    )


def saving_html(exchanges: Iterable[Exchange]) -> str:
    """Links that save the conversation as a file."""
    names = text_html(",".join(one.id for one in exchanges))
    links = "".join(
        f'<a href="/export/{form}?answers={names}" download>Save as {name}</a>'
        for form, name in (("md", "Markdown"), ("html", "HTML"))
    )
    return f'<p class="saving">{links}</p>' if names else ""


def fault(line: str) -> str:
    """One line that says what is wrong."""
    return f'<p class="fault" role="alert">{text_html(line)}</p>'


def _understood(exchange: Exchange) -> str:
    if not exchange.standalone or exchange.standalone == exchange.question:
        return ""
    return f'<p class="understood">Understood as: {text_html(exchange.standalone)}</p>'


def _status(exchange: Exchange) -> str:
    if exchange.state not in STATUS:
        return ""
    line = STATUS[exchange.state]
    if exchange.state is State.WAITING and exchange.ahead:
        line = f"{exchange.ahead} {'question is' if exchange.ahead == 1 else 'questions are'} before yours …"
    return f'<p class="status" data-say="status-{exchange.state.value}">{line}</p>'


def _cards(exchange: Exchange) -> str:
    if exchange.state in (State.WAITING, State.LOOKING):
        return '<div class="cards"><div class="card skeleton" aria-hidden="true"></div></div>'
    if not exchange.cards:
        return ""
    told = "".join(f"<li>{_card(card, exchange.id)}</li>" for card in exchange.cards)
    return f'<ol class="cards" aria-label="Verified quotations">{told}</ol>'


def _card(card: Card, exchange: str) -> str:
    direct = card.kind == "direct"
    words = text_html(card.source.words)
    return (
        f'<figure class="card {text_html(card.kind)}" id="card-{text_html(exchange)}-{card.number}"'
        f' data-say="card-{card.number}">'
        f'<span class="number" aria-hidden="true">{card.number}</span>'
        f"<blockquote>{'“' if direct else ''}{words}{'”' if direct else ''}</blockquote>"
        f"<figcaption>{_speaker(card)}{_place(card.source)}{_also(card.also_in)}"
        f"{_opener(card.source, 'Show in the article')}</figcaption></figure>"
    )


def _speaker(card: Card) -> str:
    note = {"direct": "", "indirect": "as reported", "narration": "the article’s own words"}[card.kind]
    who = card.speaker or ("The article" if card.kind == "narration" else "Speaker not named")
    role = f'<span class="role">{text_html(card.role)}</span>' if card.role else ""
    kind = f'<span class="kind">{note}</span>' if note else ""
    return f'<span class="speaker">{text_html(who)}</span>{kind}{role}'


def _place(source: Source) -> str:
    told = [source.title or source.article, source.outlet, source.date]
    line = '<span aria-hidden="true"> · </span>'.join(f"<span>{text_html(one)}</span>" for one in told if one)
    return f'<span class="place">{line}</span>'


def _also(names: tuple[str, ...]) -> str:
    return f'<span class="also">Also in {text_html(", ".join(names))}</span>' if names else ""


def _opener(source: Source, label: str) -> str:
    return f'<button type="button" class="open" {place_data(source)}>{text_html(label)}</button>'


def place_data(source: Source) -> str:
    """The attributes by which the page finds a place: the article, and which of its characters."""
    return spans_data(source.article, [Span(source.start, source.end)], source.words)


def spans_data(article: str, spans: Iterable[Span], words: str) -> str:
    """The same for words in several pieces, which stand in `words` with `article_view.GAP` between them."""
    places = ",".join(f"{span.start}-{span.end}" for span in spans)
    return f'data-article="{text_html(article)}" data-spans="{places}" data-words="{text_html(words)}"'


def _prose(exchange: Exchange) -> str:
    if not exchange.sentences:
        return '<div class="wording"></div>' if exchange.state is State.WRITING else ""
    told = "".join(
        f'<p data-say="sentence-{number}">{_sentence(sentence, exchange)}</p>'
        for number, sentence in enumerate(exchange.sentences, 1)
    )
    return f'<div class="wording">{told}</div>'


def _sentence(sentence: str, exchange: Exchange) -> str:
    """A sentence with its `[n]` as buttons. What looks like one inside quotation marks is an article's."""
    cards = {card.number: card for card in exchange.cards}
    trailing = _TRAILING.search(sentence)
    tail = trailing.start() if trailing else len(sentence)
    parts, end = [], 0
    for match in _REF.finditer(sentence):
        card = cards.get(int(match[1]))
        if card is None or (match.start() < tail and _inside_marks(sentence, match.start())):
            continue
        before = sentence[end : match.start()]
        if before.endswith(" "):  # a number is not to stand alone on the next line
            before = before[:-1] + "\N{NO-BREAK SPACE}"
        parts += [text_html(before), _ref(card, exchange.id)]
        end = match.end()
    return "".join([*parts, text_html(sentence[end:])])


def _inside_marks(sentence: str, place: int) -> bool:
    before = sentence[:place]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _ref(card: Card, exchange: str) -> str:
    name = text_html(exchange)
    return (
        f'<button type="button" class="ref open" data-card="card-{name}-{card.number}"'
        f" {place_data(card.source)}"
        f' aria-label="Quotation {card.number}: show in the article">{card.number}</button>'
    )


def _fault(exchange: Exchange) -> str:
    return fault(exchange.fault) if exchange.fault else ""


def _remarks(remarks: tuple[str, ...]) -> str:
    return "".join(f'<p class="remark">{text_html(one)}</p>' for one in remarks)


def _near(exchange: Exchange) -> str:
    """What came near: open while there is nothing better, folded once there is an answer."""
    near = [one for one in exchange.near if not any(_holds(one, card.source) for card in exchange.cards)]
    if not near:
        return ""
    opened = "" if exchange.state is State.ANSWERED or exchange.cards else " open"
    label = "What else came near" if exchange.cards else "Closest passages"
    told = "".join(
        f'<li><p class="passage">{text_html(one.words)}</p>{_place(one)}'
        f"{_opener(one, 'Show in the article')}</li>"
        for one in near
    )
    return f'<details class="near"{opened}><summary>{label}</summary><ul>{told}</ul></details>'


def _holds(near: Source, cited: Source) -> bool:
    return near.article == cited.article and near.start < cited.end and cited.start < near.end


def _has_something(exchange: Exchange) -> bool:
    """Whether there is an end that somebody could copy or rate."""
    stopped = exchange.state is State.STOPPED and exchange.cards
    return bool(stopped) or exchange.state in (State.ANSWERED, State.ABSTAINED)


def _foot(exchange: Exchange) -> str:
    name = text_html(exchange.id)
    seconds = f"<span>{exchange.seconds:.1f} s</span>" if exchange.seconds is not None else ""
    sure = (
        f"<span>{round(exchange.confidence * 100)} % sure</span>"
        if exchange.confidence is not None and exchange.state is State.ANSWERED
        else ""
    )
    copied = text_html(with_citations(exchange))
    return (
        f'<footer class="foot"><button type="button" data-copy="{copied}">Copy with citations</button>'
        f'<button type="button" data-link="{name}">Copy link</button>'
        f'<span class="rate" role="group" aria-label="Was this right?">'
        f"{_thumb(name, 'up', 'Right')}{_thumb(name, 'down', 'Wrong')}</span>"
        f'<span class="facts">{sure}{seconds}</span>{_note(name)}</footer>'
    )


def _thumb(name: str, way: str, label: str) -> str:
    drawn = f'<svg class="{way}" viewBox="0 0 24 24" aria-hidden="true"><path d="{_THUMB}"/></svg>'
    return (
        f'<button type="button" data-rate="{way}" data-id="{name}" aria-label="{label}" aria-pressed="false"'
        f' title="{label}">{drawn}</button>'
    )


def _note(name: str) -> str:
    """Shown once the answer is rated."""
    return (
        f'<form class="note" data-id="{name}" hidden><label for="note-{name}">A note with it, if you like '
        f'(kept on this machine)</label><input id="note-{name}" name="note" maxlength="2000" '
        f'autocomplete="off"><button type="submit">Keep the note</button></form>'
    )
