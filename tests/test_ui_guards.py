"""Who may ask the page for anything, and what a browser is told it may load."""

from __future__ import annotations

import base64
import hashlib

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from pullquote.errors import UsageError
from pullquote_ui.guards import Door, Guard
from pullquote_ui.serving import is_loopback, require_login


async def inside(_: Request) -> PlainTextResponse:
    return PlainTextResponse("inside")


def client(door: Door | None = None, base: str = "http://127.0.0.1:7860") -> TestClient:
    application = Starlette(routes=[Route("/{path:path}", inside, methods=["GET", "POST"])])
    return TestClient(Guard(application, door or Door()), base_url=base)


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost", "LOCALHOST:1", "[::1]:7860"])
def test_names_of_this_machine_are_answered(host: str) -> None:
    assert client().get("/", headers={"host": host}).text == "inside"


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:7860", "", "10.0.0.1"]
)
def test_other_names_are_not(host: str) -> None:
    assert client().get("/", headers={"host": host}).status_code == 400


def test_no_page_may_frame_it_or_make_it_load_from_elsewhere() -> None:
    headers = client().get("/").headers
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'self'" in policy
    assert "http" not in policy
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"


def test_only_scripts_that_the_page_came_with_may_run() -> None:
    async def page(_: Request) -> HTMLResponse:
        return HTMLResponse(
            '<script>one()</script><script src="/a.js"></script><script type="module">\n2</script>'
        )

    application = Starlette(routes=[Route("/", page)])
    policy = (
        TestClient(Guard(application, Door()), base_url="http://127.0.0.1")
        .get("/")
        .headers["content-security-policy"]
    )
    assert policy.count("'sha256-") == 2
    assert base64.b64encode(hashlib.sha256(b"one()").digest()).decode() in policy
    assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]


def test_a_refusal_carries_the_same_headers() -> None:
    assert "content-security-policy" in client().get("/", headers={"host": "evil.example"}).headers


@pytest.mark.parametrize(
    "headers", [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}]
)
def test_another_site_cannot_post(headers: dict[str, str]) -> None:
    assert client().post("/gradio_api/upload", headers=headers).status_code == 403


def test_no_web_socket_is_opened() -> None:
    with pytest.raises(WebSocketDisconnect), client().websocket_connect("/queue/join"):
        pass


def test_the_page_itself_can_post() -> None:
    own = {"origin": "http://127.0.0.1:7860", "sec-fetch-site": "same-origin"}
    assert client().post("/read", headers=own).text == "inside"


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=http://evil.example/x",
        "/gradio_api/file=HTTPS://evil.example",
        "/gradio_api/proxy=http://a",
    ],
)
def test_addresses_that_would_fetch_from_the_network_are_closed(path: str) -> None:
    assert client().get(path).status_code == 404


def test_a_login_is_asked_for_and_compared_whole() -> None:
    door = Door("ann", "secret")
    refused = client(door).get("/")
    assert refused.status_code == 401
    assert "User and password, please" in refused.text
    assert client(door).get("/", auth=("ann", "wrong")).status_code == 401
    assert client(door).get("/", auth=("ann", "secret")).text == "inside"
    assert client(door).get("/", headers={"host": "desk.example"}, auth=("ann", "secret")).text == "inside"


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "desk.example", "::"])
def test_a_network_address_without_a_login_is_refused_in_one_line(host: str) -> None:
    with pytest.raises(UsageError, match="PULLQUOTE_USER and PULLQUOTE_PASSWORD") as refused:
        require_login(host, None, "secret")
    assert "\n" not in str(refused.value)
    require_login(host, "ann", "secret")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.9.9.9"])
def test_this_machine_needs_no_login(host: str) -> None:
    assert is_loopback(host)
    require_login(host, None, None)
