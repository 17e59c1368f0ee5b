"""The Check tab: a draft goes in, each of its quotations comes out judged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import gradio as gr

from pullquote_ui.asking_tab import QUIET
from pullquote_ui.checking_view import report_html
from pullquote_ui.newsroom import Newsroom
from pullquote_ui.rendering import fault

LONGEST = 100_000
"""Characters of a text that the page checks at once."""
CHECKING = '<p class="working" data-say="Checking.">Looking for every quotation in the articles …</p>'


def check_tab(newsroom: Newsroom) -> None:
    """Lay the tab out, inside the present Blocks."""
    draft = gr.Textbox(
        label="The text to check", placeholder="Paste a draft with its quotations …", lines=8, max_lines=24,
        max_length=LONGEST, elem_id="draft",
    )  # fmt: skip
    with gr.Row(elem_id="check-buttons"):
        check = gr.Button("Check", variant="primary", elem_id="check-button", min_width=120)
        file = gr.UploadButton(
            "Open a text file", file_types=[".txt", ".md"], elem_id="draft-file", min_width=120
        )
    review = gr.HTML("", elem_id="review", padding=False, apply_default_css=False)

    def opened(path: str) -> tuple[str, str]:
        return read_draft(Path(path))

    def checked(text: str | None) -> Iterator[str]:
        yield CHECKING
        yield checked_html(newsroom, text or "")

    file.upload(opened, file, [draft, review], **QUIET)
    check.click(checked, draft, review, concurrency_limit=1, concurrency_id="check", **QUIET)


def read_draft(path: Path) -> tuple[str, str]:
    """A file's text for the box, and beside it why it could not be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return "", fault("This file is not UTF-8 text. Save it as UTF-8, or paste the text.")
    if len(text) > LONGEST:
        return "", fault(f"This text has {len(text):,} characters; {LONGEST:,} can be checked at once.")
    return text, ""


def checked_html(newsroom: Newsroom, text: str) -> str:
    """The review of a text, or what is wrong with it."""
    if not text.strip():
        return fault("There is no text yet. Paste one, or open a file.")
    if len(text) > LONGEST:
        return fault(f"This text has {len(text):,} characters; {LONGEST:,} can be checked at once.")
    with newsroom.checker() as (checker, library):
        return report_html(text, checker.check(text), library)
