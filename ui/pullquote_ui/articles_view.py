"""The list of articles and the list of speakers, as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pullquote.indexing.building import Summary
from pullquote.indexing.library import Library
from pullquote.spans import Span
from pullquote_ui.escaping import text_html
from pullquote_ui.rendering import spans_data

PEOPLE, SAYINGS = 60, 12
"""How many speakers are listed, and how many of each one's words."""


def masthead_html(count: int) -> str:
    """The page's name, and how many articles it answers from."""
    noun = "article" if count == 1 else "articles"
    return (
        '<header class="masthead"><h1>Pullquote</h1>'
        f"<p>{count} {noun}. Every answer in their own words.</p></header>"
    )


def articles_html(library: Library) -> str:
    """Every article: what is known of it, who speaks in it, and in how many passages it is held."""
    passages = dict(
        library.connection.execute(
            "SELECT a.name, count(*) FROM passages p JOIN articles a ON a.id = p.article GROUP BY a.id"
        )
    )
    names = library.names()
    told = "".join(f"<li>{_article(library, name, passages.get(name, 0))}</li>" for name in names)
    return f'<ul class="articles" aria-label="Articles">{told}</ul>'


def _article(library: Library, name: str, passages: int) -> str:
    article = library.article(name)
    where = " · ".join(one for one in (article.outlet, article.author, article.date) if one)
    speakers = [person.name for person in library.reading(name).speakers]
    who = ", ".join(speakers[:6]) + (f" and {len(speakers) - 6} more" if len(speakers) > 6 else "")
    count = f"{passages} passage{'' if passages == 1 else 's'}"
    return (
        f'<button type="button" class="title-button" data-article="{text_html(name)}">'
        f"{text_html(article.title or name)}</button>"
        f'<p class="place">{text_html(where or "No outlet, author or date known")}</p>'
        f'<p class="who">{text_html("Speaks: " + who if who else "Nobody is quoted")}</p>'
        f'<p class="file">{text_html(name)} · {count}</p>'
    )


@dataclass(frozen=True, slots=True)
class Saying:
    """Words of somebody, and where they stand."""

    article: str
    span: Span
    words: str
    direct: bool


def sayings(library: Library) -> dict[str, list[Saying]]:
    """What everybody says, by name as the articles give it; those with the most to say first."""
    said: dict[str, list[Saying]] = {}
    for name in library.names():
        text = library.article(name).text
        for one in library.reading(name).attributions:
            if one.speaker:
                saying = Saying(name, one.words, one.words.cut(text), one.kind.value == "direct")
                said.setdefault(one.speaker, []).append(saying)
    return dict(sorted(said.items(), key=lambda item: (-len(item[1]), item[0])))


def speakers_html(said: dict[str, list[Saying]]) -> str:
    """Every speaker, to be unfolded."""
    told = "".join(_speaker(name, words) for name, words in list(said.items())[:PEOPLE])
    more = len(said) - PEOPLE
    rest = f'<p class="remark">And {more} more.</p>' if more > 0 else ""
    return f'<div class="speakers-list">{told}{rest}</div>'


def _speaker(name: str, said: Sequence[Saying]) -> str:
    told = "".join(f"<li>{_saying(one)}</li>" for one in said[:SAYINGS])
    rest = f'<li class="remark">And {len(said) - SAYINGS} more.</li>' if len(said) > SAYINGS else ""
    return (
        f'<details><summary>{text_html(name)} <span class="count">{len(said)}</span></summary>'
        f"<ul>{told}{rest}</ul></details>"
    )


def _saying(one: Saying) -> str:
    marks = ("“", "”") if one.direct else ("", "")
    return (
        f'<p class="passage">{marks[0]}{text_html(one.words)}{marks[1]}</p>'
        f'<button type="button" class="open" {spans_data(one.article, [one.span], one.words)}>'
        f"Show in the article</button>"
    )


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
    lines = [f'<p class="done" data-say="done">{summary.articles} articles in the index: {told}.</p>']
    lines += [
        f'<p class="remark">Not taken: {text_html(one.name)}: {text_html(one.reason)}</p>'
        for one in summary.skipped
    ]
    lines += [f'<p class="remark">{text_html(one)}</p>' for one in summary.remarks]
    return f'<div class="building">{"".join(lines)}</div>'
