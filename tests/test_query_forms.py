"""Pivots and plots as tables: what a query and the panel's SQL give of them is what pandas groups."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.query import Core
from tests.plot_tables import Rows, asking, tables

SOME = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def core() -> Iterator[Core]:
    core = Core()
    yield core
    core.close()


def fetched(rows: Rows, sql: str) -> list[tuple[Any, ...]]:
    """What a statement gives when it is run elsewhere, over the table itself."""
    with duckdb.connect() as connection:
        connection.register("t", rows.arrow)
        return connection.execute(sql).fetchall()


@SOME
@given(
    rows=tables(),
    sides=st.permutations(["label", "guess", "epoch"]).map(lambda names: names[:2]),
    cell=st.sampled_from(["", "share of row", "max(epoch)", "top"]),
    down=st.booleans(),
)
def test_a_pivot_is_read_cell_by_cell(
    core: Core, rows: Rows, sides: list[str], cell: str, down: bool
) -> None:
    data = pd.DataFrame({name: pd.Series(rows.columns[name], dtype=object) for name in {*sides, "epoch"}})
    options = {"columns": "loss, max(epoch) as top", "group": sides[0], "pivot": sides[1], "cell": cell}
    sort = f"count desc, {sides[0]} {'desc' if down else 'asc'}"
    with asking(core, rows) as asker:
        spec = asker.spec(**options, sort=sort)
        query = core.drive("viewQuery", spec, rows.schema, {}, execute=asker.execute)
        found = fetched(rows, query["sql"])
        assert found == fetched(rows, core.call("panelSql", spec, rows.schema))
        form = {**core.call("tableForm", spec, rows.schema), "rows": 1000}
        exported = core.drive("answerPanel", form, rows.schema, {}, execute=asker.execute)
    assert [tuple(row) for row in exported["rows"]] == found
    aggregate = cell if cell in ("max(epoch)", "top") else None
    names = [*sides, "count", *([aggregate] if aggregate else [])]
    assert [column["name"] for column in query["columns"]] == names
    wanted = {
        tuple(None if pd.isna(one) else one for one in key): (
            len(cells),
            *([None if cells["epoch"].isna().all() else cells["epoch"].max()] if aggregate else []),
        )
        for key, cells in data.groupby(sides, dropna=False)
    }
    assert {row[:2]: row[2:] for row in found} == wanted
    order = [row[0] for row in found if row[0] is not None]
    assert order == sorted(order, reverse=down)
    assert all(row[0] is None for row in found[len(order) :])


PLOTS = [
    ({"layout": "scatter", "x": "score", "y": "loss * 2", "color": "guess"}, None),
    ({"layout": "histogram", "x": "epoch"}, None),
    ({"layout": "scatter", "x": "avg(score)", "y": "count()", "group": "guess, epoch"}, ["guess", "epoch"]),
    ({"layout": "bar", "x": "guess", "y": "loss"}, ["guess"]),
    ({"layout": "line", "x": "epoch", "color": "guess"}, ["epoch", "guess"]),
    ({"layout": "heatmap", "x": "guess", "y": "label"}, ["guess", "label"]),
    ({"layout": "box", "x": "guess", "y": "loss"}, None),
    ({"layout": "roc", "score": "score", "truth": "truth", "color": "guess"}, None),
]


@settings(SOME, max_examples=4)
@given(rows=tables())
@pytest.mark.parametrize(("options", "keys"), PLOTS)
def test_a_plot_s_statement_has_its_points(
    core: Core, rows: Rows, options: dict[str, str], keys: list[str] | None
) -> None:
    with asking(core, rows) as asker:
        spec = asker.spec(**options, filter="epoch > 0")
    found = fetched(rows, core.call("panelSql", spec, rows.schema))
    kept = [at for at, epoch in enumerate(rows.columns["epoch"]) if epoch is not None and epoch > 0]
    if keys is None:
        assert len(found) == len(kept)
    else:
        wanted = {tuple(rows.columns[key][at] for key in keys) for at in kept}
        assert {row[: len(keys)] for row in found} == wanted
        assert len(found) == len(wanted)
