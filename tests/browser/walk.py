"""A walk through the examples, by mouse alone: what is asked, where to press, and what one sees then."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser.driving import PATIENCE, Panel


@dataclass(frozen=True)
class Step:
    """One thing that a reader does."""

    name: str
    """Of its picture."""
    panel: str
    act: Callable[[Panel], None]
    shows: str
    """The status afterwards; `#` stands for any number."""


@dataclass(frozen=True)
class Walk:
    """A question, and the steps to its answer."""

    example: str
    page: str
    steps: tuple[Step, ...]


def press(target: Locator) -> None:
    """Bring something to the middle of the window and press it."""
    target.evaluate("e => e.scrollIntoView({ block: 'center' })")
    target.click()


def choose(column: str, item: str) -> Callable[[Panel], None]:
    """Press an item of a column's menu."""

    def act(panel: Panel) -> None:
        press(panel.button(f"Column menu: {column}"))
        panel.menu.locator("[role^=menuitem]").get_by_text(item, exact=True).click()

    return act


def most_first(panel: Panel) -> None:
    """Press the header that says how many rows there are."""
    press(panel.figure.locator("thead").get_by_role("button", name="count", exact=True))


def press_cell(truth: str, guess: str) -> Callable[[Panel], None]:
    """Press a number of a confusion matrix."""

    def act(panel: Panel) -> None:
        name = re.compile(rf"^truth {truth}, guess {guess}: ")
        press(panel.figure.get_by_role("button", name=name))

    return act


def gallery(panel: Panel) -> None:
    """The pictures in place of the table."""
    press(panel.button("Gallery"))


def nothing(panel: Panel) -> None:
    """Only look."""
    panel.figure.evaluate("e => e.scrollIntoView({ block: 'center' })")


WALKS = (
    Walk(
        "digits",
        "index.html",
        (
            Step("worst-1", "mistakes", nothing, "10 groups, # of 1,198 rows"),
            Step(
                "worst-2", "mistakes", choose("truth", "Group by this column"), "10 groups, # of 1,198 rows"
            ),
            Step("worst-3", "mistakes", most_first, "10 groups, # of 1,198 rows"),
        ),
    ),
    Walk(
        "digits",
        "model.html",
        (
            Step("both-1", "epochs", nothing, "1,198 of 1,198 rows"),
            Step("both-2", "epochs", choose("guess", "All wrong"), "# of 1,198 rows"),
        ),
    ),
    Walk(
        "digits",
        "index.html",
        (
            Step("common-1", "confusion", nothing, "10 groups, 1,198 of 1,198 rows"),
            Step("common-2", "confusion", press_cell("5", "9"), "# of 1,198 rows"),
            Step("common-3", "confusion", gallery, "# of 1,198 rows"),
        ),
    ),
    Walk(
        "images",
        "index.html",
        (
            Step(
                "surface-worst-1",
                "surface-mistakes",
                choose("truth", "Group by this column"),
                "5 groups, # of 600 rows",
            ),
            Step("surface-worst-2", "surface-mistakes", most_first, "5 groups, # of 600 rows"),
        ),
    ),
    Walk(
        "images",
        "index.html",
        (Step("surface-both-1", "surface-epochs", choose("guess", "All wrong"), "# of 600 rows"),),
    ),
    Walk(
        "images",
        "index.html",
        (
            Step("surface-common-1", "surface-confusion", nothing, "5 groups, 600 of 600 rows"),
            Step("surface-common-2", "surface-confusion", press_cell("coin", "gravel"), "# of 600 rows"),
        ),
    ),
    Walk(
        "images",
        "index.html",
        (
            Step("faces-1", "coarse", nothing, "# of # rows"),
            Step("faces-2", "coarse", choose("missed", "Group by this column"), "# groups, # of # rows"),
        ),
    ),
)


def walk(page: Page, walk_: Walk, seen: Callable[[Step, Panel], None]) -> None:
    """Take the steps of a walk, and look after each."""
    for step in walk_.steps:
        panel = Panel(page, step.panel).ready()
        step.act(panel)
        panel.apply()  # resolves when what was asked is shown
        panel.shows(step.shows)
        expect(panel.figure.locator(".rg-summary-waiting")).to_have_count(0, timeout=PATIENCE)
        seen(step, panel)
