"""Maps: panels whose table gets two more columns in the site, which hold the coordinates of its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reportgen.panels.model import Table
from reportgen.query.core import Core


def with_projection(table: Table, options: Mapping[str, str], core: Core) -> Table:
    """The table with the columns that the map of these options needs, if they ask for one."""
    more = core.call("projectedColumns", options, table.schema)
    if not more:
        return table
    return replace(table, schema={**table.schema, "columns": [*table.schema["columns"], *more]})
