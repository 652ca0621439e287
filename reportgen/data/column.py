"""One column of a table: Python values, or an Arrow array until somebody wants the values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, NoReturn

import numpy as np
import pyarrow as pa

from reportgen.convert.adopt import adopt, first_far_row, first_lossy_row, python_values
from reportgen.data.dtype import ANYTHING, Wanted, with_categories
from reportgen.data.encode import may_hold_media, media_in, to_array, to_values
from reportgen.data.fit import Misfit, are_fit, fit, fits
from reportgen.data.infer import infer
from reportgen.data.keys import Key, Link, RowIndex
from reportgen.data.media.base import Media
from reportgen.data.mixed import MakeMedia
from reportgen.data.plain import ATOMS, Unstorable, plain
from reportgen.data.type_json import arrow_type, type_from_json
from reportgen.data.types import ColumnType, Float, ForeignKey, Integer, PrimaryKey

_HELD = ("_arrow", "_given", "_kind", "_make", "_rows", "_values")


class Column:
    """Values of one type, in row order. The type is found when it is asked for.

    Attributes:
        name: Its name.
        wanted: What was declared of its type.
        optional: Whether values can be None.
        takes_anything: Whether a value that is plain needs no further check.
        key: What it says of rows, or None.
    """

    __slots__ = (
        "_arrow",
        "_given",
        "_kind",
        "_make",
        "_rows",
        "_values",
        "key",
        "name",
        "optional",
        "takes_anything",
        "wanted",
    )

    def __init__(
        self, name: str, values: Iterable[Any] = (), wanted: Wanted = ANYTHING, *, optional: bool = True
    ) -> None:
        self.name = name
        self.wanted = wanted
        self.optional = optional
        self.takes_anything = wanted is ANYTHING and optional
        self.key: Key | None = None
        self._arrow: pa.ChunkedArray | None = None
        self._make: MakeMedia = no_media
        self._given: ColumnType | None = None
        self._kind: ColumnType | None = None
        self._rows = 0
        self._values: list[Any] | None = []
        self._values = self._all_checked(values)

    @staticmethod
    def stored(name: str, kind: ColumnType, arrow: pa.ChunkedArray, make: MakeMedia) -> Column:
        """A column as it was stored; `make` makes the media of its values."""
        column = Column(name)
        column._values, column._arrow, column._make = None, arrow, make
        column._given = replace(kind, key=None)
        match kind.key:
            case PrimaryKey():
                column.key = PrimaryKey()
            case ForeignKey(str(table), other):
                column.key = Link(table, other)
        return column

    @staticmethod
    def from_arrow(name: str, arrow: pa.ChunkedArray, kind: ColumnType | None = None) -> Column:
        """A column of somebody's Arrow data, brought to a type that we store.

        Args:
            name: Its name.
            arrow: The data.
            kind: Its type, where more is known of it than Arrow says.
        """
        lossy = first_lossy_row(arrow)
        if lossy is not None:
            _refuse(name, lossy, "a time finer than a microsecond cannot be stored: round it first")
        try:
            adopted = adopt(arrow)
        except pa.ArrowInvalid as error:
            raise TypeError(
                f"column {name!r} of Arrow's type {arrow.type} cannot be stored: {error}"
            ) from None
        if adopted is None:
            return Column(name, python_values(arrow))
        far = first_far_row(adopted[1])
        if far is not None:
            _refuse(name, far, "a time outside of the years 1 to 9999 cannot be stored: store it as text")
        return Column.stored(name, kind or type_from_json(adopted[0]), adopted[1], no_media)

    def __len__(self) -> int:
        if self._values is not None:
            return len(self._values)
        assert self._arrow is not None
        return len(self._arrow)

    @property
    def kind(self) -> ColumnType:
        """The column's type, without its key."""
        if self._kind is None or self._rows != len(self):
            self._kind, self._rows = self._find_kind(), len(self)
        return self._kind

    def _find_kind(self) -> ColumnType:
        if self.wanted.kind is not None:
            return self.wanted.kind
        if self._given is not None:
            known = len(self._arrow) if self._arrow is not None else 0
            if self._values is None or fits(self._values[known:], self._given):
                return self._given
        values = self.values()
        kind = infer(values)
        return with_categories(kind, values) if self.wanted.category else kind

    def check(self, value: Any) -> Any:
        """The value as the column would hold it in its next row, or a TypeError."""
        return self._fitted(self._plain(value, len(self)), len(self))

    def values(self) -> list[Any]:
        """The values; the column's own list. A value that `check` has returned can be added to it."""
        if self._values is None:
            assert self._arrow is not None
            assert self._given is not None
            self._values = to_values(self._arrow, self._given, self._make)
        return self._values

    def to_arrow(self) -> pa.ChunkedArray:
        """The values as they are stored."""
        kind = self.kind
        known = 0 if self._arrow is None else len(self._arrow)
        if self._arrow is None or kind != self._given:
            return to_array(self.values(), kind)
        if known == len(self):
            return self._arrow
        tail = to_array(self.values()[known:], kind)
        return pa.chunked_array([*self._arrow.chunks, *tail.chunks], self._arrow.type)

    def since(self, row: int) -> Column:
        """The column of the values from a row on."""
        if self._values is None:
            assert self._arrow is not None
            assert self._given is not None
            part = Column.stored(self.name, self._given, self._arrow.slice(row), self._make)
        else:
            part = Column(self.name)
            part._values, part._given = self._values[row:], self._given
        part.wanted, part.optional, part.key = self.wanted, self.optional, self.key
        part.takes_anything = self.takes_anything
        return part

    def retyped(self, wanted: Wanted, *, optional: bool) -> Column:
        """The column with its values as another type has them, or a TypeError that names the row."""
        column = Column(self.name, wanted=wanted, optional=optional)
        column.key = self.key
        arrow = None if self._values is not None else self._cast(wanted, optional=optional)
        if arrow is None:
            column._values = column._all_fitted(list(self.values()))
        else:
            column._values, column._arrow, column._given, column._make = None, arrow, wanted.kind, self._make
        return column

    def _cast(self, wanted: Wanted, *, optional: bool) -> pa.ChunkedArray | None:
        """The Arrow array in another type, where that can be had without looking at the values."""
        assert self._arrow is not None
        if wanted.kind is None or (self._arrow.null_count and not optional):
            return None
        if wanted.kind == self._given:
            return self._arrow
        if not isinstance(self._given, (Integer, Float)) or wanted.kind not in (Integer(), Float()):
            return None
        try:
            return self._arrow.cast(arrow_type(wanted.kind))
        except pa.ArrowInvalid:
            return None

    def media(self) -> Iterator[Media]:
        """Every medium in the column."""
        return media_in(self.values(), self.kind) if self._may_hold_media() else iter(())

    def _may_hold_media(self) -> bool:
        # Arrow data of the user's cannot: the media of a store's can.
        of_others = self._values is None and self._make is no_media
        return not of_others and may_hold_media(self.kind)

    def _all_checked(self, values: Iterable[Any]) -> list[Any]:
        listed = list(values)
        if not ATOMS.issuperset(map(type, listed)):
            listed = [v if type(v) in ATOMS else self._plain(v, row) for row, v in enumerate(listed)]
        return self._all_fitted(listed)

    def _all_fitted(self, values: list[Any]) -> list[Any]:
        if self.takes_anything:
            return values
        kind = self.wanted.kind
        if self.optional and kind is not None and are_fit(values, kind):
            return values
        return [self._fitted(value, row) for row, value in enumerate(values)]

    def _plain(self, value: Any, row: int) -> Any:
        if type(value) in ATOMS:
            return value
        if isinstance(value, RowIndex) and self.key is None:
            self.key = Link(value.table, None)
        try:
            return plain(value)
        except Unstorable as error:
            _refuse(self.name, row, str(error))
        except RecursionError:
            _refuse(self.name, row, "a value nested this deeply cannot be stored: flatten it")
        except ValueError as error:
            _refuse(self.name, row, f"a value of type {type(value).__name__}: {error}")

    def _fitted(self, value: Any, row: int) -> Any:
        if value is None:
            if not self.optional:
                _refuse(self.name, row, "None, and the column is not optional: declare optional=True")
            return None
        wanted = self.wanted
        try:
            if wanted.kind is not None:
                return fit(value, wanted.kind)
        except Misfit as error:
            self._refuse_misfit(row, value, str(error))
        if wanted.family and (not isinstance(value, wanted.family) or isinstance(value, bool)):
            if wanted.family == (np.ndarray,) and isinstance(value, list):
                return plain(np.asarray(value))
            self._refuse_misfit(row, value, wanted.name)
        return value

    def _refuse_misfit(self, row: int, value: Any, name: str) -> NoReturn:
        _refuse(self.name, row, f"{_shown(value)} is not {name}: give that, or declare another type")


def _shown(value: Any) -> str:
    text = repr(value)
    return f"{text if len(text) <= 60 else text[:59] + '…'} (of type {type(value).__name__})"


def _refuse(name: str, row: int, message: str) -> NoReturn:
    raise TypeError(f"row {row}, column {name!r}: {message}")


def no_media(kind: str, info: Any) -> Media:
    """Make no media: for a user's own Arrow data, in which there are none."""
    raise AssertionError(f"{kind} {info} where there can be none")
