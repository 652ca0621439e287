"""The live viewers: they draw real files under the policy of pages, and leave nothing behind."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

import reportgen
from reportgen.build import build
from reportgen.output import DirectoryOutput
from reportgen.render.page import POLICY
from reportgen.viewers import VIEWERS, Viewer, needed, script
from tests.browser.conftest import CHROMIUM, FLAGS, Window, _opener
from tests.browser.driving import PATIENCE, Watched
from tests.browser.serving import served
from tests.media_files import FILES, encoded, gltf, plotly, vega_lite

WITH_GRAPHICS = [
    *(flag for flag in FLAGS if flag != "--disable-gpu"),
    *("--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"),
]
MOUNT = """async ([key, options]) => {
  const element = document.getElementById("stage");
  try {
    window.undo = await reportgen.viewers[key].mount(element, options);
  } catch (error) {
    return error.message;
  }
  return null;
}"""
SHEET = """
#stage { display: flex; flex-direction: column; width: 640px; height: 480px; background: #fff; }
.rg-viewer-view { position: relative; flex: 1; min-height: 0; }
.rg-viewer-stage { position: relative; width: 100%; height: 100%; }
"""
LIVE = {name: data for name, data in FILES.items() if needed({name[:2]})}
IN_MEDIA = re.compile(r"media/[0-9a-f]{20}\.")
HARMLESS = "Canvas2D: Multiple readback operations"
"""A browser's advice on speed to Plotly, which measures the letters of its 3-D axes so."""


def key_of(viewer: Viewer, format: str) -> str:
    return f"{viewer.kind}/{format}" if viewer.formats else viewer.kind


@pytest.fixture(scope="module")
def graphics(browser: Browser) -> Iterator[Browser]:
    """A browser that draws in space, by software."""
    one = browser.browser_type.launch(executable_path=CHROMIUM, args=WITH_GRAPHICS)
    yield one
    one.close()


@pytest.fixture
def drawing(graphics: Browser) -> Iterator[Window]:
    """Windows of that browser in which nothing may go wrong."""
    opened: list[Watched] = []
    with ExitStack() as stack:
        yield _opener(graphics, stack, opened)
    complaints = [complaint for watched in opened for complaint in watched.complaints()]
    assert [complaint for complaint in complaints if HARMLESS not in complaint] == []


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page with an empty stage for each viewer, under the policy of pages, and the files beside it."""
    root = tmp_path_factory.mktemp("bare")
    (root / "sheet.css").write_text(SHEET)
    for viewer in VIEWERS:
        (root / f"{viewer.name}.js").write_text(script(viewer))
        (root / f"{viewer.name}.html").write_text(
            '<!doctype html><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
            f'<link rel="icon" href="data:,"><link rel="stylesheet" href="sheet.css"><div id="stage"></div>'
            f'<script src="{viewer.name}.js"></script>'
        )
    for (kind, format, name), data in FILES.items():
        (root / f"{kind}-{format}-{name}").write_bytes(encoded(data))
    (root / "broken").write_bytes(b"\x00\x01 not a file of any kind")
    (root / "map").write_bytes(encoded({"data": [{"type": "scattergeo", "lat": [1], "lon": [2]}]}))
    elsewhere = {**vega_lite(), "data": {"url": "data/animals.csv"}}
    (root / "elsewhere").write_bytes(encoded(elsewhere))
    (root / "parts").write_bytes(encoded({"asset": {"version": "2.0"}, **_gltf_in_parts()}))
    with served(root) as origin:
        yield origin


def _gltf_in_parts() -> dict[str, Any]:
    asset = gltf()
    return {**asset, "buffers": [{**asset["buffers"][0], "uri": "cube.bin"}]}


def mount(page: Page, viewer: Viewer, format: str, url: str) -> Any:
    options = {"url": url, "format": format, "caption": "A thing", "dark": False}
    return page.evaluate(MOUNT, [key_of(viewer, format), options])


def colors(target: Locator) -> int:
    """How many colors a picture of it has."""
    picture = Image.open(io.BytesIO(target.screenshot())).convert("RGB")
    return len(picture.getcolors(1 << 24) or [])


@pytest.mark.parametrize(("kind", "format", "name"), list(LIVE), ids=[" ".join(name) for name in LIVE])
def test_a_viewer_draws_and_leaves_nothing(
    drawing: Window, bare: str, kind: str, format: str, name: str
) -> None:
    (viewer,) = needed({(kind, format)})
    page = drawing(bare).open(f"{viewer.name}.html")
    stage = page.locator("#stage")
    empty = colors(stage)
    assert mount(page, viewer, format, f"{kind}-{format}-{name}") is None
    expect(stage.locator("canvas, svg").first).to_be_visible()
    page.wait_for_function(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    drawn = stage.locator(".rg-viewer-stage")
    page.wait_for_timeout(300)
    assert colors(drawn) > empty + 3
    page.evaluate("window.undo()")
    assert stage.inner_html() == ""
    assert page.locator("canvas").count() == 0


@pytest.mark.parametrize(
    ("viewer", "format", "url", "words"),
    [
        ("object3d", "pts", "broken", "not JSON"),
        ("object3d", "pts", "absent", "status 404"),
        ("object3d", "step", "broken", "no viewer for 'step' files"),
        ("object3d", "glb", "broken", "cannot be shown"),
        ("object3d", "gltf", "parts", "needs another one that was not logged with it: cube.bin"),
        ("molecule", "pdb", "broken", "no atoms"),
        ("molecule", "mmtf", "broken", "no viewer for 'mmtf' files"),
        ("plotly", "plotly", "broken", "not JSON"),
        ("plotly", "plotly", "map", "is a map"),
        ("vega", "vega-lite", "elsewhere", "data/animals.csv"),
        ("vega", "vega-lite", "broken", "not JSON"),
    ],
)
def test_what_cannot_be_shown_is_said(
    graphics: Browser, drawing: Window, bare: str, viewer: str, format: str, url: str, words: str
) -> None:
    (one,) = (each for each in VIEWERS if each.name == viewer)
    watched = drawing(bare)
    page = watched.open(f"{viewer}.html")
    assert words in mount(page, one, format, url)
    assert page.locator("#stage").inner_html() == ""
    watched.troubles = [line for line in watched.troubles if "status of 404" not in line]


def test_without_graphics_it_says_so(window: Window, bare: str) -> None:
    page = window(bare).open("object3d.html")
    page.evaluate("HTMLCanvasElement.prototype.getContext = () => null")
    (viewer,) = needed({("object3d", "obj")})
    assert "WebGL" in mount(page, viewer, "obj", "object3d-obj-cube")


def test_keys_turn_and_reset_a_shape(drawing: Window, bare: str) -> None:
    (viewer,) = needed({("object3d", "obj")})
    page = drawing(bare).open("object3d.html")
    mount(page, viewer, "obj", "object3d-obj-cube")
    stage = page.get_by_role("img")
    stage.focus()
    pictures = [settled(stage)]
    for key in ("ArrowLeft", "+", "0"):
        page.keyboard.press(key)
        pictures.append(settled(stage))
    assert pictures[0] != pictures[1] != pictures[2]
    assert pictures[3] == pictures[0]
    page.get_by_role("button", name="Zoom out").click()
    assert settled(stage) != pictures[0]
    page.get_by_role("button", name="Reset view").click()
    page.mouse.move(0, 0)
    assert settled(stage) == pictures[0]


def settled(stage: Locator) -> bytes:
    stage.page.wait_for_timeout(250)
    picture = Image.open(io.BytesIO(stage.screenshot())).convert("RGB")
    width, height = picture.size
    return picture.crop((10, 10, width - 10, height - 10)).tobytes()  # within the ring of the focus


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A built report on one table of each kind."""
    root = tmp_path_factory.mktemp("viewed")
    (root / "reportgen.toml").write_text('[project]\ntitle = "Viewed"\nreports = ["index.md"]\n')
    panels = ("shapes", "charts")
    blocks = (f":::{{table-panel}} {name}\n:name: {name}\n:row-height: large\n:::\n" for name in panels)
    (root / "index.md").write_text("# Viewed\n\n" + "\n".join(blocks))
    molecule = root / "helix.pdb"
    molecule.write_bytes(encoded(FILES["molecule", "pdb", "helix"]))
    with reportgen.init(project="viewed", dir=str(root)) as run:
        shapes = reportgen.Table(columns=["cloud", "molecule"])
        scene = FILES["object3d", "pts", "scene"]
        shapes.add_data(
            reportgen.Object3D(scene, caption="street"), reportgen.Molecule(str(molecule), caption="helix")
        )
        charts = reportgen.Table(columns=["plotly", "vega", "bokeh"])
        bokeh = reportgen.Bokeh(FILES["chart", "bokeh", "line"])
        charts.add_data(reportgen.Plotly(plotly()), reportgen.Vega(vega_lite()), bokeh)
        run.log({"shapes": shapes, "charts": charts})
    with DirectoryOutput(root / "site") as output:
        build(root, output)
    with served(root / "site") as origin:
        yield origin


CELLS = {
    "shapes": {"street · 2,000 points, 2 boxes": "street", "helix": "helix"},
    "charts": {"Loss": "Loss", "Animals": "Animals"},
}


def test_without_a_script_each_cell_has_its_picture(drawing: Window, site: str) -> None:
    page = drawing(site, java_script_enabled=False).open("index.html")
    pictures = page.locator(".rg-preview img")
    expect(pictures).to_have_count(4)  # of the fifth the page shows the name: there is no room for words
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        assert picture.evaluate("(e) => e.complete && e.naturalWidth > 0")
        assert colors(picture) > 4
    for words in (words for panel in CELLS.values() for words in panel):
        expect(page.get_by_role("link", name=words)).to_have_attribute("href", IN_MEDIA)


@pytest.mark.parametrize("panel", list(CELLS))
def test_a_cell_opens_its_viewer_and_gives_the_focus_back(drawing: Window, site: str, panel: str) -> None:
    watched = drawing(site)
    page = watched.open("index.html")
    figure = page.locator(f"#{panel}")
    expect(figure).to_have_attribute("data-state", "ready", timeout=PATIENCE)
    assert not [url for url in watched.requests if "/viewer-" in url]
    for words, title in CELLS[panel].items():
        link = figure.get_by_role("link", name=words)
        link.focus()
        page.keyboard.press("Enter")
        dialog = figure.get_by_role("dialog", name=title)
        expect(dialog.locator(".rg-viewer-stage")).to_be_visible(timeout=PATIENCE)
        expect(dialog.get_by_role("status")).to_have_count(0, timeout=PATIENCE)
        assert colors(dialog.locator(".rg-viewer-stage")) > 8
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(link).to_be_focused()
    expect(page.locator("canvas")).to_have_count(0)


def test_a_chart_without_a_viewer_shows_its_picture_and_says_why(drawing: Window, site: str) -> None:
    page = drawing(site).open("index.html")
    figure = page.locator("#charts")
    expect(figure).to_have_attribute("data-state", "ready", timeout=PATIENCE)
    figure.get_by_role("link", name="Speed").click()
    dialog = figure.get_by_role("dialog", name="Speed")
    expect(dialog.get_by_role("alert")).to_contain_text("no live viewer for this bokeh file")
    expect(dialog.get_by_role("link", name="Download")).to_have_attribute("href", IN_MEDIA)
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)


def test_a_viewer_that_cannot_be_loaded_is_asked_for_again(drawing: Window, site: str) -> None:
    watched = drawing(site)
    page = watched.open("index.html")
    figure = page.locator("#charts")
    expect(figure).to_have_attribute("data-state", "ready", timeout=PATIENCE)
    page.context.route(re.compile("/viewer-vega"), lambda route: route.fulfill(status=404, body="no"))
    link = figure.get_by_role("link", name="Animals")
    link.click()
    dialog = figure.get_by_role("dialog", name="Animals")
    expect(dialog.get_by_role("alert")).to_contain_text("could not be loaded")
    page.keyboard.press("Escape")
    page.context.unroute_all()
    link.click()
    expect(dialog.locator("svg.marks")).to_be_visible(timeout=PATIENCE)
    watched.troubles = [line for line in watched.troubles if "404" not in line]
