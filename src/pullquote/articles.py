"""What an article is, once its text is fixed."""

from __future__ import annotations

from dataclasses import dataclass

from pullquote.spans import Span


@dataclass(frozen=True, slots=True)
class Article:
    """One news item. `text` never changes after loading: every span counts its characters.

    `date` is ISO, as exact as the source gives it: YYYY, YYYY-MM or YYYY-MM-DD. What nobody sourced is
    None, never guessed. `boilerplate` spans (sorted, disjoint) stay in the text and out of the index.
    """

    name: str
    text: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    date: str | None = None
    address: str | None = None
    boilerplate: tuple[Span, ...] = ()
