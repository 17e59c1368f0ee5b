"""Everybody who is quoted, what they said and where, as HTML."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pullquote.indexing.library import Library
from pullquote.people_known import Person
from pullquote.spans import Span
from pullquote_ui.escaping import text_html
from pullquote_ui.rendering import spans_data

SAYINGS = 500
"""Of one speaker, as many are shown."""


@dataclass(frozen=True, slots=True)
class Saying:
    """Words of somebody, and where they stand."""

    article: str
    title: str
    span: Span
    words: str
    direct: bool


def sayings(library: Library, people: Iterable[Person]) -> dict[str, list[Saying]]:
    """What everybody says, under one name over all articles; those with the most to say first."""
    known = {alias: person.name for person in people for alias in person.names}
    said: dict[str, list[Saying]] = defaultdict(list)
    for name in library.names():
        article = library.article(name)
        for one in library.reading(name).attributions:
            if one.speaker:
                words, direct = one.words.cut(article.text), one.kind.value == "direct"
                saying = Saying(name, article.title or name, one.words, words, direct)
                said[known.get(one.speaker, one.speaker)].append(saying)
    return dict(sorted(said.items(), key=lambda item: (-len(item[1]), item[0])))


def speakers_html(said: Mapping[str, Sequence[Saying]], people: Iterable[Person]) -> str:
    """Every speaker, to be unfolded; what each says is fetched when it is."""
    if not said:
        return '<p class="remark">Nobody is quoted in these articles.</p>'
    roles = {person.name: person.role for person in people}
    told = "".join(f"<li>{_speaker(name, words, roles.get(name))}</li>" for name, words in said.items())
    return f'{finding_html("a speaker", len(said))}<ul class="speakers-list found-in">{told}</ul>'


def finding_html(what: str, count: int) -> str:
    """A field that narrows the list behind it, where the list is long enough to want one."""
    if count < 8:
        return ""
    return (
        f'<div class="finding"><input type="search" data-find aria-label="Find {what}" '
        f'placeholder="Find {what}" autocomplete="off">'
        f'<span role="status" data-total="{count}">{count}</span></div>'
    )


def _speaker(name: str, said: Sequence[Saying], role: str | None) -> str:
    places = len({one.article for one in said})
    times = "once" if len(said) == 1 else f"{len(said)} times in {places} article{'' if places == 1 else 's'}"
    told = f'<span class="role">{text_html(role)}</span>' if role else ""
    return (
        f'<details data-speaker="{text_html(name)}"><summary><span class="name">{text_html(name)}</span>'
        f'<span class="count">{times}</span>{told}</summary><div class="said"></div></details>'
    )


def sayings_html(said: Sequence[Saying]) -> str:
    """What one speaker says, each with the way to its place."""
    told = "".join(f"<li>{_saying(one)}</li>" for one in said[:SAYINGS])
    more = len(said) - SAYINGS
    rest = (
        f'<p class="remark">And {more} more; ask for them, with this speaker as filter.</p>'
        if more > 0
        else ""
    )
    return f"<ul>{told}</ul>{rest}"


def _saying(one: Saying) -> str:
    marks = ("“", "”") if one.direct else ("", "")
    kind = "" if one.direct else '<span class="kind">as reported</span>'
    place = spans_data(one.article, [one.span], one.words)
    return (
        f'<p class="passage">{marks[0]}{text_html(one.words)}{marks[1]}</p>'
        f'<p class="place"><button type="button" class="open" {place}>'
        f'<span class="unseen">Show in </span>{text_html(one.title)}</button>{kind}</p>'
    )
