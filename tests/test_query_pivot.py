"""Groups and pivots over random tables: what the core answers is what pandas computes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.query import Core
from tests.plot_tables import TYPES, Asker, Rows, asking, tables

MANY = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
NUMBERS = ("score", "loss", "epoch")
KEYS = ("label", "guess", "truth", "epoch", "score")
AGGREGATES = (
    "count",
    "sum",
    "mean",
    "median",
    "min",
    "max",
    "stddev",
    "p25",
    "p90",
    "distinct",
    "first",
    "list",
)


@pytest.fixture(scope="module")
def core() -> Iterator[Core]:
    core = Core()
    yield core
    core.close()


def frame(rows: Rows) -> pd.DataFrame:
    """The table with its own objects, None for what is missing; NaN stays a number."""
    columns = {name: pd.Series(values, dtype=object) for name, values in rows.columns.items()}
    found: pd.DataFrame = pd.DataFrame(columns)
    return found


def ask(asker: Asker, **options: str) -> dict[str, Any]:
    """The answer to a directive's options."""
    spec = asker.spec(**options)
    found: dict[str, Any] = asker.core.drive(
        "answerPanel", spec, asker.rows.schema, {}, execute=asker.execute
    )
    return found


def problems(asker: Asker, **options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = asker.core.call("specFromOptions", options, asker.rows.schema)["problems"]
    return found


def identity(value: Any) -> Any:
    """What makes two values one key: NaN is itself, -0 is 0, true is not 1."""
    if isinstance(value, float) and math.isnan(value):
        return "NaN"
    return str(value) if isinstance(value, bool) else value + 0 if isinstance(value, float) else value


def tame(value: float) -> bool:
    """Whether sums do not depend on the order in which such numbers are added, up to rounding."""
    return abs(value) < 1e100


def grouped(found: pd.DataFrame, keys: list[str]) -> dict[tuple[Any, ...], list[int]]:
    """The rows' numbers by the identities of their keys."""
    groups: dict[tuple[Any, ...], list[int]] = {}
    for row in range(len(found)):
        groups.setdefault(tuple(identity(found[key].iat[row]) for key in keys), []).append(row)
    return groups


def aggregate(name: str, values: list[Any]) -> Any:
    """One aggregate of a group's values, as pandas and NumPy have it."""
    kept = [value for value in values if value is not None]
    if name in ("count", "distinct"):
        return len(kept) if name == "count" else len({identity(value) for value in kept})
    if name == "list":
        return kept[:100] or None
    if not kept:
        return None
    if name == "first":
        return kept[0]
    series = pd.Series(kept, dtype="float64")
    found: dict[str, Callable[[], Any]] = {
        "sum": lambda: series.sum(skipna=False),
        "mean": lambda: series.mean(skipna=False),
        "median": lambda: float(np.median(series)),
        "min": lambda: series.min() if series.notna().any() else math.nan,
        "max": lambda: series.max(skipna=False),
        "stddev": lambda: series.std(ddof=0, skipna=False) if np.isfinite(series).all() else math.nan,
        "p25": lambda: float(np.quantile(series, 0.25)),
        "p90": lambda: float(np.quantile(series, 0.9)),
    }
    return found[name]()


def same(found: Any, expected: Any) -> bool:
    if isinstance(expected, list):
        return len(found) == len(expected) and all(map(same, found, expected))
    if found is None or expected is None or not isinstance(expected, float):
        return bool(found == expected)
    return bool(np.isclose(float(found), expected, rtol=1e-9, atol=1e-9, equal_nan=True))


@MANY
@given(
    rows=tables(),
    keys=st.lists(st.sampled_from(KEYS), min_size=1, max_size=2, unique=True),
    name=st.sampled_from(AGGREGATES),
    column=st.sampled_from(NUMBERS),
    in_memory=st.booleans(),
)
def test_each_group_shows_the_aggregate_of_its_values(
    core: Core, rows: Rows, keys: list[str], name: str, column: str, in_memory: bool
) -> None:
    data = frame(rows)
    # Libraries do not agree on the order of NaN, nor on what is left when huge numbers cancel.
    if name in ("median", "p25", "p90", "stddev", "sum", "mean"):
        bad = [value is not None and not tame(value) for value in data[column]]
        data = data[~np.array(bad, dtype=bool)]
        rows = Rows({each: data[each].tolist() for each in data})
    data = data.reset_index(drop=True)
    groups = grouped(data, keys)
    if column in keys:
        return
    options = {"group": ", ".join(keys), "show": f"{column}: {name}", "rows": "1000", "columns": column}
    with asking(core, rows, in_memory=in_memory) as asker:
        answer = ask(asker, **options)
    shown = answer["columns"][-1]
    assert (shown["name"], shown["label"], shown["as"], shown["show"]) == (column, column, name, "value")
    assert len(answer["keys"]) == len(groups)
    for key, row in zip(answer["keys"], answer["rows"], strict=True):
        members = groups[tuple(identity(value) for value in key)]
        assert same(row[-1], aggregate(name, [data[column].iat[member] for member in members]))


@MANY
@given(rows=tables(), name=st.sampled_from(["mean", "max", "count", "distinct"]), descending=st.booleans())
def test_groups_are_sorted_by_what_a_column_shows(
    core: Core, rows: Rows, name: str, descending: bool
) -> None:
    sort = "loss desc, label" if descending else "loss, label"
    with asking(core, rows) as asker:
        by_name = ask(asker, group="label", show=f"loss: {name}", sort=sort, columns="loss", rows="1000")
        text = {"mean": "loss.mean", "distinct": "count(distinct loss)"}.get(name, f"{name}(loss)")
        by_text = ask(
            asker, group="label", show=f"loss: {name}", sort=sort.replace("loss", text, 1), rows="1000"
        )
    assert by_name["keys"] == by_text["keys"]


def test_a_way_to_show_a_column_is_checked(core: Core) -> None:
    rows = Rows({name: [None] for name in TYPES})
    with asking(core, rows) as asker:
        wrong = problems(asker, group="label", show="score: modian")
        assert [(one["message"], one["help"]) for one in wrong] == [
            ("'modian' is no way to show a column", "did you mean 'median'?")
        ]
        wrong = problems(asker, group="label", show="guess: mean")
        assert wrong[0]["message"] == "'guess' cannot be shown as 'mean': it is text"
        assert wrong[0]["at"] == {"option": "show", "start": 7, "end": 11}
        # A pattern is about the columns that it fits.
        spec = asker.spec(group="label", show="*: mean, truth: share")
    shows = {column["name"]: column.get("show") for column in spec["columns"]}
    assert (shows["score"], shows["guess"], shows["truth"]) == ("mean", None, "share")


def crossed(data: pd.DataFrame, row: str, column: str) -> dict[tuple[Any, Any], list[int]]:
    return {(key[0], key[1]): members for key, members in grouped(data, [row, column]).items()}


@MANY
@given(
    rows=tables(),
    sides=st.lists(st.sampled_from(KEYS), min_size=2, max_size=2, unique=True),
    cell=st.sampled_from(
        ["count", "share of row", "share of column", "share of all", "avg(loss)", "max(epoch)"]
    ),
    in_memory=st.booleans(),
    filtered=st.booleans(),
)
def test_a_pivot_is_a_cross_table(
    core: Core, rows: Rows, sides: list[str], cell: str, in_memory: bool, filtered: bool
) -> None:
    finite = [all(tame(x) for x in [value] if value is not None) for value in rows.columns["loss"]]
    data = frame(rows)[np.array(finite, dtype=bool)].reset_index(drop=True)
    rows = Rows({each: data[each].tolist() for each in data})
    options = {"group": sides[0], "pivot": sides[1], "cell": cell, "rows": "1000"}
    if filtered:
        options["filter"] = "truth is not null"
        data = data[[value is not None for value in data["truth"]]].reset_index(drop=True)
    with asking(core, rows, in_memory=in_memory) as asker:
        answer = ask(asker, **options)
    pivot = answer["pivot"]
    assert (answer["kind"], answer["filtered"], answer["total"]) == ("pivot", len(data), rows.count)
    values = [identity(value) for value in pivot["values"]]
    all_values = grouped(data, [sides[1]])
    assert pivot["distinct"] == len(all_values)
    if len(all_values) <= 50:
        assert (set(values), pivot["others"]) == ({key for (key,) in all_values}, False)
    else:
        counts = sorted((len(all_values[(value,)]) for value in values), reverse=True)
        most = sorted(map(len, all_values.values()), reverse=True)[:49]
        assert (len(values), counts, pivot["others"]) == (49, most, True)
    assert [identity(row[0]) for row in answer["keys"]] == list(
        dict.fromkeys(identity(row[0]) for row in answer["keys"])
    )
    members = crossed(data, *sides)
    parts: dict[tuple[Any, Any], list[int]] = {}
    for (row, column), found in members.items():
        place = values.index(column) if column in values else len(values)
        parts.setdefault((row, place), []).extend(found)
    width = len(pivot["columnTotals"])
    for index, key in enumerate(answer["keys"]):
        row = identity(key[0])
        line = [parts.get((row, place), []) for place in range(width)]
        of_row = [member for found in line for member in found]
        assert pivot["rowTotals"][index]["n"] == len(of_row)
        for place, found in enumerate(line):
            of_column = [m for (_, at), some in parts.items() if at == place for m in some]
            check(pivot["cells"][index][place], found, data, cell, (of_row, of_column))
    for place in range(width):
        assert pivot["columnTotals"][place]["n"] == sum(len(v) for (_, at), v in parts.items() if at == place)
    if answer["keys"]:
        assert pivot["whole"]["n"] == len(data)
        if "(" in cell:
            check(pivot["whole"], list(range(len(data))), data, cell, ([], []))


def check(
    found: dict[str, Any] | None,
    members: list[int],
    data: pd.DataFrame,
    cell: str,
    around: tuple[list[int], list[int]],
) -> None:
    """Whether a cell says what its rows are."""
    if not members:
        assert found is None
        return
    assert found is not None
    assert found["n"] == len(members)
    row, column = around
    of = {"share of row": len(row), "share of column": len(column), "share of all": len(data)}
    if cell in of:
        expected: Any = len(members) / of[cell]
    elif cell == "count":
        expected = len(members)
    else:
        name, text = ("mean", "loss") if cell.startswith("avg") else ("max", "epoch")
        expected = aggregate(name, [data[text].iat[member] for member in sorted(members)])
    assert same(found["value"], expected)


def test_more_values_than_columns_share_the_last_one(core: Core) -> None:
    epochs = [n // 2 for n in range(120)] + [3] * 4
    rows = Rows(
        {
            name: epochs if name == "epoch" else ["cat"] * 124 if name == "label" else [None] * 124
            for name in TYPES
        }
    )
    with asking(core, rows) as asker:
        pivot = ask(asker, group="label", pivot="epoch")["pivot"]
        markup = asker.core.call("renderPanelHtml", view(asker, group="label", pivot="epoch"))
    assert pivot["values"] == list(range(49))
    assert (pivot["distinct"], pivot["others"]) == (60, True)
    assert pivot["cells"][0][-1] == {"n": 22, "value": 22}
    assert "epoch has 60 values: the 49 most frequent have a column, the others share one." in markup
    assert "11 other values" in markup


def view(asker: Asker, **options: str) -> dict[str, Any]:
    """A panel as the build draws it."""
    spec = asker.spec(**options)
    answer = ask(asker, **options)
    return {
        "id": "p",
        "spec": spec,
        "author": spec,
        "schema": asker.rows.schema,
        "state": "static",
        "answer": answer,
    }


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"pivot": "guess"}, "a pivot needs its rows"),
        ({"cell": "count"}, "only a pivot has cells"),
        ({"group": "label", "pivot": "gess"}, "there is no column 'gess'"),
        ({"group": "label", "pivot": "guess", "cell": "share of rows"}, None),
        (
            {"group": "label", "pivot": "guess", "cell": "first(label)"},
            "a pivot's cells are numbers, and this is text",
        ),
        ({"group": "label", "pivot": "guess", "layout": "bar", "x": "label"}, "only a table can be a pivot"),
    ],
)
def test_what_is_wrong_with_a_pivot_is_said(core: Core, options: dict[str, str], message: str | None) -> None:
    rows = Rows({name: [None] for name in TYPES})
    with asking(core, rows) as asker:
        found = problems(asker, **options)
    assert len(found) == 1
    assert found[0]["message"] == message or (
        message is None and found[0]["help"] == "did you mean 'share of row'?"
    )


def test_the_diagonal_is_where_both_sides_are_the_same(core: Core) -> None:
    labels, guesses = ["a", "b", "c", "a", None], ["a", "b", "b", "b", None]
    rows = Rows({name: {"label": labels, "guess": guesses}.get(name, [None] * 5) for name in TYPES})
    with asking(core, rows) as asker:
        pivot = ask(asker, group="label", pivot="guess")["pivot"]
        assert pivot["diagonal"] == [0, 1, -1, 2]
        assert ask(asker, group="label", pivot="epoch")["pivot"]["diagonal"] == []
        markup = asker.core.call("renderPanelHtml", view(asker, group="label", pivot="guess"))
    assert markup.count('class="rg-diagonal"') == 3
    assert "style=" not in markup


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("bin(score, 0.1)", ["0.0 to 0.1", "0.3 to 0.4", "0.9 to 1.0", "null"]),
        ("bin(epoch, 5)", ["-5 to -1", "0 to 4", "10 to 14"]),
        ("date_trunc('month', time)", ["2024-02", "2024-03", "null"]),
        ("date_trunc('quarter', time)", ["2024 Q1", "null"]),
        ("date_trunc('week', time)", ["2024-02-26 to 2024-03-03", "2024-03-04 to 2024-03-10", "null"]),
        ("date_trunc('hour', time)", ["2024-02-28 23:00", "2024-03-01 00:00", "2024-03-05 12:00", "null"]),
    ],
)
def test_ranges_are_written_as_ranges(core: Core, group: str, expected: list[str]) -> None:
    columns: dict[str, list[Any]] = {name: [None] * 4 for name in TYPES}
    columns["score"] = [0.31, 0.05, 0.95, None]
    columns["epoch"] = [-1, 0, 4, 12]
    times = ["2024-02-28 23:00:01", "2024-03-01 00:30:00", "2024-03-05 12:59:00"]
    columns["time"] = [*(pd.Timestamp(text).to_pydatetime() for text in times), None]
    with asking(core, Rows(columns)) as asker:
        markup = asker.core.call("renderPanelHtml", view(asker, group=group, columns="score"))
    keys = markup.split('<th scope="row"')[1:]
    texts = [
        key.split("</th>")[0].replace("</button>", "").replace("</span>", "").rsplit(">", 1)[1]
        for key in keys
    ]
    assert texts == expected
