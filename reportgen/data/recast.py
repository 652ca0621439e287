"""Rows that come later brought to the columns of a table, or both to columns that hold all of them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from reportgen.convert.adopt import MAX_CATEGORIES
from reportgen.convert.arrow import TypeJson, read_types, types_metadata
from reportgen.data.encode import to_array
from reportgen.data.fit import Misfit, are_fit, fit
from reportgen.data.table import Table
from reportgen.data.type_json import type_from_json, type_to_json
from reportgen.data.types import ColumnType

ReadColumn = Callable[[str], list[Any]]
"""The values of a column of the rows that are there, by its name."""


@dataclass(frozen=True, slots=True)
class Recast:
    """New rows with the columns of the table they join."""

    columns: list[TypeJson]
    """The columns (`{"name", "type"}`) of the table from now on."""
    rows: pa.Table
    """The new rows."""
    replaced: Mapping[str, pa.ChunkedArray]
    """Columns of the rows that were there whose type is another now: their values as it stores them.

    When there is none, these rows are as they should be.
    """


def recast(columns: Sequence[TypeJson], old_rows: int, read: ReadColumn, rows: Table) -> Recast:
    """Bring new rows to the columns of a table.

    A column keeps its type as long as it holds the new values without loss; categories that have no order
    may become more. Else it gets the type that it would have had if all rows had been logged at once. A
    column that one side lacks is null there.

    Args:
        columns: The columns of the table, `{"name", "type"}`.
        old_rows: The number of its rows.
        read: Gives the values of one of its columns; asked only where the type changes.
        rows: The new rows, whose media are in the store.
    """
    known = {column["name"]: column["type"] for column in columns}
    arrays: dict[str, pa.ChunkedArray] = {}
    types: dict[str, TypeJson] = {}
    replaced: dict[str, pa.ChunkedArray] = {}
    for name in dict.fromkeys([*known, *rows.columns]):
        values = rows.get_column(name) if name in rows.columns else [None] * len(rows)
        kept = _kept(values, known[name]) if name in known else None
        if kept is not None:
            types[name], arrays[name] = kept
            continue
        before = read(name) if name in known else [None] * old_rows
        types[name], both = _inferred([*before, *values])
        arrays[name] = both.slice(old_rows)
        if types[name] != known.get(name):
            replaced[name] = both.slice(0, old_rows)
    described = [{"name": name, "type": kind} for name, kind in types.items()]
    return Recast(described, _table(types, arrays), replaced)


def retyped(part: pa.Table, columns: Sequence[TypeJson], replaced: Mapping[str, pa.ChunkedArray]) -> pa.Table:
    """Rows that were there with their columns replaced; `replaced` has the values of just these rows."""
    names = [column["name"] for column in columns]
    types = {column["name"]: column["type"] for column in columns}
    return _table(types, {name: replaced[name] if name in replaced else part[name] for name in names})


def _table(types: Mapping[str, TypeJson], arrays: Mapping[str, pa.ChunkedArray]) -> pa.Table:
    metadata = types_metadata(list(types), list(types.values()))
    fields = [pa.field(name, arrays[name].type) for name in types]
    return pa.Table.from_arrays([arrays[name] for name in types], schema=pa.schema(fields, metadata=metadata))


def _kept(values: Sequence[Any], known: TypeJson) -> tuple[TypeJson, pa.ChunkedArray] | None:
    """The values as a column of its type, or of one with more categories; None when it cannot hold them."""
    kind = type_from_json(known)
    fitting = _fitting(values, kind)
    if fitting is not None:
        return known, fitting
    if kind.categories is None or kind.ordered or _fitting(values, replace(kind, categories=None)) is None:
        return None
    more = _more_categories(kind.categories, values)
    fitting = (
        _fitting(values, kind := replace(kind, categories=more)) if len(more) <= MAX_CATEGORIES else None
    )
    return None if fitting is None else (type_to_json(kind), fitting)


def _more_categories(known: Sequence[Any], values: Sequence[Any]) -> tuple[Any, ...]:
    """The categories and those of the values, sorted as they were."""
    more = dict.fromkeys([*known, *(value for value in values if value is not None)])
    return tuple(sorted(more) if list(known) == sorted(known) else more)


def _inferred(values: list[Any]) -> tuple[TypeJson, pa.ChunkedArray]:
    table = Table()
    table.add_column("values", values)
    arrow = table.to_arrow()
    columns = read_types(arrow.schema) or []
    return columns[0]["type"], arrow.column(0)


def _fitting(values: Sequence[Any], kind: ColumnType) -> pa.ChunkedArray | None:
    """The values as a column of a type stores them; None when it cannot hold all of them as they are."""
    try:
        as_they_are = are_fit(values, kind)
        fitted = list(values) if as_they_are else [None if v is None else _held(v, kind) for v in values]
    except Misfit:
        return None
    array = to_array(fitted, kind)
    return array if isinstance(array, pa.ChunkedArray) else pa.chunked_array([array], array.type)


def _held(value: Any, kind: ColumnType) -> Any:
    """A value as a column holds it; one that would be another number or another kind of value is a misfit."""
    fitted = fit(value, kind)
    if isinstance(value, (float, np.floating)):
        same = isinstance(fitted, (float, np.floating)) and (fitted == value or value != value)
    elif isinstance(value, datetime.date):
        same = isinstance(fitted, datetime.datetime) == isinstance(value, datetime.datetime)
    else:
        same = True
    if not same:
        raise Misfit("the same value")
    return fitted
