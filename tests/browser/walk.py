"""A walk through the examples, by mouse alone: what is asked, where to press, and what one sees then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

from tests.browser.driving import Panel


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


def press_cell(row: str, column: int) -> Callable[[Panel], None]:
    """Press a number of a confusion matrix."""

    def act(panel: Panel) -> None:
        key = panel.page.locator(f"th:text-is('{row}')")
        found = panel.figure.locator(".rg-pivot tbody tr").filter(has=key)
        press(found.locator("td:not(.rg-total)").nth(column).get_by_role("button"))

    return act


def gallery(panel: Panel) -> None:
    """The pictures in place of the table."""
    press(panel.button("Gallery"))


def summaries(panel: Panel) -> None:
    """What the columns hold, in their headers."""
    press(panel.button("More"))
    panel.menu.get_by_text("Summaries in the headers", exact=True).click()


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
            Step("common-2", "confusion", press_cell("5", 9), "# of 1,198 rows"),
            Step("common-3", "confusion", summaries, "# of 1,198 rows"),
            Step("common-4", "confusion", gallery, "# of 1,198 rows"),
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
        seen(step, panel)
