"""Column types: what every value of a column is. Each is a frozen value that is written as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from reportgen.convert.arrow import TypeJson, storage_type


@dataclass(frozen=True, slots=True)
class Integer:
    """Whole numbers of 8, 16, 32 or 64 bits."""

    bits: int = 64
    unsigned: bool = False


@dataclass(frozen=True, slots=True)
class Float:
    """Floating-point numbers of 32 or 64 bits; NaN and infinities are values, null is their absence."""

    bits: int = 64


@dataclass(frozen=True, slots=True)
class Decimal:
    """Exact decimal numbers; `Decimal(38, 0)` is how whole numbers beyond 64 bits are kept."""

    precision: int
    scale: int


@dataclass(frozen=True, slots=True)
class Text:
    """Unicode text."""


@dataclass(frozen=True, slots=True)
class Boolean:
    """True or false."""


@dataclass(frozen=True, slots=True)
class Timestamp:
    """Moments to the microsecond; `utc` says that they were aware of a time zone (and are now UTC)."""

    utc: bool = False


@dataclass(frozen=True, slots=True)
class Date:
    """Days."""


@dataclass(frozen=True, slots=True)
class Time:
    """Times of day to the microsecond."""


@dataclass(frozen=True, slots=True)
class Duration:
    """Lengths of time in microseconds."""


@dataclass(frozen=True, slots=True)
class Binary:
    """Bytes."""


@dataclass(frozen=True, slots=True)
class List:
    """Lists of any length."""

    item: ColumnType


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a struct."""

    name: str
    type: ColumnType


@dataclass(frozen=True, slots=True)
class Struct:
    """Dicts with known keys. In a sparse one a null field means that the dict lacks the key."""

    fields: tuple[Field, ...]
    sparse: bool = False


@dataclass(frozen=True, slots=True)
class Map:
    """Dicts with any keys of one type and values of one type."""

    key: ColumnType
    value: ColumnType


@dataclass(frozen=True, slots=True)
class ImageType:
    """Images: the bytes are in the store, the cell says which, their format, size and caption."""


@dataclass(frozen=True, slots=True)
class Mixed:
    """Values of several types, each kept as JSON text."""


@dataclass(frozen=True, slots=True)
class Null:
    """Nothing but nulls."""


ColumnType: TypeAlias = (
    Integer
    | Float
    | Decimal
    | Text
    | Boolean
    | Timestamp
    | Date
    | Time
    | Duration
    | Binary
    | List
    | Struct
    | Map
    | ImageType
    | Mixed
    | Null
)

_SIMPLE: Mapping[str, ColumnType] = {
    "text": Text(),
    "boolean": Boolean(),
    "date": Date(),
    "time": Time(),
    "duration": Duration(),
    "binary": Binary(),
    "image": ImageType(),
    "mixed": Mixed(),
    "null": Null(),
}
_SIMPLE_NAMES = {type(value): name for name, value in _SIMPLE.items()}


def type_to_json(kind: ColumnType) -> TypeJson:
    """The type as JSON."""
    match kind:
        case Integer(bits, unsigned):
            return {"kind": "integer", "bits": bits, "unsigned": unsigned}
        case Float(bits):
            return {"kind": "float", "bits": bits}
        case Decimal(precision, scale):
            return {"kind": "decimal", "precision": precision, "scale": scale}
        case Timestamp(utc):
            return {"kind": "timestamp", "utc": utc}
        case List(item):
            return {"kind": "list", "item": type_to_json(item)}
        case Map(key, value):
            return {"kind": "map", "key": type_to_json(key), "value": type_to_json(value)}
        case Struct(fields, sparse):
            named = [{"name": f.name, "type": type_to_json(f.type)} for f in fields]
            return {"kind": "struct", "fields": named} | ({"sparse": True} if sparse else {})
        case _:
            return {"kind": _SIMPLE_NAMES[type(kind)]}


_READERS: Mapping[str, Callable[[TypeJson], ColumnType]] = {
    "integer": lambda data: Integer(data["bits"], data["unsigned"]),
    "float": lambda data: Float(data["bits"]),
    "decimal": lambda data: Decimal(data["precision"], data["scale"]),
    "timestamp": lambda data: Timestamp(data["utc"]),
    "list": lambda data: List(type_from_json(data["item"])),
    "map": lambda data: Map(type_from_json(data["key"]), type_from_json(data["value"])),
    "struct": lambda data: Struct(
        tuple(Field(f["name"], type_from_json(f["type"])) for f in data["fields"]), data.get("sparse", False)
    ),
}


def type_from_json(data: TypeJson) -> ColumnType:
    """The type that JSON describes."""
    kind = data["kind"]
    return _READERS[kind](data) if kind in _READERS else _SIMPLE[kind]


def arrow_type(kind: ColumnType) -> Any:
    """The Arrow type that values of this type are stored as."""
    return storage_type(type_to_json(kind))


def contains(kind: ColumnType, wanted: type) -> bool:
    """Whether a type is, or holds somewhere inside, one of a class of types."""
    match kind:
        case List(item):
            return wanted is List or contains(item, wanted)
        case Map(key, value):
            return wanted is Map or contains(key, wanted) or contains(value, wanted)
        case Struct(fields):
            return wanted is Struct or any(contains(f.type, wanted) for f in fields)
        case _:
            return isinstance(kind, wanted)
