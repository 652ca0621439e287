"""Saving views in the page, and links that say where a reader was."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import reportgen
from reportgen.build import build
from reportgen.output import DirectoryOutput
from reportgen.preview import State, open_server
from reportgen.preview_site import PreviewSite, SiteFiles
from reportgen.saving import Saving
from reportgen.serve import running
from tests.browser.conftest import Window
from tests.browser.driving import Panel
from tests.browser.serving import served
from tests.browser.strange_links import packed, strange_links
from tests.conftest import predictions

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

REPORT = "# Try\n\n:::{table-panel} predictions\n:name: all\n:sort: score_cat desc\n:::\n"
VIEW = 'title = "Mistakes"\ntables = ["predictions"]\nfilter = "truth != guess"\n'


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("views") / "project"
    (root / "views").mkdir(parents=True)
    (root / "reportgen.toml").write_text("[project]\n")
    (root / "index.md").write_text(REPORT)
    (root / "views" / "mistakes.toml").write_text(VIEW)
    with reportgen.init(project="test", dir=root) as run:
        run.log({"predictions": predictions(60)})
    with DirectoryOutput(root / "site") as output:
        build(root, output)
    return root


@pytest.fixture(scope="module")
def site(project: Path) -> Iterator[str]:
    with served(project / "site") as origin:
        yield origin


def _kept(path: Path) -> bytes | Path:
    """As a preview has it: pages in memory, everything else where it lies."""
    return path.read_bytes() if path.suffix == ".html" else path


@pytest.fixture
def preview(project: Path) -> Iterator[str]:
    """The same site as `reportgen serve` shows it."""
    root = project / "site"
    paths = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    files = SiteFiles({name: _kept(path) for name, path in paths.items()})
    state = State()
    with running(open_server(PreviewSite(files), state, 0, Saving(project))) as server:
        state.succeeded()
        yield server.url


def opened(page: Page, item: str) -> Panel:
    panel = Panel(page, "all").ready()
    panel.button("More").click()
    panel.menu.get_by_role("menuitem", name=item).click()
    return panel


def saved(panel: Panel, title: str) -> None:
    panel.dialog.get_by_label("Title").fill(title)
    panel.dialog.get_by_role("button", name="Save", exact=True).click()


def test_the_preview_writes_the_view_into_the_project(window: Window, preview: str, project: Path) -> None:
    page = window(preview).open("index.html")
    panel = Panel(page, "all").ready()
    panel.search("truth = 'cat' and guess = 'dog'")
    panel.shows("# of 60 rows")
    opened(page, "Save view…")
    expect(panel.dialog).to_contain_text("filter added: truth = 'cat' and guess = 'dog'")
    panel.dialog.get_by_label("What you found").fill('A "note",\nin two lines')
    saved(panel, "Cats as dogs, 1/2")
    expect(panel.figure.locator(".rg-toast")).to_have_text("Saved as views/cats-as-dogs-1-2.toml")
    view = tomllib.loads((project / "views" / "cats-as-dogs-1-2.toml").read_text())
    assert view == {
        "title": "Cats as dogs, 1/2",
        "note": 'A "note",\nin two lines',
        "tables": ["predictions:v0"],
        "filter": "truth = 'cat' and guess = 'dog'",
        "sort": "score_cat desc",
    }
    with reportgen.open_project(project) as opened_project:
        assert opened_project.view("cats-as-dogs-1-2").count() == 10


def test_a_published_page_keeps_views_for_its_reader(window: Window, site: str, tmp_path: Path) -> None:
    watched = window(site, accept_downloads=True)
    page = watched.open("index.html")
    panel = Panel(page, "all").ready()
    panel.search("truth != guess")
    panel.shows("20 of 60 rows")
    opened(page, "Save view…")
    saved(panel, "Wrong")
    expect(panel.dialog.get_by_role("textbox", name="Directive, for a report")).to_have_value(
        ":::{table-panel} predictions:v0\n:filter: truth != guess\n:sort: score_cat desc\n:::\n"
    )
    link = panel.dialog.get_by_role("textbox", name="Link").input_value()
    file = tomllib.loads(panel.dialog.get_by_role("textbox", name="File, views/wrong.toml").input_value())
    assert file["filter"] == "truth != guess"
    panel.dialog.get_by_role("button", name="Done").click()

    other = watched.open(link.removeprefix(site))
    Panel(other, "all").ready().shows("20 of 60 rows")
    other.close()

    panel.button("Reset").click()
    panel.shows("60 of 60 rows")
    opened(page, "My views…")
    panel.dialog.get_by_role("button", name="What differs from Wrong").click()
    expect(page.get_by_role("textbox", name="What differs")).to_have_value(
        "filter taken away: truth != guess"
    )
    page.get_by_role("button", name="Done").last.click()
    with page.expect_download() as download:
        panel.dialog.get_by_role("button", name="Export all").click()
    download.value.save_as(tmp_path / "views.json")
    assert [one["name"] for one in json.loads((tmp_path / "views.json").read_text())["views"]] == ["wrong"]
    panel.dialog.get_by_role("button", name="Delete Wrong").click()
    expect(panel.dialog).to_contain_text("Nothing is saved yet")
    panel.dialog.get_by_label("Add views of a file").set_input_files(tmp_path / "views.json")
    panel.dialog.get_by_role("link", name="Wrong").click()
    panel.shows("20 of 60 rows")


def test_a_file_of_strange_views_is_refused(window: Window, site: str, tmp_path: Path) -> None:
    page = window(site).open("index.html")
    panel = opened(page, "My views…")
    good = {
        name: "x" for name in ("name", "title", "description", "note", "panel", "page", "directive", "file")
    }
    views: list[dict[str, object]] = [
        {**good, "link": link, "spec": {}} for link in ("javascript:alert(1)", "//evil.example/", "../../x")
    ]
    for number, text in enumerate(
        ["{", "[]", json.dumps({"format": "reportgen views", "v": 1, "views": views})]
    ):
        path = tmp_path / f"{number}.json"
        path.write_text(text)
        panel.dialog.get_by_label("Add views of a file").set_input_files(path)
        expect(panel.dialog.locator(".rg-toast")).to_have_text("There are no views in this file")
    expect(panel.dialog).to_contain_text("Nothing is saved yet")


def test_links_are_short_and_restore_the_view(window: Window, site: str) -> None:
    watched = window(site, permissions=["clipboard-read", "clipboard-write"])
    page = watched.open("index.html")
    panel = Panel(page, "all").ready()
    panel.apply(filter="truth != guess and (score_cat > 0.25 or score_dog > 0.25)", group=["truth"], rows=25)
    panel.apply(columns=[{"name": "image"}, {"name": "both", "expr": "score_cat * score_dog"}])
    spec = panel.spec()
    panel.button("Copy link").click()
    expect(panel.figure.get_by_text("Link copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert "#all~2" in link
    assert len(link) < len(json.dumps(spec))
    again = Panel(watched.open(link.removeprefix(site)), "all").ready()
    again.shows("2 groups, 20 of 60 rows")
    assert again.spec() == spec


FUZZED = 3000
GOOD = {
    "f": "truth = 'cat'",
    "g": ["guess"],
    "s": [["count", "d"]],
    "c": [["id", "truth"], "score_dog"],
    "r": 3,
    "h": "small",
}
FOLLOW = """async (texts) => {
  const panel = document.getElementById("all");
  for (const [at, text] of texts.entries()) {
    const turned = new Promise((done) => addEventListener("hashchange", done, { once: true }));
    location.hash = `#all~${text}`;
    await turned;
    if (at % 250 === 0) {
      await panel.panel.apply({}).catch(() => {});
      if (panel.dataset.state !== "ready") return text;
    }
  }
  return null;
}"""


def test_thousands_of_damaged_links_break_nothing_and_ask_for_nothing(window: Window, site: str) -> None:
    watched = window(site)
    page = watched.open("embed/index/all.html")
    panel = Panel(page, "all").ready()
    panel.apply(columns=[{"name": "id"}, {"name": "truth"}], rows=3)
    asked = len(watched.requests)
    session = page.context.new_cdp_session(page)
    sent: list[str] = []
    session.on("Network.requestWillBeSent", lambda said: sent.append(said["request"]["url"]))
    session.send("Network.enable")
    texts = list(dict.fromkeys(packed(strange_links(GOOD, 2 * FUZZED))))[:FUZZED]
    assert len(texts) == FUZZED
    for start in range(0, FUZZED, 500):
        assert page.evaluate(FOLLOW, texts[start : start + 500]) is None
    # Pictures of rows that come into sight are the panel's own.
    assert [url for url in watched.requests[asked:] + sent if "/media/" not in url] == []
    page.evaluate("() => { location.hash = '#all~1A'; }")
    expect(panel.message).to_contain_text("the link is damaged")
    assert panel.counted() == (60, 60)
