"""The live preview as an author sees it: the open page follows the reports."""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from reportgen.preview import open_server
from reportgen.serve import Listener, Preview, rebuild, running
from tests.conftest import Project
from tests.test_serve import Remembering

CHROMIUM = os.environ.get("REPORTGEN_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

pytestmark = pytest.mark.browser

PATIENCE = 60_000
"""Milliseconds in which an engine must have started on a busy machine."""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    if CHROMIUM is None:
        pytest.skip("no Chromium: scripts/test installs one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        yield page
        browser.close()


def test_a_page_reloads_itself_and_shows_what_is_wrong(
    make_project: Callable[..., Project], page: Page
) -> None:
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    project = make_project({"index.md": "# One\n"}, tables={})
    listener: Listener = Remembering()
    preview = Preview(project.root)

    def write(text: str) -> None:
        project.write("index.md", text)
        thread = threading.Thread(target=rebuild, args=(preview, listener))
        thread.start()
        thread.join()

    write("# One\n")
    with running(open_server(preview.site, preview.state, 0)) as server:
        page.goto(server.url)
        expect(page.get_by_role("heading", name="One")).to_be_visible()

        write("# Two\n\n[lost](<missing & gone.md>)\n")
        problems = page.get_by_role("alert")
        expect(problems).to_contain_text(re.compile(r"index\.md:3:1: error"))
        expect(problems).to_contain_text("[lost](<missing & gone.md>)")
        expect(problems).to_contain_text("error[file-missing]: there is no file 'missing & gone.md'")
        expect(page.get_by_role("heading", name="One")).to_be_visible()

        write("# Three\n")
        expect(page.get_by_role("heading", name="Three")).to_be_visible()
        expect(problems).to_have_count(0)
        page.goto("about:blank")
    assert troubles == []


REPORT = """
    # Cats and dogs

    First.

    :::{table-panel} predictions
    :name: all
    :::

    Space.

    :::{table-panel} predictions
    :name: other
    :::
    """


def test_a_reload_keeps_what_the_reader_did(make_project: Callable[..., Project], page: Page) -> None:
    project = make_project({"index.md": REPORT})
    listener, preview = Remembering(), Preview(project.root)
    rebuild(preview, listener)
    with running(open_server(preview.site, preview.state, 0)) as server:
        page.goto(server.url)
        figure = page.locator("#all")
        box = figure.get_by_role("textbox", name="Filter")
        box.fill("truth = guess")
        box.press("Enter")
        status = figure.locator(".panel-body").get_by_role("status")
        expect(status).to_contain_text("8 of 12 rows", timeout=PATIENCE)
        figure.get_by_role("cell", name="r1", exact=True).dblclick()
        dialog = figure.get_by_role("dialog", name="Row")
        expect(dialog).to_contain_text("1 of 8")
        page.keyboard.press("ArrowRight")
        expect(dialog).to_contain_text("2 of 8")
        other = page.locator("#other").evaluate("e => JSON.stringify(e.panel.spec)")
        page.evaluate("() => scrollTo({ top: 300, behavior: 'instant' })")

        project.write("index.md", REPORT.replace("First.", "Second."))
        rebuild(preview, listener)
        expect(page.get_by_text("Second.")).to_be_visible()
        expect(status).to_contain_text("8 of 12 rows", timeout=PATIENCE)
        expect(box).to_have_value("truth = guess")
        expect(dialog).to_contain_text("2 of 8", timeout=PATIENCE)
        assert page.locator("#other").evaluate("e => JSON.stringify(e.panel.spec)") == other
        assert page.evaluate("() => scrollY") == 300

        # What the new page cannot show is left out; and a page that is loaded by hand is the author's.
        page.keyboard.press("Escape")
        project.write("index.md", REPORT.replace(":name: all", ":name: all\n    :columns: id, score_*"))
        rebuild(preview, listener)
        expect(figure.locator("thead .rg-name")).to_have_text(["id", "score_cat", "score_dog"])
        page.reload()
        expect(status).to_have_text("12 of 12 rows")
        page.goto("about:blank")
    preview.bench.close()
