"""The page's own addresses beside Gradio's: its style and script, and articles to read."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel, Field

from pullquote.articles import Article
from pullquote.spans import Span
from pullquote_ui.article_view import Mark, article_html, attribution_marks, cited_marks
from pullquote_ui.escaping import text_html
from pullquote_ui.newsroom import Newsroom

ASSETS = Path(__file__).parent / "assets"
CHANGED = "This article has changed since the answer was given: the words no longer stand at this place."


class Place(BaseModel):
    """Which article, and which of its characters held which words when they were cited."""

    article: str = Field(max_length=1000)
    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=0)
    words: str | None = Field(default=None, max_length=20_000)


def add_routes(app: FastAPI, newsroom: Newsroom) -> None:
    """Give the application the page's own addresses."""
    app.mount("/assets-of-pullquote", StaticFiles(directory=ASSETS))

    @app.post("/read", response_class=HTMLResponse)
    def read(place: Place) -> HTMLResponse:
        """An article as HTML, with the place marked, or with everybody's words underlined."""
        with newsroom.shelf() as shelf:
            try:
                article = shelf.article(place.article)
                reading = shelf.reading(place.article)
            except KeyError:
                gone = f"The index no longer has an article {place.article}."
                return HTMLResponse(f'<p class="fault">{text_html(gone)}</p>', 404)
        if place.start is None or place.end is None:
            return HTMLResponse(article_html(article, attribution_marks(reading)))
        marks = _marks(article, place.start, place.end, place.words)
        return HTMLResponse(article_html(article, marks, "" if marks else CHANGED))


def _marks(article: Article, start: int, end: int, words: str | None) -> list[Mark]:
    if not start < end <= len(article.text) or (words is not None and article.text[start:end] != words):
        return []
    return cited_marks(article, Span(start, end))
