"""The Check tab: a draft goes in, each of its quotations comes out judged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import gradio as gr

from pullquote_ui.asking_tab import QUIET
from pullquote_ui.newsroom import Newsroom
from pullquote_ui.reviewing import LONGEST, read_draft, reviewing
from pullquote_ui.stopping import Stops


class CheckTab:
    """The tab's components and what they do, laid out inside the present Blocks."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.newsroom = newsroom
        self.stops = Stops()
        # The field takes more than is checked: a text that it cut would be checked in part, and nobody told.
        draft = gr.Textbox(
            label="The text to check", placeholder="Paste a draft with its quotations …", lines=8,
            max_lines=24, max_length=2 * LONGEST, elem_id="draft",
        )  # fmt: skip
        with gr.Row(elem_id="check-buttons"):
            check = gr.Button("Check", variant="primary", elem_id="check-button", min_width=120)
            file = gr.UploadButton("Open a text file", elem_id="draft-file", min_width=120)
        review = gr.HTML("", elem_id="review", padding=False, apply_default_css=False)
        file.upload(self.opened, file, [draft, review], **QUIET)
        check.click(self.checked, draft, review, concurrency_limit=4, concurrency_id="check", **QUIET)

    def opened(self, path: str) -> tuple[str, str]:
        """The file in the box."""
        return read_draft(Path(path))

    def checked(self, text: str | None, request: gr.Request) -> Iterator[str]:
        """Judge the text, step by step; another check by the same user ends this one."""
        session = request.session_hash or ""
        stop = self.stops.begin(session)
        try:
            yield from reviewing(self.newsroom, text or "", stop)
        finally:
            self.stops.end(session, stop)

    def stopped(self, request: gr.Request) -> None:
        """Stop this user's check."""
        self.stops.stop(request.session_hash or "")
