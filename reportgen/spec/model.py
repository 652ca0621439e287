"""The dataclasses of a spec; the core writes specs, Python reads them."""

from __future__ import annotations

from dataclasses import dataclass

VERSION = 1
"""The version of the spec that this code reads and writes."""

ROW_HEIGHTS = {"small": 28, "medium": 56, "large": 112, "xlarge": 224}
"""The names of row heights, and what they are in CSS pixels."""


@dataclass(frozen=True, slots=True)
class TableUse:
    """A table that a panel shows."""

    ref: str
    """As the store resolves it, pinned to a version: `predictions:v4`."""
    label: str
    """As readers see it."""


@dataclass(frozen=True, slots=True)
class SortKey:
    """One key of a sort."""

    by: str
    """An expression."""
    dir: str = "asc"
    """`asc` or `desc`."""
    nulls: str | None = None
    """`first` or `last`; None is the default of the direction."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column that a panel shows or keeps hidden."""

    name: str
    """The table's column, or the unique name of a derived one."""
    expr: str | None = None
    """The expression of a derived column."""
    label: str | None = None
    """Another text for the header."""
    hidden: bool = False
    """Kept with its expression, not shown."""
    show: str | None = None
    """How a group's values are shown: `value`, `histogram`, `distribution` or `gallery`."""


@dataclass(frozen=True, slots=True)
class Spec:
    """What a panel shows."""

    tables: tuple[TableUse, ...]
    filter: str = ""
    group: tuple[str, ...] = ()
    sort: tuple[SortKey, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: int = 10
    row_height: str = "medium"
    height: int | None = None
    layout: str = "table"

    @property
    def row_pixels(self) -> int:
        """The height of a row in CSS pixels."""
        return ROW_HEIGHTS[self.row_height]
