"""`pullquote ui`: open index and model, and serve the page until it is interrupted."""

from __future__ import annotations

import ipaddress
import os
import socket
from contextlib import ExitStack
from tempfile import TemporaryDirectory

from pullquote.commands.flags import progress, remark
from pullquote.errors import UsageError
from pullquote.indexing.generations import Generations
from pullquote.models.weights import DEFAULT
from pullquote.wiring import Given, index, open_language_model, open_retriever, require_some_index

USER, PASSWORD = "PULLQUOTE_USER", "PULLQUOTE_PASSWORD"


def serve(given: Given, host: str, port: int) -> None:
    """Serve the page. UsageError when it would be open to a network without a login, or the port is taken."""
    user, password = os.environ.get(USER) or None, os.environ.get(PASSWORD) or None
    require_login(host, user, password)
    listening = _listen(host, port)
    _keep_quiet()
    import uvicorn

    from pullquote_ui.ending import QuietlyEnding
    from pullquote_ui.guards import Door
    from pullquote_ui.newsroom import Newsroom
    from pullquote_ui.page import build_app

    with ExitStack() as stack:
        stack.callback(listening.close)
        private = stack.enter_context(TemporaryDirectory(prefix="pullquote-"))
        os.environ["GRADIO_TEMP_DIR"] = private  # Gradio's own default is a folder that all users share
        with progress() as notify:
            if built := require_some_index(given, notify):
                remark(f"Indexed {built.articles} articles into {given.folder}.")
            model = open_language_model(given.model or DEFAULT, notify)
        if model is not None:
            stack.callback(model.close)
        newsroom = Newsroom(
            Generations(given.folder),
            lambda: open_retriever(given),
            lambda notify, rebuild: index(given, (), notify, rebuild=rebuild),
            model,
        )
        stack.callback(newsroom.close)
        app = build_app(newsroom, Door(user, password))
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=1
        )
        remark(f"Pullquote is at {_address(listening, host)}  (Ctrl-C ends it)")
        QuietlyEnding(config).run(sockets=[listening])


def require_login(host: str, user: str | None, password: str | None) -> None:
    """UsageError unless the address is this machine's own, or a login is set."""
    if is_loopback(host) or (user and password):
        return
    raise UsageError(
        f"--host {host} opens the page to a network, and nobody is asked who they are. "
        f"Set {USER} and {PASSWORD} first, or leave --host out."
    )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address; a name other than localhost counts as a network."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _listen(host: str, port: int) -> socket.socket:
    """The socket, bound before anything slow is loaded; UsageError when that cannot be."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise UsageError(
            f"Cannot listen on {host}, port {port}: {error.strerror}. Choose another: pullquote ui --port 0"
        ) from error
    return listening


def _keep_quiet() -> None:
    """Before Gradio is imported: no telemetry, no version check, no sharing."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    os.environ["GRADIO_SHARE"] = "False"


def _address(listening: socket.socket, host: str) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{listening.getsockname()[1]}"
