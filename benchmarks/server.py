"""A good static host on the loopback address: gzip for what shrinks, no caching, a record of what it sent."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".wasm": "application/wasm",
}
"""Types by suffix; these are the ones that are sent compressed. Everything else is sent as it is."""
CHUNK = 256 << 10


@dataclass
class Host:
    """The server as the benchmark sees it."""

    address: str
    mounts: dict[str, Path]
    """The first part of a path → the folder with the rest."""
    texts: dict[str, bytes] = field(default_factory=dict)
    """Files that are made for the benchmark, by path."""
    sent: list[tuple[float, int]] = field(default_factory=list)
    """When (seconds since 1970) how many bytes of content went out."""

    def sent_until(self, moment: float) -> int:
        """Bytes of content sent since `sent` was cleared, up to a moment."""
        return sum(count for when, count in self.sent if when <= moment)

    def content(self, path: str) -> tuple[str, bytes, bool]:
        """The suffix and the bytes of a file, and whether they are gzipped. Raises FileNotFoundError."""
        suffix = Path(path).suffix
        if path in self.texts:
            return suffix, gzip.compress(self.texts[path], 9, mtime=0), True
        mount, _, rest = path.strip("/").partition("/")
        if mount not in self.mounts or ".." in rest:
            raise FileNotFoundError(path)
        file = self.mounts[mount] / rest
        return suffix, compressed(file) if suffix in TYPES else stored(file), suffix in TYPES


@cache
def stored(file: Path) -> bytes:
    """A file's bytes; the disk is not what is measured."""
    return file.read_bytes()


@cache
def compressed(file: Path) -> bytes:
    """A file gzipped, as hosts keep it."""
    return gzip.compress(file.read_bytes(), 9, mtime=0)


class Handler(BaseHTTPRequestHandler):
    """Answers GET."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        """Send a file, noting every part of it that left."""
        host = self.server.host
        try:
            suffix, body, is_gzipped = host.content(unquote(urlsplit(self.path).path))
        except FileNotFoundError:
            return self.send_error(404)
        self.send_response(200)
        self.send_header("Content-Type", TYPES.get(suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        if is_gzipped:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        for start in range(0, len(body), CHUNK):
            part = memoryview(body)[start : start + CHUNK]
            self.wfile.write(part)
            host.sent.append((time.time(), len(part)))

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: `sent` is the record."""


class Server(ThreadingHTTPServer):
    """A server that knows its host, and does not mind visitors who leave."""

    daemon_threads = True
    host: Host

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that closes its page breaks off its downloads."""


@contextmanager
def serving(mounts: dict[str, Path]) -> Iterator[Host]:
    """A running server."""
    server = Server(("127.0.0.1", 0), Handler)
    server.host = Host(f"http://127.0.0.1:{server.server_port}", mounts)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
