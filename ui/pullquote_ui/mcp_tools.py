"""The same four functions as tools of the Model Context Protocol, at /mcp; only where `mcp` is installed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import wraps
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import anyio.to_thread

from pullquote_ui.endpoints import Endpoints, Json

if TYPE_CHECKING:
    from fastapi import FastAPI

PATH = "/mcp"
Lifespan = Callable[["FastAPI"], Any]


def mcp_routes(endpoints: Endpoints) -> tuple[list[Any], Lifespan | None]:
    """The routes to add and what has to run beside them; none of either without the `mcp` extra.

    Gradio has a server of its own for this; it wants an older pydantic than Chroma's dependencies do.
    """
    if find_spec("mcp") is None:
        return [], None
    # The guard around the whole application looks at Host and Origin already.
    security = import_module("mcp.server.transport_security").TransportSecuritySettings(
        enable_dns_rebinding_protection=False
    )
    server = import_module("mcp.server.fastmcp").FastMCP(
        "pullquote", stateless_http=True, json_response=True, streamable_http_path=PATH,
        transport_security=security, log_level="WARNING",
    )  # fmt: skip
    for act in endpoints.all:
        server.add_tool(_in_a_thread(act), structured_output=False)
    routes = list(server.streamable_http_app().routes)

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        async with server.session_manager.run():
            yield

    return routes, running


def _in_a_thread(act: Callable[..., Json]) -> Callable[..., Awaitable[Json]]:
    """The same function, for an event loop that must not wait for it."""

    @wraps(act)
    async def called(*given: Any, **named: Any) -> Json:
        return await anyio.to_thread.run_sync(lambda: act(*given, **named))

    return called
