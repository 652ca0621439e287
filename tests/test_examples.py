"""The example `digits`: trained, logged and built for real, and compared with NumPy over what was logged."""

from __future__ import annotations

import hashlib
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from reportgen.store import Store
from tests.digits import Project, built_example, copy_of_the_example

EPOCHS = ["v0", "v1", "v2", "v3", "v4"]
SCORES = [f"score_{digit}" for digit in range(10)]

pytestmark = pytest.mark.slow


class Text(HTMLParser):
    """The words of a page, and those of each status line by the name of its panel."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.statuses: dict[str, str] = {}
        self._panel = ""
        self._status = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if "data-panel" in attributes:
            self._panel = attributes["id"] or ""
        self._status = attributes.get("role") == "status"

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._status:
            self.statuses[self._panel] = data.strip()
            self._status = False


def read(page: str) -> Text:
    parser = Text()
    parser.feed(page)
    return parser


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return built_example(tmp_path_factory)


def tree(folder: Path) -> dict[str, str]:
    """Path → digest of every file."""
    files = (p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_check_finds_nothing_to_say(project: Project) -> None:
    assert "error" not in project.run("-m", "reportgen", "check", "--strict")


def test_each_epoch_of_each_network_is_a_version(project: Project) -> None:
    store = Store(project.root / "store")
    assert sorted(store.artifacts()) == ["baseline_predictions", "double_predictions"]
    for name in store.artifacts():
        assert store.versions(name) == [0, 1, 2, 3, 4]
        assert store.aliases(name)["latest"] == 4


def test_training_again_logs_the_same(project: Project, tmp_path: Path) -> None:
    again = copy_of_the_example(tmp_path / "again")
    shutil.copytree(project.root / "store", again.root / "store")
    before = set(tree(again.root / "store" / "blobs"))
    again.run("train.py")
    assert set(tree(again.root / "store" / "blobs")) == before
    assert Store(again.root / "store").versions("double_predictions") == [0, 1, 2, 3, 4]


def test_images_are_stored_once_for_all_epochs(project: Project) -> None:
    blobs = len(list((project.root / "store" / "blobs").iterdir()))
    rows = len(project.columns("baseline_predictions:v0")["id"])
    assert blobs <= rows + 2 * len(EPOCHS)


@pytest.mark.parametrize("network", ["baseline", "double"])
def test_mistakes_become_fewer_and_enough_are_left_to_look_at(project: Project, network: str) -> None:
    wrong = []
    for version in EPOCHS:
        table = project.columns(f"{network}_predictions:{version}")
        wrong.append(int((table["truth"] != table["guess"]).sum()))
    assert wrong[0] > 2 * wrong[-1]
    assert wrong[-1] >= 50


def test_numbers_in_the_prose_are_those_of_the_tables(project: Project) -> None:
    words = " ".join("".join(read(project.page("index.html")).words).split())
    last = project.columns("baseline_predictions:v4")
    wrong = (last["truth"] != last["guess"]).sum()
    assert f"{len(last['id']):,} handwritten digits" in words
    assert f"After its last epoch it gets {wrong} of them wrong" in words
    fours = last["truth"] == 4
    assert f"There are {(fours & (last['score_9'] > 0.02)).sum()} fours" in words
    assert f"the highest of these scores is {last['score_9'][fours].max():.2f}" in words
    assert not (fours & (last["guess"] == 9)).any(), "the prose says that it gets over its doubts"


def test_status_lines_count_what_is_shown(project: Project) -> None:
    table = project.columns("baseline_predictions:v4")
    total = f"{len(table['id']):,}"
    wrong = table["truth"] != table["guess"]
    fours = (table["truth"] == 4) & (table["score_9"] > 0.02)
    statuses = read(project.page("index.html")).statuses
    guesses = len(set(table["guess"][wrong].tolist()))
    assert statuses["browse"] == f"{total} of {total} rows"
    assert statuses["fours"] == f"{fours.sum()} of {total} rows"
    assert statuses["mistakes"] == f"{guesses} groups, {wrong.sum()} of {total} rows"


def test_fours_are_the_most_nine_like_first(project: Project) -> None:
    table = project.columns("baseline_predictions:v4")
    chosen = np.flatnonzero((table["truth"] == 4) & (table["score_9"] > 0.02))
    order = sorted(chosen.tolist(), key=lambda row: (-table["score_9"][row], row))
    answer = project.panels("index.html")["fours"]["answer"]
    assert answer["ids"] == order[:10]
    names = [column["name"] for column in answer["columns"]]
    assert names[:2] == ["image", "score_9"]
    assert [row[1] for row in answer["rows"]] == [table["score_9"][row] for row in order[:10]]


def test_histograms_of_the_mistakes(project: Project) -> None:
    table = project.columns("baseline_predictions:v4")
    wrong = table["truth"] != table["guess"]
    answer = project.panels("index.html")["mistakes"]["answer"]
    names = [column["name"] for column in answer["columns"]]
    for key, row in zip(answer["keys"], answer["rows"], strict=True):
        group = wrong & (table["guess"] == key[0])
        assert row[names.index("count")] == group.sum()
        for score in SCORES:
            cell, values = row[names.index(score)], table[score]
            low, high = values[wrong].min(), values[wrong].max()
            places = np.clip(np.floor((values[group] - low) * 20 / (high - low)), 0, 19)
            assert cell["counts"] == np.bincount(places.astype(int), minlength=20).tolist()
            assert cell["mean"] == pytest.approx(values[group].mean(), rel=1e-12)


def test_most_frequent_wrong_guess_comes_first(project: Project) -> None:
    for panel, reference in [("worst", "baseline_predictions:v4"), ("double", "double_predictions:v4")]:
        table = project.columns(reference)
        counts = np.bincount(table["guess"][table["truth"] != table["guess"]], minlength=10)
        answer = project.panels("index.html")[panel]["answer"]
        place = [column["role"] for column in answer["columns"]].index("count")
        shown = [(key[0], row[place]) for key, row in zip(answer["keys"], answer["rows"], strict=True)]
        assert shown == sorted(shown, key=lambda pair: -pair[1])
        assert dict(shown) == {digit: n for digit, n in enumerate(counts.tolist()) if n}


def test_loops_tell_the_digits_apart(project: Project) -> None:
    """What the prose says: the four digits with a loop stand at the top."""
    answer = project.panels("index.html")["loops"]["answer"]
    assert {key[0] for key in answer["keys"][:4]} == {0, 6, 8, 9}


def test_every_panel_shows_its_images_without_a_script(project: Project) -> None:
    for page in ("index.html", "model.html"):
        for name, part in figures(project.page(page)).items():
            if "rg-pivot" in part:
                continue
            sources = re.findall(r'<img[^>]*\bsrc="([^"]+)"', part)
            assert sources, f"{page}: {name} shows no image"
            assert all((project.root / "site" / source).is_file() for source in sources)


def figures(page: str) -> dict[str, str]:
    """Panel name → its part of the page."""
    parts = re.split(r"(?=<figure[^>]*\bdata-panel=)", page)[1:]
    return {re.search(r'id="([^"]+)"', part).group(1): part for part in parts}  # type: ignore[union-attr]


def test_pages_lead_to_each_other(project: Project) -> None:
    assert re.search(r'href="(\./)?model\.html"', project.page("index.html"))
    link = re.search(r'href="(?:\./)?index\.html#([^"]+)"', project.page("model.html"))
    assert link
    assert f'id="{link.group(1)}"' in project.page("index.html")


def test_a_build_elsewhere_is_byte_equal(project: Project, tmp_path: Path) -> None:
    other = copy_of_the_example(tmp_path / "a deeper" / "place")
    shutil.copytree(project.root / "store", other.root / "store")
    other.run("-m", "reportgen", "build")
    assert tree(other.root / "site") == tree(project.root / "site")
