"""One file's bytes, made text once, and what its format says of title, author and date.

`.txt` and `.md` are their own text. For `.html`, `.pdf` and `.docx` the text is what the reader extracts,
and every span counts the characters of that. Nothing here opens a file, follows a link or asks a network.
"""

from __future__ import annotations

import codecs
import logging
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import version
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from pullquote.reading.files import Unreadable, decoded
from pullquote.reading.provenance import NOTHING, Provenance, iso_date
from pullquote.reading.unwrap import unwrapped

VERSION = "/".join(
    ["readers-2", *(f"{library} {version(library)}" for library in ("trafilatura", "pypdf", "python-docx"))]
)
"""Changes whenever the same bytes might give another text; an index may remember it."""

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_HEAD_BYTES = 4096
_PDF_PAGES = 2000
_HEAD_CHARACTERS = 2000

# What pypdf and python-docx raise from inside a damaged file, besides their own errors. MemoryError and
# everything that is no property of the file passes.
_DAMAGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A file's text, and what its format says of it."""

    text: str
    says: Provenance = NOTHING


def reading(suffix: str, content: bytes, *, text_cap: int) -> Reading:
    """Read one file's content by its suffix (a key of READERS, in lower case).

    `text_cap` bounds what may be unpacked, in characters or bytes. Raises Unreadable with the reason.
    """
    read = READERS[suffix](content, text_cap)
    if len(read.text) > text_cap:
        raise Unreadable(f"more than {text_cap:,} characters of text; split it")
    if not read.text.strip():
        raise Unreadable("empty")
    return read


def _plain(content: bytes, _cap: int) -> Reading:
    return Reading(decoded(content))


def _html(content: bytes, _cap: int) -> Reading:
    # Imported here: it takes a while, and a folder of plain text never needs it.
    from trafilatura import bare_extraction

    with _silenced("trafilatura", "htmldate", "courlan", "justext"):
        # Without the extensive search the date comes from the page's own metadata, never from today.
        page: Any = bare_extraction(
            decoded(content, _encoding(content)),
            include_comments=False,
            with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    if page is None or not (page.text or "").strip():
        raise Unreadable("no article text found in the page; save the article itself as .txt")
    says = Provenance(
        title=_one_line(page.title),
        outlet=_one_line(page.sitename),
        author=_one_line((page.author or "").replace("; ", " and ")),
        date=iso_date(page.date or ""),
        address=_one_line(page.url),
    )
    return Reading(_usable(page.text), says)


def _encoding(content: bytes) -> str:
    """UTF-8 where the bytes are that, else what the page declares; as browsers do, latin-1 is cp1252."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        declared = _DECLARED.search(content[:_HEAD_BYTES])
        name = declared[1].decode("ascii", "replace").lower() if declared else "utf-8"
    else:
        return "utf-8"
    try:
        b"x".decode(name)
    except (LookupError, UnicodeError):  # unknown, or a codec that gives no text
        return "utf-8"
    return "cp1252" if codecs.lookup(name).name in {"iso8859-1", "ascii"} else name


def _pdf(content: bytes, cap: int) -> Reading:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    with _silenced("pypdf"):
        try:
            document = PdfReader(BytesIO(content))
            if document.is_encrypted:
                raise Unreadable("an encrypted PDF; save a copy without its password")
            if len(document.pages) > _PDF_PAGES:
                raise Unreadable(f"a PDF of more than {_PDF_PAGES:,} pages; split it")
            text = unwrapped(_usable(_joined((page.extract_text() for page in document.pages), cap)))
            about = document.metadata
            says = Provenance(_one_line(about.title), author=_one_line(about.author)) if about else NOTHING
        except (PyPdfError, *_DAMAGE) as error:
            raise Unreadable(_damaged("PDF", error)) from error
    if not text.strip():
        raise Unreadable("a PDF without text, only images; run text recognition on it first")
    return Reading(text, _borne_out(says, text))


def _docx(content: bytes, cap: int) -> Reading:
    from docx import Document

    try:
        with ZipFile(BytesIO(content)) as archive:
            # The unzipper never yields more than the declared size, so a false one gains nothing.
            if sum(member.file_size for member in archive.infolist()) > cap:
                raise Unreadable(f"unpacks to more than {cap / 1_000_000:g} MB; save its text as .txt")
        document = Document(BytesIO(content))
        text = _usable(_joined(_blocks(document), cap))
        says = Provenance(
            _one_line(document.core_properties.title), author=_one_line(document.core_properties.author)
        )
    except (BadZipFile, *_DAMAGE) as error:
        raise Unreadable(_damaged("Word file", error)) from error
    return Reading(text, _borne_out(says, text))


def _blocks(container: Any) -> Iterator[str]:
    """Paragraphs and tables of a document or a cell in reading order; a merged cell counts once."""
    for block in container.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                cells = dict.fromkeys(cell._tc for cell in row.cells)
                by_element = {cell._tc: cell for cell in row.cells}
                yield "\t".join(" ".join(_blocks(by_element[element])) for element in cells)
        else:
            yield block.text


def _joined(pieces: Iterator[str], cap: int) -> str:
    """The pieces, one a line; stops with a reason as soon as they are too much."""
    kept, size = [], 0
    for piece in pieces:
        size += len(piece)
        if size > cap:
            raise Unreadable(f"more than {cap:,} characters of text; split it")
        kept.append(piece)
    return "\n".join(kept)


def _usable(text: str) -> str:
    """Extracted text without what cannot be stored: NUL, half a surrogate pair, other line ends."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    lines = re.sub(r"\r\n?|[\v\f]", "\n", whole.replace("\0", ""))
    return lines.strip("\n")


def _borne_out(says: Provenance, text: str) -> Provenance:
    """What the file's properties say, as far as its first page says so too.

    Word processors fill them in by themselves: with a template's title, with the account that typed.
    """
    head = _folded(text[:_HEAD_CHARACTERS])
    title = says.title if says.title and _folded(says.title) in head else None
    author = says.author if says.author and " " in says.author and _folded(says.author) in head else None
    return replace(says, title=title, author=author)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _one_line(given: object) -> str | None:
    """A metadata value as one line of text, or None when it has nothing in it."""
    if not isinstance(given, str):
        return None
    return " ".join(_usable(given).split()) or None


def _damaged(what: str, error: Exception) -> str:
    detail = " ".join(str(error).split())[:120] or type(error).__name__
    return f"a damaged {what} ({detail}); save it again or as .txt"


@contextmanager
def _silenced(*names: str) -> Iterator[None]:
    """Keeps these libraries' remarks on a file off the terminal; the reason is told once, by us."""
    loggers = [logging.getLogger(name) for name in names]
    before = [(logger, logger.level) for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in before:
            logger.setLevel(level)


READERS: dict[str, Callable[[bytes, int], Reading]] = {
    ".txt": _plain,
    ".md": _plain,
    ".html": _html,
    ".htm": _html,
    ".pdf": _pdf,
    ".docx": _docx,
}
"""Which suffix is read how."""
