"""JSON and server-sent events over an httpx client, with one kind of error: ModelFailed.

Both language models speak through here: the engine in this process on its private socket, and a
server somewhere else. Closing an `events` iterator closes the connection, which is how a server
learns that nobody is listening any more.
"""

from __future__ import annotations

import json
from collections.abc import Generator
from typing import Any

import httpx

from pullquote.errors import ModelFailed

_END = "[DONE]"
# A kept connection that the server closes just as we use it again is an error that nobody can tell from a
# crash; llama.cpp closes them after a few seconds. A fresh one costs nothing beside a generation.
NO_KEPT_CONNECTIONS = httpx.Limits(max_keepalive_connections=0)


def post(client: httpx.Client, path: str, body: dict[str, Any], where: str) -> dict[str, Any]:
    """One request, one JSON object. `where` names the other side in the error."""
    return _exchange(client, client.build_request("POST", path, json=body), where)


def get(client: httpx.Client, path: str, where: str) -> dict[str, Any]:
    """Like `post`, with nothing sent."""
    return _exchange(client, client.build_request("GET", path), where)


def _exchange(client: httpx.Client, request: httpx.Request, where: str) -> dict[str, Any]:
    try:
        reply = client.send(request)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _unreachable(where, error) from error
    return _checked(_parsed(reply.text, where), reply.status_code, where)


def events(
    client: httpx.Client, path: str, body: dict[str, Any], where: str
) -> Generator[dict[str, Any], None, None]:
    """The JSON objects of an event stream as they come; ModelFailed where the stream tells of an error."""
    try:
        with client.stream("POST", path, json=body) as reply:
            if reply.status_code >= 400:
                _checked(_parsed(reply.read().decode("utf-8", "replace"), where), reply.status_code, where)
            for line in reply.iter_lines():
                field, _, value = line.partition(":")
                if field == "error":  # llama.cpp's own field for an error in the middle of a stream
                    raise ModelFailed(f"{where}: {_message(_parsed(value, where))}")
                if field == "data" and value.strip() != _END:
                    yield _checked(_parsed(value, where), reply.status_code, where)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _unreachable(where, error) from error


def _parsed(text: str, where: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise ModelFailed(f"{where}: the reply is not JSON: {_one_line(text) or '(empty)'}") from error
    if not isinstance(value, dict):
        raise ModelFailed(f"{where}: the reply is not a JSON object: {_one_line(text)}")
    return value


def _checked(value: dict[str, Any], status: int, where: str) -> dict[str, Any]:
    if "error" in value or status >= 400:
        raise ModelFailed(f"{where}: {_message(value)} (status {status})")
    return value


def _message(value: dict[str, Any]) -> str:
    """The words of an error, in either of the two shapes that servers use: an object, or a bare string."""
    error = value.get("error", value)
    if isinstance(error, dict):
        error = error.get("message", error)
    return _one_line(str(error))


def _one_line(text: str) -> str:
    return " ".join(text.split())[:300]


def _unreachable(where: str, error: Exception) -> ModelFailed:
    return ModelFailed(f"{where}: {_one_line(str(error)) or type(error).__name__}")
