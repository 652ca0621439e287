"""Column types (as JSON) and Arrow types, one to the other; and Arrow data brought to the types we store."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

TypeJson: TypeAlias = dict[str, Any]
"""A column type as JSON: `{"kind": "list", "item": {"kind": "text"}}`."""

METADATA_KEY = b"reportgen"
"""Where the column types stand in the metadata of an Arrow schema."""

IMAGE_STORAGE = pa.struct(
    [
        pa.field("sha256", pa.string()),
        pa.field("format", pa.string()),
        pa.field("width", pa.int32()),
        pa.field("height", pa.int32()),
        pa.field("caption", pa.string()),
    ]
)
"""An image in the store's Parquet: the bytes are the blob named by `sha256`."""

_PLAIN_STORAGE = {
    "text": pa.string(),
    "boolean": pa.bool_(),
    "timestamp": pa.timestamp("us"),
    "date": pa.date32(),
    "time": pa.time64("us"),
    "duration": pa.duration("us"),
    "binary": pa.binary(),
    "image": IMAGE_STORAGE,
    "mixed": pa.string(),
    # Arrow's own null type does not survive inside lists and maps, and engines read it as different types.
    "null": pa.int32(),
}

_INTEGERS = {
    (bits, unsigned): getattr(pa, f"{'u' if unsigned else ''}int{bits}")()
    for bits in (8, 16, 32, 64)
    for unsigned in (False, True)
}


def storage_type(kind: TypeJson) -> pa.DataType:
    """The Arrow type that a column type is stored as."""
    match kind["kind"]:
        case "integer":
            return _INTEGERS[kind["bits"], kind["unsigned"]]
        case "float":
            return pa.float32() if kind["bits"] == 32 else pa.float64()
        case "decimal":
            return pa.decimal128(kind["precision"], kind["scale"])
        case "list":
            return pa.list_(storage_type(kind["item"]))
        case "map":
            return pa.map_(storage_type(kind["key"]), storage_type(kind["value"]))
        case "struct":
            return pa.struct([pa.field(f["name"], storage_type(f["type"])) for f in kind["fields"]])
        case name:
            return _PLAIN_STORAGE[name]


def type_of(arrow: pa.DataType) -> TypeJson | None:
    """The column type of an Arrow type, or None where the values themselves must be looked at."""
    if isinstance(arrow, pa.BaseExtensionType):
        return type_of(arrow.storage_type)
    if pa.types.is_dictionary(arrow):
        return type_of(arrow.value_type)
    if not pa.types.is_nested(arrow):
        return _flat_type_of(arrow)
    kind = _nested_type_of(arrow)
    return None if kind is None or _holds_null(kind) else kind


def _holds_null(kind: TypeJson) -> bool:
    parts = [
        kind.get("item"),
        kind.get("key"),
        kind.get("value"),
        *(f["type"] for f in kind.get("fields", ())),
    ]
    return any(part == {"kind": "null"} for part in parts)


def _nested_type_of(arrow: pa.DataType) -> TypeJson | None:
    if pa.types.is_map(arrow):
        key, value = type_of(arrow.key_type), type_of(arrow.item_type)
        return {"kind": "map", "key": key, "value": value} if key and value else None
    if pa.types.is_struct(arrow):
        return _struct_type_of(arrow)
    if pa.types.is_union(arrow) or not hasattr(arrow, "value_type"):
        return None
    item = type_of(arrow.value_type)
    return {"kind": "list", "item": item} if item else None


def _struct_type_of(arrow: pa.DataType) -> TypeJson | None:
    fields = [arrow.field(i) for i in range(arrow.num_fields)]
    types = [type_of(f.type) for f in fields]
    if not are_field_names([f.name for f in fields]) or not all(types):
        return None
    named = [{"name": f.name, "type": t} for f, t in zip(fields, types, strict=True)]
    return {"kind": "struct", "fields": named}


def are_field_names(names: Sequence[str]) -> bool:
    """Whether a struct can have these fields: SQL ignores the case of names and knows no empty one."""
    return bool(names) and all(names) and len({n.casefold() for n in names}) == len(names)


def _flat_type_of(arrow: pa.DataType) -> TypeJson | None:
    if pa.types.is_integer(arrow):
        return {"kind": "integer", "bits": arrow.bit_width, "unsigned": pa.types.is_unsigned_integer(arrow)}
    if pa.types.is_floating(arrow):
        return {"kind": "float", "bits": 64 if arrow.bit_width == 64 else 32}
    if pa.types.is_decimal(arrow):
        fits = arrow.precision <= 38 and 0 <= arrow.scale <= arrow.precision
        return {"kind": "decimal", "precision": arrow.precision, "scale": arrow.scale} if fits else None
    if pa.types.is_timestamp(arrow):
        return {"kind": "timestamp", "utc": arrow.tz is not None}
    for kind, tests in _FLAT_TESTS.items():
        if any(test(arrow) for test in tests):
            return {"kind": kind}
    return None


_FLAT_TESTS = {
    "text": (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view),
    "boolean": (pa.types.is_boolean,),
    "date": (pa.types.is_date,),
    "time": (pa.types.is_time,),
    "duration": (pa.types.is_duration,),
    "binary": (
        pa.types.is_binary,
        pa.types.is_large_binary,
        pa.types.is_fixed_size_binary,
        pa.types.is_binary_view,
    ),
    "null": (pa.types.is_null,),
}


def adopt(column: pa.ChunkedArray) -> tuple[TypeJson, pa.ChunkedArray] | None:
    """A column in the type we store it in, or None where its values must go through Python one by one.

    Raises `pyarrow.ArrowInvalid` when a value would not survive, such as a timestamp with nanoseconds.
    """
    kind = type_of(column.type)
    if kind is None:
        return None
    wanted = storage_type(kind)
    if isinstance(column.type, pa.BaseExtensionType):
        column = pa.chunked_array([chunk.storage for chunk in column.chunks], column.type.storage_type)
    if column.type == wanted:
        return kind, column
    try:
        return kind, column.cast(wanted)
    except pa.ArrowNotImplementedError:
        return None


def first_lossy_row(column: pa.ChunkedArray) -> int | None:
    """The first row whose time is finer than a microsecond."""
    if not (pa.types.is_temporal(column.type) and getattr(column.type, "unit", "") == "ns"):
        return None
    numbers = column.cast(pa.int64())
    rest = pc.subtract(numbers, pc.multiply(pc.divide(numbers, 1000), 1000))
    found = pc.index(pc.not_equal(rest, 0), value=True).as_py()
    return found if found >= 0 else None


def with_types(table: pa.Table, types: Sequence[TypeJson]) -> pa.Table:
    """The table with its column types written in the schema's metadata."""
    return table.replace_schema_metadata(types_metadata(table.column_names, types))


def types_metadata(names: Sequence[str], types: Sequence[TypeJson]) -> dict[bytes, bytes]:
    """The schema metadata that says the types of columns."""
    columns = [{"name": name, "type": kind} for name, kind in zip(names, types, strict=True)]
    text = json.dumps({"v": 1, "columns": columns}, ensure_ascii=False, separators=(",", ":"))
    return {METADATA_KEY: text.encode()}


def read_types(schema: pa.Schema) -> list[TypeJson] | None:
    """The columns (`{"name", "type"}`) that a schema's metadata describes, when they are its columns."""
    text = (schema.metadata or {}).get(METADATA_KEY)
    if text is None:
        return None
    columns: list[TypeJson] = json.loads(text)["columns"]
    same = [c["name"] for c in columns] == schema.names
    return columns if same else None


def is_tabular(value: object) -> bool:
    """Whether a value is a table by the Arrow PyCapsule interface (pyarrow, polars, duckdb, new pandas…)."""
    return hasattr(value, "__arrow_c_stream__")


def read_stream(value: Any) -> pa.Table:
    """Anything that has the Arrow PyCapsule interface, as an Arrow table."""
    if isinstance(value, pa.Table):
        return value
    if isinstance(value, pa.RecordBatch):
        return pa.Table.from_batches([value])
    return pa.RecordBatchReader.from_stream(value).read_all()
