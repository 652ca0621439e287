"""The live preview: real requests to a real server, and real builds when files change."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from watchfiles import Change

from reportgen.build import BuildResult
from reportgen.materialise import SILENT
from reportgen.preview import PreviewServer, State, open_server
from reportgen.preview_site import PreviewSite, SiteFiles
from reportgen.serve import Relevant, running, serve
from tests.conftest import Project

Make = Callable[..., Project]

PAGE = b"<!doctype html><html><body><p>hello</body></html>"


@pytest.fixture
def site(tmp_path: Path) -> PreviewSite:
    table = tmp_path / "cache" / "abc.parquet"
    table.parent.mkdir()
    table.write_bytes(b"PAR1")
    (tmp_path / "secret.txt").write_text("secret")
    files: dict[str, bytes | Path] = {
        "index.html": PAGE,
        "runs/index.html": PAGE,
        "assets/theme.css": b"p {}",
        "assets/client.js": b"start()",
        "assets/engine/duckdb.wasm.gz": b"\x1f\x8b gz",
        "data/x.parquet": table,
        "media/a.webp": b"RIFF",
        "files/a b.txt": b"text",
        "media/gone.webp": tmp_path / "cache" / "gone.webp",
    }
    return PreviewSite(SiteFiles(files))


@pytest.fixture
def server(site: PreviewSite) -> Iterator[PreviewServer]:
    with running(open_server(site, State(), 0)) as server:
        yield server


def get(
    server: PreviewServer, path: str, *, method: str = "GET", host: str | None = None
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    with contextlib.closing(connection):
        connection.request(method, path, headers={} if host is None else {"Host": host})
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()


TYPES = [
    ("/", "text/html; charset=utf-8"),
    ("/index.html?x#y", "text/html; charset=utf-8"),
    ("/runs/", "text/html; charset=utf-8"),
    ("/assets/theme.css", "text/css; charset=utf-8"),
    ("/assets/client.js", "text/javascript; charset=utf-8"),
    ("/assets/engine/duckdb.wasm.gz", "application/octet-stream"),
    ("/data/x.parquet", "application/octet-stream"),
    ("/media/a.webp", "image/webp"),
    ("/files/a%20b.txt", "text/plain; charset=utf-8"),
]


@pytest.mark.parametrize(("path", "kind"), TYPES)
def test_files_come_with_their_type_and_are_not_kept(server: PreviewServer, path: str, kind: str) -> None:
    status, headers, body = get(server, path)
    assert (status, headers["Content-Type"], headers["Cache-Control"]) == (200, kind, "no-store")
    assert int(headers["Content-Length"]) == len(body) > 0
    assert "Content-Encoding" not in headers
    assert get(server, path, method="HEAD")[0::2] == (200, b"")


def test_pages_get_the_script_and_the_files_stay_as_they_are(
    server: PreviewServer, site: PreviewSite
) -> None:
    _, _, body = get(server, "/")
    version = server.state.version
    script = f'<script src="/__reportgen/reload.js" data-version="{version}"></script>'
    assert body.decode() == f"<!doctype html><html><body><p>hello{script}</body></html>"
    found = site.find("/index.html")
    assert found is not None
    assert found.content == PAGE
    assert b"EventSource" in get(server, "/__reportgen/reload.js")[2]


@pytest.mark.parametrize(
    "path",
    [
        "/missing.html",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "//secret.txt",
        "/assets",
        "/%00",
        "/a/../..",
        "/media/gone.webp",
    ],
)
def test_what_is_not_in_the_site_is_not_there(server: PreviewServer, path: str) -> None:
    status, _, body = get(server, path)
    assert status == 404
    assert b"secret</pre>" not in body
    assert b"reload.js" in body


def test_names_in_messages_are_text(server: PreviewServer) -> None:
    assert b"&lt;script&gt;" in get(server, "/%3Cscript%3E")[2]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "localhost.evil.example", ""])
def test_other_names_for_this_machine_get_nothing(server: PreviewServer, host: str) -> None:
    assert get(server, "/", host=host)[0] == 403


@pytest.mark.parametrize("host", ["localhost", "localhost:1234", "127.0.0.1:80"])
def test_the_machines_own_names_are_answered(server: PreviewServer, host: str) -> None:
    assert get(server, "/", host=host)[0] == 200


def test_before_the_first_build_the_problems_are_the_page() -> None:
    state = State()
    with running(open_server(PreviewSite(), state, 0)) as server:
        assert b"The site is being built." in get(server, "/")[2]
        state.failed("x.md:1:1: error: <no>")
        status, _, body = get(server, "/")
        assert status == 503
        assert b"x.md:1:1: error: &lt;no&gt;" in body


def test_a_busy_port_is_passed_over(site: PreviewSite) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        with running(open_server(site, State(), port)) as server:
            assert server.server_address[1] != port
            assert get(server, "/")[0] == 200


def events(server: PreviewServer) -> Iterator[dict[str, Any]]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=20)
    connection.request("GET", "/__reportgen/events")
    response = connection.getresponse()
    assert response.getheader("Content-Type") == "text/event-stream; charset=utf-8"
    for line in response:
        if line.startswith(b"data: "):
            yield json.loads(line[6:])


def test_open_pages_hear_of_builds_and_problems(server: PreviewServer) -> None:
    heard = events(server)
    first = server.state.version
    assert next(heard) == {"version": first, "problems": None}
    server.state.failed("wrong")
    assert next(heard) == {"version": first, "problems": "wrong"}
    server.state.succeeded()
    assert next(heard) == {"version": server.state.version, "problems": None}
    assert server.state.version != first


RELEVANT = {
    "index.md": True,
    "pictures/a.png": True,
    "reportgen.toml": True,
    "theme/static/x.css": True,
    "store/artifacts/p/v1.json": True,
    "store/artifacts/p/aliases.json": True,
    "store/blobs/0123": False,
    "store/tmp/x.json": False,
    "store/locks/p.lock": False,
    "site/index.html": False,
    ".site.stage-1/index.html": False,
    ".reportgen/cache/1/x": False,
    ".git/index": False,
    "code/__pycache__/x.pyc": False,
}


@pytest.mark.parametrize(("path", "expected"), RELEVANT.items())
def test_which_files_are_a_reason_to_build(make_project: Make, path: str, expected: bool) -> None:
    project = make_project({"index.md": "# Hello\n"}, tables={})
    assert Relevant(project.root)(Change.modified, str(project.root / path)) is expected


class Remembering:
    """Remembers what it is told."""

    progress = SILENT

    def __init__(self) -> None:
        self.url = ""
        self.news: list[str] = []
        self.heard = threading.Condition()

    def ready(self, url: str) -> None:
        self.url = url

    def built(self, result: BuildResult, seconds: float) -> None:
        self._tell("built")

    def failed(self, problems: str) -> None:
        self._tell(problems)

    def _tell(self, news: str) -> None:
        with self.heard:
            self.news.append(news)
            self.heard.notify_all()

    def wait(self, count: int) -> str:
        with self.heard:
            assert self.heard.wait_for(lambda: len(self.news) >= count, 30), self.news
            return self.news[count - 1]


def fetch(url: str, path: str = "") -> str:
    host = url.split("/")[2]
    with contextlib.closing(http.client.HTTPConnection(host, timeout=10)) as connection:
        connection.request("GET", f"/{path}")
        return connection.getresponse().read().decode()


def test_the_preview_follows_changes_and_keeps_the_last_good_site(make_project: Make) -> None:
    project = make_project({"index.md": "# One\n"}, tables={})
    listener, stop = Remembering(), threading.Event()
    thread = threading.Thread(target=serve, args=(project.root, listener), kwargs={"port": 0, "stop": stop})
    thread.start()
    try:
        assert listener.wait(1) == "built"
        assert "One" in fetch(listener.url)

        # The watcher starts after the first build; give it the time to.
        time.sleep(0.5)
        project.write("index.md", "# Two\n\n[lost](missing.md)\n")
        assert "error[file-missing]" in listener.wait(2)
        assert "One" in fetch(listener.url)

        project.write("index.md", "# Three\n")
        assert listener.wait(3) == "built"
        assert "Three" in fetch(listener.url)

        project.write("reportgen.toml", "[project]\ntitel = 'x'\n")
        assert "error[config-invalid]" in listener.wait(4)
    finally:
        stop.set()
        thread.join()
    assert not (project.root / "site").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT")
def test_ctrl_c_ends_the_command_well(make_project: Make) -> None:
    project = make_project({"index.md": "# One\n"}, tables={})
    command = [sys.executable, "-m", "reportgen", "serve", "--port", "0"]
    child = subprocess.Popen(
        command,
        cwd=project.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert child.stdout is not None
    first = child.stdout.readline()
    assert first.startswith("preview at http://127.0.0.1:")
    assert child.stdout.readline().startswith("built 1 page")
    child.send_signal(signal.SIGINT)
    output, _ = child.communicate(timeout=20)
    assert (child.returncode, output.strip()) == (0, "stopped")
