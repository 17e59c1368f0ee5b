"""Who published an article, who wrote it, and when: from a list that vouches for it, or from its text.

What neither says is None. Nothing is guessed from a file's name, its time stamp or its folder.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from pullquote.reading.files import Unreadable, decoded, file_bytes

LISTING = "SOURCES.toml"
"""The file in an indexed folder that says where its articles are from; never an article itself."""

_LISTING_CAP = 5_000_000
_LONGEST_FAULT = 300
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class Provenance:
    """What is known of an article; `date` is ISO, as exact as its source, and None is "nobody says"."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    date: str | None = None
    address: str | None = None

    def or_else(self, other: Provenance) -> Provenance:
        """This one, with what it does not say taken from the other."""
        return Provenance(*(getattr(self, one.name) or getattr(other, one.name) for one in fields(self)))


NOTHING = Provenance()


def iso_date(given: str) -> str | None:
    """The same string if it is a real date written YYYY, YYYY-MM or YYYY-MM-DD, else None."""
    match = _DATE.fullmatch(given)
    if not match:
        return None
    year, month, day = match.groups()
    try:
        datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return given


@dataclass(slots=True)
class Sources:
    """What the SOURCES.toml files of one indexed folder, and of the folders in it, say.

    A fault in such a file never costs an article: what is wrong is left out, told in `faults` (one line
    each), and the rest counts. An entry names its file relative to the SOURCES.toml it stands in; where
    two of them name one file, the one that lies nearer to it wins.
    """

    root: Path
    faults: list[str] = field(default_factory=list)
    _listings: dict[Path, dict[str, Provenance]] = field(default_factory=dict)

    @classmethod
    def load(cls, root: Path) -> Sources:
        """The list at the top of `root` (none is fine); those below it are read when a file asks."""
        sources = cls(root)
        listed = sources._listing(root)
        for name in sorted(listed):
            if not (root / name).exists():
                sources._fault(root, f"lists {name!r}, which is not there; correct the name or remove it")
        return sources

    def of(self, path: Path) -> Provenance:
        """What the lists say of the file at `path`, which lies under the root."""
        for folder in path.parents:
            entry = self._listing(folder).get(path.relative_to(folder).as_posix())
            if entry or folder == self.root:
                return entry or NOTHING
        return NOTHING

    def _listing(self, folder: Path) -> dict[str, Provenance]:
        if folder not in self._listings:
            self._listings[folder] = self._parsed(folder)
        return self._listings[folder]

    def _parsed(self, folder: Path) -> dict[str, Provenance]:
        path = folder / LISTING
        if not path.is_symlink() and not path.exists():
            return {}
        try:
            content = tomllib.loads(decoded(file_bytes(path, _LISTING_CAP)))
        except (Unreadable, ValueError, RecursionError) as error:  # the last: brackets within brackets
            self._fault(folder, f"not used: {error}")
            return {}
        return {name: self._entry(folder, name, entry) for name, entry in content.items()}

    def _entry(self, folder: Path, name: str, entry: object) -> Provenance:
        if not isinstance(entry, Mapping):
            self._fault(folder, f'{name!r} must be a table: ["{name}"] with keys below it')
            return NOTHING
        known = [one.name for one in fields(Provenance)]
        for key in sorted(entry.keys() - set(known)):
            self._fault(folder, f"{name!r} has an unknown key {key!r}. Known: {', '.join(known)}")
        return Provenance(*(self._value(folder, name, key, entry.get(key)) for key in known))

    def _value(self, folder: Path, name: str, key: str, value: object) -> str | None:
        if value is None:
            return None
        written = value.isoformat() if type(value) is datetime.date else value
        written = str(written) if key == "date" and type(written) is int else written
        if not isinstance(written, str) or not (written := " ".join(written.split())):
            self._fault(folder, f"{name!r}: {key} must be text in quotation marks")
            return None
        if key == "date" and not iso_date(written):
            self._fault(folder, f"{name!r}: date must be YYYY, YYYY-MM or YYYY-MM-DD, not {written!r}")
            return None
        return written

    def _fault(self, folder: Path, what: str) -> None:
        place = (folder / LISTING).relative_to(self.root).as_posix()
        self.faults.append(f"{place}: {' '.join(what.split())[:_LONGEST_FAULT]}")
