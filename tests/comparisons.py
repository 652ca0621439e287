"""Random comparisons: tables of several models with missing and doubled keys, other columns, other types."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import strategies as st

TYPES: dict[str, tuple[dict[str, Any], pa.DataType]] = {
    "integer": ({"kind": "integer", "bits": 64, "unsigned": False}, pa.int64()),
    "float": ({"kind": "float", "bits": 64}, pa.float64()),
    "text": ({"kind": "text"}, pa.string()),
    "boolean": ({"kind": "boolean"}, pa.bool_()),
}
KINDS: dict[str, tuple[str | None, ...]] = {
    "truth": ("text",),
    "guess": ("text",),
    "score": ("integer", "float", "float", None),
    "note": ("text", "integer", None),
    "flag": ("boolean", "boolean", None),
}
"""What each column may be in a table; None for not there."""
CLASSES = ("cat", "dog", "it's", "")
FILTERS = ("", "", "truth != guess", "0.guess != 1.guess", "not agree(*.guess)", "score >= 2", "1.score > 1")


@dataclass(frozen=True)
class Member:
    """One table, as plain columns."""

    kinds: dict[str, str]
    columns: dict[str, list[Any]]

    @property
    def rows(self) -> int:
        return len(self.columns["id"])


@dataclass(frozen=True)
class Comparison:
    """Several tables, and how a panel compares them."""

    members: list[Member]
    hidden: frozenset[int]
    order: list[int]
    reference: int
    how: str
    filter: str
    shared: tuple[str, ...] = ()
    rows: int = 7
    labels: list[str] = field(default_factory=list)

    @property
    def shown(self) -> list[int]:
        """The members that are shown, in order."""
        return [index for index in self.order if index not in self.hidden]

    @property
    def schemas(self) -> list[dict[str, Any]]:
        """The tables as the core knows them."""
        return [
            {
                "ref": f"model-{index}:v0",
                "label": f"model {index}",
                "relation": f"model-{index}:v0",
                "rows": member.rows,
                "columns": [{"name": name, "type": TYPES[kind][0]} for name, kind in member.kinds.items()],
                **({"unique": ["id"]} if is_unique(member) else {}),
            }
            for index, member in enumerate(self.members)
        ]

    @property
    def tables(self) -> list[dict[str, Any]]:
        """The head of the spec."""
        return [
            {"ref": f"model-{index}:v0", "label": f"model {index}", **hidden(index in self.hidden)}
            for index in range(len(self.members))
        ]

    def spec(self, way: str, **more: Any) -> dict[str, Any]:
        """A panel's spec, to be made canonical."""
        join: dict[str, Any] = {"how": self.how, "on": ["id"], "shared": list(self.shared)}
        compare = {
            "as": way,
            "reference": self.reference,
            "order": self.order,
            **(join if way == "join" else {}),
        }
        filters = {"filter": self.filter} if self.filter else {}
        return {"v": 1, "tables": self.tables, "compare": compare, "rows": self.rows, **filters, **more}

    def write(self, folder: Path) -> list[Path]:
        """The tables as the site has them."""
        return [write(member, folder / f"{index}.parquet") for index, member in enumerate(self.members)]


def hidden(is_hidden: bool) -> dict[str, Any]:
    """The part of a table in a spec that says so."""
    return {"hidden": True} if is_hidden else {}


def is_unique(member: Member) -> bool:
    """Whether ids tell the rows apart."""
    ids = member.columns["id"]
    return None not in ids and len(set(ids)) == len(ids)


def write(member: Member, path: Path) -> Path:
    """A table with row numbers."""
    arrays = {name: pa.array(member.columns[name], TYPES[kind][1]) for name, kind in member.kinds.items()}
    numbers = pa.array(range(member.rows), pa.int64())
    pq.write_table(pa.table({"__row__": numbers, **arrays}), path)
    return path


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    """A comparison of 2 to 12 members; some hidden, never all."""
    count = draw(st.one_of(st.integers(2, 3), st.integers(4, 12)))
    clean = draw(st.booleans())
    seed = random.Random(draw(st.integers(0, 2**32)))
    truths = {key: seed.choice(CLASSES) for key in range(14)}
    members = [random_member(seed, truths, clean=clean) for _ in range(count)]
    order = seed.sample(range(count), seed.choice([count, count, max(1, count - 1)]))
    off = frozenset(index for index in range(count) if seed.random() < 0.2)
    return Comparison(
        members,
        off if set(order) - off else frozenset(),
        order,
        seed.choice(order),
        draw(st.sampled_from(["inner", "outer"])),
        draw(st.sampled_from(FILTERS)),
        ("truth",) if clean and seed.random() < 0.7 else (),
    )


def random_member(seed: random.Random, truths: dict[int, str], *, clean: bool) -> Member:
    """A table; `clean` ones have each key once, and one truth a key."""
    keys = list(truths)
    ids = (
        seed.sample(keys, seed.randint(0, len(keys))) if clean else seed.choices(keys, k=seed.randint(0, 16))
    )
    kinds = {"id": "text"}
    for name, some in KINDS.items():
        kind = seed.choice(some)
        if kind is not None:
            kinds[name] = kind
    texts = [None if not clean and seed.random() < 0.15 else f"id {key}" for key in ids]
    columns: dict[str, list[Any]] = {"id": texts, "truth": [truths[key] for key in ids]}
    for name, kind in list(kinds.items())[2:]:
        columns[name] = [random_value(seed, name, kind) for _ in ids]
    return Member(kinds, columns)


def random_value(seed: random.Random, name: str, kind: str) -> Any:
    """A cell, sometimes null; fractions are quarters, so that sums are exact."""
    if name != "truth" and seed.random() < 0.15:
        return None
    if kind == "integer":
        return seed.randint(0, 5)
    if kind == "float":
        return seed.randint(0, 20) / 4
    return seed.random() < 0.5 if kind == "boolean" else seed.choice(CLASSES)
