"""Random tables for plots, and what asks the core about them."""

from __future__ import annotations

import datetime as dt
import math
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import strategies as st

from reportgen.query import Core, Engine
from reportgen.query.run import arrow_stream

FLOAT, TEXT, BOOLEAN = {"kind": "float", "bits": 64}, {"kind": "text"}, {"kind": "boolean"}
INTEGER = {"kind": "integer", "bits": 64, "unsigned": False}
TIMESTAMP = {"kind": "timestamp", "utc": False}
TYPES: dict[str, tuple[dict[str, Any], Any]] = {
    "score": (FLOAT, pa.float64()),
    "loss": (FLOAT, pa.float64()),
    "truth": (BOOLEAN, pa.bool_()),
    "label": (TEXT, pa.string()),
    "guess": (TEXT, pa.string()),
    "epoch": (INTEGER, pa.int64()),
    "time": (TIMESTAMP, pa.timestamp("us")),
}
LABELS = ["cat", "dog", "it's", "", 'a "b"', "NULL", "other", "é", "x", "y"]
ODD = [math.nan, math.inf, -math.inf]


@dataclass(frozen=True)
class Rows:
    """The columns of a random table."""

    columns: dict[str, list[Any]]

    @property
    def count(self) -> int:
        return len(self.columns["score"])

    @property
    def schema(self) -> dict[str, Any]:
        columns = [{"name": name, "type": TYPES[name][0]} for name in self.columns]
        return {"ref": "t:v0", "label": "t", "relation": "t", "rows": self.count, "columns": columns}

    @property
    def arrow(self) -> Any:
        arrays = [pa.array(values, TYPES[name][1]) for name, values in self.columns.items()]
        return pa.Table.from_arrays(
            [pa.array(range(self.count), pa.int64()), *arrays], names=["__row__", *self.columns]
        )


@st.composite
def tables(draw: st.DrawFn) -> Rows:
    """Up to 80 rows; many values occur more than once, some are missing or no numbers."""
    count = draw(st.sampled_from([80, 40, 9, 2, 1, 0]))
    grid = draw(st.sampled_from([4, 10, 1000]))
    missing = draw(st.sampled_from([0.0, 0.2]))
    random = draw(st.randoms(use_true_random=False))

    def column(make: Any, odd: float = 0.0) -> list[Any]:
        values = []
        for _ in range(count):
            chance = random.random()
            values.append(None if chance < missing else random.choice(ODD) if chance > 1 - odd else make())
        return values

    labels = LABELS[: draw(st.sampled_from([1, 2, 10]))]
    start = dt.datetime(2024, 2, 28, 23, 0, 0)
    return Rows(
        {
            "score": column(lambda: random.randrange(grid + 1) / grid, 0.1 if missing else 0.0),
            "loss": column(lambda: random.choice([0.0, -0.0, random.gauss(0, 3), 2.5]), 0.05),
            "truth": column(lambda: random.random() < 0.4),
            "label": column(lambda: random.choice(labels)),
            "guess": column(lambda: random.choice(LABELS[:3])),
            "epoch": column(lambda: random.randrange(-2, random.choice([3, 60]))),
            "time": column(lambda: start + dt.timedelta(seconds=random.randrange(10**6), microseconds=7)),
        }
    )


class Asker:
    """Answers questions about one table."""

    def __init__(self, core: Core, rows: Rows, execute: Any) -> None:
        self.core, self.rows, self.execute = core, rows, execute

    def spec(self, **options: str) -> dict[str, Any]:
        """The spec of a directive's options, with `_` for `-`; nothing may be wrong with them."""
        texts = {name.replace("_", "-"): text for name, text in options.items()}
        made = self.core.call("specFromOptions", texts, self.rows.schema)
        assert made["problems"] == []
        spec: dict[str, Any] = made["spec"]
        assert self.core.call("normaliseSpec", spec, self.rows.schema) == {"spec": spec, "problems": []}
        return spec

    def answer(self, **options: str) -> dict[str, Any]:
        """The answer to a directive's options."""
        spec = self.spec(**options)
        found: dict[str, Any] = self.core.drive(
            "answerPanel", spec, self.rows.schema, {}, execute=self.execute
        )
        assert found["kind"] == "plot"
        return found

    def plot(self, **options: str) -> dict[str, Any]:
        """The plot of a directive's options."""
        found: dict[str, Any] = self.answer(**options)["plot"]
        return found

    def count(self, filter_: str) -> int:
        """How many rows a filter keeps."""
        found: int = self.core.drive("factQuery", filter_, "count(*)", self.rows.schema, execute=self.execute)
        return found

    def markup(self, answer: dict[str, Any], **options: str) -> str:
        """The drawing of an answer."""
        spec = self.spec(**options)
        view = {"id": "p", "spec": spec, "author": spec, "schema": self.rows.schema, "state": "static"}
        found: str = self.core.call("renderPlotHtml", {**view, "answer": answer})
        return found


@contextmanager
def asking(core: Core, rows: Rows, *, in_memory: bool = False) -> Iterator[Asker]:
    """What answers from the table's file, or from memory with texts as ENUMs, as a page does later."""
    if in_memory:
        connection = _loaded(rows)
        yield Asker(core, rows, lambda sql: arrow_stream(connection.sql(sql).to_arrow_table()))
        connection.close()
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.parquet"
        pq.write_table(rows.arrow, path, write_statistics=["__row__"])
        engine = Engine()
        engine.register("t", [path])
        yield Asker(core, rows, engine.execute)
        engine.close()


def _loaded(rows: Rows) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"threads": 1})
    columns = []
    for name, values in rows.columns.items():
        words = sorted({value for value in values if isinstance(value, str)})
        if words:
            quoted = ", ".join("'" + word.replace("'", "''") + "'" for word in words)
            connection.execute(f"CREATE TYPE of_{name} AS ENUM ({quoted})")
        columns.append(f'CAST("{name}" AS of_{name}) AS "{name}"' if words else f'"{name}"')
    connection.register("given", rows.arrow)
    connection.execute(f"CREATE TABLE t AS SELECT __row__, {', '.join(columns)} FROM given")
    return connection
