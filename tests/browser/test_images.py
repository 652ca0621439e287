"""Images as a reader looks at them: overlays by column, tiles, the lightbox, the gallery layout."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

import reportgen
from reportgen import data_types as types
from reportgen.build import build
from reportgen.materialise.palette import class_color
from reportgen.output import DirectoryOutput
from tests.browser.conftest import Window
from tests.browser.driving import TWO_FRAMES, Panel
from tests.browser.serving import served

ROWS = 7
SIDE = 120
GREY = (128, 128, 128)
CLASSES = {0: "background", 1: "left", 2: "right", 14: "bottom"}
REPORT = """---
title: Images
---

# Images

:::{table-panel} samples:latest
:name: rows
:rows: 3
:row-height: large
:sort: id desc
:::

:::{table-panel} samples:latest
:name: said
:rows: 2
:row-height: large
:columns: image, plain
:overlays: image: hide-class(left), opacity(1), hide(guess), no-labels
:::

:::{table-panel} samples:latest
:name: cards
:rows: 4
:layout: gallery
:row-height: large
:overlays: image: split
:::

:::{table-panel} samples:latest
:name: sections
:layout: gallery
:group: kind
:columns: image, max(number) as largest
:::
"""


def image(row: int) -> types.Image:
    """A grey square with a mask of three parts, and a box of each of two layers with one class."""
    ids = np.zeros((SIDE, SIDE), np.uint8)
    ids[:60, :60], ids[:60, 60:], ids[90:] = 1, 2, 14
    boxes = {
        name: {
            "box_data": [
                {
                    "position": {"minX": x, "maxX": x + 40, "minY": 20, "maxY": 80},
                    "domain": "pixel",
                    "class_id": 1,
                    "scores": {"score": score},
                }
            ],
            "class_labels": CLASSES,
        }
        for name, x, score in (("truth", 10, 1.0), ("guess", 70, row / 10))
    }
    masks = {"parts": {"mask_data": ids, "class_labels": CLASSES}}
    return types.Image(
        np.full((SIDE, SIDE, 3), 128, np.uint8), caption=f"image {row}", boxes=boxes, masks=masks
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with images, one of them missing."""
    root = tmp_path_factory.mktemp("images")
    data = [
        [
            f"id-{row}",
            None if row == 2 else image(row),
            types.Image(np.full((6, 9, 3), 40 * row, np.uint8)),
            "odd" if row % 2 else "even",
            row,
        ]
        for row in range(ROWS)
    ]
    with reportgen.init(project="images", dir=root) as run:
        artifact = reportgen.Artifact("samples", type="dataset")
        artifact.add(
            reportgen.Table(columns=["id", "image", "plain", "kind", "number"], data=data), "samples"
        )
        run.log_artifact(artifact)
    (root / "reportgen.toml").write_text('[project]\ntitle = "Images"\n')
    (root / "index.md").write_text(REPORT)
    with DirectoryOutput(root / "site") as output:
        build(root, output)
    with served(root / "site") as origin:
        yield origin


def colors(target: Locator, places: list[tuple[float, float]]) -> list[tuple[int, ...]]:
    """The colors on the screen, at places given as shares of what is looked at."""
    target.scroll_into_view_if_needed()
    target.page.mouse.move(1, 1)
    target.page.wait_for_timeout(400)  # A page without scripts cannot say when its images are there.
    shot = Image.open(io.BytesIO(target.screenshot())).convert("RGB")
    return [shot.getpixel((int(x * shot.width), int(y * shot.height))) for x, y in places]  # type: ignore[misc]


def near(found: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(one - other) <= 3 for one, other in zip(found, wanted, strict=True))


def over(number: int, opacity: float) -> tuple[int, ...]:
    """The color of a class over grey."""
    return tuple(round(c * opacity + 128 * (1 - opacity)) for c in class_color(number))


def picture(panel: Panel, row: int = 0) -> Locator:
    return panel.figure.locator("tbody tr").nth(row).locator("td a.rg-image").first


LEFT, RIGHT, NOTHING, BOTTOM = (0.03, 0.05), (0.95, 0.05), (0.5, 0.7), (0.5, 0.9)


@pytest.mark.parametrize("script", [False, True])
def test_overlays_are_painted_as_the_author_says(window: Window, site: str, script: bool) -> None:
    page = window(site, java_script_enabled=script).open("index.html")
    said = Panel(page, "said")
    if script:
        said.ready()
    target = picture(said)
    expect(target.locator("rect.rg-box")).to_have_count(0)
    expect(target.locator("text")).to_have_count(0)
    wanted = [GREY, class_color(2), GREY, class_color(14)]
    assert all(map(near, colors(target, [LEFT, RIGHT, NOTHING, BOTTOM]), wanted))


def test_a_column_s_overlays_are_chosen_in_its_menu(window: Window, site: str) -> None:
    page = window(site).open("index.html")
    panel = Panel(page, "rows").ready()
    target = picture(panel)
    places = [LEFT, RIGHT, NOTHING, BOTTOM]
    plain = [over(1, 0.6), over(2, 0.6), GREY, over(14, 0.6)]
    assert all(map(near, colors(target, places), plain))
    assert [target.locator(f"rect.rg-{line}").count() for line in ("box", "dashed", "dotted")] == [2, 1, 0]
    panel.choose("image", "Overlays…")
    choice = page.get_by_role("dialog", name="Overlays of image")
    choice.get_by_role("checkbox", name="left").uncheck()
    expect(target.locator("filter")).to_have_count(1)
    choice.get_by_label("Opacity of masks").fill("0.3")
    choice.get_by_role("checkbox", name="Labels").uncheck()
    choice.get_by_label("score at least").fill("0.55")
    choice.get_by_role("checkbox", name="truth").uncheck()
    assert panel.spec()["columns"][1]["overlays"] == {
        "hide_layers": ["truth"],
        "hide_classes": [1],
        "opacity": 0.3,
        "labels": False,
        "score": {"score": {"min": 0.55}},
    }
    page.keyboard.press("Escape")
    expect(choice).to_have_count(0)
    expect(panel.button("Column menu: image")).to_be_focused()
    changed = [GREY, over(2, 0.3), GREY, over(14, 0.3)]
    assert all(map(near, colors(target, places), changed))
    panel.apply(columns=[{"name": "image", "overlays": {"tiles": "beside", "image": False, "opacity": 1}}])
    first, second = (target.locator(".rg-overlaid").nth(n) for n in range(2))
    assert all(map(near, colors(first, places), [GREY] * 4))
    page_color = colors(second, [NOTHING])[0]
    assert all(
        map(near, colors(second, places), [class_color(1), class_color(2), page_color, class_color(14)])
    )
    assert min(page_color) > 240


def test_settings_of_overlays_travel_in_links(window: Window, site: str) -> None:
    watched = window(site)
    watched.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = watched.open("index.html")
    panel = Panel(page, "rows").ready()
    panel.apply(columns=[{"name": "image", "overlays": {"tiles": "split", "hide_layers": ["guess"]}}])
    panel.button("Copy link").click()
    expect(panel.figure.get_by_text("Link copied")).to_be_visible()
    linked = Panel(watched.open(page.evaluate("navigator.clipboard.readText()").removeprefix(site)), "rows")
    expect(linked.figure.locator(".rg-tile-name")).to_have_text(["truth", "parts"] * 3)


def scale(dialog: Locator) -> int:
    return int(dialog.get_by_role("button", name="Original size").inner_text().split()[0])


def test_the_lightbox_goes_through_all_rows(window: Window, site: str) -> None:
    page = window(site).open("index.html")
    panel = Panel(page, "rows").ready()
    picture(panel, 1).click()
    dialog = page.get_by_role("dialog", name="Image")
    expect(dialog).to_contain_text("2 of 7")
    facts = dialog.locator(".rg-facts")
    expect(facts).to_contain_text("id-5")
    for expected in ("id-4", "id-3"):
        page.keyboard.press("ArrowRight")
        expect(facts).to_contain_text(expected)
    dialog.get_by_role("button", name="Next image").click()
    expect(dialog).to_contain_text("There is no image in this row.")
    page.keyboard.press("End")
    expect(dialog).to_contain_text("image 0")
    expect(dialog.get_by_role("button", name="Next image")).to_have_attribute("aria-disabled", "true")
    link = dialog.get_by_role("link", name="Download the original")
    with page.expect_download() as download:
        link.click()
    assert Image.open(io.BytesIO(download.value.path().read_bytes())).size == (SIDE, SIDE)
    dialog.get_by_role("button", name="Details").click()
    expect(facts).to_have_count(0)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(picture(panel, 1)).to_be_focused()


def test_the_lightbox_zooms_and_moves(window: Window, site: str) -> None:
    page = window(site).open("index.html")
    panel = Panel(page, "rows").ready()
    picture(panel).click()
    dialog = page.get_by_role("dialog", name="Image")
    frame = dialog.locator(".rg-viewport")
    canvas = dialog.locator(".rg-canvas")
    image = canvas.locator("img").first
    expect(image).to_have_class("rg-pixels")
    start = scale(dialog)
    page.keyboard.press("1")
    assert (scale(dialog), image.get_attribute("width")) == (100, str(SIDE))
    page.keyboard.press("0")
    assert scale(dialog) == start
    box = frame.bounding_box()
    assert box
    corner = (box["x"] + box["width"] / 2 + 40, box["y"] + box["height"] / 2 + 30)
    page.mouse.move(*corner)
    page.mouse.wheel(0, -800)
    page.evaluate(TWO_FRAMES)
    assert scale(dialog) == start * 4
    before = place(canvas)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert place(canvas) == (before[0] - 60, before[1] - 60)
    expect(dialog).to_contain_text("1 of 7")
    page.mouse.down()
    page.mouse.move(corner[0] + 25, corner[1] + 10, steps=4)
    page.mouse.up()
    assert place(canvas) == pytest.approx((before[0] - 35, before[1] - 50), abs=1)
    page.mouse.dblclick(*corner)
    assert scale(dialog) == start
    page.mouse.dblclick(*corner)
    assert scale(dialog) == start * 2
    pinch(frame, corner)
    assert scale(dialog) > start * 3
    dialog.get_by_role("checkbox", name="guess").uncheck()
    expect(canvas.locator("rect.rg-box")).to_have_count(1)
    assert panel.spec()["columns"][1]["overlays"] == {"hide_layers": ["guess"]}
    page.keyboard.press("Escape")
    expect(picture(panel).locator("rect.rg-box")).to_have_count(1)


def place(canvas: Locator) -> tuple[float, float]:
    """Where the drawing is in its frame."""
    found: list[float] = canvas.evaluate(
        "(e) => { const { e: x, f: y } = new DOMMatrix(e.style.transform); return [x, y]; }"
    )
    return found[0], found[1]


def pinch(frame: Locator, at: tuple[float, float]) -> None:
    """Two fingers that go from 20 to 60 pixels apart."""
    touch = frame.page.context.new_cdp_session(frame.page)

    def send(kind: str, *distances: float) -> None:
        points = [{"x": at[0] + d, "y": at[1], "id": n} for n, d in enumerate(distances)]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    send("touchStart", -10)
    send("touchStart", -10, 10)
    for step in range(1, 5):
        send("touchMove", -10 - 5 * step, 10 + 5 * step)
    send("touchEnd")


@pytest.mark.parametrize("script", [False, True])
def test_a_gallery_is_a_grid_of_cards(window: Window, site: str, script: bool) -> None:
    page = window(site, java_script_enabled=script).open("index.html")
    panel = Panel(page, "cards")
    if script:
        panel.ready()
    cards = panel.figure.locator(".rg-card")
    expect(cards).to_have_count(4)
    assert cards.nth(1).locator(".rg-facts").inner_text().split() == [
        "id",
        "id-1",
        "plain",
        "kind",
        "odd",
        "number",
        "1",
    ]
    assert cards.first.locator(".rg-card-picture .rg-tile-name").all_inner_texts() == [
        "truth",
        "guess",
        "parts",
    ]
    assert cards.nth(2).locator(".rg-card-picture").inner_text() == "null"
    sections = Panel(page, "sections").figure.locator("section")
    assert [one.inner_text().split()[:4] for one in sections.all()] == [
        ["kind", "even", "4", "rows"],
        ["kind", "odd", "3", "rows"],
    ]
    expect(sections.first.locator("a.rg-image")).to_have_count(3)


def test_a_gallery_is_filtered_sorted_paged_and_left(window: Window, site: str) -> None:
    page = window(site).open("index.html")
    panel = Panel(page, "rows").ready()
    static = panel.figure.get_by_role("group", name="Layout")
    static.get_by_role("button", name="Gallery").click()
    cards = panel.figure.locator(".rg-card")
    expect(cards).to_have_count(3)
    panel.button("Next").click()
    expect(cards.first.locator(".rg-facts")).to_contain_text("id-3")
    panel.search("number < 2")
    expect(cards).to_have_count(2)
    panel.figure.get_by_role("button", name="number", exact=True).click()
    expect(cards.first.locator(".rg-facts")).to_contain_text("id-0")
    panel.choose("image", "Overlays…")
    expect(page.get_by_role("dialog", name="Overlays of image")).to_be_visible()
    page.keyboard.press("Escape")
    cards.nth(1).locator("a.rg-image").first.click()
    expect(page.get_by_role("dialog", name="Image")).to_contain_text("2 of 2")
    page.keyboard.press("Escape")
    static.get_by_role("button", name="Table").click()
    expect(panel.table).to_be_visible()
    assert len(panel.rows()) == 2


def test_a_group_s_section_is_paged_in_the_lightbox(window: Window, site: str) -> None:
    page: Page = window(site).open("index.html")
    panel = Panel(page, "sections").ready()
    panel.figure.locator("section").nth(1).locator("a.rg-image").nth(2).click()
    dialog: Any = page.get_by_role("dialog", name="Image")
    expect(dialog).to_contain_text("image 5")
    expect(dialog).to_contain_text("3 of 3")
    expect(dialog.locator(".rg-facts")).to_contain_text("odd")
    page.keyboard.press("Home")
    expect(dialog).to_contain_text("image 1")


def test_what_a_directive_says_wrong_is_found_in_the_data(tmp_path: Path) -> None:
    with reportgen.init(project="wrong", dir=tmp_path) as run:
        artifact = reportgen.Artifact("samples", type="dataset")
        artifact.add(reportgen.Table(columns=["image"], data=[[image(1)]]), "samples")
        run.log_artifact(artifact)
    (tmp_path / "reportgen.toml").write_text('[project]\ntitle = "Wrong"\n')
    (tmp_path / "index.md").write_text(
        "# Wrong\n\n:::{table-panel} samples:latest\n:overlays: image: hide(gues), hide-class(lft)\n:::\n"
    )
    with (
        pytest.raises(reportgen.diagnostics.DiagnosticError) as caught,
        DirectoryOutput(tmp_path / "site") as output,
    ):
        build(tmp_path, output)
    found = [(one.message, one.help) for one in caught.value.diagnostics]
    assert found == [
        ("the images have no layer 'gues'", "did you mean 'guess'?"),
        ("the images have no class 'lft'", "did you mean 'left'?"),
    ]
