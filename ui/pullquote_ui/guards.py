"""What stands between the network and the page: who may ask, from where, and what a browser may load."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
# Gradio compiles its templates in the browser, hence 'unsafe-eval'; without it no component shows anything.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-eval'{hashes}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; "
    "base-uri 'self'; "
    "form-action 'self'; frame-src 'none'; frame-ancestors 'none'"
)
_INLINE = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
HEADERS = {
    "Content-Security-Policy": POLICY.format(hashes=""),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
SHUT = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pullquote</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><style>'
    ":root { color-scheme: light dark; } body { font: 17px/1.6 system-ui, sans-serif; max-width: 30em; "
    "margin: 16vh auto 0; padding: 0 24px; background: light-dark(#fbfaf6, #161614); "
    "color: light-dark(#1c1b19, #eeece5); } h1 { font: 700 30px/1.1 Georgia, 'Noto Serif', serif; } "
    "a { color: light-dark(#0b5a52, #7ed0c2); }</style></head><body><main><h1>Pullquote</h1>"
    "<p>User and password, please: whoever opened this page to the network has them.</p>"
    '<p><a href="/">Try again</a></p></main></body></html>\n'
)
"""What is seen once the browser's own question for the login was not answered, or not rightly."""
# Gradio's file route fetches an address from the network when it is given one in place of a file.
_FETCHING = ("/gradio_api/file=http:", "/gradio_api/file=https:", "/gradio_api/proxy=")
_CLOSED = ("/gradio_api/proxy", "/monitoring", "/gradio_api/monitoring", "/gradio_api/deep_link")


@dataclass(frozen=True, slots=True)
class Door:
    """Who may come in. Without a login only names of this machine are answered."""

    user: str | None = None
    password: str | None = None

    @property
    def guarded(self) -> bool:
        """Whether a login is asked for."""
        return self.user is not None and self.password is not None

    def admits(self, authorization: str) -> bool:
        """Whether an Authorization header carries the login; always, when none is asked for."""
        if self.user is None or self.password is None:
            return True
        wanted = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        return secrets.compare_digest(authorization.encode(), f"Basic {wanted}".encode())


class Guard:
    """ASGI middleware around the whole application, Gradio's part included."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app = app
        self.door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on with the headers added. The page uses no web socket, so none is opened."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is None and scope["path"] == "/":
            await self.app(_uncompressed(scope), receive, _Hashing(send))
        else:
            await (refusal or self.app)(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if not self.door.guarded and _hostname(headers.get("host", "")) not in LOOPBACK:
            return PlainTextResponse("This page answers on this machine only.\n", 400)
        if not self.door.admits(headers.get("authorization", "")):
            asking = {"WWW-Authenticate": 'Basic realm="pullquote", charset="UTF-8"'}
            return HTMLResponse(SHUT, 401, headers=asking)
        if _is_foreign(headers, scope["method"]):
            return PlainTextResponse("Another site may not ask in your name.\n", 403)
        path = scope["path"].lower()
        if path.startswith(_CLOSED) or path.replace("//", "/").startswith(_FETCHING) or "=http" in path:
            return PlainTextResponse("Not here: this page fetches nothing.\n", 404)
        return None


def _hostname(host: str) -> str:
    """Without the port; an IPv6 address keeps its brackets."""
    return host[: host.find("]") + 1] if host.startswith("[") else host.partition(":")[0].lower()


def _is_foreign(headers: Headers, method: str) -> bool:
    """Whether a browser says that another site's page makes this request."""
    if method in ("GET", "HEAD", "OPTIONS"):
        return False
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != headers.get("host"):
        return True
    return headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")


def _uncompressed(scope: Scope) -> Scope:
    """The same request, for an answer whose scripts can be read."""
    return {**scope, "headers": [one for one in scope["headers"] if one[0] != b"accept-encoding"]}


def inline_hashes(html: bytes) -> str:
    """The inline scripts that the server itself wrote, as sources of a policy; no other one may run."""
    digests = (hashlib.sha256(script).digest() for script in _INLINE.findall(html))
    return "".join(f" 'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


class _Hashing:
    """Holds a page back until it is whole, and lets only the scripts that it came with run."""

    def __init__(self, send: Send) -> None:
        self._send = _with_headers(send)
        self._start: Message = {}
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        policy = POLICY.format(hashes=inline_hashes(self._body))
        MutableHeaders(scope=self._start)["Content-Security-Policy"] = policy
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": self._body})


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
