"""A panel as its readers meet it, by role and name; windows that are watched for all that goes wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, expect

PATIENCE = 60_000
"""Milliseconds in which an engine must have started on a busy machine."""
RESET_ALL = """() => Promise.all(
  [...document.querySelectorAll("[data-panel]")].map((one) => one.panel.reset()))"""


@dataclass
class Watched:
    """A browser window, and what went wrong in it."""

    context: BrowserContext
    origin: str
    """Where the site is; nothing else may be asked for anything."""
    heard: list[str]
    """What other hosts were asked, by whatever part of the browser."""
    troubles: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    """Every address that a page asked for."""

    def __post_init__(self) -> None:
        self.context.on("console", self._hear)
        self.context.on("weberror", lambda error: self.troubles.append(f"page: {error.error}"))
        self.context.on("request", lambda request: self._note(request.url))
        self.context.set_default_timeout(PATIENCE / 2)

    def open(self, path: str, page: Page | None = None) -> Page:
        """A page of the site in a new tab, or in one that is open."""
        page = page or self.context.new_page()
        page.goto(self.origin + path)
        return page

    def with_panels(self, *names: str) -> Watched:
        """This window with the first page in it, once these panels answer; without names all of them."""
        page = self.open("index.html")
        figures = page.locator("[data-panel]").all()
        for name in names or [figure.get_attribute("id") or "" for figure in figures]:
            Panel(page, name).ready()
        return self

    def as_meant(self) -> Iterator[Page]:
        """The first page as its author meant it, for one test; nothing may go wrong in it."""
        page = self.context.pages[0]
        page.keyboard.press("Escape")
        page.evaluate(RESET_ALL)
        yield page
        assert self.complaints() == []

    def complaints(self) -> list[str]:
        """What went wrong until now; asked once."""
        found = self.troubles + [f"other host: {line}" for line in self.heard]
        self.troubles.clear()
        self.heard.clear()
        return found

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.troubles.append(f"console {message.type}: {message.text}")

    def _note(self, url: str) -> None:
        self.requests.append(url)
        if not url.startswith((self.origin, f"blob:{self.origin.split('/some')[0]}", "data:")):
            self.troubles.append(f"request: {url}")


TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def bring_into_view(target: Locator) -> None:
    """Scroll to something and wait until that is over: what floats over the page closes when it scrolls."""
    target.scroll_into_view_if_needed()
    target.page.evaluate(TWO_FRAMES)


class Panel:
    """One panel of a page."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.figure = page.locator(f"#{name}")
        self.filter = self.figure.get_by_role("textbox", name="Filter")
        self.status = self.figure.locator(".panel-body").get_by_role("status")
        self.table = self.figure.get_by_role("table")
        self.menu = self.figure.get_by_role("menu")
        self.dialog = self.figure.get_by_role("dialog")
        self.problem = self.figure.locator(".rg-problems")
        self.message = self.figure.locator(".rg-message")

    def ready(self) -> Panel:
        """The panel, once it answers."""
        expect(self.figure).to_have_attribute("data-state", "ready", timeout=PATIENCE)
        return self

    def rows(self) -> list[str]:
        """The texts of the body's rows, without what they are taken hold of by."""
        found = self.figure.locator("tbody tr").evaluate_all(
            "all => all.map((tr) => [...tr.children].filter((cell) => !cell.matches('.rg-handle'))"
            ".map((cell) => cell.innerText).join(' '))"
        )
        return [" ".join(text.split()) for text in found]

    def headers(self) -> list[str]:
        """The names in the header, from left to right."""
        return self.figure.locator("thead .rg-name").all_inner_texts()

    def sorts(self) -> dict[str, str]:
        """The sorted columns and their directions, as assistive technology is told."""
        found = self.figure.locator("th[aria-sort]").evaluate_all(
            "all => all.map((th) => [th.querySelector('.rg-name').innerText, th.getAttribute('aria-sort')])"
        )
        return {name: order for name, order in found if order != "none"}

    def column(self, name: str) -> list[Any]:
        """The values of a column that are in view."""
        values: list[Any] = self.figure.evaluate(
            "(e, name) => { const { columns, rows } = e.panel.frame;"
            " const at = columns.findLastIndex((c) => c.name === name); return rows.map((row) => row[at]); }",
            name,
        )
        return values

    def button(self, name: str) -> Locator:
        """A button of the panel."""
        return self.figure.get_by_role("button", name=name, exact=True)

    def choose(self, column: str, item: str) -> None:
        """Open a column's menu and run a command of it."""
        button = self.button(f"Column menu: {column}")
        bring_into_view(button)
        button.click()
        self.menu.locator("[role^=menuitem]").get_by_text(item, exact=True).click()

    def search(self, text: str) -> None:
        """Write a filter and apply it by leaving the box."""
        self.filter.fill(text)
        self.filter.blur()

    def shows(self, status: str) -> None:
        """Wait for a status; `#` in it stands for any number."""
        pattern = re.escape(status).replace(r"\#", r"[\d,]+").replace("groups", "groups?")
        expect(self.status).to_have_text(re.compile(f"^{pattern}$"))

    def filtered(self, where: Any) -> None:
        """Wait until so many rows of the example are counted as `where` has true ones."""
        self.shows(f"{int(where.sum()):,} of {len(where):,} rows")

    def counted(self) -> tuple[int, int]:
        """The filtered and the total number of rows in the status."""
        found = re.search(r"([\d,]+) of ([\d,]+) rows", self.status.inner_text())
        assert found
        filtered, total = (int(part.replace(",", "")) for part in found.groups())
        return filtered, total

    def apply(self, **parts: Any) -> None:
        """Change parts of the spec by the page's public interface."""
        self.figure.evaluate("(e, parts) => e.panel.apply(parts)", parts)

    def reset(self) -> None:
        """Back to the author's view, by the public interface."""
        self.figure.evaluate("e => e.panel.reset()")

    def spec(self) -> dict[str, Any]:
        """What is shown."""
        found: dict[str, Any] = self.figure.evaluate("e => e.panel.spec")
        return found
