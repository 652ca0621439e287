"""The main paths in a stock Firefox: the built digits on a host, and in one file with the network cut."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.firefox import FIREFOX, Firefox, firefox
from tests.browser.test_single_file import single
from tests.digits import Project
from tests.linked_example import built_linked

BROWSE = "document.getElementById('browse')"
READY = f"{BROWSE}.dataset.state === 'ready'"
STATUS = f"{BROWSE}.querySelector('.panel-body [role=status]').textContent"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    if FIREFOX is None:
        pytest.skip("no Firefox: scripts/test installs one where a package manager can")
    with firefox(tmp_path_factory.mktemp("firefox")) as browser:
        yield browser


@pytest.fixture
def browser(shared: Firefox) -> Iterator[Firefox]:
    """A tab in which nothing may go wrong."""
    shared.troubles.clear()
    shared.requests.clear()
    yield shared
    assert shared.troubles == []


@pytest.fixture(params=["served", "from disk"])
def address(request: pytest.FixtureRequest, digits: Project, digits_site: str, tmp_path: Path) -> str:
    if request.param == "served":
        return digits_site
    return single(digits.root / "site", tmp_path / "digits.html").as_uri()


def test_the_main_paths(browser: Firefox, address: str, digits: Project) -> None:
    columns = digits.columns("baseline_predictions")
    browser.open(address)
    browser.until(READY)
    wrong = (columns["truth"] == 4) & (columns["guess"] != 4)
    browser.click(f"{BROWSE}.querySelector('.rg-filter-input')")
    browser.keys("truth = 4 and guess != 4\ue007")
    browser.until(f"{STATUS}.startsWith('{int(wrong.sum())} of 1,198 rows')")
    browser.evaluate(f"{BROWSE}.panel.apply({{ group: ['guess'] }})")
    groups = len(set(columns["guess"][wrong].tolist()))
    browser.until(f"{STATUS}.includes('{groups} groups')")
    browser.evaluate(f"{BROWSE}.panel.reset()")
    browser.until(f"{BROWSE}.querySelectorAll('tbody img').length > 3")
    browser.until(f"[...{BROWSE}.querySelectorAll('tbody img')].every((i) => i.naturalWidth === 8)")
    browser.click(f"{BROWSE}.querySelector('tbody .rg-image')")
    browser.until(f"{BROWSE}.querySelector('[role=dialog] img, dialog img')?.naturalWidth === 8")
    browser.keys("\ue00c")
    links = "[...document.querySelectorAll('.rg-nav a:not([aria-current])')]"
    browser.click(f"{links}.find((one) => one.checkVisibility())")
    browser.until("document.title.startsWith('The two networks')")
    panel = "[...document.querySelectorAll('.panel')].find((one) => one.id.endsWith('confidence'))"
    browser.until(f"{panel}.checkVisibility()")
    browser.keys("/")
    browser.until("document.querySelector('.rg-find-dialog')?.open")
    browser.keys("networks")
    browser.until("document.querySelectorAll('.rg-find-list a').length > 1")
    browser.keys("\ue00c")
    browser.click(f"{panel}.querySelector('.rg-filter-input')")
    browser.until(f"{panel}.dataset.state === 'ready'")
    assert [url for url in browser.requests if not url.startswith(("data:", "blob:", address))] == []


def test_modules_of_a_project_draw_from_disk(
    browser: Firefox, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    example = built_linked(tmp_path_factory)
    browser.open(single(example.root / "site", tmp_path / "linked.html").as_uri())
    browser.evaluate("document.getElementById('bubbles').scrollIntoView()")
    labels = "[...document.querySelectorAll('#bubbles .rg-own [role=button]')].map((one) => one.ariaLabel)"
    drawn = browser.until(f"((all) => all.length && all)({labels})")
    counts = example.rows.species.value_counts()
    assert {*drawn} == {f"{name}: {count} rows" for name, count in counts.items()}
