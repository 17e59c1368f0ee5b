"""The page: its tabs, and the application around them."""

from __future__ import annotations

import gradio as gr
from fastapi import FastAPI

from pullquote_ui.articles_tab import ArticlesTab
from pullquote_ui.articles_view import masthead_html
from pullquote_ui.asking_tab import QUIET, AskTab
from pullquote_ui.checking_tab import CheckTab
from pullquote_ui.endpoints import Endpoints, add_endpoints
from pullquote_ui.guards import Door, Guard
from pullquote_ui.kept import Kept
from pullquote_ui.mcp_tools import mcp_routes
from pullquote_ui.newsroom import Newsroom
from pullquote_ui.quality_view import quality_html
from pullquote_ui.routes import add_routes

HEAD = (
    '<link rel="stylesheet" href="/assets-of-pullquote/page.css">'
    '<script src="/assets-of-pullquote/page.js" defer></script>'
)
LARGEST = 20_000_000
"""Bytes of one file that the server receives at all; an article has a lower limit, told in a line of ours."""
WAITING = 64
"""Requests that may wait; whoever comes later is told so."""
LIVE = '<div id="live" class="unseen" role="status" aria-live="polite"></div>'
READER = (
    '<aside class="reader" aria-label="The article"><div class="reader-bar"><span data-bar>The article</span>'
    '<button type="button" class="close" data-close>Close</button></div>'
    '<div id="reader-body" class="reader-body" tabindex="0" role="region" aria-label="Its text">'
    '<p class="hint">Choose a quotation, or a number in an answer, and the article opens here at those '
    "very words.</p></div></aside>"
)


def build_page(newsroom: Newsroom, kept: Kept, endpoints: Endpoints) -> gr.Blocks:
    """The Gradio page."""
    with gr.Blocks(title="Pullquote", analytics_enabled=False, delete_cache=(3600, 3600)) as page:
        greeting = masthead_html(newsroom.catalogue().count)
        masthead = gr.HTML(greeting, elem_id="masthead", padding=False, apply_default_css=False)
        people = gr.HTML("", elem_id="speakers", padding=False, apply_default_css=False, render=False)
        with gr.Row(elem_id="desk", equal_height=False):
            with gr.Column(elem_id="work", scale=7, min_width=0), gr.Tabs(elem_id="tabs"):
                with gr.Tab("Ask", id="ask"):
                    asking = AskTab(newsroom, kept)
                with gr.Tab("Check", id="check"):
                    checking = CheckTab(newsroom)
                with gr.Tab("Articles", id="articles"):
                    articles = ArticlesTab(newsroom, asking, masthead, people)
                with gr.Tab("Speakers", id="speakers"):
                    people.render()
                with gr.Tab("Quality", id="quality") as quality:
                    figures = gr.HTML(quality_html(), padding=False, apply_default_css=False)
                    quality.select(quality_html, outputs=figures, **QUIET)
            with gr.Column(elem_id="reader", scale=5, min_width=0):
                gr.HTML(READER, elem_id="reader-frame", padding=False, apply_default_css=False)
        add_endpoints(endpoints)
        gr.HTML(LIVE, padding=False, apply_default_css=False)
        page.load(articles.anew, outputs=articles.changing, **QUIET)
        page.load(asking.reopened, outputs=asking.conversation, **QUIET)
        page.unload(asking.stopped)
        page.unload(checking.stopped)
    page.queue(max_size=WAITING, default_concurrency_limit=4)
    return page


def build_app(newsroom: Newsroom, door: Door) -> FastAPI:
    """The whole application: guards, the page's own addresses, and Gradio."""
    endpoints = Endpoints(newsroom)
    tools, running = mcp_routes(endpoints)
    app = FastAPI(title="pullquote", docs_url=None, redoc_url=None, openapi_url=None, lifespan=running)
    app.router.routes.extend(tools)
    kept = Kept(newsroom.generations.folder / "page")
    add_routes(app, newsroom, kept)
    page = build_page(newsroom, kept, endpoints)
    gr.mount_gradio_app(
        app, page, "/", footer_links=[], run_history=False, max_file_size=LARGEST, enable_monitoring=False,
        pwa=False, ssr_mode=False, show_error=False, head=HEAD, theme=_theme(),
    )  # fmt: skip
    app.add_middleware(Guard, door=door)
    return app


def _theme() -> gr.themes.Base:
    fonts = ("system-ui", "sans-serif")
    return gr.themes.Base(font=fonts, font_mono=("ui-monospace", "monospace"))
