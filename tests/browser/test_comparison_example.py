"""The example `comparison`: what its readers do, step by step."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Window
from tests.browser.driving import PATIENCE, Panel, bring_into_view
from tests.browser.serving import served
from tests.browser.test_compare import counts, eye, way
from tests.comparison_example import built_comparison, frame
from tests.digits import Project

pytestmark = pytest.mark.timeout(900)  # the first test trains and builds the example

SIZES = [f"size_predictions:v{version}" for version in range(5)]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return built_comparison(tmp_path_factory)


@pytest.fixture(scope="module")
def page(shared_window: Window, project: Project) -> Iterator[Page]:
    """The example's page."""
    with served(project.root / "site") as origin:
        watched = shared_window(origin)
        watched.context.set_default_timeout(2 * PATIENCE)
        yield watched.open("index.html")
        assert watched.complaints() == []


def opened(page: Page, name: str) -> Panel:
    """A panel as its author meant it, in view and ready."""
    panel = Panel(page, name)
    bring_into_view(panel.figure)
    panel.figure.evaluate("(e) => e.panel.reset()")
    return panel.ready()


def wrong(table: pd.DataFrame) -> pd.Series:
    return table["guess"] != table["truth"]


def cells(panel: Panel, row: int) -> Locator:
    """The cells of a row that hold a value of each member."""
    return panel.figure.locator("tbody tr").nth(row).locator(".rg-members-cell")


def test_two_epochs_are_joined_and_their_values_stacked(page: Page, project: Project) -> None:
    panel = opened(page, "joined")
    first, last = (frame(project, f"baseline_predictions:v{version}").set_index("id") for version in (0, 4))
    differ = int((first["guess"] != last["guess"]).sum())
    panel.shows(f"{differ} of 500 rows")
    expect(cells(panel, 0).first.locator("li")).to_have_count(2)
    assert panel.headers()[:3] == ["image", "truth", "guess"]
    expect(panel.figure.locator("tbody tr").first.locator("img")).to_have_count(1)


def test_rows_are_sorted_by_how_much_the_networks_disagree(page: Page) -> None:
    panel = opened(page, "disagree-gravel")
    spread = panel.column("disagreement")
    assert spread == sorted(spread, reverse=True)
    scores = panel.column("score_gravel")
    assert spread == pytest.approx([pd.Series(pair).std(ddof=0) for pair in scores], abs=1e-6)


def test_grouped_by_the_truth_each_network_has_its_own_histograms(page: Page) -> None:
    panel = opened(page, "tiny-by-truth")
    expect(panel.figure.locator("tbody:not(.rg-whole) > tr")).to_have_count(10)
    expect(
        panel.figure.locator("tbody:not(.rg-whole) tr").first.locator(".rg-histograms").first.locator("li")
    )
    assert panel.figure.locator("tbody:not(.rg-whole) tr").first.locator(".rg-histograms li").count() == 20


def test_two_networks_apart_count_their_own_mistakes(page: Page, project: Project) -> None:
    panel = opened(page, "split-first")
    mistakes = [int(wrong(frame(project, f"{name}_predictions:v0")).sum()) for name in ("baseline", "double")]
    assert counts(panel) == [f"{number} rows" for number in mistakes]
    grouped = opened(page, "guesses-first")
    for part, number in enumerate(mistakes):
        expect(grouped.figure.locator(".rg-part-count").nth(part)).to_contain_text(f"· {number} rows")
    panel.search("truth != guess and truth = 'fur'")
    fur = [
        int((wrong(table) & (table["truth"] == "fur")).sum())
        for table in (frame(project, f"{name}_predictions:v0") for name in ("baseline", "double"))
    ]
    expect(panel.figure.locator(".rg-part-count").first).to_have_text(f"{fur[0]} rows")
    assert counts(panel) == [f"{number} rows" if number != 1 else "1 row" for number in fur]


def test_eyes_switch_five_variants_in_all_their_panels(page: Page) -> None:
    panel = opened(page, "sizes-by-truth")
    row = panel.figure.locator("tbody:not(.rg-whole) tr").first
    expect(row.locator(".rg-counts-of-members li")).to_have_count(5)
    eye(panel, "64 units").click()
    expect(row.locator(".rg-counts-of-members li")).to_have_count(4)
    other = Panel(page, "sizes-errors")
    expect(eye(other, "64 units")).to_have_attribute("aria-pressed", "false")
    eye(panel, "64 units").click()
    expect(row.locator(".rg-counts-of-members li")).to_have_count(5)


def test_only_mistakes_grouped_by_guess_are_cut_into_sections(page: Page, project: Project) -> None:
    panel = opened(page, "sizes-sections")
    tables = [frame(project, ref) for ref in SIZES]
    said = panel.column("count")
    keys = [key[0] for key in panel.figure.evaluate("(e) => e.panel.frame.keys")]
    labels = panel.figure.locator(".rg-member-label").all_inner_texts()
    assert labels == ["16 units", "32 units", "64 units", "128 units", "256 units"]
    for key, numbers in zip(keys, said, strict=True):
        assert sorted(numbers) == sorted(int((wrong(t) & (t["guess"] == key)).sum()) for t in tables)
    expect(panel.figure.locator("tbody:not(.rg-whole) tr").first.locator(".rg-gallery")).to_have_count(5)


def test_an_index_picks_members_and_orders_them(page: Page) -> None:
    panel = opened(page, "retina-picked")
    heads = panel.figure.locator(".rg-part-head .rg-index").all_inner_texts()
    assert heads == ["4", "0", "2"]


def test_tables_are_written_one_after_another_and_grouped_by_member(page: Page, project: Project) -> None:
    panel = opened(page, "list")
    tables = [frame(project, ref) for ref in SIZES]
    assert sorted(panel.column("count")) == sorted(int(wrong(table).sum()) for table in tables)
    joined = opened(page, "sizes-disagree")
    way(joined, "Concatenated: one long list")
    joined.shows("2,500 of 2,500 rows")


def test_a_slider_goes_through_the_epochs(page: Page) -> None:
    panel = opened(page, "flips")
    slider = panel.figure.get_by_role("slider", name="epoch")
    bring_into_view(slider)
    expect(panel.figure.locator(".rg-trajectory").first).to_be_visible()
    slider.focus()
    page.keyboard.press("Home")
    expect(panel.figure.locator(".rg-step-name")).to_have_text("epoch: epoch 1")
    expect(panel.figure.locator(".rg-trajectory")).to_have_count(0)
