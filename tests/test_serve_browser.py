"""The live preview as an author sees it: the open page follows the reports."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from reportgen.preview import State, open_server
from reportgen.serve import FOLDER, Listener, rebuild, running
from tests.conftest import Project
from tests.test_serve import Remembering

CHROMIUM = os.environ.get("REPORTGEN_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    if CHROMIUM is None:
        pytest.skip("no Chromium: scripts/test installs one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser.new_page()
        browser.close()


def test_a_page_reloads_itself_and_shows_what_is_wrong(
    make_project: Callable[..., Project], page: Page
) -> None:
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    project = make_project({"index.md": "# One\n"}, tables={})
    listener: Listener = Remembering()
    state = State()

    def write(text: str) -> None:
        project.write("index.md", text)
        thread = threading.Thread(target=rebuild, args=(project.root, state, listener))
        thread.start()
        thread.join()

    write("# One\n")
    with running(open_server(project.root / FOLDER, state, 0)) as server:
        page.goto(server.url)
        expect(page.get_by_role("heading", name="One")).to_be_visible()

        write("# Two\n\n[lost](<missing & gone.md>)\n")
        problems = page.get_by_role("alert")
        expect(problems).to_contain_text("error[file-missing]: there is no file 'missing & gone.md'")
        expect(page.get_by_role("heading", name="One")).to_be_visible()

        write("# Three\n")
        expect(page.get_by_role("heading", name="Three")).to_be_visible()
        expect(problems).to_have_count(0)
        page.goto("about:blank")
    assert troubles == []
