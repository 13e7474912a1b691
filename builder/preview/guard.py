"""Who may ask the preview: a browser of this machine, from the preview's own page.

A page of a stranger can have a browser ask any address. What it cannot do is give a name
of its own for ours (``Host``), hide where it is (``Origin``), or that it is another site
(``Sec-Fetch-Site``).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any, TypeAlias

from builder.preview.policies import ANSWER_POLICY

Scope: TypeAlias = MutableMapping[str, Any]
_Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[_Message]]
Send: TypeAlias = Callable[[_Message], Awaitable[None]]
Application: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

HEADERS: Mapping[str, str] = {
    "content-security-policy": ANSWER_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
"""What every answer has, unless it says otherwise."""

_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
_OWN_SITES = frozenset({b"same-origin", b"none"})


def guarded(application: Application, host: str, port: int) -> Application:
    """Return an application that answers only who may ask, and always with a policy."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await application(scope, receive, send)
            return
        headers: Mapping[bytes, bytes] = dict(scope.get("headers", ()))
        if scope["type"] != "http":
            return
        if is_allowed(headers, host, port):
            await application(scope, receive, _with_headers(send))
        else:
            await _refuse(_with_headers(send))

    return answer


def is_allowed(headers: Mapping[bytes, bytes], host: str, port: int) -> bool:
    """Whether a request comes to an address of ours, and from our own page."""
    asked = headers.get(b"host", b"").decode("latin-1").lower()
    if not _is_ours(asked, host, port):
        return False
    origin = headers.get(b"origin")
    if origin is not None and origin.decode("latin-1").lower() != f"http://{asked}":
        return False
    return headers.get(b"sec-fetch-site", b"none") in _OWN_SITES


def _is_ours(asked: str, host: str, port: int) -> bool:
    name, _, written = asked.rpartition(":")
    if not written.isdecimal() or int(written) != port:
        return False
    name = name.strip("[]")
    if name in _LOCAL or name == host:
        return True
    # Whoever opens the preview to others asks for it by number: names can be moved.
    return host in {"0.0.0.0", "::"} and _is_number(name)  # noqa: S104 -- compared


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _with_headers(send: Send) -> Send:
    async def sent(message: _Message) -> None:
        if message["type"] == "http.response.start":
            own = list(message.get("headers", ()))
            names = {name.lower() for name, _ in own}
            added = [
                (name.encode(), value.encode())
                for name, value in HEADERS.items()
                if name.encode() not in names
            ]
            message = {**message, "headers": [*own, *added]}
        await send(message)

    return sent


async def _refuse(send: Send) -> None:
    content = b"403: this preview answers its own page alone\n"
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(content)).encode()),
    ]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": content})
