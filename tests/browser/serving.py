"""Hosts on loopback: one that serves a site, and one that hears every call to any other host."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

BASE = "/some/base/"
"""The folder of the host that the site stands in: it is never its root."""


class _Files(SimpleHTTPRequestHandler):
    """Serves the files of a folder below the base path, and says nothing."""

    def translate_path(self, path: str) -> str:
        inside = path.startswith(BASE)
        return super().translate_path("/" + path.removeprefix(BASE) if inside else "/outside the base")

    def log_message(self, *_: Any) -> None:
        """Nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder's root."""
    handler = partial(_Files, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, _running(server):
        yield f"http://127.0.0.1:{server.server_port}{BASE}"


@contextmanager
def overheard() -> Iterator[tuple[str, list[str]]]:
    """The address of a proxy that answers nothing, and the first lines of what it was asked."""
    heard: list[str] = []

    class Ear(socketserver.StreamRequestHandler):
        """Notes what is asked and hangs up."""

        def handle(self) -> None:
            heard.append(self.rfile.readline(300).decode("latin-1").strip())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Ear) as server:
        server.daemon_threads = True
        with _running(server):
            yield f"http://127.0.0.1:{server.server_address[1]}", heard


@contextmanager
def _running(server: socketserver.BaseServer) -> Iterator[None]:
    serve: Callable[[], None] = partial(server.serve_forever, poll_interval=0.05)
    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
