"""The preview as a server: the only module that knows starlette, uvicorn and watchfiles.

It answers a browser of this machine alone, with the files of the deck's site, tells it of
edits, and opens places in the author's editor.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import subprocess
import webbrowser
from collections.abc import AsyncIterator
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from watchfiles import DefaultFilter, awatch

from builder.base.diagnostic import BuilderError
from builder.base.exclusive import Say
from builder.preview.editors import editor_command, editor_link
from builder.preview.guard import guarded
from builder.preview.livesite import LiveSite
from builder.preview.policies import SERVED_FRAME_POLICY, SERVED_PAGE_POLICY

_TYPES = {
    "": "text/html; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
_LARGEST_PLACE = 4096
_MILLISECONDS_TO_SETTLE = 40
_SECONDS_OF_REST = 0.3
_IGNORED = (r"\.part$", r"~$", r"\.sw.$")
_SECONDS_BETWEEN_SIGNS = 15.0


class PreviewServer:
    """One preview: its site, and the pages that listen to it."""

    def __init__(
        self, source: Path, *, cache: Path | None, host: str, port: int
    ) -> None:
        self._listeners: set[asyncio.Queue[str]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self.site = LiveSite(source, cache=cache, hear=self._tell)
        self._socket = _bound(host, port)
        self.host = host
        self.port: int = self._socket.getsockname()[1]

    @property
    def address(self) -> str:
        """Where the page is."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{name}:{self.port}/"

    def serve(self) -> None:
        """Serve until the author stops it."""
        routes = [
            Route("/events", self._events),
            Route("/changes", self._changes),
            Route("/open", self._open, methods=["POST"]),
            Route("/{path:path}", self._file),
        ]
        application = Starlette(routes=routes, lifespan=self._working)
        configuration = uvicorn.Config(
            guarded(application, self.host, self.port),
            log_level="warning",
            access_log=False,
            lifespan="on",
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        uvicorn.Server(configuration).run(sockets=[self._socket])

    @contextlib.asynccontextmanager
    async def _working(self, _application: Starlette) -> AsyncIterator[None]:
        self._loop = asyncio.get_running_loop()
        watching = asyncio.create_task(self._watch())
        yield
        watching.cancel()
        self.site.stop()

    async def _watch(self) -> None:
        folders = [folder for folder in self.site.folders if folder.is_dir()]
        checking = asyncio.create_task(self._check())
        async for _ in awatch(
            *folders,
            watch_filter=DefaultFilter(ignore_entity_patterns=_IGNORED),
            step=_MILLISECONDS_TO_SETTLE,
            debounce=400,
        ):
            checking.cancel()
            self.site.stop()
            # What is half written is read again when it is whole.
            with contextlib.suppress(BuilderError, OSError):
                await asyncio.to_thread(self.site.renew)
            checking = asyncio.create_task(self._check())

    async def _check(self) -> None:
        """Check the deck when the author has come to a rest, and pages have been told."""
        await asyncio.sleep(_SECONDS_OF_REST)
        await asyncio.to_thread(self.site.check)

    def _tell(self) -> None:
        """Tell every page that the deck is another; called from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._put, "deck")

    def _put(self, event: str) -> None:
        for queue in self._listeners:
            queue.put_nowait(event)

    async def _file(self, request: Request) -> Response:
        path = request.path_params["path"] or "index.html"
        content = await run_in_threadpool(self.site.files.content, path)
        if content is None:
            return Response("404: no such file\n", 404, media_type="text/plain")
        headers = {}
        if path == "index.html":
            headers["content-security-policy"] = SERVED_PAGE_POLICY
        elif path == "frame.html":
            headers["content-security-policy"] = SERVED_FRAME_POLICY
        suffix = path[path.rfind(".") :] if "." in path else ""
        kind = _TYPES.get(suffix, "application/octet-stream")
        return Response(content, headers=headers, media_type=kind)

    async def _events(self, _request: Request) -> Response:
        return StreamingResponse(self._heard(), media_type="text/event-stream")

    async def _heard(self) -> AsyncIterator[str]:
        queue: asyncio.Queue[str] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield "event: hello\ndata:\n\n"
            while True:
                try:
                    event = await asyncio.wait_for(queue.get(), _SECONDS_BETWEEN_SIGNS)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                yield f"event: {event}\ndata:\n\n"
        finally:
            self._listeners.discard(queue)

    async def _changes(self, request: Request) -> Response:
        note = request.query_params.get("note", "")
        changes = await run_in_threadpool(self.site.changes, note)
        return JSONResponse(
            [{"name": name, "segments": told} for name, told in changes]
        )

    async def _open(self, request: Request) -> Response:
        """Open a place that the page shows, and no other, in the editor."""
        if request.headers.get("x-decks") != "open":
            return Response("403\n", 403, media_type="text/plain")
        body = await request.body()
        place = self.site.place(body[:_LARGEST_PLACE].decode("utf-8", "replace"))
        if place is None:
            return Response("404: no such place\n", 404, media_type="text/plain")
        command = editor_command(place, self.site.source, os.environ)
        if not command:
            link = editor_link(place, self.site.source, os.environ)
            return JSONResponse({"opened": False, "link": link})
        subprocess.Popen(  # noqa: ASYNC220, S603 -- the author's editor, not waited for
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        return JSONResponse({"opened": True})


def _bound(host: str, port: int) -> socket.socket:
    """Take a port; without one that is asked for, any that is free.

    Raises:
        BuilderError: It is taken, or the machine has no such address.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((host, port))
        taken.listen()
    except OSError as error:
        taken.close()
        raise BuilderError(
            f"cannot serve on {host}:{port}: {error.strerror} (choose another `--port`)"
        ) from error
    return taken


def free_port(host: str, wanted: int) -> int:
    """Return a port when it is free, or else 0 for any other."""
    try:
        _bound(host, wanted).close()
    except BuilderError:
        return 0
    return wanted


def preview(  # noqa: PLR0913 -- each is an option of the command
    source: Path,
    *,
    host: str,
    port: int,
    cache: Path | None,
    opens_browser: bool,
    say: Say,
) -> None:
    """Serve a project or a package until the author stops it.

    Raises:
        BuilderError: It cannot be read, or the port is taken.
    """
    server = PreviewServer(source, cache=cache, host=host, port=port)
    say(f"{server.address} (stop with Ctrl-C)")
    if opens_browser:
        webbrowser.open_new_tab(server.address)
    with contextlib.suppress(KeyboardInterrupt):
        server.serve()
