"""Starts llama.cpp as `engine` wants it: on a private socket, with a slot for each adapter."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xllamacpp

from pullquote.errors import ModelFailed
from pullquote.models.adapters import Adapter
from pullquote.models.language import ModelSettings
from pullquote.models.weights import weights_folder

BEGINNINGS = "beginnings"
"""The folder beside the weights that holds states."""

_SILENT, _TALKATIVE = -1, 4  # llama.cpp's verbosity
_BATCH = 512  # tokens read between two looks at whether the request was cancelled
_SOCKET_PATH_LIMIT = 100  # sun_path holds 104 bytes on macOS, 108 on Linux
_COPIED_AFTER, _COPIED = 3, 4  # tokens alike in prompt and answer, and how many are tried after them


def private_folder() -> Path:
    """A new folder of mode 0700 for the socket, of a path short enough for one."""
    folder = Path(tempfile.mkdtemp(prefix="pullquote-"))  # mode 0700
    if len(str(folder / "s.sock").encode()) > _SOCKET_PATH_LIMIT:
        folder.rmdir()
        folder = Path(
            tempfile.mkdtemp(prefix="pullquote-", dir="/tmp")
        )  # a longer TMPDIR than a socket may have
    return folder


def start(path: Path, adapters: Sequence[Adapter], socket: Path, key: str, settings: ModelSettings) -> Any:
    """The running engine; ModelFailed for a file that is no GGUF. Its destructor ends llama.cpp's threads."""
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.lora_adapters = [xllamacpp.CommonAdapterLoraInfo(str(one.path), 1.0) for one in adapters]
    params.warmup = False  # the first prompt does as well
    params.slot_save_path = f"{weights_folder() / BEGINNINGS}/"
    slots = len(adapters) + 1 if adapters else 1  # see EngineModel._slot_of
    params.n_parallel, params.n_ctx = slots, slots * settings.context
    params.n_batch = params.n_ubatch = _BATCH
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = settings.threads
    # Threads that wait by spinning starve each other on a busy machine; sleeping costs little on a quiet one.
    params.cpuparams.poll = params.cpuparams_batch.poll = 0
    params.cache_ram_mib = settings.cache_mib
    params.cache_idle_slots = True
    if settings.copies:
        copying = xllamacpp.common_speculative_type.COMMON_SPECULATIVE_TYPE_NGRAM_SIMPLE
        params.speculative.types = [copying]
        params.speculative.ngram_simple.size_n = _COPIED_AFTER
        params.speculative.ngram_simple.size_m = _COPIED
    params.fit_params = False  # would shrink the context in silence where memory is short
    params.hostnames = [str(socket)]
    params.api_keys = [key]
    params.cors_origins = ""
    params.endpoint_slots = params.endpoint_props = params.endpoint_metrics = False
    params.ui = False
    params.offline = True
    params.verbosity = _TALKATIVE if settings.debug else _SILENT
    try:
        return xllamacpp.Server(params)
    except RuntimeError as error:
        raise ModelFailed(
            f"{path}: llama.cpp cannot load this file. Is it a whole GGUF? Try: pullquote model list"
        ) from error
