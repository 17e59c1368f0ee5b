"""The list of articles, and how far its making is, as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from pullquote.articles import Article
from pullquote.indexing.building import Summary
from pullquote.indexing.library import Library
from pullquote.sentences import sentences
from pullquote_ui.escaping import text_html
from pullquote_ui.near_copies import Twin, near_copies
from pullquote_ui.speakers_view import finding_html


def masthead_html(count: int) -> str:
    """The page's name, and how many articles it answers from."""
    noun = "article" if count == 1 else "articles"
    return (
        '<header class="masthead"><h1>Pullquote</h1>'
        f"<p>{count} {noun}. Every answer in their own words.</p></header>"
    )


def articles_html(library: Library) -> str:
    """Every article: what is known of it, who speaks in it, its passages and its near copies."""
    passages = dict(
        library.connection.execute(
            "SELECT a.name, count(*) FROM passages p JOIN articles a ON a.id = p.article GROUP BY a.id"
        )
    )
    twins = near_copies(library)
    names = library.names()
    told = "".join(
        f"<li>{_article(library, name, passages.get(name, 0))}{_twins(library, twins.get(name, []))}</li>"
        for name in names
    )
    listed = f'<ul class="articles found-in" aria-label="Articles">{told}</ul>'
    return finding_html("an article", len(names)) + listed


def _article(library: Library, name: str, passages: int) -> str:
    article = library.article(name)
    where = " · ".join(one for one in (article.outlet, article.author, article.date) if one)
    speakers = [person.name for person in library.reading(name).speakers]
    who = ", ".join(speakers[:6]) + (f" and {len(speakers) - 6} more" if len(speakers) > 6 else "")
    count = f"{passages} passage{'' if passages == 1 else 's'}"
    return (
        f'<button type="button" class="title-button{"" if article.title else " untitled"}" '
        f'data-article="{text_html(name)}">{text_html(article.title or name)}</button>'
        + _line("place", where)
        + _line("begins", "" if article.title else _beginning(article))
        + _line("who", f"Quoted: {who}" if who else "Nobody is quoted")
        + _line("file", f"{name} · {count}" if article.title else count)
    )


def _line(look: str, words: str) -> str:
    return f'<p class="{look}">{text_html(words)}</p>' if words else ""


def _beginning(article: Article) -> str:
    """The first sentence of an article that has no title, for people to know it by."""
    first = next(iter(sentences(article.text, article.boilerplate)), None)
    return " ".join(first.cut(article.text).split()) if first else ""


def _twins(library: Library, twins: Sequence[Twin]) -> str:
    told = "".join(
        f'<button type="button" class="open" data-article="{text_html(twin.article)}">'
        f"{text_html(library.article(twin.article).title or twin.article)}</button>"
        f"<span>{twin.shared} of {twin.sentences} sentences</span>"
        for twin in twins[:3]
    )
    return f'<p class="twins"><span class="badge">Nearly the same</span>{told}</p>' if told else ""


def progress_html(stage: str, done: int, total: int) -> str:
    """How far an indexing run is."""
    bar = f'<progress max="{total}" value="{done}"></progress>' if total else "<progress></progress>"
    count = f" {done} of {total}" if total else ""
    return f'<div class="building"><p data-say="{text_html(stage)}">{text_html(stage)}{count}</p>{bar}</div>'


def summary_html(summary: Summary) -> str:
    """What an indexing run did."""
    counts = {
        "added": summary.added, "changed": summary.changed, "removed": summary.removed,
    }  # fmt: skip
    told = ", ".join(f"{len(names)} {what}" for what, names in counts.items() if names) or "nothing to do"
    line = f"{summary.articles} article{'' if summary.articles == 1 else 's'} in the index: {told}."
    lines = [f'<p class="done" data-say="{line}">{line}</p>']
    lines += [
        f'<p class="remark">Not taken: {text_html(one.name)}: {text_html(one.reason)}</p>'
        for one in summary.skipped
    ]
    lines += [f'<p class="remark">{text_html(one)}</p>' for one in summary.remarks]
    return f'<div class="building">{"".join(lines)}</div>'
