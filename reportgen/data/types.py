"""Column types: what every value of a column is. Each is a frozen value that is written as JSON."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, TypeAlias, TypeVar


@dataclass(frozen=True, slots=True)
class PrimaryKey:
    """The column's values name the rows of its table."""


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """The column's values name rows of another table."""

    table: str | None
    """Its path in the same artifact or its reference; None while it is in no store."""
    column: str | None = None
    """The column that they are values of; None: they are row numbers, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Type:
    """What a column of any type can say of itself besides."""

    categories: tuple[Any, ...] | None = None
    """The values that a column of categories can have, in order."""
    ordered: bool = False
    """Whether the order of the categories means something."""
    key: PrimaryKey | ForeignKey | None = None

    def __repr__(self) -> str:
        values = ((field, getattr(self, field.name)) for field in fields(self))
        said = (f"{field.name}={value!r}" for field, value in values if value != field.default)
        return f"{type(self).__name__}({', '.join(said)})"


@dataclass(frozen=True, slots=True, repr=False)
class Integer(Type):
    """Whole numbers of 8, 16, 32 or 64 bits."""

    bits: int = 64
    unsigned: bool = False
    classes: tuple[tuple[int, str], ...] | None = None
    """The names of the classes whose ids the numbers are."""


@dataclass(frozen=True, slots=True, repr=False)
class Float(Type):
    """Floating-point numbers of 32 or 64 bits; NaN and infinities are values, null is their absence."""

    bits: int = 64


@dataclass(frozen=True, slots=True, repr=False)
class Decimal(Type):
    """Exact decimal numbers; `Decimal(38, 0)` is how whole numbers beyond 64 bits are kept."""

    precision: int
    scale: int


@dataclass(frozen=True, slots=True, repr=False)
class Text(Type):
    """Unicode text."""

    format: str | None = None
    """How it is to be read: "markdown", "code", "json", or as it is."""


@dataclass(frozen=True, slots=True, repr=False)
class Boolean(Type):
    """True or false."""


@dataclass(frozen=True, slots=True, repr=False)
class Timestamp(Type):
    """Moments to the microsecond; `utc` says that they were aware of a time zone (and are now UTC)."""

    utc: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Date(Type):
    """Days."""


@dataclass(frozen=True, slots=True, repr=False)
class Time(Type):
    """Times of day to the microsecond."""


@dataclass(frozen=True, slots=True, repr=False)
class Duration(Type):
    """Lengths of time in microseconds."""


@dataclass(frozen=True, slots=True, repr=False)
class Binary(Type):
    """Bytes."""


@dataclass(frozen=True, slots=True, repr=False)
class List(Type):
    """Lists."""

    item: ColumnType
    length: int | None = None
    """The length of every one of them, where it is the same."""
    array: str | None = None
    """The dtype of the NumPy arrays that they came as; on the outermost list of an array of several axes."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a struct."""

    name: str
    type: ColumnType


@dataclass(frozen=True, slots=True, repr=False)
class Struct(Type):
    """Dicts with known keys. In a sparse one a null field means that the dict lacks the key."""

    fields: tuple[Field, ...]
    sparse: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Map(Type):
    """Dicts with any keys of one type and values of one type."""

    key_type: ColumnType
    value_type: ColumnType


@dataclass(frozen=True, slots=True, repr=False)
class MediaType(Type):
    """Media of one kind: the bytes are in the store, the cell says which, and what they are."""

    kind: str
    """A kind of `reportgen.convert.media.MEDIA`, such as "image"."""


@dataclass(frozen=True, slots=True, repr=False)
class Mixed(Type):
    """Values of several types, each kept as JSON text."""


@dataclass(frozen=True, slots=True, repr=False)
class Null(Type):
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
    | MediaType
    | Mixed
    | Null
)

_Kind = TypeVar("_Kind", bound=Type)


def bare(kind: _Kind) -> _Kind:
    """The type without what a column says of itself besides: its categories and key."""
    return replace(kind, categories=None, ordered=False, key=None)


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
