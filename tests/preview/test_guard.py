"""The preview answers its own page, and nobody who only knows its address."""

from __future__ import annotations

import pytest

from builder.preview.guard import is_allowed

OPENED = "0.0.0.0"  # noqa: S104 -- compared


@pytest.mark.parametrize(
    ("host", "headers", "is_ok"),
    [
        pytest.param("127.0.0.1", {"host": "127.0.0.1:80"}, True, id="our address"),
        pytest.param("127.0.0.1", {"host": "localhost:80"}, True, id="its name"),
        pytest.param("127.0.0.1", {"host": "[::1]:80"}, True, id="the other loopback"),
        pytest.param("127.0.0.1", {"host": "127.0.0.1:81"}, False, id="other port"),
        pytest.param("127.0.0.1", {"host": "127.0.0.1"}, False, id="no port"),
        pytest.param("127.0.0.1", {"host": "evil.test:80"}, False, id="foreign name"),
        pytest.param(
            "127.0.0.1", {"host": "localhost.evil.test:80"}, False, id="below"
        ),
        pytest.param("127.0.0.1", {"host": "192.168.0.9:80"}, False, id="other number"),
        pytest.param("127.0.0.1", {}, False, id="no host"),
        pytest.param("127.0.0.1", {"host": ""}, False, id="empty host"),
        pytest.param(OPENED, {"host": "192.168.0.9:80"}, True, id="opened: a number"),
        pytest.param(OPENED, {"host": "evil.test:80"}, False, id="opened: a name"),
        pytest.param("my.lan", {"host": "my.lan:80"}, True, id="the name it was given"),
        pytest.param(
            "127.0.0.1",
            {"host": "127.0.0.1:80", "origin": "http://127.0.0.1:80"},
            True,
            id="from our page",
        ),
        pytest.param(
            "127.0.0.1",
            {"host": "127.0.0.1:80", "origin": "http://evil.test"},
            False,
            id="from another",
        ),
        pytest.param(
            "127.0.0.1",
            {"host": "127.0.0.1:80", "origin": "http://localhost:80"},
            False,
            id="from our page under another name",
        ),
        pytest.param(
            "127.0.0.1",
            {"host": "127.0.0.1:80", "origin": "null"},
            False,
            id="from the frame of a card",
        ),
        pytest.param(
            "127.0.0.1",
            {"host": "127.0.0.1:80", "sec-fetch-site": "cross-site"},
            False,
            id="a script that a stranger's page loads",
        ),
        pytest.param(
            "127.0.0.1",
            {"host": "127.0.0.1:80", "sec-fetch-site": "same-site"},
            False,
            id="another port of this machine",
        ),
        pytest.param(
            "127.0.0.1",
            {"host": "127.0.0.1:80", "sec-fetch-site": "same-origin"},
            True,
            id="a script of ours",
        ),
        pytest.param(
            "127.0.0.1",
            {"host": "127.0.0.1:80", "sec-fetch-site": "none"},
            True,
            id="typed",
        ),
    ],
)
def test_who_may_ask(host: str, headers: dict[str, str], is_ok: bool) -> None:
    told = {name.encode(): value.encode() for name, value in headers.items()}

    assert is_ok is is_allowed(told, host, 80)
