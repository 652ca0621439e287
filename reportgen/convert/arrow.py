"""Column types (as JSON) and Arrow types, one to the other, and how a schema says them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TypeAlias

import pyarrow as pa

from reportgen.convert.media import MEDIA

TypeJson: TypeAlias = dict[str, Any]
"""A column type as JSON: `{"kind": "list", "item": {"kind": "text"}}`."""

METADATA_KEY = b"reportgen"
"""Where the column types stand in the metadata of an Arrow schema."""

_PLAIN_STORAGE = {
    "text": pa.string(),
    "boolean": pa.bool_(),
    "timestamp": pa.timestamp("us"),
    "date": pa.date32(),
    "time": pa.time64("us"),
    "duration": pa.duration("us"),
    "binary": pa.binary(),
    "mixed": pa.string(),
    # Arrow's own null type does not survive inside lists and maps, and engines read it as different types.
    "null": pa.int32(),
    **MEDIA,
}

_INTEGERS = {
    (bits, unsigned): getattr(pa, f"{'u' if unsigned else ''}int{bits}")()
    for bits in (8, 16, 32, 64)
    for unsigned in (False, True)
}


def storage_type(kind: TypeJson) -> pa.DataType:
    """The Arrow type that a column type is stored as."""
    if kind["kind"] == "text" and "categories" in kind:
        return pa.dictionary(pa.int32(), pa.string(), ordered=kind.get("ordered", False))
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
        return _extension_type_of(arrow)
    if pa.types.is_dictionary(arrow):
        return type_of(arrow.value_type)
    if not pa.types.is_nested(arrow):
        return _flat_type_of(arrow)
    kind = _nested_type_of(arrow)
    return None if kind is None or _holds_null(kind) else kind


def _extension_type_of(arrow: pa.BaseExtensionType) -> TypeJson | None:
    name = arrow.extension_name
    if name in _BY_VALUE:
        return None
    if name == "arrow.bool8":
        return {"kind": "boolean"}
    kind = type_of(arrow.storage_type)
    return {"kind": "text", "format": "json"} if name == "arrow.json" else kind


_BY_VALUE = {"arrow.uuid", "arrow.fixed_shape_tensor", "pandas.period", "pandas.interval"}
"""Extension types whose storage is not what their values mean."""


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
    if pa.types.is_union(arrow) or _is_view(arrow) or not hasattr(arrow, "value_type"):
        return None
    item = type_of(arrow.value_type)
    if item is None:
        return None
    length = {"length": arrow.list_size} if pa.types.is_fixed_size_list(arrow) else {}
    return {"kind": "list", "item": item, **length}


def _is_view(arrow: pa.DataType) -> bool:
    """Whether lists are views, of which Arrow 26 loses the last in casting them to lists."""
    return bool(pa.types.is_list_view(arrow) or pa.types.is_large_list_view(arrow))


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
