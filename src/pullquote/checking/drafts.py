"""An HTML page as the text of a draft: everything that its reader sees, with its marks.

The reader for articles looks for the article on a page and leaves lists, tables and notes out. A draft is
checked whole: `<q>` is a pair of marks, `<blockquote>` lines behind `>`, and each block a paragraph.
"""

from __future__ import annotations

import codecs
import re
from html.parser import HTMLParser

from pullquote.attribution.wordlists import words

_BLOCKS = words(
    "p div h1 h2 h3 h4 h5 h6 ul ol li table tr section article header footer main aside figure figcaption "
    "pre dl dt dd blockquote form hr address"
)
_UNSEEN = words("script style template noscript head svg title")
_SIGNED = frozenset({"footer", "cite", "figcaption"})
_CHARSET = re.compile(rb"charset=[\"']?([\w.:-]{2,30})", re.IGNORECASE)
_HEAD = 4096
"""Bytes in which a page declares its encoding."""
_SPACE = re.compile(r"[ \t\r\n\f]+")


class _Draft(HTMLParser):
    """Collects paragraphs as they are read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[str] = []
        self._said: list[str] = []
        self._unseen = 0
        self._quoted = 0
        self._marks = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        if tag in _BLOCKS:
            self.end_paragraph()
        if tag == "blockquote":
            self._quoted += 1
        elif tag == "q":
            self._said.append("‘" if self._marks else "“")
            self._marks += 1
        elif tag == "br":
            self._said.append("\n")
        elif tag in ("td", "th") and self._said:
            self._said.append(": ")
        if tag in _SIGNED and self._quoted:
            self.end_paragraph()
            self._said.append("— ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        if tag in _BLOCKS or (tag in _SIGNED and self._quoted):
            self.end_paragraph()
        if tag == "blockquote":
            self._quoted = max(0, self._quoted - 1)
        elif tag == "q" and self._marks:
            self._marks -= 1
            self._said.append("’" if self._marks else "”")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._said.append(_SPACE.sub(" ", data))

    def end_paragraph(self) -> None:
        """What was read since the last block, if it is anything; a dash before a dash goes."""
        lines = "".join(self._said).split("\n")
        said = "\n".join(_SPACE.sub(" ", line).strip() for line in lines).strip()
        said = re.sub(r"^— +[-–—~]+ *", "— ", said)
        if said not in ("", "—"):
            lead = "> " if self._quoted else ""
            self.paragraphs.append(lead + said.replace("\n", f"\n{lead}"))
        self._said.clear()


def page_encoding(content: bytes) -> str:
    """UTF-8 where the bytes are that, else what the page declares."""
    declared = _CHARSET.search(content[:_HEAD])
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        try:
            known = codecs.lookup(name).name
        except LookupError:
            return "utf-8"
        return "cp1252" if known in ("iso8859-1", "ascii") else known
    return "utf-8"


def html_draft(page: str) -> str:
    """The text of a page, a blank line between paragraphs."""
    draft = _Draft()
    draft.feed(page)
    draft.close()
    draft.end_paragraph()
    return _joined(draft.paragraphs)


def _joined(paragraphs: list[str]) -> str:
    """Paragraphs of one block quotation stay one block."""
    quoted = False
    pieces: list[str] = []
    for paragraph in paragraphs:
        before, quoted = quoted, paragraph.startswith("> ")
        pieces += ["\n>\n" if before and quoted else "\n\n", paragraph]
    return "".join(pieces[1:])
