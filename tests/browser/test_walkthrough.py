"""The walk that docs/walkthrough.md tells: questions are answered by mouse alone, and rightly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Window
from tests.browser.driving import Panel
from tests.browser.serving import served
from tests.browser.walk import WALKS, Walk, walk
from tests.digits import Project, built_once

DOCS = Path(__file__).parent.parent.parent / "docs"
LARGEST = 120_000
"""Bytes of a picture."""
WORST, BOTH, COMMON, SURFACE_WORST, SURFACE_BOTH, SURFACE_COMMON, _FACES = WALKS


@pytest.fixture(scope="module")
def surfaces(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The example `images`, logged and built."""
    return built_once(tmp_path_factory, "images", "log.py")


@pytest.fixture(scope="module")
def surfaces_site(surfaces: Project) -> Iterator[str]:
    """The address of that example."""
    with served(surfaces.root / "site") as origin:
        yield origin


def walked(page: Page, one: Walk) -> dict[str, list[str]]:
    """The rows that are seen after each step, by its name."""
    found: dict[str, list[str]] = {}
    walk(page, one, lambda step, panel: found.__setitem__(step.name, panel.rows()))
    return found


def test_which_class_is_most_often_wrong(window: Window, digits_site: str, digits: Project) -> None:
    page = window(digits_site).open(WORST.page)
    seen = walked(page, WORST)
    columns = digits.columns("baseline_predictions:v4")
    wrong = columns["truth"] != columns["guess"]
    counts = Counter(columns["truth"][wrong].tolist())
    first = seen["worst-3"][0].split()
    assert (int(first[0]), int(first[1])) == counts.most_common(1)[0]
    assert [int(row.split()[1]) for row in seen["worst-3"]] == sorted(counts.values(), reverse=True)


def test_which_images_confuse_both_epochs(window: Window, digits_site: str, digits: Project) -> None:
    page = window(digits_site).open(BOTH.page)
    seen = walked(page, BOTH)
    first, last = (digits.columns(f"baseline_predictions:v{version}") for version in (0, 4))
    assert (first["id"] == last["id"]).all()
    both = (first["guess"] != first["truth"]) & (last["guess"] != last["truth"])
    Panel(page, "epochs").filtered(both)
    shown = [row.split()[-1] for row in seen["both-2"]]
    assert shown == last["id"][both][: len(shown)].tolist()


def test_what_a_wrong_group_has_in_common(window: Window, digits_site: str, digits: Project) -> None:
    page = window(digits_site).open(COMMON.page)
    walked(page, COMMON)
    panel = Panel(page, "confusion")
    assert panel.spec()["summaries"] is True
    columns = digits.columns("baseline_predictions:v4")
    chosen = (columns["truth"] == 5) & (columns["guess"] == 9)
    panel.filtered(chosen)
    assert panel.spec()["layout"] == "gallery"
    assert panel.figure.locator(".rg-card img").count() == min(10, chosen.sum())


def test_which_surface_is_most_often_wrong(window: Window, surfaces_site: str, surfaces: Project) -> None:
    page = window(surfaces_site).open(SURFACE_WORST.page)
    seen = walked(page, SURFACE_WORST)
    columns = surfaces.columns("surfaces:v4")
    counts = Counter(columns["truth"][columns["truth"] != columns["guess"]].tolist())
    found = {row.split()[0]: int(row.split()[1]) for row in seen["surface-worst-2"]}
    assert found == counts
    assert next(iter(found.items())) == counts.most_common(1)[0]


def test_which_pieces_confuse_both_epochs(window: Window, surfaces_site: str, surfaces: Project) -> None:
    page = window(surfaces_site).open(SURFACE_BOTH.page)
    walked(page, SURFACE_BOTH)
    first, last = (surfaces.columns(f"surfaces:v{version}") for version in (0, 4))
    both = (first["guess"] != first["truth"]) & (last["guess"] != last["truth"])
    panel = Panel(page, "surface-epochs")
    panel.filtered(both)
    assert panel.column("brightness") == last["brightness"][both][:10].tolist()


def test_what_mistaken_coins_have_in_common(window: Window, surfaces_site: str, surfaces: Project) -> None:
    page = window(surfaces_site).open(SURFACE_COMMON.page)
    walked(page, SURFACE_COMMON)
    columns = surfaces.columns("surfaces:v4")
    panel = Panel(page, "surface-confusion")
    panel.filtered((columns["truth"] == "coin") & (columns["guess"] == "gravel"))
    head = panel.figure.locator("thead th").filter(has=page.get_by_text("brightness", exact=True))
    counts = [int(text.rsplit(": ", 1)[1]) for text in head.locator(".rg-bin title").all_text_contents()]
    assert sum(counts) == panel.counted()[0]
    assert sum(counts[: len(counts) // 3]) == 0  # none of them is dark


@pytest.mark.parametrize("one", WALKS, ids=[walk_.steps[0].name for walk_ in WALKS])
def test_every_step_is_told_and_has_its_picture(one: Walk) -> None:
    text = (DOCS / "walkthrough.md").read_text("utf-8")
    for step in one.steps:
        assert re.search(rf"!\[[^\]]{{20,}}\]\(walkthrough/{step.name}\.png\)", text)
        assert 5_000 < (DOCS / "walkthrough" / f"{step.name}.png").stat().st_size < LARGEST
