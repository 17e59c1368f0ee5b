"""Articles that come and go through the page: a folder of their own beside the index."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from pullquote.reading.folders import Limits, Skipped

TAKEN = (".txt", ".md", ".html", ".htm", ".pdf", ".docx")
MOST = 200
"""Files that the folder may hold."""


def take(folder: Path, files: Iterable[Path]) -> tuple[list[str], list[Skipped]]:
    """Copy the files into the folder; the names that were taken, and the files that were not, with reasons.

    A file of a name that is there already takes its place.
    """
    folder.mkdir(parents=True, exist_ok=True)
    taken, refused = [], []
    for file in files:
        if reason := _against(folder, file):
            refused.append(Skipped(file.name, reason))
            continue
        shutil.copyfile(file, folder / file.name)
        taken.append(file.name)
    return taken, refused


def uploaded(folder: Path) -> list[str]:
    """The names of the files there."""
    return sorted(path.name for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []


def drop(folder: Path, name: str) -> bool:
    """Remove one of them; False when the folder holds no such file, whatever the name says."""
    if name not in uploaded(folder):
        return False
    (folder / name).unlink()
    return True


def _against(folder: Path, file: Path) -> str | None:
    if file.suffix.lower() not in TAKEN:
        return f"not an article; {', '.join(TAKEN)} are read"
    if file.stat().st_size > Limits().file_bytes:
        return f"larger than {Limits().file_bytes / 1e6:.0f} MB"
    if file.name not in uploaded(folder) and len(uploaded(folder)) >= MOST:
        return f"there are {MOST} uploaded files already; remove one first"
    return None
