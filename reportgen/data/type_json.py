"""Column types as JSON, as they stand in Parquet's metadata and go to the page; and as Arrow types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from reportgen.convert.arrow import TypeJson, storage_type
from reportgen.convert.media import MEDIA
from reportgen.data.mixed import from_json, to_json
from reportgen.data.types import (
    Binary,
    Boolean,
    ColumnType,
    Date,
    Decimal,
    Duration,
    Field,
    Float,
    ForeignKey,
    Integer,
    List,
    Map,
    MediaType,
    Mixed,
    Null,
    PrimaryKey,
    Struct,
    Text,
    Time,
    Timestamp,
    bare,
)

_SIMPLE: Mapping[str, ColumnType] = {
    "boolean": Boolean(),
    "date": Date(),
    "time": Time(),
    "duration": Duration(),
    "binary": Binary(),
    "mixed": Mixed(),
    "null": Null(),
}
_SIMPLE_NAMES = {type(value): name for name, value in _SIMPLE.items()}


def type_to_json(kind: ColumnType) -> TypeJson:
    """The type as JSON: `{"kind": "list", "item": {"kind": "text"}}`."""
    data = _shape(kind)
    if kind.categories is not None:
        data["categories"] = [to_json(value) for value in kind.categories]
    if kind.ordered:
        data["ordered"] = True
    match kind.key:
        case PrimaryKey():
            data["key"] = "primary"
        case ForeignKey(table, column):
            data["key"] = _present(table=table, column=column)
    return data


def _shape(kind: ColumnType) -> TypeJson:
    match kind:
        case Integer(bits, unsigned, classes):
            names = None if classes is None else {str(id): name for id, name in classes}
            return {"kind": "integer", "bits": bits, "unsigned": unsigned, **_present(classes=names)}
        case Float(bits):
            return {"kind": "float", "bits": bits}
        case Decimal(precision, scale):
            return {"kind": "decimal", "precision": precision, "scale": scale}
        case Text(format):
            return {"kind": "text", **_present(format=format)}
        case Timestamp(utc):
            return {"kind": "timestamp", "utc": utc}
        case MediaType(name):
            return {"kind": name}
        case _:
            return _nested_shape(kind)


def _nested_shape(kind: ColumnType) -> TypeJson:
    match kind:
        case List(item, length, array):
            dtype = None if array is None else {"dtype": array}
            return {"kind": "list", "item": type_to_json(item), **_present(length=length, array=dtype)}
        case Map(key, value):
            return {"kind": "map", "key": type_to_json(key), "value": type_to_json(value)}
        case Struct(fields, sparse):
            named = [{"name": f.name, "type": type_to_json(f.type)} for f in fields]
            return {"kind": "struct", "fields": named} | ({"sparse": True} if sparse else {})
        case _:
            return {"kind": _SIMPLE_NAMES[type(kind)]}


def _present(**values: Any) -> TypeJson:
    return {name: value for name, value in values.items() if value is not None}


def _integer(data: TypeJson) -> ColumnType:
    classes = data.get("classes")
    named = None if classes is None else tuple((int(id), name) for id, name in classes.items())
    return Integer(data["bits"], data["unsigned"], named)


_READERS: Mapping[str, Callable[[TypeJson], ColumnType]] = {
    "integer": _integer,
    "float": lambda data: Float(data["bits"]),
    "decimal": lambda data: Decimal(data["precision"], data["scale"]),
    "text": lambda data: Text(data.get("format")),
    "timestamp": lambda data: Timestamp(data["utc"]),
    "list": lambda data: List(
        type_from_json(data["item"]), data.get("length"), data.get("array", {}).get("dtype")
    ),
    "map": lambda data: Map(type_from_json(data["key"]), type_from_json(data["value"])),
    "struct": lambda data: Struct(
        tuple(Field(f["name"], type_from_json(f["type"])) for f in data["fields"]), data.get("sparse", False)
    ),
}


def type_from_json(data: TypeJson) -> ColumnType:
    """The type that JSON describes."""
    name = data["kind"]
    if name in MEDIA:
        kind: ColumnType = MediaType(name)
    else:
        kind = _READERS[name](data) if name in _READERS else _SIMPLE[name]
    if not data.keys() & {"categories", "ordered", "key"} or name == "map":
        return kind
    return replace(kind, categories=_categories(data), ordered=data.get("ordered", False), key=_key(data))


def _categories(data: TypeJson) -> tuple[Any, ...] | None:
    values = data.get("categories")
    return None if values is None else tuple(from_json(value, _no_media) for value in values)


def _key(data: TypeJson) -> PrimaryKey | ForeignKey | None:
    key = data.get("key")
    if key is None:
        return None
    return PrimaryKey() if key == "primary" else ForeignKey(key.get("table"), key.get("column"))


def _no_media(kind: str, info: Any) -> Any:
    raise ValueError(f"a category that is {kind}: {info}")


def arrow_type(kind: ColumnType) -> Any:
    """The Arrow type that values of this type are stored as."""
    marks = {} if kind.categories is None else {"categories": [], "ordered": kind.ordered}
    return storage_type({**type_to_json(bare(kind)), **marks})
