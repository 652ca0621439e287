"""The HTTP server of the live preview: a built site on the loopback address, and news of later builds."""

from __future__ import annotations

import contextlib
import html
import json
import os
import posixpath
import secrets
import shutil
import sys
import threading
from collections.abc import Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from reportgen.preview_site import PreviewSite
from reportgen.saving import LONGEST, Saving

HOST = "127.0.0.1"
"""The only address that the preview listens on."""
NAMES = frozenset({"127.0.0.1", "localhost"})
"""What a request may call this host; a page of another site that points its name here gets nothing."""
EVENTS, SCRIPT = "/__reportgen/events", "/__reportgen/reload.js"
VIEWS = "/__reportgen/views"
"""Where pages of the preview send the views that are to be saved."""
HEARTBEAT = 10.0
"""Seconds after which a silent connection is tried, so that closed pages are noticed."""

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".pdf": "application/pdf",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".mp3": "audio/mpeg",
    ".wav": "audio/wav",
}
"""Content types by ending. Files ending in `.gz` are bytes like any other: pages inflate them themselves."""


class State:
    """Which build the preview shows and what is wrong with the newest; waiting pages hear of changes."""

    def __init__(self) -> None:
        self._run = secrets.token_hex(4)
        self._build = 0
        self._news = 0
        self._problems: str | None = None
        self._changed = threading.Condition()
        self._closed = False

    def succeeded(self) -> None:
        """A new build is there."""
        self._set(build=self._build + 1, problems=None)

    def failed(self, problems: str) -> None:
        """The newest build failed; the one before is still shown."""
        self._set(build=self._build, problems=problems)

    def close(self) -> None:
        """No more news."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    @property
    def version(self) -> str:
        """The build that is shown, different in every run of the server."""
        return f"{self._run}.{self._build}"

    @property
    def problems(self) -> str | None:
        """What is wrong with the newest build."""
        return self._problems

    def follow(self) -> Iterator[str | None]:
        """The state now and after every change, as JSON; None is a sign of life."""
        seen = -1

        def is_news() -> bool:
            return self._news != seen or self._closed

        while True:
            with self._changed:
                self._changed.wait_for(is_news, HEARTBEAT)
                if self._closed:
                    return
                quiet, seen = self._news == seen, self._news
                state = json.dumps({"version": self.version, "problems": self._problems})
            yield None if quiet else state

    def _set(self, *, build: int, problems: str | None) -> None:
        with self._changed:
            self._build, self._problems = build, problems
            self._news += 1
            self._changed.notify_all()


class PreviewServer(ThreadingHTTPServer):
    """Serves one site; its files may be exchanged between two requests."""

    daemon_threads = True
    # On Windows this would let two servers share a port.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, site: PreviewSite, state: State, port: int, saving: Saving | None = None) -> None:
        self.site = site
        self.state = state
        self.saving = saving
        super().__init__((HOST, port), Handler)

    @property
    def url(self) -> str:
        """Where the preview is."""
        return f"http://{HOST}:{self.server_address[1]}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay quiet about pages that were closed while they loaded."""
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


def open_server(site: PreviewSite, state: State, port: int, saving: Saving | None = None) -> PreviewServer:
    """A server on the port, or on the next one that is free."""
    for candidate in (*range(port, port + 20), 0):
        with contextlib.suppress(OSError, OverflowError):
            return PreviewServer(site, state, candidate, saving)
    raise OSError("no port of this machine is free")


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    protocol_version = "HTTP/1.1"
    server_version = "reportgen"

    def do_GET(self) -> None:
        """Send a file of the site, the preview's script, or its events."""
        path = unquote(urlsplit(self.path).path)
        if urlsplit(f"//{self.headers.get('Host', '')}").hostname not in NAMES:
            self._send(HTTPStatus.FORBIDDEN, TYPES[".txt"], b"This preview answers to localhost only.\n")
        elif path == EVENTS:
            self._send_events()
        elif path == SCRIPT:
            script = Path(__file__).parent / "client" / "preview" / "reload.js"
            self._send(HTTPStatus.OK, TYPES[".js"], script.read_bytes())
        else:
            self._send_file(path)

    do_HEAD = do_GET

    def do_POST(self) -> None:
        """Save a view that a page of the preview sends."""
        saving = self._preview.saving
        size = self.headers.get("Content-Length", "")
        host = urlsplit(f"//{self.headers.get('Host', '')}").hostname
        if saving is None or self.path != VIEWS or host not in NAMES:
            self.close_connection = True
            self._send(HTTPStatus.NOT_FOUND, TYPES[".txt"], b"Nothing can be sent to this address.\n")
        elif not size.isdecimal() or int(size) > LONGEST:
            self.close_connection = True
            self._send(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, TYPES[".json"], b'{"problem": "it is too long"}')
        else:
            status, said = saving.answer(self.headers, self.rfile.read(int(size)))
            self._send(status, TYPES[".json"], json.dumps(said).encode())

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are not news."""

    @property
    def _preview(self) -> PreviewServer:
        return cast(PreviewServer, self.server)

    def _send_file(self, path: str) -> None:
        file = self._preview.site.find(f"{path}index.html" if path.endswith("/") else path)
        if file is None:
            self._send_missing(path)
        elif isinstance(file.content, Path):
            with file.content.open("rb") as body:
                self._begin(HTTPStatus.OK, _content_type(file.path), os.fstat(body.fileno()).st_size)
                if self.command != "HEAD":
                    shutil.copyfileobj(body, self.wfile)
        else:
            page = file.path.endswith(".html")
            content = self._with_script(file.content) if page else file.content
            self._send(HTTPStatus.OK, _content_type(file.path), content)

    def _send_missing(self, path: str) -> None:
        state = self._preview.state
        status, text = HTTPStatus.NOT_FOUND, f"There is no {path} in the site."
        if not self._preview.site.is_built:
            status, text = HTTPStatus.SERVICE_UNAVAILABLE, state.problems or "The site is being built."
        body = (
            f"<!doctype html><meta charset=utf-8><title>reportgen</title><body><pre>{html.escape(text)}</pre>"
        )
        self._send(status, TYPES[".html"], self._with_script(f"{body}</body>".encode()))

    def _with_script(self, page: bytes) -> bytes:
        saving = self._preview.saving
        token = f' data-token="{saving.token}"' if saving else ""
        version = self._preview.state.version
        tag = f'<script src="{SCRIPT}" data-version="{version}"{token}></script>'.encode()
        before, end, after = page.rpartition(b"</body>")
        return before + tag + end + after if end else page + tag

    def _send(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        self._begin(status, kind, len(body))
        if self.command != "HEAD":
            self.wfile.write(body)

    def _begin(self, status: HTTPStatus, kind: str, length: int | None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        if length is None:
            self.close_connection = True
        else:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def _send_events(self) -> None:
        self._begin(HTTPStatus.OK, "text/event-stream; charset=utf-8", None)
        with contextlib.suppress(OSError):
            for state in self._preview.state.follow():
                self.wfile.write(b": here\n\n" if state is None else f"data: {state}\n\n".encode())
                self.wfile.flush()


def _content_type(path: str) -> str:
    return TYPES.get(posixpath.splitext(path)[1].lower(), "application/octet-stream")
