"""Which rows of plain values a condition keeps: the language of filters over what is no table."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from reportgen.convert.arrow import are_field_names
from reportgen.data.infer import infer
from reportgen.data.table import Table
from reportgen.data.type_json import type_to_json
from reportgen.data.types import Mixed
from reportgen.query.core import Core
from reportgen.query.run import arrow_stream

PAGE = 1000
"""Rows that an answer of the core has at most."""


def matching(
    core: Core, rows: Sequence[Mapping[str, Any]], condition: str
) -> tuple[list[int], list[dict[str, Any]]]:
    """The places of the rows that a condition keeps, and what is wrong with the condition.

    Values may be dicts of different keys: each key is a field, null where a dict has it not.
    """
    columns = {name: _alike([row[name] for row in rows]) for name in (rows[0] if rows else {})}
    kinds = {name: type_to_json(infer(values)) for name, values in columns.items()}
    described = [{"name": name, "type": kind} for name, kind in kinds.items()]
    schema = {"ref": "rows", "label": "rows", "relation": "rows", "rows": len(rows), "columns": described}
    found = core.call("specFromOptions", {"filter": condition, "rows": str(PAGE)}, schema)
    if found["problems"] or not rows:
        return [], found["problems"]
    table = Table(columns=list(columns), data=list(zip(*columns.values(), strict=True))).to_arrow()
    numbered = table.append_column("__row__", pa.array(range(len(rows)), pa.int64()))
    return _places(core, found["spec"], schema, numbered), []


def _places(core: Core, spec: Mapping[str, Any], schema: Mapping[str, Any], table: pa.Table) -> list[int]:
    connection = duckdb.connect(":memory:", config={"threads": 1})
    try:
        connection.register("rows", table)

        def execute(sql: str) -> bytes:
            return arrow_stream(connection.sql(sql).to_arrow_table())

        places: list[int] = []
        while True:
            options = {"offset": len(places)}
            answer = core.drive("answerWhole", spec, schema, options, execute=execute)
            places += answer["ids"]
            if len(places) >= answer["filtered"] or not answer["ids"]:
                return places
    finally:
        connection.close()


def _alike(values: Sequence[Any]) -> list[Any]:
    """Values that one column can have: dicts with the keys of all, texts where types differ."""
    present = [value for value in values if value is not None]
    if present and all(isinstance(value, Mapping) for value in present):
        names = list(dict.fromkeys(key for value in present for key in value))
        names = [name for name in names if are_field_names([name])]
        fields = {name: _alike([(value or {}).get(name) for value in values]) for name in names}
        return [{name: fields[name][place] for name in names} or None for place in range(len(values))]
    if isinstance(infer(present), Mixed):
        return [value if value is None or isinstance(value, str) else json.dumps(value) for value in values]
    return list(values)
