"""Media in cells: the same with and without a script, opened large, paged in groups, and shut in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

import reportgen
from reportgen import data_types as types
from reportgen.build import build
from reportgen.output import DirectoryOutput
from tests.browser.conftest import Window
from tests.browser.driving import Panel
from tests.browser.serving import served
from tests.digits import Project
from tests.media_samples import ROWS, logged

SIZES = """() => [...document.querySelectorAll('tbody tr')].map((row) => [...row.cells].map((cell) => {
  const inner = cell.querySelectorAll('img, svg, audio, video, iframe');
  const boxes = [cell, ...inner].map((element) => element.getBoundingClientRect());
  return boxes.map((box) => [box.width, box.height].map(Math.round));
}))"""
LOADED = """async () => {
  for (const image of document.images) { image.loading = "eager"; await image.decode().catch(() => {}); }
  return [...document.images].filter((image) => !image.naturalWidth).map((image) => image.src);
}"""
HOSTILE = """<!doctype html><title>x</title><meta http-equiv="refresh" content="0;url=https://example.com/refresh">
<script>top.document.title = document.title = "ran"; fetch("https://example.com/script")</script>
<img src="https://example.com/pixel.png" onerror="document.title = 'ran'"><link rel="stylesheet"
href="https://example.com/style.css"><iframe src="https://example.com/frame"></iframe>
<style>@import "https://example.com/import.css"; p { background: url(https://example.com/back.png) }</style>
<form action="https://example.com/form"><button>x</button></form><p>end"""


def built(root: Path) -> Path:
    with DirectoryOutput(root / "site") as output:
        build(root, output)
    return root / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with every kind of media."""
    root = tmp_path_factory.mktemp("media")
    logged(root, "large")
    with served(built(root)) as origin:
        yield origin


def opened(window: Window, site: str, **options: Any) -> Page:
    return window(site, **options).open("index.html")


def cell(panel: Panel, column: str, row: int = 0) -> Any:
    cells = panel.figure.locator("tbody tr").nth(row).locator("td:not(.rg-handle)")
    return cells.nth(panel.headers().index(column))


def test_nothing_moves_when_the_scripts_come(window: Window, site: str) -> None:
    static = opened(window, site, java_script_enabled=False)
    live = opened(window, site)
    for name in ("rows", "groups"):
        Panel(live, name).ready()
    assert live.evaluate(SIZES) == static.evaluate(SIZES)
    assert live.evaluate(LOADED) == []


def test_a_page_without_a_script_says_it_all(window: Window, site: str) -> None:
    panel = Panel(opened(window, site, java_script_enabled=False), "rows")
    expect(panel.figure.locator("tbody tr")).to_have_count(ROWS)
    assert cell(panel, "image").locator("rect.rg-box").count() == 3
    assert cell(panel, "image").locator(".rg-mask").count() == 1
    assert cell(panel, "image").get_by_role("img").get_attribute("alt") == "shapes <0>, with 3 boxes, 1 mask"
    legend = panel.figure.locator(".rg-legend").inner_text().split()
    assert legend == ["truth", "found", "disc", "ring", "square"]
    assert cell(panel, "audio").locator("audio[controls]").get_attribute("src").endswith(".wav")
    assert cell(panel, "page").locator("iframe").get_attribute("sandbox") == ""
    assert cell(panel, "page").get_by_role("link").get_attribute("href").endswith(".html")
    note = cell(panel, "note")
    assert note.get_by_role("link", name="link").get_attribute("href") == "https://example.org/a?b=1"
    assert "<b>raw HTML</b> & a list" in note.inner_text()
    assert note.locator("b").count() == 0
    assert cell(panel, "counts").locator("rect").count() == 24
    for column in ("points", "molecule", "chart"):
        expect(cell(panel, column).locator("a > img")).to_be_visible()
    assert cell(panel, "parts", 5).locator("img").count() == 5
    assert cell(panel, "away", 1).inner_text().split() == ["image", "at", "s3://bucket/folder/picture.png"]
    assert cell(panel, "when").inner_text() == "2024-05-01 12:00:00UTC"


def test_mixed_values_are_drawn_as_what_they_are(window: Window, site: str) -> None:
    panel = Panel(opened(window, site), "rows").ready()
    shown = [cell(panel, "mixed", row).inner_text() for row in range(ROWS)]
    assert shown == ["3", "text", '[1, "a"]', "image", "2024-05-01T12:04:00+00:00", "null"]
    expect(cell(panel, "mixed", 3).locator("img")).to_be_visible()


def test_an_image_opens_with_layers_and_classes(window: Window, site: str) -> None:
    panel = Panel(opened(window, site), "rows").ready()
    cell(panel, "image").get_by_role("link").click()
    boxes, mask = panel.dialog.locator("rect.rg-box"), panel.dialog.locator(".rg-mask")
    expect(boxes).to_have_count(3)
    expect(mask).to_have_count(1)
    panel.dialog.get_by_label("found").uncheck()
    expect(boxes).to_have_count(2)
    panel.dialog.get_by_label("disc").uncheck()
    expect(boxes).to_have_count(1)
    expect(panel.dialog.locator("svg.rg-mask filter")).to_have_count(1)
    panel.dialog.get_by_label("disc").check()
    expect(panel.dialog.locator("img.rg-mask")).to_have_count(1)
    panel.page.keyboard.press("ArrowRight")
    expect(panel.dialog.get_by_text("shapes <1>")).to_be_visible()
    panel.dialog.get_by_label("truth").uncheck()
    expect(mask).to_have_count(0)
    panel.page.keyboard.press("Escape")
    expect(panel.dialog).to_have_count(0)


def test_pages_and_videos_open_large(window: Window, site: str) -> None:
    panel = Panel(opened(window, site), "rows").ready()
    panel.apply(row_height="medium")
    for column, shown in (("page", "iframe[sandbox='']"), ("video", "img")):
        cell(panel, column).get_by_role("link").click()
        expect(panel.dialog.locator(shown)).to_be_visible()
        panel.page.keyboard.press("Escape")
        expect(panel.dialog).to_have_count(0)


def test_audio_plays(window: Window, site: str) -> None:
    panel = Panel(opened(window, site), "rows").ready()
    length = """(audio) => new Promise((done) => {
      audio.addEventListener("loadedmetadata", () => done(audio.duration));
      audio.preload = "auto";
      audio.load();
    })"""
    assert cell(panel, "audio").locator("audio").evaluate(length) == 2


def test_groups_are_paged_whatever_the_medium(window: Window, site: str) -> None:
    panel = Panel(opened(window, site), "groups").ready()
    column = panel.headers().index("audio") - 1
    audio = panel.figure.locator("tbody tr").first.locator("td").nth(column)
    expect(audio.locator("audio")).to_have_count(2)
    audio.get_by_role("button", name="Next audio").click()
    expect(audio.locator("audio")).to_have_count(1)
    expect(audio.locator(".rg-note").last).to_have_text("3–3 of 3")


FILTERS = [
    ("image.width = 320 and audio.seconds > 1.5", 6),
    ("len(image.boxes) = 3 and image.boxes[0].label = 'disc'", 6),
    ("image.caption = 'shapes <2>'", 1),
    ("plain = null or len(parts) > 3", 2),
    ("image != plain", 6),
    ("away.uri like 's3:%'", 5),
    ("note like '%Row 4%'", 1),
    ("chart.title = 'Bars' and points.points = 200 and counts.edges[0] < 0", 6),
]


def test_media_can_be_asked(window: Window, site: str) -> None:
    panel = Panel(opened(window, site), "rows").ready()
    for text, rows in FILTERS:
        panel.search(text)
        panel.shows(f"{rows} of 6 rows")


def test_logged_html_reaches_nobody(shared_window: Window, tmp_path: Path) -> None:
    with reportgen.init(project="hostile", dir=tmp_path) as run:
        run.log({"pages": reportgen.Table(columns=["page"], data=[[types.Html(HOSTILE, inject=False)]])})
    (tmp_path / "reportgen.toml").write_text('[project]\ntitle = "Pages"\n')
    name = next(path.name for path in (tmp_path / "store" / "artifacts").iterdir())
    panel_text = f":::{{table-panel}} {name}:latest\n:name: pages\n:row-height: large\n:::\n"
    (tmp_path / "index.md").write_text(f"# Pages\n\n{panel_text}")
    with served(built(tmp_path)) as origin:
        watched = shared_window(origin)
        page = watched.open("index.html")
        panel = Panel(page, "pages").ready()
        panel.figure.get_by_role("link").last.click()
        frame = panel.dialog.locator("iframe")
        expect(frame.content_frame.get_by_text("end")).to_be_visible()
        page.wait_for_timeout(500)
        assert watched.heard == []
        assert page.title() == "Pages"
        file = panel.figure.locator("tbody iframe").get_attribute("src")
        alone = watched.open(str(file).removeprefix("./"))
        assert alone.title() == "x"


def scripts(page: str) -> list[str]:
    """The names of the scripts that a page loads for its panels."""
    found = re.findall(r'<script defer[^>]* src="(?:\./)?assets/([^"]+)', page)
    return [name for name in (re.sub(r"-\w+\.js$", "", one) for one in found) if name != "find"]


def test_pages_load_the_scripts_that_their_columns_need(digits: Project, site: str, window: Window) -> None:
    assert scripts(digits.page("index.html")) == ["client", "media", "pivot"]
    assert not [
        *(digits.root / "site" / "assets").glob("viewer*"),
        *(digits.root / "site" / "assets").glob("markdown*"),
    ]
    page = opened(window, site)
    assert scripts(page.content()) == ["client", "media", "viewers", "markdown"]
    payload = json.loads(str(page.locator("#reportgen-page").text_content()))
    assert sorted(payload["viewers"]) == ["chart/plotly", "molecule", "object3d"]
