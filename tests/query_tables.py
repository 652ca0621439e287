"""Random tables in the form that a site holds them, with everything that goes wrong in real data."""

from __future__ import annotations

import datetime as dt
import decimal
import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import strategies as st

NAMES = [
    "plain",
    "two words",
    'quo"te',
    "apo'strophe",
    "dot.ted",
    "select",
    "count",
    "group",
    "row",
    "order by",
    "null",
    "and",
    "emoji 😀",
    "עברית",
    "c0",
    "C0",
    "c1",
    "`tick`",
    "back\\slash",
    "$int",
    "n",
    "v",
    "a",
    "A",
    "Ä",
    "",
    "__ROW__",
    "%s",
    "--",
    "42",
]

TEXTS = [
    "",
    "a",
    "A",
    "b",
    "it's",
    'say "hi"',
    "emoji 😀",
    "שלום",
    "null",
    "%",
    "a_b",
    "\\",
    "é",
    "line\nbreak",
    "￿",
    "😀",
]
INTEGERS = [0, 1, 2, 3, 7, -1, -5, 100, 9007199254740993, -(2**63), 2**63 - 1]
SMALL = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, -3]
FLOATS = [
    0.0,
    -0.0,
    0.1,
    0.5,
    1.5,
    -2.25,
    1e300,
    -1e300,
    5e-324,
    math.nan,
    math.inf,
    -math.inf,
    3.0,
    123456.789,
]
TIMES = [
    dt.datetime(1969, 12, 31, 23, 59, 59, 999999),
    dt.datetime(1970, 1, 1),
    dt.datetime(2024, 2, 29, 12, 30, 0, 500000),
    dt.datetime(2024, 3, 1, 0, 0, 1),
    dt.datetime(1900, 1, 1),
]


def timestamp_text(value: dt.datetime) -> str:
    """As DuckDB prints it: no zeros at the end of the fraction."""
    text = value.strftime("%H:%M:%S.%f").rstrip("0").rstrip(".")
    return f"{value.year:04}-{value.month:02}-{value.day:02} {text}"


def time_text(value: dt.time) -> str:
    return value.strftime("%H:%M:%S.%f").rstrip("0").rstrip(".")


def single(value: float) -> float:
    """The nearest number that a FLOAT can hold."""
    nearest: float = pa.array([value], pa.float32())[0].as_py()
    return nearest


def image(number: int) -> dict[str, Any]:
    thumb = f"{number}-56.webp" if number % 2 else None
    return {"file": f"{number}.png", "thumb": thumb, "width": 8, "height": 9, "caption": f"it's {number}"}


IMAGE = pa.struct(
    [(name, pa.string()) for name in ("file", "thumb")]
    + [(name, pa.int32()) for name in ("width", "height")]
    + [("caption", pa.string())]
)
DATES = [dt.date(2024, 2, 29), dt.date(1900, 3, 1), dt.date(1970, 1, 1)]
SINGLES = [0.1, 0.7, 2.5, -1.0, math.nan, 3e38]
DECIMALS = [decimal.Decimal(text) for text in ("1.25", "-0.05", "10.00", "9.50")]
BIGINT = {"kind": "integer", "bits": 64, "unsigned": False}


@dataclass(frozen=True)
class Kind:
    """A column type: its schema JSON, its Arrow type, values, and how the panel shows one."""

    type: dict[str, Any]
    arrow: Any
    pool: list[Any]
    cell: Callable[[Any], Any] = field(default=lambda value: value)

    @property
    def name(self) -> str:
        return str(self.type["kind"])


KINDS = [
    Kind({"kind": "text"}, pa.string(), TEXTS),
    Kind({"kind": "text"}, pa.string(), TEXTS[:4]),
    Kind(BIGINT, pa.int64(), INTEGERS),
    Kind(BIGINT, pa.int64(), SMALL),
    Kind({"kind": "integer", "bits": 8, "unsigned": False}, pa.int8(), SMALL),
    Kind({"kind": "integer", "bits": 64, "unsigned": True}, pa.uint64(), [0, 1, 2**64 - 1, 2**53 + 1]),
    Kind({"kind": "float", "bits": 64}, pa.float64(), FLOATS),
    Kind({"kind": "float", "bits": 64}, pa.float64(), [i / 8 for i in range(40)]),
    Kind({"kind": "float", "bits": 32}, pa.float32(), [single(v) for v in SINGLES]),
    Kind({"kind": "boolean"}, pa.bool_(), [True, False]),
    Kind({"kind": "timestamp", "utc": False}, pa.timestamp("us"), TIMES, timestamp_text),
    Kind({"kind": "date"}, pa.date32(), DATES, str),
    Kind({"kind": "time"}, pa.time64("us"), [dt.time(1, 2, 3), dt.time(23, 59, 59, 120000)], time_text),
    Kind(
        {"kind": "decimal", "precision": 20, "scale": 2},
        pa.decimal128(20, 2),
        DECIMALS,
        str,
    ),
    Kind({"kind": "duration"}, pa.int64(), [0, 1, 60_000_000, -5]),
    Kind({"kind": "list", "item": BIGINT}, pa.list_(pa.int64()), [[], [1], [1, 2, None], [2**60, -1]]),
    Kind(
        {"kind": "list", "item": {"kind": "timestamp", "utc": False}},
        pa.list_(pa.timestamp("us")),
        [[], [TIMES[0]], [TIMES[2], None]],
        lambda value: [v and timestamp_text(v) for v in value],
    ),
    Kind(
        {
            "kind": "struct",
            "fields": [
                {"name": "x y", "type": {"kind": "float", "bits": 64}},
                {"name": "$t", "type": {"kind": "text"}},
            ],
        },
        pa.struct([("x y", pa.float64()), ("$t", pa.string())]),
        [{"x y": 0.5, "$t": "é"}, {"x y": None, "$t": None}, {"x y": math.nan, "$t": "'"}],
    ),
    Kind({"kind": "image", "thumb": 56}, IMAGE, [image(i) for i in range(20)]),
    Kind({"kind": "mixed"}, pa.string(), ['"a"', "1", "null", '{"k":[1]}']),
    Kind({"kind": "binary"}, pa.binary(), [b"", b"abc", b"\x00\xff"], lambda v: {"binary": len(v)}),
    Kind(
        {"kind": "map", "key": {"kind": "text"}, "value": BIGINT},
        pa.map_(pa.string(), pa.int64()),
        [[], [("k", 1), ("$l", None)]],
        lambda value: [list(pair) for pair in value],
    ),
]

IMAGES = next(kind for kind in KINDS if kind.name == "image")


@dataclass(frozen=True)
class Column:
    """A column of a random table."""

    name: str
    kind: Kind
    values: list[Any]


@dataclass(frozen=True)
class Table:
    """A random table."""

    columns: list[Column]
    rows: int

    @property
    def physical(self) -> list[str]:
        """Names in the Parquet file: DuckDB takes no empty ones and does not tell case apart."""
        taken = {"__row__"}
        names = []
        for index, column in enumerate(self.columns):
            name = column.name if column.name and column.name.lower() not in taken else f"column {index}"
            taken.add(name.lower())
            names.append(name)
        return names

    @property
    def schema(self) -> dict[str, Any]:
        columns = []
        for column, physical in zip(self.columns, self.physical, strict=True):
            entry = {"name": column.name, "type": column.kind.type}
            columns.append(entry if physical == column.name else {**entry, "sql": physical})
        return {"ref": "t:v0", "label": "t", "relation": 't"x', "rows": self.rows, "columns": columns}

    @property
    def arrow(self) -> Any:
        arrays = [pa.array(range(self.rows), pa.int64())]
        arrays += [pa.array(column.values, column.kind.arrow) for column in self.columns]
        return pa.Table.from_arrays(arrays, names=["__row__", *self.physical])

    def write(self, folder: Path, parts: int) -> list[Path]:
        """The table as Parquet files."""
        table = self.arrow
        # As a site's files: a bound that leaves NaN out makes DuckDB answer as if there were none.
        flat = [i for i, column in enumerate(self.columns) if column.kind.name not in ("float", "struct")]
        bounded = ["__row__", *(self.physical[i] for i in flat)]
        size = max(1, math.ceil(self.rows / parts))
        paths = []
        for start in range(0, max(self.rows, 1), size):
            paths.append(folder / f"part {start}'.parquet")
            pq.write_table(table.slice(start, size), paths[-1], write_statistics=bounded)
        return paths


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table of up to 60 rows; many of its values occur more than once."""
    rows = draw(st.sampled_from([7, 30, 60, 60, 0, 1, 2]))
    names = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=6, unique=True))
    chance = random.Random(draw(st.integers(0, 2**32)))
    columns = []
    for name in names:
        kind = draw(st.sampled_from([*KINDS, IMAGES, IMAGES, IMAGES]))
        pool = kind.pool if draw(st.booleans()) else kind.pool[:3]
        nulls = draw(st.sampled_from([0.0, 0.2, 0.2, 1.0])) if rows else 0.0
        values = [None if chance.random() < nulls else chance.choice(pool) for _ in range(rows)]
        columns.append(Column(name, kind, values))
    return Table(columns, rows)
