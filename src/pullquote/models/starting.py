"""Starts llama.cpp in this process as `engine` wants it: nobody else hears it, and it reads step by step."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import xllamacpp

from pullquote.errors import ModelFailed
from pullquote.models.adapters import Adapter
from pullquote.models.language import ModelSettings
from pullquote.models.weights import weights_folder

BEGINNINGS = "beginnings"
"""The folder beside the weights that holds states."""

SILENT, TALKATIVE = -1, 4  # llama.cpp's verbosity
BATCH = 512  # tokens read between two looks at whether the request was cancelled
SOCKET_PATH_LIMIT = 100  # sun_path holds 104 bytes on macOS, 108 on Linux


def private_folder() -> Path:
    """A new folder for a socket that nobody else may enter; the caller removes it."""
    folder = Path(tempfile.mkdtemp(prefix="pullquote-"))  # mode 0700
    if len(str(folder / "s.sock").encode()) > SOCKET_PATH_LIMIT:
        folder.rmdir()
        folder = Path(
            tempfile.mkdtemp(prefix="pullquote-", dir="/tmp")
        )  # a longer TMPDIR than a socket may have
    return folder


def started(path: Path, adapter: Adapter | None, socket: Path, key: str, settings: ModelSettings) -> Any:
    """The server, which listens on the socket alone; ModelFailed when the file is no model."""
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    if adapter is not None:
        params.lora_adapters = [xllamacpp.CommonAdapterLoraInfo(str(adapter.path), 1.0)]
    params.n_ctx = settings.context
    params.warmup = False  # the first prompt does as well
    params.slot_save_path = f"{weights_folder() / BEGINNINGS}/"
    params.n_parallel = 1  # one slot, so that the prompt cache belongs to whoever asks
    params.n_batch = params.n_ubatch = BATCH
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = settings.threads
    # Threads that wait by spinning starve each other on a busy machine; sleeping costs little on a quiet one.
    params.cpuparams.poll = params.cpuparams_batch.poll = 0
    params.cache_ram_mib = settings.cache_mib
    params.cache_idle_slots = True
    params.fit_params = False  # would shrink the context in silence where memory is short
    params.hostnames = [str(socket)]
    params.api_keys = [key]
    params.cors_origins = ""
    params.endpoint_slots = params.endpoint_props = params.endpoint_metrics = False
    params.ui = False
    params.offline = True
    params.verbosity = TALKATIVE if settings.debug else SILENT
    try:
        return xllamacpp.Server(params)
    except RuntimeError as error:
        raise ModelFailed(
            f"{path}: llama.cpp cannot load this file. Is it a whole GGUF? Try: pullquote model list"
        ) from error
