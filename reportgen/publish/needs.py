"""What of a table a view shows: the columns that are published, and the spec that asks for no other."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ROWS_ONLY = ("group", "pivot", "cell", "plot", "pinned", "summaries", "selects", "selection", "control")
"""Parts of a spec that do not say which rows there are."""

DRAWN = ("x", "y", "color", "size", "score", "truth", "image")
"""What a plot draws; all else that it says are settings."""
PLACES = ("x", "y")
"""What a map has coordinates for."""


@dataclass(frozen=True, slots=True)
class Needs:
    """The columns of the slice, in the table's order, then the derived ones."""

    plain: tuple[str, ...]
    """Columns of the table."""
    derived: tuple[str, ...]
    """Columns that the view computes for each row: the slice has their values."""
    aggregates: tuple[str, ...]
    """Columns that the view computes for groups: they stay as they are."""

    @property
    def published(self) -> set[str]:
        """All of them."""
        return {*self.plain, *self.derived, *self.aggregates}


def needs_of(
    spec: Mapping[str, Any], columns: Sequence[str], aggregates: Sequence[str], keys: Collection[str]
) -> Needs:
    """What a view needs of a table with these columns.

    `aggregates` are the names that groups alone have, `keys` the columns that are shown besides.
    """
    exprs = {one["name"] for one in spec["columns"] if "expr" in one}
    wanted = {one["name"] for one in spec["columns"] if not one.get("hidden")} | set(keys)
    return Needs(
        tuple(name for name in columns if name in wanted and name not in exprs),
        tuple(
            one["name"]
            for one in spec["columns"]
            if one["name"] in wanted & exprs and one["name"] not in aggregates
        ),
        tuple(name for name in aggregates if name in wanted),
    )


def key_texts(spec: Mapping[str, Any]) -> list[str]:
    """Texts whose values are shown beside the columns: what is grouped by, and what a plot draws."""
    plot = spec.get("plot") or {}
    drawn = [plot.get(name) for name in DRAWN if spec["layout"] != "map" or name not in PLACES]
    return [
        *(spec.get("group") or ()),
        *([spec["pivot"]] if spec.get("pivot") else []),
        *(text for text in drawn if isinstance(text, str)),
    ]


def rows_spec(spec: Mapping[str, Any], *, sort: bool) -> dict[str, Any]:
    """The spec of the rows behind a view, with every column that it computes."""
    kept = {key: value for key, value in spec.items() if key not in ROWS_ONLY}
    if not sort:
        kept.pop("sort", None)
    derived = [{"name": one["name"], "expr": one["expr"]} for one in spec["columns"] if "expr" in one]
    return {**kept, "columns": derived, "layout": "table"}


def sliced_spec(
    spec: Mapping[str, Any], needs: Needs, tables: Sequence[Mapping[str, Any]], columns: Collection[str]
) -> dict[str, Any]:
    """The spec over the slice: its rows are filtered already, its derived columns are columns.

    `columns` are those of the view's tables; what it shows besides is the core's, such as whose row one is.
    """
    gone = ("filter", "search", "pinned")
    kept = {key: value for key, value in spec.items() if key not in gone}
    shown = []
    for one in spec["columns"]:
        own = one["name"] in needs.published or ("expr" not in one and one["name"] not in columns)
        if own and not one.get("hidden"):
            drop = () if one["name"] in needs.aggregates else ("expr",)
            shown.append({key: value for key, value in one.items() if key not in drop})
    return {**kept, "tables": list(tables), "columns": shown}
