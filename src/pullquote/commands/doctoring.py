"""`pullquote doctor`: what is here, whether it is sound, and what to type next."""

from __future__ import annotations

import shlex
import shutil
import sqlite3
import sys
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import pullquote
from pullquote.errors import PullquoteError
from pullquote.indexing.generations import Generations, read_manifest, require_whole
from pullquote.models.weights import DEFAULT, KNOWN, locate, weights_folder, weights_path
from pullquote.wiring import Given

LIBRARIES = (
    "chromadb",
    "llama-index-core",
    "sentence-transformers",
    "torch",
    "gradio",
    "xllamacpp",
    "trafilatura",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `advice` is what to type when it is not sound."""

    what: str
    sound: bool
    told: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Examination:
    """Everything that was looked at."""

    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether a question could be answered now with the default model."""
        return all(finding.sound for finding in self.findings)

    def lines(self) -> list[str]:
        """One line a finding, and the advice below those that need one."""
        told = []
        for finding in self.findings:
            told.append(f"{'ok  ' if finding.sound else 'MISS'} {finding.what}: {finding.told}")
            if finding.advice:
                told.append(f"     type: {finding.advice}")
        return told

    def as_json(self) -> dict[str, Any]:
        """One object with all findings."""
        return {"sound": self.sound, "findings": [asdict(finding) for finding in self.findings]}


def examine(given: Given) -> Examination:
    """Look at the installation, the weights and the index; nothing is loaded, fetched or changed."""
    return Examination((_python(), _libraries(), _full_text(), _index(given), _model(), _room()))


def models_known() -> list[dict[str, Any]]:
    """Every known model: name, size in bytes, licence, where its weights are or would be, and if they are."""
    return [
        {
            "name": model.name,
            "default": model.name == DEFAULT,
            "size": model.size,
            "licence": model.licence,
            "sha256": model.sha256,
            "remark": model.remark,
            "path": str(weights_path(model)),
            "here": weights_path(model).is_file(),
        }
        for model in KNOWN.values()
    ]


def _python() -> Finding:
    return Finding("pullquote", True, f"{pullquote.__version__} on Python {sys.version.split()[0]}")


def _libraries() -> Finding:
    found = {}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            return Finding("libraries", False, f"{name} is not installed", "pip install pullquote")
    return Finding("libraries", True, ", ".join(f"{name} {number}" for name, number in found.items()))


def _full_text() -> Finding:
    with sqlite3.connect(":memory:") as rows:
        options = {option for (option,) in rows.execute("PRAGMA compile_options")}
    there = "ENABLE_FTS5" in options
    told = f"{sqlite3.sqlite_version}, {'with' if there else 'without'} full-text search"
    return Finding("SQLite", there, told, "" if there else "use a Python whose sqlite3 has FTS5")


def _index(given: Given) -> Finding:
    try:
        current = Generations(given.folder).current()
        if current is None:
            return Finding("index", False, f"none at {given.folder}", f"pullquote index{_where(given)}")
        manifest = read_manifest(current)
        require_whole(current, manifest)
    except PullquoteError as error:
        return Finding("index", False, str(error), f"pullquote index --rebuild{_where(given)}")
    told = f"{manifest.articles} articles, {manifest.passages} passages, embedded by {manifest.embedder}"
    return Finding("index", True, f"{told}, in {given.folder}")


def _where(given: Given) -> str:
    return f" --index {shlex.quote(str(given.index))}" if given.index else ""


def _model() -> Finding:
    try:
        weights = locate(DEFAULT)
    except PullquoteError as error:
        return Finding("model", False, str(error), "pullquote model fetch")
    return Finding("model", True, f"{weights.name}, SHA-256 {weights.sha256[:12]}…, in {weights.path.parent}")


def _room() -> Finding:
    folder = weights_folder()
    while not folder.is_dir():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    told = f"{free / 1e9:.0f} GB free in {folder}"
    return Finding(
        "disk", free > 2e9, told, "" if free > 2e9 else "free some disk space: weights need 1.2 GB"
    )
