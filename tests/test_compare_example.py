"""The example `comparison`: trained, logged and built for real; every number in its prose computed again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pandas as pd
import pytest

from tests.comparison_example import EXAMPLE, built_comparison, frame
from tests.digits import Project

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

SETS = {
    "epochs": ["baseline_predictions:v0", "baseline_predictions:v4"],
    "first": ["baseline_predictions:v0", "double_predictions:v0"],
    "last": ["baseline_predictions:v4", "double_predictions:v4"],
    "amount": ["amount_predictions:v0", "baseline_predictions:v4"],
    "sizes": [f"size_predictions:v{version}" for version in range(5)],
    "every": [f"baseline_predictions:v{version}" for version in range(5)],
    "test": ["baseline_test:v0", "baseline_test:v1"],
}
LABELS = {
    "epochs": ["1 epoch", "5 epochs"],
    "sizes": ["16 units", "32 units", "64 units", "128 units", "256 units"],
    "every": ["epoch 1", "epoch 2", "epoch 3", "epoch 4", "epoch 5"],
    "test": ["epoch 1", "epoch 5"],
}

Rows = Callable[[pd.DataFrame], pd.Series]
"""Which rows of a table count."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return built_comparison(tmp_path_factory)


@pytest.fixture(scope="module")
def tables(project: Project) -> dict[str, list[pd.DataFrame]]:
    return {name: [frame(project, ref) for ref in refs] for name, refs in SETS.items()}


@pytest.fixture(scope="module")
def payload(project: Project) -> dict[str, Any]:
    page = project.page("index.html")
    found = re.search(r'<script[^>]*id="reportgen-page"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found
    parsed: dict[str, Any] = json.loads(found.group(1))
    return parsed


def wrong(table: pd.DataFrame) -> pd.Series:
    return table["guess"] != table["truth"]


def missed(surface: str) -> Rows:
    return lambda table: (table["truth"] == surface) & wrong(table)


def joined(tables: list[pd.DataFrame], on: str = "id") -> list[pd.DataFrame]:
    """The rows that all tables have, in one order."""
    common = set.intersection(*(set(table[on]) for table in tables))
    return [table[table[on].isin(common)].sort_values(on).reset_index(drop=True) for table in tables]


def deviation(tables: list[pd.DataFrame], column: str) -> pd.Series:
    return pd.concat([table[column] for table in tables], axis=1).std(axis=1, ddof=0)


def facts(tables: dict[str, list[pd.DataFrame]]) -> dict[str, str]:
    """Each fact of the report, as it is written there, computed with pandas."""
    epochs, last = joined(tables["epochs"]), joined(tables["last"])
    tiny = joined(tables["amount"], "image")
    dispute = deviation(tiny, "score_gravel")
    sizes = joined(tables["sizes"])
    guesses = pd.concat([table["guess"] for table in sizes], axis=1)
    agree = guesses.nunique(axis=1) == 1
    found: dict[str, Any] = {
        "baseline_predictions:v4 | count": len(tables["epochs"][1]),
        "@epochs | 0.guess != 1.guess | count": (epochs[0]["guess"] != epochs[1]["guess"]).sum(),
        "@epochs | 0.guess = 0.truth and 1.guess != 1.truth | count": (
            ~wrong(epochs[0]) & wrong(epochs[1])
        ).sum(),
        "@last | 0.guess != 0.truth and 1.guess != 1.truth | count": (wrong(last[0]) & wrong(last[1])).sum(),
        "@last | 0.guess = 0.truth and 1.guess != 1.truth | count": (~wrong(last[0]) & wrong(last[1])).sum(),
        "@last | 0.guess != 0.truth and 1.guess = 1.truth | count": (wrong(last[0]) & ~wrong(last[1])).sum(),
        "@amount[0] | count": len(tables["amount"][0]),
        "@amount | count": len(tiny[0]),
        "@amount on image | max(stddev(*.score_gravel)) | .2f": f"{dispute.max():.2f}",
        "@sizes | agree(*.guess) | count": agree.sum(),
        "@sizes | agree(*.guess) and 0.guess != 0.truth | count": (agree & wrong(sizes[0])).sum(),
        "@sizes | count": len(sizes[0]),
        "@sizes concat | truth != guess | count": sum(wrong(table).sum() for table in tables["sizes"]),
        "@test[0] | count": len(tables["test"][0]),
    }
    for column in ("guess", "truth"):
        count = (tables["amount"][0][column] == "gravel").sum()
        found[f'@amount[0] | {column} = "gravel" | count'] = count
    for name, members in tables.items():
        for place, table in enumerate(members):
            found[f"@{name}[{place}] | truth != guess | count"] = wrong(table).sum()
            found[f"@{name}[{place}] | guess != truth | count"] = wrong(table).sum()
            for surface in ("retina", "coffee"):
                where = f'truth = "{surface}"'
                found[f"@{name}[{place}] | {where} | count"] = (table["truth"] == surface).sum()
                found[f'@{name}[{place}] | {where} and guess != "{surface}" | count'] = missed(surface)(
                    table
                ).sum()
    return {fact: value if isinstance(value, str) else f"{int(value):,}" for fact, value in found.items()}


class Words(HTMLParser):
    """The words of a page's paragraphs and captions."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._inside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("p", "figcaption"):
            self._inside += 1
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside -= tag in ("p", "figcaption")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[-1] += data


def test_each_number_in_the_prose_is_that_of_the_tables(
    project: Project, tables: dict[str, list[pd.DataFrame]]
) -> None:
    known = facts(tables)
    report = (EXAMPLE / "index.md").read_text(encoding="utf-8")
    pattern = re.compile(r"\{value\}`([^`]*)`", re.DOTALL)
    assert {" ".join(fact.split()) for fact in pattern.findall(report)} <= set(known)
    reader = Words()
    reader.feed(project.page("index.html"))
    shown = {" ".join(text.split()) for text in reader.texts}
    with_facts = [text for text in re.split(r"\n\s*\n", report) if "{value}" in text and ":::" not in text]
    assert len(with_facts) > 10
    for paragraph in with_facts:
        filled = pattern.sub(lambda fact: known[" ".join(fact.group(1).split())], paragraph)
        plain = re.sub(r"[*`]", "", filled)
        assert " ".join(plain.split()) in shown


def test_what_the_prose_claims_besides_numbers(tables: dict[str, list[pd.DataFrame]]) -> None:
    count = {name: [int(wrong(table).sum()) for table in members] for name, members in tables.items()}
    epochs, last = joined(tables["epochs"]), joined(tables["last"])
    better = (wrong(epochs[0]) & ~wrong(epochs[1])).sum()
    assert better > (~wrong(epochs[0]) & wrong(epochs[1])).sum()
    assert (wrong(last[0]) & wrong(last[1])).sum() > 0.9 * count["last"][1], (
        "nearly all are difficult for both"
    )
    assert count["last"][1] < count["last"][0]
    sizes = tables["sizes"]
    assert [missed("retina")(sizes[place]).sum() for place in (0, 2, 4)] == sorted(
        (missed("retina")(sizes[place]).sum() for place in (0, 2, 4)), reverse=True
    )
    for surface in ("moon", "grass"):
        assert missed(surface)(tables["test"][0]).sum() <= 2, "learnt at once"
    assert missed("coffee")(tables["test"][1]).sum() > 20, "harder"
    guesses = tables["amount"][0]["guess"].value_counts()
    assert guesses.index[0] == "gravel", "the favorite of the network with little data"


def test_panels_compare_the_sets_that_they_name(payload: dict[str, Any]) -> None:
    for panel in payload["panels"].values():
        name = panel["spec"]["set"]
        assert panel["relations"] == SETS[name]
        labels = [table["label"] for table in panel["spec"]["tables"]]
        assert labels == LABELS.get(name, labels)
    colors: dict[str, set[int]] = {}
    for panel in payload["panels"].values():
        used = [table["color"] for table in panel["spec"]["tables"]]
        assert len(set(used)) == len(used)
        for table in panel["spec"]["tables"]:
            colors.setdefault(table["ref"], set()).add(table["color"])
    assert all(len(slots) == 1 for slots in colors.values())


def members_of(payload: dict[str, Any], panel: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = payload["panels"][panel]["answer"]["members"]
    return found


def test_each_part_of_a_split_counts_its_own(
    payload: dict[str, Any], tables: dict[str, list[pd.DataFrame]]
) -> None:
    for panel, name in (("split-first", "first"), ("guesses-last", "last"), ("retina-epochs", "epochs")):
        keep = missed("retina") if panel == "retina-epochs" else wrong
        answer = payload["panels"][panel]["answer"]
        counts = [part["answer"]["filtered"] for part in answer["parts"]]
        assert counts == [keep(table).sum() for table in tables[name]]


def test_groups_of_a_split_are_sorted_by_their_counts(
    payload: dict[str, Any], tables: dict[str, list[pd.DataFrame]]
) -> None:
    for part, table in zip(
        payload["panels"]["guesses-first"]["answer"]["parts"], tables["first"], strict=True
    ):
        answer = part["answer"]
        place = [column["role"] for column in answer["columns"]].index("count")
        shown = [(key[0], row[place]) for key, row in zip(answer["keys"], answer["rows"], strict=True)]
        expected = table[wrong(table)]["guess"].value_counts()
        assert dict(shown) == {key: count for key, count in expected.items() if key in dict(shown)}
        assert [count for _, count in shown] == sorted(expected.tolist(), reverse=True)[: len(shown)]


def test_joined_rows_are_those_that_both_have(
    payload: dict[str, Any], tables: dict[str, list[pd.DataFrame]]
) -> None:
    answer = payload["panels"]["tiny-joined"]["answer"]
    rows = [len(table) for table in tables["amount"]]
    assert [member["rows"] for member in answer["members"]] == rows
    assert answer["filtered"] == len(joined(tables["amount"], "image")[0])
    assert payload["panels"]["tiny-joined"]["spec"]["compare"]["on"] == ["image"]
    shared = payload["panels"]["joined"]["spec"]["compare"]["shared"]
    assert shared == ["image", "truth"]


@pytest.mark.parametrize(
    ("panel", "name", "on"), [("disagree-gravel", "amount", "image"), ("sizes-disagree", "sizes", "id")]
)
def test_disagreement_is_the_standard_deviation(
    payload: dict[str, Any], tables: dict[str, list[pd.DataFrame]], panel: str, name: str, on: str
) -> None:
    answer = payload["panels"][panel]["answer"]
    names = [column["name"] for column in answer["columns"]]
    shown = [row[names.index("disagreement")] for row in answer["rows"]]
    score = next(column for column in names if column.startswith("score_"))
    expected = deviation(joined(tables[name], on), score).sort_values(ascending=False)
    assert shown == pytest.approx(expected.tolist()[: len(shown)], abs=1e-9)


def test_groups_of_five_networks_count_each_networks_own_guess(
    payload: dict[str, Any], tables: dict[str, list[pd.DataFrame]]
) -> None:
    answer = payload["panels"]["sizes-errors"]["answer"]
    place = [column["role"] for column in answer["columns"]].index("count")
    counts = [table[wrong(table)]["guess"].value_counts() for table in tables["sizes"]]
    for key, row in zip(answer["keys"], answer["rows"], strict=True):
        assert row[place] == [int(count.get(key[0], 0)) for count in counts]
    assert sorted(key[0] for key in answer["keys"]) == [key[0] for key in answer["keys"]]


def test_picked_members_stand_in_the_order_that_was_asked_for(payload: dict[str, Any]) -> None:
    assert [member["index"] for member in members_of(payload, "retina")] == [0, 2, 4]
    assert [member["index"] for member in members_of(payload, "retina-picked")] == [4, 0, 2]
    parts = payload["panels"]["retina-picked"]["answer"]["parts"]
    assert [part["member"] for part in parts] == [4, 0, 2]


def test_the_list_counts_the_mistakes_of_each_network(
    payload: dict[str, Any], tables: dict[str, list[pd.DataFrame]]
) -> None:
    answer = payload["panels"]["list"]["answer"]
    place = [column["role"] for column in answer["columns"]].index("count")
    shown = {key[0]: row[place] for key, row in zip(answer["keys"], answer["rows"], strict=True)}
    assert shown == {
        label: int(wrong(table).sum()) for label, table in zip(LABELS["sizes"], tables["sizes"], strict=True)
    }


def test_every_picture_is_one_file_and_every_table_another(project: Project, payload: dict[str, Any]) -> None:
    site = project.root / "site"
    pictures = {digest for name in ("epochs", "test") for digest in frame(project, SETS[name][0])["image"]}
    assert len(list((site / "media").iterdir())) == len(pictures)
    assert len(list((site / "data").iterdir())) <= len(payload["tables"])
    assert set(payload["tables"]) == {ref for refs in SETS.values() for ref in refs}
