"""The built digits on real hosts, below a base path: all pages, links, frames and panels work in each."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from reportgen.deploy.links import broken_links
from tests.browser.conftest import Window
from tests.browser.driving import PATIENCE, Panel, Watched
from tests.digits import Project

BASE = "some/base"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
CONFIG = """
daemon off;
worker_processes 1;
pid {work}/nginx.pid;
error_log {work}/error.log;
events {{}}
http {{
  types {{ text/html html; text/css css; application/javascript js; application/json json; image/png png;
    image/webp webp; image/svg+xml svg; text/xml xml; }}
  default_type application/octet-stream;
  access_log off;
  client_body_temp_path {work}/body; proxy_temp_path {work}/proxy; fastcgi_temp_path {work}/fastcgi;
  uwsgi_temp_path {work}/uwsgi; scgi_temp_path {work}/scgi;
  gzip on;
  gzip_min_length 0;
  gzip_types *;
  server {{
    listen 127.0.0.1:{port};
    location /{base}/ {{ alias {site}/; }}
  }}
}}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(command: list[str], port: int, work: Path) -> Iterator[str]:
    """A host that a command starts; the address of the site."""
    origin = f"http://127.0.0.1:{port}/{BASE}/"
    with (work / "said.txt").open("wb") as said:
        child = subprocess.Popen(command, cwd=work, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert child.poll() is None, (work / "said.txt").read_text()
            time.sleep(0.05)
        yield origin
    finally:
        child.terminate()
        child.wait(20)


@contextmanager
def by_nginx(site: Path, work: Path) -> Iterator[str]:
    if NGINX is None:
        pytest.skip("no nginx: scripts/test installs one where a package manager can")
    port = free_port()
    text = CONFIG.format(work=work, port=port, base=BASE, site=site)
    if os.geteuid() == 0:  # its workers would be somebody who cannot look into the folders of tests
        text = f"user root;\n{text}"
    (work / "nginx.conf").write_text(text)
    with running([NGINX, "-p", str(work), "-c", str(work / "nginx.conf")], port, work) as origin:
        request = urllib.request.Request(origin, headers={"Accept-Encoding": "gzip"})
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
            assert answer.headers["Content-Encoding"] == "gzip"
            assert gzip.decompress(answer.read()) == (site / "index.html").read_bytes()
        yield origin


@contextmanager
def by_python(site: Path, work: Path) -> Iterator[str]:
    (work / "root" / BASE).parent.mkdir(parents=True)
    (work / "root" / BASE).symlink_to(site)
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory"]
    with running([*command, str(work / "root")], port, work) as origin:
        yield origin


@contextmanager
def by_git(site: Path, work: Path) -> Iterator[str]:
    """What `reportgen deploy github-pages` builds of the project and pushes to a bare remote, checked out."""

    def run(*command: str) -> str:
        done = subprocess.run(command, cwd=work, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    shutil.copytree(site.parent, work / "project", ignore=shutil.ignore_patterns("site"))
    run("git", "init", "--quiet", "--bare", "remote.git")
    run("git", "init", "--quiet", "project")
    for name, value in (("user.name", "A"), ("user.email", "a@example.org")):
        run("git", "-C", "project", "config", name, value)
    run("git", "-C", "project", "remote", "add", "origin", "../remote.git")
    deploy = (sys.executable, "-m", "reportgen", "deploy", "github-pages", "project")
    assert "would change" in run(*deploy, "--dry-run")
    assert run("git", "-C", "remote.git", "branch", "--list") == ""
    assert "published:" in run(*deploy)
    run("git", "clone", "--quiet", "--branch", "gh-pages", "remote.git", "pages")
    pages = work / "pages"
    assert (pages / ".nojekyll").is_file()
    assert (pages / "site.json").read_bytes() == (site / "site.json").read_bytes()
    with by_python(pages, work) as origin:
        yield origin


def every_file_is_served(site: Path, origin: str) -> None:
    """As it is, at its address; so every link that leads to a file of the site leads there."""
    assert list(broken_links(site)) == []
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for path in (path for path in site.rglob("*") if path.is_file() and path.name != ".nojekyll"):
        address = urllib.parse.quote(path.relative_to(site).as_posix())
        with opener.open(origin + address) as answer:
            assert answer.read() == path.read_bytes(), path


def every_panel_answers(watched: Watched, site: Path) -> None:
    """In each page, and each in a frame of one more page, where all of them share an engine."""
    built = json.loads((site / "site.json").read_bytes())
    page = watched.context.pages[0]
    for path in [one["path"] for one in built["pages"] if one["panels"]]:
        watched.open(path, page)
        for figure in page.locator("figure[data-panel]").all():
            Panel(page, figure.get_attribute("id") or "").ready()
    names = [one["name"] for one in built["embeds"]]
    watched.open("made.html", page)
    page.set_viewport_size({"width": 1000, "height": 900 * len(names)})
    page.evaluate(SHOW, names)
    for name in names:
        frame = page.frame_locator(f'iframe[src*="embed/{name}.html"]')
        expect(frame.locator("figure")).to_have_attribute("data-state", "ready", timeout=PATIENCE)
    assert len(page.workers) == 1
    page.set_viewport_size({"width": 1000, "height": 600})


SHOW = """(names) => {
  const script = Object.assign(document.createElement("script"), { src: "embed.js" });
  document.body.append(script, ...names.map((name) => {
    const one = document.createElement("reportgen-view");
    one.setAttribute("src", `embed/${name}.html`);
    return one;
  }));
}"""
HOSTS = {"nginx with gzip": by_nginx, "http.server": by_python, "a Git branch": by_git}


@pytest.mark.parametrize("host", HOSTS)
def test_pages_links_frames_and_panels_work(
    window: Window, digits: Project, host: str, tmp_path: Path
) -> None:
    columns = digits.columns("baseline_predictions")
    site = digits.root / "site"
    with HOSTS[host](site, tmp_path) as origin:
        watched = window(origin)
        page = watched.open("index.html")
        panel = Panel(page, "browse").ready()
        panel.search("truth = 4 and guess != 4")
        panel.filtered((columns["truth"] == 4) & (columns["guess"] != 4))
        image = panel.figure.locator("tbody img").first
        assert image.evaluate("e => e.decode().then(() => e.naturalWidth)") == 8

        page.get_by_role("navigation", name="Reports").get_by_role("link", name="The two networks").click()
        expect(page).to_have_title("The two networks · Handwritten digits")
        Panel(page, "confidence").ready()
        page.get_by_role("link", name="How this was made").click()
        page.get_by_role("link", name="What a digit classifier gets wrong").first.click()
        expect(page.locator("#browse")).to_be_visible()

        frame = watched.open("embed/model/confidence.html")
        framed = Panel(frame, "confidence").ready()
        framed.search("truth = 3")
        framed.shows(f"2 groups, {int((columns['truth'] == 3).sum())} of 1,198 rows")
        every_file_is_served(site, origin)
        if host == "nginx with gzip":  # the others serve the same bytes, as has just been seen
            every_panel_answers(watched, site)
        # The hosts end before the windows do: nothing may still be on its way.
        for opened in watched.context.pages:
            opened.goto("about:blank")
