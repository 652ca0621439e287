"""The ways to declare a column's type: Python's, NumPy's, Arrow's, pandas', polars' and our own."""

from __future__ import annotations

import datetime
import decimal
import enum
import inspect
import os
import sys
import types
import typing
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from reportgen.convert.adopt import adopt
from reportgen.convert.pandas import series_values
from reportgen.data.arrays import from_dtype
from reportgen.data.media import MEDIA
from reportgen.data.media.base import Media
from reportgen.data.media.classes import Classes
from reportgen.data.media.markdown import Markdown
from reportgen.data.type_json import type_from_json
from reportgen.data.types import (
    Binary,
    Boolean,
    ColumnType,
    Date,
    Duration,
    Float,
    Integer,
    List,
    Map,
    MediaType,
    Mixed,
    Null,
    Text,
    Time,
    Timestamp,
    Type,
)
from reportgen.diagnostics import did_you_mean


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was declared of a column: one type, or a family of them of which the values tell the one."""

    kind: ColumnType | None = None
    family: tuple[type, ...] = ()
    """The Python types that values can have, when the type is inferred from them."""
    name: str = ""
    """What a value is called that fits the family: "a list"."""
    category: bool = False
    """Whether the values that there are become the column's categories."""


ANYTHING = Wanted()
"""The column's type is inferred."""

_PYTHON: Mapping[Any, Wanted] = {
    Any: ANYTHING,
    object: Wanted(Mixed()),
    bool: Wanted(Boolean()),
    int: Wanted(Integer()),
    float: Wanted(Float()),
    str: Wanted(Text()),
    bytes: Wanted(Binary()),
    datetime.datetime: Wanted(family=(datetime.datetime,), name="a time"),
    datetime.date: Wanted(Date()),
    datetime.time: Wanted(Time()),
    datetime.timedelta: Wanted(Duration()),
    type(None): Wanted(Null()),
    uuid.UUID: Wanted(Text()),
    Markdown: Wanted(Text("markdown")),
    Classes: Wanted(Integer()),
    decimal.Decimal: Wanted(family=(decimal.Decimal, int, np.integer), name="a decimal number"),
    list: Wanted(family=(list, np.ndarray), name="a list"),
    tuple: Wanted(family=(list, np.ndarray), name="a list"),
    set: Wanted(family=(list, np.ndarray), name="a list"),
    dict: Wanted(family=(dict,), name="a dict"),
    np.ndarray: Wanted(family=(np.ndarray,), name="an array"),
}

_NAMES: Mapping[str, Wanted] = {
    "any": ANYTHING,
    "mixed": Wanted(Mixed()),
    "object": Wanted(Mixed()),
    "text": Wanted(Text()),
    "str": Wanted(Text()),
    "string": Wanted(Text()),
    **{form: Wanted(Text(form)) for form in ("markdown", "code", "json")},
    "number": Wanted(Float()),
    "integer": Wanted(Integer()),
    "boolean": Wanted(Boolean()),
    "binary": Wanted(Binary()),
    "date": Wanted(Date()),
    "time": Wanted(Time()),
    "duration": Wanted(Duration()),
    "timestamp": Wanted(Timestamp()),
    "datetime": Wanted(Timestamp()),
    "category": Wanted(category=True),
    "list": _PYTHON[list],
    "dict": _PYTHON[dict],
    "array": _PYTHON[np.ndarray],
    **{kind: Wanted(MediaType(kind)) for kind in MEDIA},
}


def wanted(dtype: Any) -> Wanted:
    """What a declaration means.

    Args:
        dtype: A type of Python (`int`, `list[float]`, `Literal["a", "b"]`, an enum), a dtype of NumPy, pandas
            or polars, an Arrow type, a name ("float32", "category", "image"), a class of media, `Classes`, or
            a column type of `reportgen.data.types`. None: nothing is declared.

    Raises:
        TypeError: It is none of these.
    """
    if dtype is None or isinstance(dtype, Wanted):
        return dtype or ANYTHING
    if isinstance(dtype, Type):
        return Wanted(typing.cast(ColumnType, dtype))
    if isinstance(dtype, Classes):
        return Wanted(Integer(classes=tuple(dtype.items())))
    if isinstance(dtype, str):
        return _named(dtype)
    found = _of_class(dtype) or _of_library(dtype) or _generic(dtype)
    if found is None:
        raise TypeError(
            f"{dtype!r} is no type of a column: use a type of Python, NumPy or Arrow, a name such as "
            f"'category', or a class of media"
        )
    return found


def _named(name: str) -> Wanted:
    found = _NAMES.get(name.lower())
    if found is not None:
        return found
    try:
        dtype = np.dtype(name.lower())
    except TypeError:
        hint = did_you_mean(name, [*_NAMES, "int64", "float32"], what="type")
        raise TypeError(f"{name!r} is no type of a column; {hint}") from None
    return _numpy(dtype)


def _of_class(dtype: Any) -> Wanted | None:
    if not inspect.isclass(dtype):
        return _PYTHON.get(dtype) if dtype is Any else None
    if dtype in _PYTHON:
        return _PYTHON[dtype]
    if issubclass(dtype, Media):
        return Wanted(MediaType(dtype.kind))
    if issubclass(dtype, enum.Enum):
        return Wanted(Text(categories=tuple(dtype.__members__)))
    if issubclass(dtype, np.generic):
        return _numpy(np.dtype(dtype))
    return Wanted(Text()) if issubclass(dtype, os.PathLike) else None


def _numpy(dtype: np.dtype[Any]) -> Wanted:
    if dtype.kind in "biuf" and dtype.itemsize <= 8:
        return Wanted(from_dtype(dtype))
    simple: Mapping[str, ColumnType] = {"U": Text(), "S": Binary(), "m": Duration(), "O": Mixed()}
    if dtype.kind == "M":
        return Wanted(Date() if np.datetime_data(dtype)[0] == "D" else Timestamp())
    if dtype.kind not in simple:
        raise TypeError(f"a column cannot be of the dtype {dtype}: there is none for such values")
    return Wanted(simple[dtype.kind])


def _of_library(dtype: Any) -> Wanted | None:
    if isinstance(dtype, np.dtype):
        return _numpy(dtype)
    values = pa.chunked_array([], dtype) if isinstance(dtype, pa.DataType) else _no_values(dtype)
    if values is None:
        return None
    adopted = adopt(values)
    if adopted is not None and adopted[0].get("categories"):
        return Wanted(type_from_json(adopted[0]))
    if pa.types.is_dictionary(values.type):
        return Wanted(category=True)
    return None if adopted is None else Wanted(type_from_json(adopted[0]))


def _no_values(dtype: Any) -> pa.ChunkedArray | None:
    """An empty column of a dtype of pandas or polars."""
    library = type(dtype).__module__.partition(".")[0]
    if library == "pandas":
        values = series_values(sys.modules["pandas"].Series([], dtype=dtype))
        return values if isinstance(values, pa.ChunkedArray) else pa.chunked_array([], pa.string())
    name = getattr(dtype, "__module__", "").partition(".")[0]
    if "polars" not in (library, name):
        return None
    return pa.chunked_array([sys.modules["polars"].Series([], dtype=dtype).to_arrow()])


def _generic(dtype: Any) -> Wanted | None:
    origin, arguments = typing.get_origin(dtype), typing.get_args(dtype)
    if origin is typing.Literal:
        return _literal(arguments)
    if origin in (typing.Union, types.UnionType):
        rest = [argument for argument in arguments if argument is not type(None)]
        return wanted(rest[0]) if len(rest) == 1 else ANYTHING
    if origin is typing.Annotated:
        return wanted(arguments[0])
    kinds = [wanted(argument).kind for argument in arguments if argument is not Ellipsis]
    if origin in (list, tuple, set, frozenset):
        same = set(kinds)
        item = same.pop() if len(same) == 1 else None
        return _PYTHON[list] if item is None else Wanted(List(item))
    if origin is dict:
        key, value = kinds
        return _PYTHON[dict] if key is None or value is None else Wanted(Map(key, value))
    return None


def _literal(values: Sequence[Any]) -> Wanted:
    kinds = {type(value) for value in values}
    if kinds == {str}:
        return Wanted(Text(categories=tuple(values)))
    if kinds == {int}:
        return Wanted(Integer(categories=tuple(values)))
    raise TypeError(f"the categories {values!r} are neither all text nor all whole numbers")


def declared(columns: Sequence[str], dtype: Any) -> list[Wanted]:
    """What `dtype=` says of each column: one for all, a list of them, or a dict by the columns' names."""
    return [wanted(d) for d in _each(columns, dtype, "dtype")]


def optionals(columns: Sequence[str], optional: Any) -> list[bool]:
    """What `optional=` says of each column, in the same three ways; True where it says nothing."""
    return [True if o is None else bool(o) for o in _each(columns, optional, "optional")]


def _each(columns: Sequence[str], given: Any, what: str) -> list[Any]:
    if isinstance(given, Mapping) and not isinstance(given, Classes):
        known = {str(name): value for name, value in given.items()}
        for name in known.keys() - set(columns):
            raise ValueError(f"{what}= names {name!r}; {did_you_mean(name, columns, what='column')}")
        return [known.get(name) for name in columns]
    if isinstance(given, (list, tuple)):
        if len(given) != len(columns):
            raise ValueError(f"{what}= is {len(given)} long and the table has {len(columns)} columns")
        return list(given)
    return [given] * len(columns)


def with_categories(kind: ColumnType, values: Sequence[Any], known: Sequence[Any] = ()) -> ColumnType:
    """The type of a column whose values become its categories, in their order; mixed ones have none."""
    found = dict.fromkeys([*known, *(v for v in values if v is not None)])
    try:
        listed = sorted(found)
    except TypeError:
        listed = list(found)
    return kind if isinstance(kind, (Mixed, Null)) else replace(kind, categories=tuple(listed))
