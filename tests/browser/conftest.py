"""A Chromium, built sites on a host, and windows in which nothing may go wrong."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.driving import PATIENCE, Watched
from tests.browser.serving import overheard, served
from tests.digits import Project, built_example

CHROMIUM = os.environ.get("REPORTGEN_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-features=AutofillServerCommunication,OptimizationHints,MediaRouter",
]

Window = Callable[..., Watched]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here drives a browser; the hook is called for all tests."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser for all tests here; ended before other tests start their own."""
    if CHROMIUM is None:
        pytest.skip("no Chromium: scripts/test installs one")
    # What never comes fails a little later; what comes late on a busy machine is not a fault.
    expect.set_options(timeout=PATIENCE / 2)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def digits(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The example, trained and built."""
    return built_example(tmp_path_factory)


@pytest.fixture(scope="package")
def digits_site(digits: Project) -> Iterator[str]:
    """The address of the built example."""
    with served(digits.root / "site") as origin:
        yield origin


@pytest.fixture(scope="module")
def shared_window(browser: Browser) -> Iterator[Window]:
    """Opens windows that live as long as the module's tests, which look themselves for what went wrong."""
    with ExitStack() as stack:
        yield _opener(browser, stack)


@pytest.fixture
def window(browser: Browser) -> Iterator[Window]:
    """Opens windows in which nothing may go wrong: no error, no warning, no request to another host."""
    opened: list[Watched] = []
    with ExitStack() as stack:
        yield _opener(browser, stack, opened)
    assert [complaint for watched in opened for complaint in watched.complaints()] == []


def _opener(browser: Browser, stack: ExitStack, opened: list[Watched] | None = None) -> Window:
    def open_window(origin: str, **options: Any) -> Watched:
        proxy, heard = stack.enter_context(overheard())
        viewport = {"width": 1200, "height": 900}
        context = browser.new_context(
            **{"viewport": viewport, "proxy": {"server": proxy, "bypass": "127.0.0.1"}, **options}
        )
        stack.callback(context.close)
        watched = Watched(context, origin, heard)
        if opened is not None:
            opened.append(watched)
        return watched

    return open_window
