"""The page's own addresses beside Gradio's: its style and script, and articles to read."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from fastapi import FastAPI, HTTPException
from fastapi.responses import HTMLResponse, Response
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel, Field

from pullquote.articles import Article
from pullquote.spans import Span
from pullquote_ui.article_view import GAP, Mark, article_html, attribution_marks, cited_marks
from pullquote_ui.escaping import shown, text_html
from pullquote_ui.exporting import changed, html_page, markdown
from pullquote_ui.kept import Kept
from pullquote_ui.newsroom import Newsroom
from pullquote_ui.speakers_view import sayings_html

ASSETS = Path(__file__).parent / "assets"
GONE = "This answer is no longer there. Ask again."
CHANGED = "This article has changed since the answer was given: the words no longer stand at this place."


class Place(BaseModel):
    """Which article, and which of its characters held which words when they were cited."""

    article: str = Field(max_length=1000)
    spans: list[tuple[int, int]] = Field(default=[], max_length=50)
    words: str | None = Field(default=None, max_length=20_000)


class Name(BaseModel):
    """Of a speaker."""

    name: str = Field(max_length=1000)


class Rating(BaseModel):
    """What a user thinks of an answer."""

    right: bool
    note: str = Field(default="", max_length=2000)


def add_routes(app: FastAPI, newsroom: Newsroom, kept: Kept) -> None:
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
        if not place.spans:
            return HTMLResponse(article_html(article, attribution_marks(reading)))
        marks = _marks(article, place)
        return HTMLResponse(article_html(article, marks, "" if marks else CHANGED))

    @app.post("/speaker", response_class=HTMLResponse)
    def speaker(asked: Name) -> HTMLResponse:
        """What a speaker says, as HTML."""
        return HTMLResponse(sayings_html(newsroom.catalogue().said.get(asked.name, [])))

    @app.post("/answers/{name}/keep")
    def keep(name: str) -> dict[str, str]:
        if not kept.keep(name):
            raise HTTPException(404, GONE)
        return {"link": f"/?answer={name}"}

    @app.get("/export/{form}")
    def export(form: Literal["md", "html"], answers: str) -> Response:
        wanted = [kept.find(name) for name in answers.split(",")[:200]]
        exchanges = [one for one in wanted if one is not None]
        if not exchanges:
            raise HTTPException(404, GONE)
        with newsroom.shelf() as shelf:
            stale = changed(exchanges, shelf)
        told = (
            markdown(exchanges, stale) if form == "md" else html_page(exchanges, stale, ASSETS / "page.css")
        )
        return Response(told, media_type="application/octet-stream", headers=_file(f"conversation.{form}"))

    @app.get("/ratings")
    def ratings() -> Response:
        return Response(kept.ratings(), media_type="application/jsonl", headers=_file("ratings.jsonl"))

    @app.post("/answers/{name}/rating")
    def rate(name: str, rating: Rating) -> dict[str, bool]:
        if not kept.rate(name, rating.right, rating.note):
            raise HTTPException(404, GONE)
        return {"kept": True}


def _file(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def _marks(article: Article, place: Place) -> list[Mark]:
    """The cited words; none when other words stand there by now."""
    if not all(0 <= start < end <= len(article.text) for start, end in place.spans):
        return []
    spans = [Span(start, end) for start, end in place.spans]
    if place.words is not None and shown(GAP.join(span.cut(article.text) for span in spans)) != place.words:
        return []
    return cited_marks(article, spans)
