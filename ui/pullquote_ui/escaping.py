"""The one way from plain data to HTML: for every word of an article, a model, a user or a file name."""

from __future__ import annotations

import unicodedata
from html import escape

MISSING = "\N{REPLACEMENT CHARACTER}"
_HIDDEN = frozenset(
    {"Cc", "Cs", "Co", "Cn"}
)  # control, lone surrogate, private and unassigned characters show as a sign that something is there
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# The page's framework runs values through two template languages; these signs mean nothing to HTML itself.
_TEMPLATE = str.maketrans({"{": "&#123;", "}": "&#125;", "$": "&#36;", "`": "&#96;", "\\": "&#92;"})


def shown(text: str) -> str:
    """The text with what would hide or reorder words made visible; white space stays, length stays."""
    return "".join(MISSING if _is_hidden(char) else char for char in text)


def text_html(text: str) -> str:
    """Plain text as HTML, good for element content and for double-quoted attributes."""
    return escape(shown(text), quote=True).translate(_TEMPLATE)


def _is_hidden(char: str) -> bool:
    if char in "\n\t" or " " <= char <= "~":
        return False
    tags = "\U000e0000" <= char <= "\U000e007f"
    return char in _REORDERING or tags or unicodedata.category(char) in _HIDDEN
