"""What of a table a view shows: the columns that are published, and the spec that asks for no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ROWS_ONLY = ("group", "pivot", "cell", "plot", "pinned", "summaries", "selects", "selection", "control")
"""Parts of a spec that do not say which rows there are."""


@dataclass(frozen=True, slots=True)
class Needs:
    """The columns of the slice, in the table's order, then the derived ones."""

    plain: tuple[str, ...]
    """Columns of the table."""
    derived: tuple[str, ...]
    """Columns that the view computes for each row: the slice has their values."""
    aggregates: tuple[str, ...]
    """Columns that the view computes for groups: they stay as they are."""


def needs_of(spec: Mapping[str, Any], columns: Sequence[str], aggregates: Sequence[str]) -> Needs:
    """What a view needs of a table with these columns; `aggregates` are the names that groups alone have."""
    exprs = {one["name"] for one in spec["columns"] if "expr" in one}
    wanted = {one["name"] for one in spec["columns"] if not one.get("hidden")}
    wanted |= {name for text in _keys(spec) for name in (*exprs, *columns) if text in spellings(name)}
    return Needs(
        tuple(name for name in columns if name in wanted and name not in exprs),
        tuple(
            one["name"]
            for one in spec["columns"]
            if one["name"] in wanted & exprs and one["name"] not in aggregates
        ),
        tuple(name for name in aggregates if name in wanted),
    )


def _keys(spec: Mapping[str, Any]) -> Iterator[str]:
    """Texts whose values are shown beside the columns."""
    yield from spec.get("group") or ()
    if spec.get("pivot"):
        yield spec["pivot"]
    yield from (text for text in (spec.get("plot") or {}).values() if isinstance(text, str))


def spellings(name: str) -> tuple[str, str]:
    """How an expression that is a column alone is written."""
    return name, '"' + name.replace('"', '""') + '"'


def rows_spec(spec: Mapping[str, Any], *, sort: bool) -> dict[str, Any]:
    """The spec of the rows behind a view, with every column that it computes."""
    kept = {key: value for key, value in spec.items() if key not in ROWS_ONLY}
    if not sort:
        kept.pop("sort", None)
    derived = [{"name": one["name"], "expr": one["expr"]} for one in spec["columns"] if "expr" in one]
    return {**kept, "columns": derived, "layout": "table"}


def sliced_spec(
    spec: Mapping[str, Any], needs: Needs, ref: str, places: Mapping[int, int], *, sort: bool
) -> dict[str, Any]:
    """The spec over the slice: its rows are filtered already, its derived columns are columns.

    `places` are the numbers of the rows in the slice by those in the table.
    """
    gone = {"filter", "search", *(() if sort else ("sort",))}
    kept = {key: value for key, value in spec.items() if key not in gone}
    published = {*needs.plain, *needs.derived, *needs.aggregates}
    columns = []
    for one in spec["columns"]:
        if one["name"] in published and not one.get("hidden"):
            drop = () if one["name"] in needs.aggregates else ("expr",)
            columns.append({key: value for key, value in one.items() if key not in drop})
    pinned = [places[row] for row in spec.get("pinned") or () if row in places]
    kept |= {"tables": [{"ref": ref, "label": ref}], "columns": columns}
    return {**kept, "pinned": pinned} if pinned else {k: v for k, v in kept.items() if k != "pinned"}
