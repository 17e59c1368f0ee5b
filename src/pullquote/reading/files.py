"""One file's bytes, from a folder that may hold anything.

An article is only ever read from a regular file: a named pipe would wait for ever, a device has no end,
a symbolic link may lead out of the folder.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from pathlib import Path


class Unreadable(Exception):
    """This one file cannot be read as an article; the message is the reason, in one line."""


def file_bytes(path: Path, cap: int) -> bytes:
    """The whole content, at most `cap` bytes; raises Unreadable for anything but a regular file."""
    # O_NONBLOCK lets the open of a named pipe return, so that it can be refused below.
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise Unreadable("not a regular file; only regular files are read")
            content = file.read(cap + 1)
    except OSError as error:
        raise Unreadable(f"cannot be opened: {(error.strerror or 'input error').lower()}") from error
    if len(content) > cap:
        raise Unreadable(too_large(cap))
    return content


def too_large(cap: int) -> str:
    """The reason for passing over a file of more than `cap` bytes."""
    return f"larger than the cap of {cap / 1_000_000:g} MB; split it or raise the cap"


def decoded(content: bytes, encoding: str = "utf-8") -> str:
    """Strictly decoded text: BOM dropped, line ends made "\\n", nothing else changed.

    Raises Unreadable with the place of the first byte that does not belong.
    """
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(f"not {encoding.upper()} at byte {error.start}; save it as UTF-8") from error
    nul = content.find(b"\0")
    if nul >= 0:
        raise Unreadable(f"a NUL byte at byte {nul}; this is not a text file")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def oneline(name: str) -> str:
    """A file name that may be printed: on one line, nothing that moves the cursor or turns the reading."""
    return "".join(ascii(char)[1:-1] if _unprintable(char) else char for char in name)


def _unprintable(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} or char in _TURNING or char in _TAGS


_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Marks that make what follows read from the other side."""
_TAGS = frozenset(map(chr, range(0xE0000, 0xE0080)))
"""Letters that are never shown."""
