"""The places of a map's points in a slice: coordinates, as the whole table gave them, and no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from reportgen.materialise import Cache
from reportgen.materialise.projection import GIVEN, ProjectionError, coordinates, projections_in
from reportgen.materialise.tables import TableInput
from reportgen.panels.model import Table
from reportgen.panels.view_file import View
from reportgen.publish.data import free_name
from reportgen.publish.made import refusal
from reportgen.store import Store


@dataclass(frozen=True, slots=True)
class MapPlaces:
    """The coordinates of all rows of a table, or none."""

    names: tuple[str, ...]
    columns: tuple[pa.Array, ...]
    plot: dict[str, Any] | None

    @property
    def options(self) -> dict[str, str]:
        """What a directive says so that its map has these places."""
        return {"layout": "map", "of": ", ".join(self.names), "method": GIVEN}

    def taken(self, rows: Sequence[int]) -> dict[str, pa.ChunkedArray]:
        """The coordinates of some rows."""
        return {
            name: pa.chunked_array([values.take(pa.array(rows, pa.int64()))])
            for name, values in zip(self.names, self.columns, strict=True)
        }


NO_MAP = MapPlaces((), (), None)
"""Of a view that is no map."""


def map_places(view: View, table: Table, spec: Mapping[str, Any], store: Store, cache: Cache) -> MapPlaces:
    """The places of the points of a view's map, if it is one.

    Raises:
        DiagnosticError: The map cannot be made.
    """
    if spec["layout"] != "map":
        return NO_MAP
    projection = projections_in(table.schema["columns"])[0]
    own = [column for column in table.schema["columns"] if "made" not in column]
    entry = table.ref.entry
    given = TableInput(table.ref.ref, store.table_paths(table.ref), entry.sha256, own)
    try:
        columns = coordinates(given.batches(list(projection.of)), projection, cache)
    except ProjectionError as error:
        raise refusal(view, [{"message": str(error), "at": {"option": "of"}}]) from error
    taken = {column["name"] for column in (*own, *spec["columns"])}
    names = tuple(free_name(f"map_{axis}", taken) for axis in "xy")
    kept = {name: text for name, text in spec["plot"].items() if name not in ("of", "method", "x", "y")}
    return MapPlaces(names, columns, {"of": ", ".join(names), "method": GIVEN, **kept})
