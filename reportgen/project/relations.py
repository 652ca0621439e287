"""A table of the store as a relation of DuckDB: what the core calls it and what a query reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from reportgen.convert.media import ENDINGS, MEDIA
from reportgen.materialise.columns import ROW, physical_names
from reportgen.materialise.kinds import with_inner
from reportgen.store import Store, TableRef


@dataclass(frozen=True, slots=True)
class Relation:
    """A table of the store, as the core knows it and as the engine finds it."""

    ref: TableRef
    """Where it is in the store."""
    schema: Mapping[str, Any]
    """As the core is given it: `ref`, `label`, `relation`, `rows`, `columns`."""


def relation_of(store: Store, ref: TableRef) -> Relation:
    """The relation of a table, read from the footers of its files."""
    columns, rows = store.table_schema(ref)
    names = physical_names([column["name"] for column in columns])
    described = [
        {
            "name": column["name"],
            "type": _as_asked(column["type"]),
            **({} if column["name"] == name else {"sql": name}),
        }
        for column, name in zip(columns, names, strict=True)
    ]
    schema = {"ref": ref.ref, "label": ref.ref, "relation": ref.ref, "rows": rows, "columns": described}
    return Relation(ref, schema)


def _as_asked(kind: Mapping[str, Any]) -> dict[str, Any]:
    """The column type with all that can be asked of it: in the store every image has room for boxes."""
    if kind["kind"] == "image":
        return {**kind, "uri": True, "boxes": True}
    return with_inner(kind, _as_asked)


def create_view(
    connection: duckdb.DuckDBPyConnection, store: Store, relation: Relation, name: str | None = None
) -> None:
    """Make the relation's name, or another, stand for the rows of the table, each with its number."""
    paths = store.table_paths(relation.ref)
    columns = relation.schema["columns"]
    if not paths:
        source = "(SELECT CAST(0 AS BIGINT) AS number WHERE false)"
    elif _alike(paths):
        source = _read_parquet(paths, len(columns))
    else:
        # Files whose columns differ are brought together by the store, in memory.
        source = quoted(f"rows of {relation.ref.ref}")
        connection.register(source[1:-1], _numbered(store.read_table(relation.ref)))
    values = [f"number AS {quoted(ROW)}"]
    values += [
        f"{_value(f'c{index}', column['type'])} AS {quoted(column.get('sql', column['name']))}"
        for index, column in enumerate(columns)
    ]
    view = quoted(name or relation.schema["relation"])
    connection.execute(f"CREATE OR REPLACE VIEW {view} AS SELECT {', '.join(values)} FROM {source}")


def quoted(name: str) -> str:
    """An SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def _alike(paths: Sequence[Path]) -> bool:
    """Whether the files have the same columns in the same order."""
    first, *others = (pq.read_schema(path) for path in paths)
    return all(first.equals(other) for other in others)


def _read_parquet(paths: Sequence[Path], columns: int) -> str:
    """The rows of some files: `number`, and the columns by position, for names may differ in case alone."""
    files = ", ".join("'" + str(path.absolute()).replace("'", "''") + "'" for path in paths)
    names = ", ".join(f"c{index}" for index in range(columns))
    number = "file_row_number"
    if len(paths) > 1:
        counts = [pq.read_metadata(path).num_rows for path in paths]
        starts = [sum(counts[:index]) for index in range(len(counts))]
        number = f"file_row_number + list_extract({starts}, CAST(file_index AS BIGINT) + 1)"
    # The statistics of the store's files know nothing of NaN.
    rows = f"read_parquet([{files}], can_have_nan=true)"
    return f"(SELECT {number} AS number, {names} FROM {rows} AS file({names}))"


def _numbered(table: pa.Table) -> pa.Table:
    numbers = pa.array(range(table.num_rows), pa.int64())
    names = [f"c{index}" for index in range(table.num_columns)]
    return pa.Table.from_arrays([numbers, *table.columns], names=["number", *names])


def _value(sql: str, kind: Mapping[str, Any], depth: int = 0) -> str:
    """A value as queries have it: a medium with the name of its file, as in a site."""
    item = f"v{depth}"
    match kind["kind"]:
        case "null":
            return f"CAST({sql} AS VARCHAR)"
        case "list":
            inner = _value(item, kind["item"], depth + 1)
            return sql if inner == item else f"[{inner} for {item} in {sql}]"
        case "map":
            inner = _value(f"{item}.value", kind["value"], depth + 1)
            entry = f"struct_pack(key := {item}.key, value := {inner})"
            entries = f"[{entry} for {item} in map_entries({sql})]"
            return sql if inner == f"{item}.value" else f"map_from_entries({entries})"
        case "struct":
            return _struct(sql, kind["fields"], depth)
        case name if name in MEDIA and MEDIA[name].get_field_index("sha256") >= 0:
            return f"CASE WHEN {sql} IS NOT NULL THEN struct_insert({sql}, file := {_file(sql)}) END"
        case _:
            return sql


def _struct(sql: str, fields: Sequence[Mapping[str, Any]], depth: int) -> str:
    given = [f"{sql}.{quoted(field['name'])}" for field in fields]
    inner = [_value(value, field["type"], depth) for value, field in zip(given, fields, strict=True)]
    if inner == given:
        return sql
    packed = ", ".join(f"{quoted(f['name'])} := {v}" for f, v in zip(fields, inner, strict=True))
    return f"CASE WHEN {sql} IS NOT NULL THEN struct_pack({packed}) END"


def _file(sql: str) -> str:
    endings = " ".join(f"WHEN '{name}' THEN '{ending}'" for name, ending in ENDINGS.items())
    return f"left({sql}.sha256, 20) || '.' || CASE {sql}.format {endings} ELSE {sql}.format END"
