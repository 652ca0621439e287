"""A map in the page: points that are found by the pointer, drawn around, and there without a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

import reportgen
from reportgen.build import build
from reportgen.output import DirectoryOutput
from tests.browser.conftest import Window
from tests.browser.driving import PATIENCE, Panel, bring_into_view
from tests.browser.serving import served

KINDS = ["apple", "pear", "fig, dried"]
ROWS = 90
REPORT = """# Maps

:::{table-panel} fruit
:name: map
:layout: map
:of: vector
:color: kind
:rows: 3
Fruit.
:::

:::{table-panel} many
:name: dense
:layout: map
:of: a, b
:color: kind
:rows: 2
:::
"""


def middles() -> dict[str, Any]:
    """Each kind's points lie around a place of their own."""
    return {"apple": (-10.0, 0.0), "pear": (10.0, 0.0), "fig, dried": (0.0, 10.0)}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("maps")
    (root / "reportgen.toml").write_text('[project]\ntitle = "Maps"\n')
    (root / "index.md").write_text(REPORT, encoding="utf-8")
    noise = np.random.default_rng(3)
    fruit = reportgen.Table(columns=["image", "kind", "vector"])
    for row in range(ROWS):
        kind = KINDS[row % 3]
        place = np.array(middles()[kind]) + noise.normal(scale=0.8, size=2)
        picture = reportgen.Image(np.full((8, 8), 80 * (row % 3), np.uint8))
        fruit.add_data(picture, kind, place.astype(np.float32))
    many = [[f"k{row % 2}", *noise.normal(size=2).tolist()] for row in range(30_000)]
    with reportgen.init(project="maps", dir=root) as run:
        run.log({"fruit": fruit, "many": reportgen.Table(columns=["kind", "a", "b"], data=many)})
    with DirectoryOutput(root / "site") as output:
        build(root, output)
    with served(root / "site") as origin:
        yield origin


@pytest.fixture
def page(window: Window, site: str) -> Page:
    return window(site).open("index.html")


def stage(panel: Panel) -> Locator:
    """The map, once it can be drawn on."""
    panel.ready()
    expect(panel.figure.locator(".rg-map-stage")).to_have_attribute("data-live", "")
    found = panel.figure.get_by_role("group", name="Map: arrows move it")
    found.evaluate("e => e.scrollIntoView({ block: 'center', behavior: 'instant' })")
    page_at_rest(panel.page)
    return found


def page_at_rest(page: Page) -> None:
    """Wait until nothing scrolls or is laid out any more: points of the window mean the same from then on."""
    where = "() => JSON.stringify(document.querySelector('.rg-map-stage').getBoundingClientRect())"
    before = ""
    while (now := page.evaluate(where)) != before:
        before = now
        page.wait_for_timeout(100)


def place_of(panel: Panel, kind: str) -> tuple[float, float]:
    """Where the name of a class stands in the window."""
    name = panel.figure.locator(".rg-map-over text").get_by_text(kind, exact=True)
    box = name.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] - 4


def within(panel: Panel, kind: str) -> tuple[float, float]:
    """Where the name of a class stands in the map."""
    box = panel.figure.locator(".rg-map-stage").bounding_box()
    assert box
    x, y = place_of(panel, kind)
    return x - box["x"], y - box["y"]


def drag(page: Page, corners: list[tuple[float, float]]) -> None:
    page.mouse.move(*corners[0])
    page.mouse.down()
    for corner in corners[1:]:
        page.mouse.move(*corner, steps=4)
    page.mouse.up()


def around(at: tuple[float, float], reach: float) -> list[tuple[float, float]]:
    x, y = at
    return [(x - reach, y - reach), (x + reach, y - reach), (x + reach, y + reach), (x - reach, y + reach)]


def kinds(panel: Panel) -> dict[str, int]:
    """How many points of each kind the map has."""
    found: list[Any] = panel.figure.evaluate("e => e.panel.frame.map.series.map((one) => [one.label, one.n])")
    return {label: n for label, n in found if n}


def test_a_lasso_keeps_the_points_that_it_goes_around(page: Page) -> None:
    panel = Panel(page, "map")
    stage(panel)
    panel.shows("90 of 90 rows")
    panel.button("Select by a lasso").click()
    x, y = place_of(panel, "pear")
    circle = [(x + 120 * np.cos(turn), y + 120 * np.sin(turn)) for turn in np.linspace(3, 9.2, 24)]
    drag(page, [(float(a), float(b)) for a, b in circle])
    panel.shows("30 of 90 rows")
    assert kinds(panel) == {"pear": 30}
    filter_ = panel.spec()["filter"]
    assert filter_.startswith("inside(pca_vector_x, pca_vector_y, '")
    assert filter_.count(",") <= 42
    # The rows below are those that were drawn around: what a reader who sees no map has.
    assert all("pear" in row for row in panel.rows())
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    panel.button("Copy link").click()
    expect(panel.figure.get_by_text("Link copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    panel.button("Reset").click()
    panel.shows("90 of 90 rows")
    again = page.context.new_page()
    again.goto(link)
    Panel(again, "map").ready().shows("30 of 90 rows")


def test_a_box_keeps_what_is_not_hidden_and_the_legend_hides(page: Page) -> None:
    panel = Panel(page, "map")
    stage(panel)
    legend = panel.figure.get_by_role("list", name="Colors")
    pear = legend.get_by_role("button", name="pear 30")
    pear.click()
    expect(pear).to_have_attribute("aria-pressed", "false")
    fig = legend.get_by_role("button", name="fig, dried 30")
    fig.click()
    expect(fig).to_have_attribute("aria-pressed", "false")
    assert panel.spec()["plot"]["hide"] == "pear, 'fig, dried'"
    panel.shows("90 of 90 rows")
    expect(panel.figure.locator(".rg-map-over text")).to_have_text(["apple"])
    fig.click()
    expect(fig).to_have_attribute("aria-pressed", "true")
    panel.button("Select a box").click()
    box = stage(panel).bounding_box()  # the presses above may have scrolled the page
    assert box
    drag(page, [(box["x"] + 2, box["y"] + box["height"] - 2), (box["x"] + box["width"] - 2, box["y"] + 2)])
    panel.shows("60 of 90 rows")
    assert kinds(panel) == {"apple": 30, "fig, dried": 30}


def test_the_pointer_shows_the_row_of_a_point(page: Page) -> None:
    panel = Panel(page, "map")
    stage(panel)
    points = panel.figure.evaluate("e => e.panel.frame.map.points")
    apples = [i for i, series in enumerate(points["series"]) if KINDS[points["ids"][i] % 3] == "apple"]
    assert len(apples) == 30
    x, y = place_of(panel, "apple")
    tip = panel.figure.locator(".rg-map-tip")
    for shift in range(0, 60, 6):
        page.mouse.move(x + shift, y - shift / 2)
        page.wait_for_timeout(60)
        if tip.is_visible():
            break
    expect(tip).to_contain_text("apple")
    expect(tip.locator("img")).to_be_visible()
    page.mouse.move(2, 2)
    expect(tip).to_be_hidden()


def test_colors_are_chosen_and_the_map_is_moved_by_keys(page: Page) -> None:
    panel = Panel(page, "map")
    target = stage(panel)
    panel.figure.get_by_label("Color by").select_option("none")
    expect(panel.figure.get_by_role("list", name="Colors")).to_have_count(0, timeout=PATIENCE)
    assert "color" not in panel.spec()["plot"]
    panel.figure.get_by_label("Color by").select_option("kind")
    colors = panel.figure.get_by_role("list", name="Colors").get_by_role("button")
    expect(colors).to_have_count(3, timeout=PATIENCE)
    target.focus()
    before = within(panel, "pear")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("+")
    expect(panel.figure.locator(".rg-map-over text")).to_have_count(3)
    page.wait_for_timeout(80)
    after = within(panel, "pear")
    assert abs(after[0] - before[0]) > 30
    page.keyboard.press("0")
    page.wait_for_timeout(80)
    assert within(panel, "pear") == pytest.approx(before, abs=8)
    for _ in range(6):
        page.keyboard.press("+")
    for _ in range(12):
        page.keyboard.press("ArrowLeft")
    expect(panel.button("Reset")).not_to_have_attribute("aria-disabled", "true")
    page.wait_for_timeout(600)
    window = panel.spec()["plot"]["window"]
    assert re.fullmatch(r"-?[\d.]+, -?[\d.]+, 3\.81\d*", window)
    target.focus()
    page.keyboard.press("0")
    page.wait_for_timeout(600)
    assert "window" not in panel.spec()["plot"]
    panel.apply(plot={**panel.spec()["plot"], "window": window})
    target.focus()
    page.keyboard.press("Enter")
    expect(panel.status).not_to_have_text("90 of 90 rows")
    assert " between " in panel.spec()["filter"]


def test_thousands_of_points_are_all_on_the_canvas(page: Page) -> None:
    panel = Panel(page, "dense")
    target = stage(panel)
    panel.shows("30,000 of 30,000 rows")
    painted = target.evaluate(
        "e => { const c = e.querySelector('canvas'); const d = c.getContext('2d')"
        ".getImageData(0, 0, c.width, c.height).data;"
        " let n = 0; for (let i = 3; i < d.length; i += 4) n += d[i] > 0 ? 1 : 0; return n; }"
    )
    assert painted > 9_000
    panel.button("Select a box").click()
    bring_into_view(target)
    box = target.bounding_box()
    assert box
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    drag(page, [around(middle, 40)[0], around(middle, 40)[2]])
    expect(panel.status).not_to_have_text("30,000 of 30,000 rows")
    filtered, total = panel.counted()
    assert 0 < filtered < total == 30_000
    assert sum(kinds(panel).values()) == filtered


def test_the_map_stands_without_a_script_and_on_paper(window: Window, site: str) -> None:
    still = window(site, java_script_enabled=False).open("index.html")
    drawing = still.get_by_role("img", name="map of vector by PCA: 90 points, colored by kind; apple: 30")
    expect(drawing).to_be_visible()
    expect(drawing.locator("text")).to_have_text(["apple", "fig, dried", "pear"])
    assert drawing.locator("path.rg-points").count() == 3
    dense = still.get_by_role("img", name="map of a, b by PCA: 30,000 points")
    assert 10 < dense.locator("path.rg-map-shade").count() < 40
    alive = window(site).open("index.html")
    stage(Panel(alive, "map"))
    alive.emulate_media(media="print")
    expect(alive.locator("#map .rg-map-drawing")).to_be_visible()
    expect(alive.locator("#map canvas")).to_be_hidden()
