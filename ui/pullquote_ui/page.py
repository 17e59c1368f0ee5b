"""The page: its tabs, and the application around them."""

from __future__ import annotations

import gradio as gr
from fastapi import FastAPI

from pullquote_ui.asking_tab import ask_tab
from pullquote_ui.escaping import text_html
from pullquote_ui.guards import Door, Guard
from pullquote_ui.newsroom import Newsroom
from pullquote_ui.routes import add_routes

HEAD = (
    '<link rel="stylesheet" href="/assets-of-pullquote/page.css">'
    '<script src="/assets-of-pullquote/page.js" defer></script>'
)
LARGEST = 5_000_000
"""Bytes of one uploaded file."""
WAITING = 64
"""Requests that may wait; whoever comes later is told so."""


def build_page(newsroom: Newsroom) -> gr.Blocks:
    """The Gradio page."""
    with gr.Blocks(title="Pullquote", analytics_enabled=False) as page:
        gr.HTML(_masthead(newsroom), elem_id="masthead", padding=False)
        with gr.Tabs(elem_id="tabs"), gr.Tab("Ask", id="ask"):
            ask_tab(newsroom)
    page.queue(max_size=WAITING, default_concurrency_limit=4)
    return page


def build_app(newsroom: Newsroom, door: Door) -> FastAPI:
    """The whole application: guards, the page's own addresses, and Gradio."""
    app = FastAPI(title="pullquote", docs_url=None, redoc_url=None, openapi_url=None)
    add_routes(app, newsroom)
    gr.mount_gradio_app(
        app, build_page(newsroom), "/", footer_links=[], run_history=False, max_file_size=LARGEST,
        enable_monitoring=False, pwa=False, ssr_mode=False, show_error=False, head=HEAD, theme=_theme(),
    )  # fmt: skip
    app.add_middleware(Guard, door=door)
    return app


def _theme() -> gr.themes.Base:
    fonts = ("system-ui", "sans-serif")
    return gr.themes.Base(font=fonts, font_mono=("ui-monospace", "monospace"))


def _masthead(newsroom: Newsroom) -> str:
    with newsroom.shelf() as shelf:
        count = len(shelf.names())
    noun = "article" if count == 1 else "articles"
    return (
        '<header class="masthead"><h1>Pullquote</h1>'
        f"<p>{text_html(str(count))} {noun}. Every answer in their own words.</p></header>"
        '<div id="live" class="unseen" role="status" aria-live="polite"></div>'
    )
