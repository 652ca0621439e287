"""The example `comparison`: what its readers do, step by step (`STEPS`)."""

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


def rows(number: int) -> str:
    """As a part says it."""
    return f"{number} row" if number == 1 else f"{number} rows"


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


def test_readers_ask_for_members_by_their_numbers(page: Page, project: Project) -> None:
    panel = opened(page, "both-wrong")
    one, other = (frame(project, f"{name}_predictions:v4").set_index("id") for name in ("baseline", "double"))
    panel.search("0.guess = 1.guess and 0.guess != truth")
    same = (one["guess"] == other["guess"]) & wrong(one)
    panel.shows(f"{int(same.sum())} of 500 rows")


def test_what_is_joined_on_and_which_rows_stand_is_a_choice(page: Page, project: Project) -> None:
    panel = opened(page, "joined")
    panel.apply(filter=None)
    way(panel, "Join on id")
    panel.shows("500 of 500 rows")
    tiny = opened(page, "tiny-joined")
    expect(tiny.figure.locator(".rg-way")).to_have_text("Joined on image, rows that all have")
    tiny.shows("200 of 200 rows")
    way(tiny, "All rows")
    tiny.shows("500 of 500 rows")


def test_rows_are_sorted_by_a_metric_that_a_reader_adds(page: Page, project: Project) -> None:
    panel = opened(page, "tiny-joined")
    panel.choose("score_gravel", "Add: Standard deviation over members")
    panel.apply(sort=[{"by": '"score_gravel σ"', "dir": "desc"}])
    tables = [frame(project, ref) for ref in ("amount_predictions:v0", "baseline_predictions:v4")]
    scores = pd.concat([table.set_index("image")["score_gravel"] for table in tables], axis=1, join="inner")
    most = scores.std(axis=1, ddof=0).sort_values(ascending=False)
    assert panel.column("score_gravel σ") == pytest.approx(most.head(6).tolist(), abs=1e-9)


def test_rows_are_sorted_by_how_much_the_networks_disagree(page: Page) -> None:
    panel = opened(page, "disagree-gravel")
    spread = panel.column("disagreement")
    assert spread == sorted(spread, reverse=True)
    scores = panel.column("score_gravel")
    assert spread == pytest.approx([pd.Series(pair).std(ddof=0) for pair in scores], abs=1e-6)
    other = opened(page, "tiny-joined")
    other.choose("score_gravel", "Add: Standard deviation over members")
    head = other.figure.locator("thead").get_by_role("button", name="score_gravel σ", exact=True)
    for _ in range(2):
        head.click()
    expect(other.figure.locator("th[aria-sort=descending] .rg-name")).to_have_text("score_gravel σ")
    other.apply()
    pairs = other.column("score_gravel")
    assert pairs
    found = [pd.Series(pair).std(ddof=0) for pair in pairs]
    assert found == sorted(found, reverse=True)
    assert other.column("score_gravel σ") == pytest.approx(found, abs=1e-6)


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
    assert counts(panel) == [rows(number) for number in fur]


@pytest.mark.parametrize("version", [0, 4])
def test_habits_come_first_when_readers_group_by_the_guess(
    page: Page, project: Project, version: int
) -> None:
    panel = opened(page, "split-first")
    if version:
        panel = opened(page, "guesses-last")
        panel.apply(group=[], sort=[])
    tables = [frame(project, f"{name}_predictions:v{version}") for name in ("baseline", "double")]
    mistakes = [table[wrong(table)]["guess"].value_counts() for table in tables]
    expect(panel.figure.locator(".rg-part-count").first).to_have_text(f"{mistakes[0].sum()} rows")
    panel.apply(group=["guess"], sort=[{"by": "count", "dir": "desc"}])
    expect(panel.figure.locator(".rg-part-count").first).to_contain_text("groups")
    for part, counts_of in zip(panel.figure.locator(".rg-part").all(), mistakes, strict=True):
        numbers = part.locator(".rg-count-cell").all_inner_texts()
        assert [int(text.split()[0]) for text in numbers] == sorted(counts_of, reverse=True)


def test_eyes_switch_five_variants_in_all_their_panels(page: Page) -> None:
    panel = opened(page, "sizes-by-truth")
    row = panel.figure.locator("tbody:not(.rg-whole) tr").first
    expect(row.locator(".rg-counts-of-members li")).to_have_count(5)
    eye(panel, "64 units").click()
    expect(row.locator(".rg-counts-of-members li")).to_have_count(4)
    other = Panel(page, "sizes-errors")
    expect(eye(other, "64 units")).to_have_attribute("aria-pressed", "false")
    errors = other.figure.locator("tbody:not(.rg-whole) tr").first
    expect(errors.locator(".rg-counts-of-members li")).to_have_count(4)
    eye(panel, "64 units").click()
    expect(row.locator(".rg-counts-of-members li")).to_have_count(5)


def test_only_mistakes_grouped_by_guess_are_cut_into_sections(page: Page, project: Project) -> None:
    panel = opened(page, "sizes-sections")
    tables = [frame(project, ref) for ref in SIZES]
    said = panel.column("count")
    keys = [key[0] for key in panel.figure.evaluate("(e) => e.panel.frame.keys")]
    labels = panel.figure.locator(".rg-member .rg-member-label").all_inner_texts()
    assert labels == ["16 units", "32 units", "64 units", "128 units", "256 units"]
    for key, numbers in zip(keys, said, strict=True):
        assert sorted(numbers) == sorted(int((wrong(t) & (t["guess"] == key)).sum()) for t in tables)
    expect(panel.figure.locator("tbody:not(.rg-whole) tr").first.locator(".rg-gallery")).to_have_count(5)


def missed(table: pd.DataFrame, surface: str) -> int:
    """Pieces of a surface that were taken for something else."""
    return int((wrong(table) & (table["truth"] == surface)).sum())


def test_an_index_picks_members_and_orders_them(page: Page, project: Project) -> None:
    panel = opened(page, "retina-picked")
    heads = panel.figure.locator(".rg-part-head .rg-index").all_inner_texts()
    assert heads == ["4", "0", "2"]
    one = opened(page, "retina")
    tables = [frame(project, SIZES[place]) for place in (0, 2, 4)]
    assert counts(one) == [rows(missed(table, "retina")) for table in tables]
    one.search('row["truth"] = "fur" and row["guess"] != "fur"')
    for place, table in enumerate(tables):
        expect(one.figure.locator(".rg-part-count").nth(place)).to_have_text(rows(missed(table, "fur")))


def test_hard_negatives_of_two_epochs_stand_side_by_side(page: Page, project: Project) -> None:
    panel = opened(page, "retina-epochs")
    epochs = [frame(project, f"baseline_predictions:v{version}") for version in (0, 4)]
    assert counts(panel) == [rows(missed(table, "retina")) for table in epochs]
    expect(panel.figure.locator(".rg-part").first.locator("tbody img").first).to_be_visible()


def test_the_test_is_grouped_filtered_and_cut_into_sections(page: Page, project: Project) -> None:
    tables = [frame(project, f"baseline_test:v{version}") for version in range(2)]
    panel = opened(page, "test-by-truth")
    surfaces = panel.figure.locator("tbody:not(.rg-whole) > tr")
    expect(surfaces).to_have_count(10)
    expect(surfaces.first.locator(".rg-overlaid-histogram").first.locator("g")).to_have_count(2)
    eye(panel, "epoch 1").click()
    expect(surfaces.first.locator(".rg-overlaid-histogram").first.locator("g")).to_have_count(1)
    eye(panel, "epoch 1").click()
    few = ("coffee", "fur", "retina")
    panel.search(" or ".join(f'row["truth"] = "{surface}"' for surface in few))
    expect(surfaces).to_have_count(3)
    sections = opened(page, "test-wrong")
    said = dict(
        zip(
            (key[0] for key in sections.figure.evaluate("(e) => e.panel.frame.keys")),
            sections.column("count"),
            strict=True,
        )
    )
    assert said["coffee"] == [missed(table, "coffee") for table in tables]
    heads = sections.figure.locator("tbody:not(.rg-whole) > tr").first.locator(".rg-section-name")
    assert [text.split()[-1] for text in heads.all_inner_texts()] == ["1", "5"]
    sections.apply(group=["guess"], sort=[{"by": "guess"}])
    taken = [table[wrong(table)]["guess"].value_counts() for table in tables]
    sections.shows(f"{len(set(taken[0].index) | set(taken[1].index))} groups, # of 1,000 rows")


def test_the_most_confident_mistakes_of_one_pair_come_first(page: Page, project: Project) -> None:
    panel = opened(page, "pair")
    tables = [frame(project, f"baseline_test:v{version}") for version in range(2)]
    pairs = [table[(table["truth"] == "coffee") & (table["guess"] == "retina")] for table in tables]
    assert counts(panel) == [rows(len(table)) for table in pairs]
    parts = panel.figure.evaluate(
        "(e) => e.panel.frame.parts.map(({ answer }) => answer.rows.map((row) => row[1]))"
    )
    for shown, table in zip(parts, pairs, strict=True):
        best = table["score_retina"].sort_values(ascending=False)
        assert shown == pytest.approx(best.head(6).tolist(), abs=1e-9)


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


STEPS = {
    "a first and a last step of one model, joined": test_two_epochs_are_joined_and_their_values_stacked,
    "members by their numbers in filters": test_readers_ask_for_members_by_their_numbers,
    "side by side, what is done is done to both": test_two_networks_apart_count_their_own_mistakes,
    "wrong ones by guess, counted, sorted; after five epochs too": (
        test_habits_come_first_when_readers_group_by_the_guess
    ),
    "joined on id or on the image; inner or outer": test_what_is_joined_on_and_which_rows_stand_is_a_choice,
    "one long list instead": test_tables_are_written_one_after_another_and_grouped_by_member,
    "new metrics as columns, sorted by": test_rows_are_sorted_by_a_metric_that_a_reader_adds,
    "images on which variants disagree most": test_rows_are_sorted_by_how_much_the_networks_disagree,
    "recall by truth, stacked histograms": test_grouped_by_the_truth_each_network_has_its_own_histograms,
    "five variants, eyes": test_eyes_switch_five_variants_in_all_their_panels,
    "wrong ones by guess, in sections by model": test_only_mistakes_grouped_by_guess_are_cut_into_sections,
    "one class, indexes pick and order": test_an_index_picks_members_and_orders_them,
    "hard negatives after one and five epochs": test_hard_negatives_of_two_epochs_stand_side_by_side,
    "test data by truth, a subset, by guess, in sections": (
        test_the_test_is_grouped_filtered_and_cut_into_sections
    ),
    "one pair of truth and guess, by score": test_the_most_confident_mistakes_of_one_pair_come_first,
    "from epoch to epoch": test_a_slider_goes_through_the_epochs,
}
"""The steps of the walkthroughs that the example retells, and the test that takes each."""


def test_every_step_has_its_test() -> None:
    tests = {name for name in globals() if name.startswith("test_")} - {"test_every_step_has_its_test"}
    assert {step.__name__ for step in STEPS.values()} == tests
