"""A draft as it is judged, for the page: its quotations first, its claims when the model has read them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

from pullquote_ui.checking_view import report_html
from pullquote_ui.newsroom import Newsroom
from pullquote_ui.rendering import fault
from pullquote_ui.stopping import Stopped

LONGEST = 100_000
"""Characters of a text that the page checks at once."""
OPENED = (".txt", ".md")
CHECKING = '<p class="working" data-say="Checking.">Looking for every quotation in the articles …</p>'


def reviewing(newsroom: Newsroom, text: str, stop: Event) -> Iterator[str]:
    """What to show of a text: its quotations at once, then its claims, which may take a minute."""
    if reason := _against(text):
        yield fault(reason)
        return
    yield CHECKING
    with newsroom.checker() as (checker, library):
        quoted = checker.check(text, quotes_only=True)
        first = report_html(text, quoted, library, reading=True)
    if quoted.quotes:
        yield first
    try:
        with newsroom.checker(stop) as (checker, library):
            whole = report_html(text, checker.check(text), library)
    except Stopped:
        return
    yield whole


def read_draft(path: Path) -> tuple[str, str]:
    """A file's text for the box, and beside it why it could not be read."""
    if path.suffix.lower() not in OPENED:
        return "", fault(f"Only {' and '.join(OPENED)} files are opened here. Paste the text instead.")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return "", fault("This file is not UTF-8 text. Save it as UTF-8, or paste the text.")
    reason = _against(text)
    return ("", fault(reason)) if reason else (text, "")


def _against(text: str) -> str | None:
    """Why a text cannot be checked, if it cannot."""
    if not text.strip():
        return "There is no text yet. Paste one, or open a file."
    if len(text) > LONGEST:
        return f"This text has {len(text):,} characters; {LONGEST:,} can be checked at once."
    return None
