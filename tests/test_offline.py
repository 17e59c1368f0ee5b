"""Offline: a process that may not leave the machine answers a question, with the packaged embedder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import SEEDS, filled_here, untold
from pullquote.indexing.building import Order, build
from pullquote.indexing.embedding import open_embedder
from pullquote.indexing.generations import Generations

GUARDED = """
import sys

tried = []

def guard(event, args):
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        away = args[0] not in (None, "", "localhost", "127.0.0.1", "::1", b"localhost")
        where = args[0]
    elif event in ("socket.connect", "socket.sendto"):
        where = args[1]
        away = isinstance(where, tuple) and where[0] not in ("127.0.0.1", "::1", "localhost")
    else:
        return
    if away:
        tried.append(where)
        raise PermissionError(f"a connection to {where}")

sys.addaudithook(guard)
from pullquote.cli import main
try:
    main()
finally:
    if tried:
        sys.stderr.write(f"TRIED {tried}")
"""


def guarded(*words: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(str(SEEDS.parent / root) for root in ("src", "ui", "evals"))
    return subprocess.run(
        [sys.executable, "-c", GUARDED, *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": path},
    )


@pytest.mark.slow
def test_a_question_is_answered_without_leaving_the_machine(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    build(Generations(folder), Order((SEEDS,), open_embedder(), fill=filled_here), untold)
    question = "what did Harris say about license enforcement"
    done = guarded("ask", question, "--model", "none", "--index", str(folder), "--json")
    assert "TRIED" not in done.stderr
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert any("The threat of lawsuit is the enforcement" in one["quote"] for one in answer["citations"])


def test_the_guard_itself_bites() -> None:
    code = GUARDED.split("from pullquote")[0] + (
        "import socket\ntry:\n    socket.create_connection(('192.0.2.1', 9), timeout=1)\n"
        "except PermissionError:\n    print('stopped')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "stopped\n"
