"""What a reader does with groups: histograms, distributions, galleries, counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.driving import Panel, Watched, bring_into_view
from tests.digits import Project


@pytest.fixture(scope="module")
def alive(shared_window: Window, digits_site: str) -> Watched:
    """The first page, with the panels of groups ready."""
    return shared_window(digits_site).with_panels("browse", "mistakes", "loops", "worst", "double")


@pytest.fixture
def page(alive: Watched) -> Iterator[Page]:
    """That page, as its author meant it."""
    yield from alive.as_meant()


def test_rows_are_grouped_grouped_again_and_ungrouped(page: Page, digits: Project) -> None:
    browse = Panel(page, "browse")
    columns = digits.columns("baseline_predictions:v4")
    browse.choose("guess", "Group by this column")
    browse.shows("10 groups, 1,198 of 1,198 rows")
    expect(browse.figure.locator("tbody th[scope=row]")).to_have_count(10)
    assert browse.headers()[:2] == ["guess", "count"]
    assert browse.column("count") == [int((columns["guess"] == digit).sum()) for digit in range(10)]
    expect(browse.figure.get_by_role("img", name=re.compile("^histogram of score_3"))).to_have_count(10)
    browse.choose("truth", "Group by this column too")
    pairs = len(set(zip(columns["guess"], columns["truth"], strict=True)))
    browse.shows(f"{pairs} groups, 1,198 of 1,198 rows")
    assert browse.headers()[:3] == ["guess", "truth", "count"]
    browse.choose("guess", "Ungroup")
    browse.shows("10 groups, 1,198 of 1,198 rows")
    browse.choose("truth", "Ungroup")
    browse.shows("1,198 of 1,198 rows")
    assert browse.headers()[0] == "image"


def test_a_bar_says_its_range_and_count_and_becomes_a_filter(page: Page, digits: Project) -> None:
    loops = Panel(page, "loops")
    chart = loops.figure.locator("tbody tr").nth(2).locator(".rg-histogram svg")
    bars = chart.locator("rect.rg-bin")
    for bar in (0, 7, 19):
        loops.reset()
        chart.hover()  # a chart that the page has drawn gets its bins when the pointer comes
        title = bars.nth(bar).locator("title").text_content() or ""
        bring_into_view(bars.nth(bar))
        bars.nth(bar).hover()
        expect(loops.figure.locator(".rg-tooltip")).to_have_text(title)
        assert re.fullmatch(r"[\d.]+ to [\d.]+: [\d,]+", title)
        cells = loops.column("score_loops")
        wanted = sum(cell["counts"][bar] for cell in cells)
        in_row = cells[2]["counts"][bar]
        assert in_row == int(title.split(": ")[1].replace(",", ""))
        group = loops.figure.evaluate("e => e.panel.frame.keys[2][0]")
        bars.nth(bar).click()
        loops.shows(f"# groups, {wanted:,} of 1,198 rows")
        expect(loops.filter).to_have_value(re.compile("^score_loops "))
        keys = loops.figure.evaluate("e => e.panel.frame.keys.map((key) => key[0])")
        counts = dict(zip(keys, loops.column("count"), strict=True))
        assert counts.get(group, 0) == in_row


def test_every_bar_of_a_histogram_of_integers_is_one_value(page: Page, digits: Project) -> None:
    mistakes = Panel(page, "mistakes")
    columns = digits.columns("baseline_predictions:v4")
    wrong = columns["guess"] != columns["truth"]
    row = mistakes.figure.locator("tbody tr").first
    truths = row.locator(".rg-histogram").first.locator("rect.rg-bin")
    titles = [text.replace(",", "") for text in truths.locator("title").all_text_contents()]
    guess = mistakes.figure.evaluate("e => e.panel.frame.keys[0][0]")
    found = np.bincount(columns["truth"][wrong & (columns["guess"] == guess)], minlength=10)
    assert titles == [f"{digit}: {found[digit]}" for digit in range(10)]
    truths.nth(8).click()
    wanted = int((wrong & (columns["truth"] == 8)).sum())
    mistakes.shows(f"# groups, {wanted} of 1,198 rows")
    expect(mistakes.filter).to_have_value("truth != guess and truth = 8")


def test_a_value_becomes_a_filter(page: Page, digits: Project) -> None:
    worst = Panel(page, "worst")
    columns = digits.columns("baseline_predictions:v4")
    value = worst.figure.locator("tbody tr").first.locator("button.rg-value").first
    digit, count = (value.get_attribute("title") or "").split(": ")
    guess = worst.figure.evaluate("e => e.panel.frame.keys[0][0]")
    both = (columns["guess"] == guess) & (columns["truth"] == int(digit))
    assert int(count) == int(both.sum())
    value.click()
    wanted = int(((columns["guess"] != columns["truth"]) & (columns["truth"] == int(digit))).sum())
    worst.shows(f"# groups, {wanted} of 1,198 rows")
    expect(worst.filter).to_have_value(f"truth != guess and true_digit = '{digit}'")


def test_groups_are_sorted_by_count_by_mean_and_by_their_keys(page: Page, digits: Project) -> None:
    mistakes = Panel(page, "mistakes")
    columns = digits.columns("baseline_predictions:v4")
    wrong = columns["guess"] != columns["truth"]
    counts = {
        int(digit): int((wrong & (columns["guess"] == digit)).sum()) for digit in set(columns["guess"][wrong])
    }
    means = {digit: columns["score_3"][wrong & (columns["guess"] == digit)].mean() for digit in counts}
    orders = {
        ("count", "Sort groups descending"): sorted(counts, key=lambda digit: (-counts[digit], digit)),
        ("score_3", "Sort groups by mean ascending"): sorted(means, key=lambda digit: (means[digit], digit)),
        ("guess", "Sort groups descending"): sorted(counts, reverse=True),
    }
    for (column, item), order in orders.items():
        mistakes.choose(column, item)
        direction = "ascending" if "ascending" in item else "descending"
        header = mistakes.figure.locator(
            "th[scope=col]", has=page.get_by_role("button", name=f"Column menu: {column}")
        )
        expect(header).to_have_attribute("aria-sort", direction)
        expect(mistakes.figure.locator("tbody th[scope=row]")).to_have_text([str(digit) for digit in order])


def test_a_gallery_is_paged_through(page: Page) -> None:
    loops = Panel(page, "loops")
    row = loops.figure.locator("tbody tr").first
    total = loops.column("image")[0]["n"]
    note = row.locator(".rg-gallery .rg-note")
    expect(note).to_have_text(f"1–6 of {total}")
    seen = row.locator(".rg-strip a").evaluate_all("all => all.map((a) => a.href)")
    row.get_by_role("button", name="Next images").click()
    expect(note).to_have_text(f"7–12 of {total}")
    later = row.locator(".rg-strip a").evaluate_all("all => all.map((a) => a.href)")
    assert len(later) == 6
    assert not set(seen) & set(later)
    row.locator(".rg-strip a").first.click()
    box = page.get_by_role("dialog", name="Image")
    expect(box).to_contain_text(f"7 of {total}")
    page.keyboard.press("End")
    expect(box).to_contain_text(f"{total} of {total}")
    page.keyboard.press("Home")
    expect(box).to_contain_text(f"1 of {total}")
    box.get_by_role("button", name="Close").click()
    expect(box).to_have_count(0)
    row.get_by_role("button", name="Previous images").click()
    expect(note).to_have_text(f"1–6 of {total}")
    assert row.locator(".rg-strip a").evaluate_all("all => all.map((a) => a.href)") == seen


def test_an_aggregate_is_added_to_groups(page: Page, digits: Project) -> None:
    mistakes = Panel(page, "mistakes")
    columns = digits.columns("baseline_predictions:v4")
    wrong = columns["guess"] != columns["truth"]
    mistakes.choose("count", "Add column right…")
    mistakes.dialog.get_by_label("Expression").fill("max(score_8)")
    mistakes.dialog.get_by_label("Name").fill("highest")
    mistakes.dialog.get_by_label("Name").press("Enter")
    expect(mistakes.button("Column menu: highest")).to_be_visible()
    keys = mistakes.figure.evaluate("e => e.panel.frame.keys.map((key) => key[0])")
    wanted = [columns["score_8"][wrong & (columns["guess"] == key)].max() for key in keys]
    assert mistakes.column("highest") == pytest.approx(wanted)


def test_the_panels_agree_with_numpy(page: Page, digits: Project) -> None:
    loops = Panel(page, "loops")
    columns = digits.columns("baseline_predictions:v4")
    scores = np.sum([columns[f"score_{digit}"] for digit in (0, 6, 8, 9)], axis=0)
    keys = loops.figure.evaluate("e => e.panel.frame.keys.map((key) => key[0])")
    domain = loops.figure.evaluate("e => e.panel.frame.columns.find((c) => c.name === 'score_loops').domain")
    assert (domain["lo"], domain["hi"]) == pytest.approx((scores.min(), scores.max()))
    for key, cell, mean in zip(keys, loops.column("score_loops"), loops.column("mean_loops"), strict=True):
        own = scores[columns["truth"] == key]
        position = np.floor((own - domain["lo"]) * domain["bins"] / (domain["hi"] - domain["lo"]))
        bins = np.bincount(np.clip(position, 0, domain["bins"] - 1).astype(int), minlength=domain["bins"])
        assert cell["counts"] == bins.tolist()
        assert (cell["n"], cell["mean"], mean) == pytest.approx((len(own), own.mean(), own.mean()))
