"""The articles under some folders: found, named, read one by one, and what is passed over told.

Memory stays bounded by the names, not by the texts: one article is held at a time.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pullquote.articles import Article
from pullquote.errors import NothingToIndex
from pullquote.reading.boilerplate import boilerplate
from pullquote.reading.files import Unreadable, file_bytes, oneline, too_large
from pullquote.reading.headers import in_text
from pullquote.reading.provenance import LISTING, Sources
from pullquote.reading.readers import READERS, reading


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: its bytes on disk, and what it may unpack to (bytes or characters)."""

    file_bytes: int = 5_000_000
    unpacked: int = 50_000_000


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is not in the index, and why, in one line; `name` may be printed as it is."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """A file that looks like an article. `name` is unique among those found; `root` is its folder."""

    name: str
    path: Path
    root: Path


def find(
    paths: Sequence[Path], *, limits: Limits, also: Sequence[Path] = ()
) -> tuple[list[Found], list[Skipped]]:
    """Every article file under `paths` (folders, or single files), by name; no file is opened.

    `also` are folders that count as a PATH, but may be missing or empty. Raises NothingToIndex for one of
    `paths` that is missing or has nothing to read. A file that two of them hold is found once.
    """
    found: dict[Path, Found] = {}
    skipped: list[Skipped] = []
    for path in (*paths, *(folder for folder in also if folder.is_dir())):
        here, passed = _found_in(path, limits)
        if not here and path in paths:
            raise NothingToIndex(_nothing(path, passed))
        skipped.extend(passed)
        for one in here:
            found.setdefault(one.path, one)
    return _named_apart(list(found.values())), skipped


def read(found: Found, sources: Sources, limits: Limits) -> Article | Skipped:
    """The article in one file, with all that is known of it; or why it is passed over."""
    try:
        if not _real(found.path).is_relative_to(found.root):
            raise Unreadable("outside its folder by now; index again")
        content = file_bytes(found.path, limits.file_bytes)
        given = reading(found.path.suffix.lower(), content, text_cap=limits.unpacked)
    except Unreadable as unreadable:
        return Skipped(found.name, str(unreadable))
    left_out = boilerplate(given.text)
    known = sources.of(found.path).or_else(given.says).or_else(in_text(given.text, left_out))
    return Article(
        found.name, given.text, known.title, known.outlet, known.author, known.date, known.address, left_out
    )


def articles(
    paths: Sequence[Path], limits: Limits, *, also: Sequence[Path] = ()
) -> Iterator[Article | Skipped]:
    """Every article under `paths`, each text once, and everything that was passed over, with its reason.

    Of two equal texts the later is passed over. Faults in a SOURCES.toml come after the files. Raises
    NothingToIndex as `find` does, and at the end when not one article could be read.
    """
    found, skipped = find(paths, limits=limits, also=also)
    yield from skipped
    sources = {root: Sources.load(root) for root in dict.fromkeys(one.root for one in found)}
    first: dict[bytes, str] = {}
    unreadable: list[Skipped] = []
    for one in found:
        read_in = read(one, sources[one.root], limits)
        if isinstance(read_in, Skipped):
            unreadable.append(read_in)
        elif (same := first.setdefault(_digest(read_in), read_in.name)) != read_in.name:
            read_in = Skipped(read_in.name, f"the same text as {same}; one of them is enough")
        yield read_in
    for listed in sources.values():
        yield from (Skipped(*fault.split(": ", 1)) for fault in listed.faults)
    if unreadable and not first:
        raise NothingToIndex(f"No article could be read. {unreadable[0].name}: {unreadable[0].reason}")


def _digest(article: Article) -> bytes:
    return hashlib.sha256(article.text.encode("utf-8")).digest()


def _nothing(path: Path, passed: Sequence[Skipped]) -> str:
    shown = oneline(str(path))
    if not os.path.lexists(path):
        return f"{shown} is not there. Name a folder of articles: pullquote index FOLDER"
    if passed:
        return f"{shown} holds no readable article. {passed[0].name}: {passed[0].reason}"
    return f"{shown} holds no article. Put {', '.join(READERS)} files there, or name another folder"


def _found_in(path: Path, limits: Limits) -> tuple[list[Found], list[Skipped]]:
    """What one PATH holds. A PATH may itself be a link: who named it meant what it leads to."""
    real = _real(path)
    if real.is_dir():
        skipped: list[Skipped] = []
        found = sorted(_walk(real, limits, skipped), key=lambda one: one.name)
        return found, sorted(skipped, key=lambda one: one.name)
    if not real.exists():
        return [], []
    reason = _refusal(real, limits)
    if real.suffix.lower() not in READERS:
        reason = f"not one of {', '.join(READERS)}"
    if reason:
        return [], [Skipped(oneline(real.name), reason)]
    return [Found(real.name, real, real.parent)], []


def _walk(root: Path, limits: Limits, skipped: list[Skipped]) -> Iterator[Found]:
    """The article files in a folder and in those below it; hidden ones and other suffixes silently not."""
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError as error:
            name = oneline(folder.relative_to(root).as_posix())
            skipped.append(Skipped(name, f"a folder that cannot be opened: {(error.strerror or '').lower()}"))
            continue
        for entry in entries:
            path = folder / entry.name
            if entry.name.startswith(".") or entry.name == LISTING:
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(path)
            elif path.suffix.lower() in READERS or (entry.is_symlink() and path.is_dir()):
                name = path.relative_to(root).as_posix()
                reason = _bad_name(name) or _bad_link(path, root) or _refusal(path, limits)
                if reason:
                    skipped.append(Skipped(oneline(name), reason))
                else:
                    yield Found(name, path, root)


def _bad_name(name: str) -> str | None:
    """A name is shown, stored and typed: it must be text on one line."""
    return None if name == oneline(name) else "its name has characters that cannot be shown; rename it"


def _bad_link(path: Path, root: Path) -> str | None:
    if not path.is_symlink():
        return None
    target = _real(path)
    if not target.is_relative_to(root):
        return "a symbolic link out of the folder; copy the file into it"
    if not target.exists():
        return "a symbolic link to nothing; remove it"
    return "a symbolic link inside the folder; only the file itself is read"


def _real(path: Path) -> Path:
    """Where a path leads; unlike `Path.resolve`, a link that leads to itself is no error here."""
    return Path(os.path.realpath(path))


def _refusal(path: Path, limits: Limits) -> str | None:
    """Why a file cannot be an article, as far as that is known without opening it."""
    try:
        status = path.stat(follow_symlinks=False)
    except OSError as error:
        return f"cannot be opened: {(error.strerror or '').lower()}"
    if not stat.S_ISREG(status.st_mode):
        return "not a regular file; only regular files are read"
    if status.st_size > limits.file_bytes:
        return too_large(limits.file_bytes)
    if not os.access(path, os.R_OK):
        return "cannot be opened: permission denied; make it readable"
    return None


def _named_apart(found: list[Found]) -> list[Found]:
    """Every name once: where two are the same, as much of the folder's own path goes in front as it takes."""
    depth = 0
    while True:
        depth += 1
        twice = _repeated(one.name for one in found)
        if not twice:
            return found
        found = [_longer(one, depth) if one.name in twice else one for one in found]


def _longer(one: Found, depth: int) -> Found:
    front = [part for part in one.root.parts[-depth:] if part != one.root.anchor]
    return replace(one, name="/".join([*front, one.path.relative_to(one.root).as_posix()]))


def _repeated(names: Iterable[str]) -> set[str]:
    once: set[str] = set()
    twice: set[str] = set()
    for name in names:
        (twice if name in once else once).add(name)
    return twice
