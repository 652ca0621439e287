"""The dataclasses of a spec; the core writes specs, Python reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

VERSION = 1
"""The version of the spec that this code reads and writes."""

ROW_HEIGHTS = {"small": 28, "medium": 56, "large": 112, "xlarge": 224}
"""The names of row heights, and what they are in CSS pixels."""

GRID_SIZES = {"small": 80, "medium": 120, "large": 200, "xlarge": 320}
"""The squares that media have in the gallery layout, by row height."""


CONTROLS = ("select", "checkbox", "range", "search")
"""What a control in the text can be."""

LAYOUTS = (
    "table",
    "gallery",
    "histogram",
    "bar",
    "line",
    "scatter",
    "box",
    "heatmap",
    "calibration",
    "pr",
    "roc",
    "map",
)
"""What a panel can be: the table, or one of the plots."""


@dataclass(frozen=True, slots=True)
class TableUse:
    """A table that a panel shows."""

    ref: str
    """As the store resolves it, pinned to a version: `predictions:v4`."""
    label: str
    """As readers see it."""
    hidden: bool = False
    """Switched off in a comparison."""
    color: int | None = None
    """The slot of the palette that it has in comparisons; None for its place."""


@dataclass(frozen=True, slots=True)
class Compare:
    """How several tables stand together; members are named by their places in the spec's tables."""

    as_: str = "join"
    """`join`, `concat` (one after another) or `split` (each for itself)."""
    on: tuple[str, ...] = ()
    """Expressions that rows of different members are joined on."""
    how: str | None = None
    """Of a join: `inner` or `outer`."""
    shared: tuple[str, ...] | None = None
    """Columns that stand once and not for each member; None for those of `on`."""
    reference: int = 0
    """The member that the others are compared with."""
    order: tuple[int, ...] | None = None
    """The members that stand, in order; None for all, as listed."""
    stack: str = "stacked"
    """How the members' histograms stand in a cell: `stacked` or `overlaid`."""
    split: str = "beside"
    """Where the parts of a split stand: `beside`, `below`, or `groups` for within each group."""
    images: str | None = None
    """How the members' images stand in a cell; None for all of them."""
    over: str | None = None
    """What the members are steps of."""
    at: int | None = None
    """The member that is reached on the way."""


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
    """How a group's values stand: `histogram`, `distribution`, `gallery`, or aggregates such as `mean`."""
    format: str | None = None
    """How values are written: `percent(1)`, `markdown`, `bar(compact)`; docs/table-panel.md lists all."""
    width: int | None = None
    """In CSS pixels; None for as much as it needs."""
    pin: bool = False
    """Stays in sight, left of the others, when these are scrolled."""
    cell: str | None = None
    """The module of the project that draws its cells."""
    overlays: Mapping[str, Any] | None = None
    """How boxes and masks over its images are drawn, as in docs/table-panel.md."""


@dataclass(frozen=True, slots=True)
class Spec:
    """What a panel shows."""

    tables: tuple[TableUse, ...]
    set: str = ""
    """The table set that they are of."""
    compare: Compare | None = None
    """None with one table."""
    filter: str = ""
    search: str = ""
    """What some text of each row holds."""
    group: tuple[str, ...] = ()
    pivot: str = ""
    """The expression whose values are columns; the groups are the rows."""
    cell: str = ""
    """What a pivot's cells say: an aggregate, or `share of row`, …; empty for the number of rows."""
    sort: tuple[SortKey, ...] = ()
    columns: tuple[Column, ...] = ()
    pinned: tuple[int, ...] = ()
    """The numbers of rows that stand on top of every page."""
    rows: int = 10
    row_height: str = "medium"
    height: int | None = None
    summaries: bool = False
    """Whether headers show what the filtered rows hold."""
    layout: str = "table"
    """One of `LAYOUTS`."""
    plot: Mapping[str, str | int] | None = None
    """What a plot shows: expressions by `x`, `y`, `color`, …, and its settings."""
    selection: str = ""
    """The name that it shares with other panels of its page: each filters the others."""
    control: str = ""
    """What it is as a control in the text: `select`, `checkbox`, `range` or `search`; empty for a panel."""
    module: str = ""
    """The module of the project that draws it."""
    selects: str = ""
    """The rows that it keeps of the others."""

    @property
    def row_pixels(self) -> int:
        """The height of a row, or of a card's picture, in CSS pixels."""
        return (GRID_SIZES if self.layout == "gallery" else ROW_HEIGHTS)[self.row_height]
