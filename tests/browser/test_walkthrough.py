"""The walk that docs/walkthrough.md tells: questions are answered by mouse alone, and rightly."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Window
from tests.browser.driving import Panel
from tests.browser.walk import WALKS, Walk, walk
from tests.digits import Project

DOCS = Path(__file__).parent.parent.parent / "docs"
LARGEST = 120_000
"""Bytes of a picture."""
WORST, BOTH, COMMON, _FACES = WALKS


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
    columns = digits.columns("baseline_predictions:v4")
    chosen = (columns["truth"] == 5) & (columns["guess"] == 9)
    panel.filtered(chosen)
    assert panel.spec()["layout"] == "gallery"
    assert panel.figure.locator(".rg-card img").count() == min(10, chosen.sum())


@pytest.mark.parametrize("one", WALKS, ids=[walk_.steps[0].name for walk_ in WALKS])
def test_every_step_is_told_and_has_its_picture(one: Walk) -> None:
    text = (DOCS / "walkthrough.md").read_text("utf-8")
    for step in one.steps:
        assert re.search(rf"!\[[^\]]{{20,}}\]\(walkthrough/{step.name}\.png\)", text)
        assert 5_000 < (DOCS / "walkthrough" / f"{step.name}.png").stat().st_size < LARGEST
