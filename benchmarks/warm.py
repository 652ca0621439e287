"""A reader at work: key presses in a page whose engine and data are there, and the same SQL sent by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from benchmarks.project import PANEL, Site
from benchmarks.server import Host
from benchmarks.visits import visitor

PAUSE = 400
"""ms without work after which the engine is taken to have made its copy in memory."""
PATIENCE = 60_000
COUNTING = "**/assets/counting-*.js"
"""The script that counts in the page: without it, all cells are asked for in SQL, which is sent by hand."""
PREPARE = """() => {
  globalThis.pressed = globalThis.probe.pressed(%r, "Enter");
  globalThis.probe.statements.length = 0;
}"""
MEASURE = """async () => {
  const late = new Promise((_, fail) => setTimeout(() => fail(new Error("nothing changed")), 30_000));
  const panel = await Promise.race([globalThis.pressed, late]);
  const statements = [...globalThis.probe.statements];
  return [panel, await globalThis.probe.byHand(statements), statements.length];
}"""
"""The panel's time first: the statements are only known afterwards."""


@dataclass(frozen=True)
class Warm:
    """Times (ms) of one action, one each repeat."""

    action: str
    panel: list[float]
    hand: list[float]


def warm_times(browser: Browser, host: Host, site: Site, repeat: int) -> Iterator[Warm]:
    """Every action, repeated with other constants."""
    with live_page(browser, host, site) as page, live_page(browser, host, site, without=COUNTING) as asking:
        for action, prepare in ACTIONS.items():
            # The first is the page's and the engine's first of its kind, and is not counted.
            pairs = [measured(page, asking, prepare, number) for number in range(repeat + 1)][1:]
            yield Warm(action, [panel for panel, _ in pairs], [hand for _, hand in pairs])


@contextmanager
def live_page(browser: Browser, host: Host, site: Site, without: str | None = None) -> Iterator[Page]:
    """Our page when all that it loads and copies is done; `without` is a script that it does not get."""
    with visitor(browser) as page:
        if without:
            page.route(without, lambda route: route.abort())
        page.goto(f"{host.address}/{site.rows}/index.html")
        page.locator(f"#{PANEL}[data-state=ready]").wait_for(timeout=PATIENCE)
        settle(page)
        yield page


def settle(page: Page) -> None:
    """Wait until the engine is at rest."""
    page.evaluate(
        "(pause) => new Promise((done) => {"
        " const look = () => globalThis.probe.quiet(pause) ? done(null) : setTimeout(look, 50); look(); })",
        PAUSE,
    )


def measured(
    page: Page, asking: Page, prepare: Callable[[Page, int], None], number: int
) -> tuple[float, float]:
    """One action: from its key press to painted rows, and by hand what a page asks that cannot count."""
    panel, _ = measure(page, prepare, number)
    _, hand = measure(asking, prepare, number)
    return panel, hand


def measure(page: Page, prepare: Callable[[Page, int], None], number: int) -> tuple[float, float]:
    """One action: from its key press to painted rows, and its statements by hand."""
    prepare(page, number)
    page.bring_to_front()
    page.evaluate(PREPARE % PANEL)
    page.keyboard.press("Enter")
    panel, hand, statements = page.evaluate(MEASURE)
    assert statements, "nothing was asked"
    return panel, hand


def apply(page: Page, part: str) -> None:
    """Show a view by the page's interface."""
    page.evaluate(f"() => document.getElementById({PANEL!r}).panel.apply({part})")
    page.evaluate("() => globalThis.probe.painted()")


def threshold(number: int) -> float:
    """A constant that was not asked for before."""
    return 0.2 + number * 0.013


def before_filter(page: Page, number: int) -> None:
    """A new filter stands in the box, not yet applied."""
    apply(page, "{filter: null, sort: null, group: null}")
    page.get_by_role("textbox", name="Filter").focus()
    page.evaluate("() => document.activeElement.select()")
    # In one piece, so that Enter comes before the pause after which a filter applies itself.
    page.keyboard.insert_text(f"score_{number % 10} > {threshold(number):.3f} and truth != guess")


def before_sort(page: Page, number: int) -> None:
    """The focus is on the header of a column that is not sorted."""
    apply(page, f"{{filter: 'score_0 < {1.2 - threshold(number):.3f}', sort: null, group: null}}")
    page.get_by_role("button", name=f"score_{number % 10}", exact=True).focus()


def before_group(page: Page, number: int) -> None:
    """The column menu of `guess` is open at its command to group."""
    apply(page, f"{{filter: 'score_1 < {1.2 - threshold(number):.3f}', sort: null, group: null}}")
    page.get_by_role("button", name="Column menu: guess").press("Enter")
    page.get_by_role("menuitem", name="Group by this column").focus()


ACTIONS: dict[str, Callable[[Page, int], None]] = {
    "filter": before_filter,
    "sort": before_sort,
    "group": before_group,
}
"""What is measured, and what stands ready before the key press."""
