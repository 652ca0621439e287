"""Pages about artifacts and the picture of what was made of what, as readers go through them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

import reportgen
from reportgen.build import build
from reportgen.output import DirectoryOutput
from tests.browser.conftest import Window
from tests.browser.driving import Panel
from tests.browser.serving import served
from tests.conftest import filled, predictions

REPORT = """
# Report

:::{table-panel} predictions:v1
:::

:::{lineage} predictions:v1
:name: made
:explode:
:::
"""
CONFIG = '[project]\nartifact_pages = "used"\n'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a report with two versions of a table, made of a data set that has a file."""
    root = tmp_path_factory.mktemp("artifacts")
    project = filled(root, {"reportgen.toml": CONFIG, "index.md": REPORT}, {})
    with reportgen.init(project="artifacts", id="collect", dir=root) as run:
        dataset = reportgen.Artifact("photos", type="dataset")
        dataset.add_file(project.write("notes.json", '{"licence": "<b>free</b>"}'), "notes.json")
        run.log_artifact(dataset)
    with reportgen.init(project="artifacts", id="train", dir=root) as run:
        run.use_artifact("photos:latest")
        for rows in (6, 12):
            run.log({"predictions": predictions(rows)})
    with DirectoryOutput(root / "site") as output:
        build(root, output)
    with served(root / "site") as origin:
        yield origin


def test_artifacts_are_browsed_and_a_table_is_opened_where_it_was_logged(window: Window, site: str) -> None:
    page = window(site).open("index.html")
    page.get_by_role("navigation").get_by_role("link", name="Artifacts").click()
    row = page.get_by_role("row").filter(has_text="predictions")
    row.get_by_role("link", name="v1").click()
    expect(page.get_by_role("heading", name="predictions:v1")).to_be_visible()
    name = page.locator("figure[data-panel=table]").get_attribute("id")
    panel = Panel(page, name or "").ready()
    panel.search("truth != guess")
    panel.shows("4 of 12 rows")


def test_lineage_leads_from_a_table_to_what_it_was_made_of(window: Window, site: str) -> None:
    page = window(site).open("index.html")
    picture = page.locator("#made")
    picture.get_by_role("link", name="photos:v0 (dataset)").click()
    expect(page.get_by_role("heading", name="photos:v0")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="used by")).to_contain_text("train")
    expect(page.locator("pre")).to_contain_text('"<b>free</b>"')
    assert page.locator("pre b").count() == 0
    link = page.locator("figure, .rg-lineage").get_by_role("link", name="predictions:v1 (run_table)")
    link.first.click()
    expect(page.get_by_role("heading", name="predictions:v1")).to_be_visible()
