"""One column of a table: Python values, or an Arrow array until somebody wants the values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from reportgen.convert.arrow import adopt, first_lossy_row
from reportgen.data.encode import MakeImage, images_in, to_array, to_values
from reportgen.data.infer import infer
from reportgen.data.media.image import Image
from reportgen.data.plain import ATOMS, Unstorable, plain
from reportgen.data.types import ColumnType, arrow_type, type_from_json


class Column:
    """Values of one type, in row order. The type is found when it is asked for."""

    __slots__ = ("_arrow", "_image", "_kind", "_values", "name")

    def __init__(self, name: str, values: Iterable[Any] = ()) -> None:
        self.name = name
        self._arrow: pa.ChunkedArray | None = None
        self._image: MakeImage | None = None
        self._kind: ColumnType | None = None
        self._values: list[Any] | None = [self._plain(v, row) for row, v in enumerate(values)]

    @staticmethod
    def stored(name: str, kind: ColumnType, arrow: pa.ChunkedArray, image: MakeImage) -> Column:
        """A column as it was stored; `image` makes the images of its values."""
        column = Column(name)
        column._values, column._kind, column._arrow, column._image = None, kind, arrow, image
        return column

    @staticmethod
    def from_arrow(name: str, arrow: pa.ChunkedArray) -> Column:
        """A column of somebody's Arrow data, brought to a type that we store."""
        lossy = first_lossy_row(arrow)
        if lossy is not None:
            raise _refusal(name, lossy, "a time finer than a microsecond cannot be stored: round it first")
        adopted = adopt(arrow)
        if adopted is None:
            return Column(name, arrow.to_pylist())
        return Column.stored(name, type_from_json(adopted[0]), adopted[1], _no_image)

    def __len__(self) -> int:
        return len(self._arrow if self._values is None and self._arrow is not None else self._values or ())

    @property
    def kind(self) -> ColumnType:
        """The column's type."""
        if self._kind is None:
            self._kind = infer(self._values or [])
        return self._kind

    def check(self, value: Any) -> Any:
        """The value as the column would hold it in its next row, or a TypeError."""
        return self._plain(value, len(self))

    def append(self, checked: Any) -> None:
        """Add a value that `check` has returned."""
        self.values().append(checked)
        self._kind = self._arrow = None

    def values(self) -> list[Any]:
        """The values; the column's own list."""
        if self._values is None:
            assert self._arrow is not None
            assert self._image is not None
            self._values = to_values(self._arrow, self.kind, self._image)
        return self._values

    def to_arrow(self) -> pa.ChunkedArray:
        """The values as they are stored."""
        if self._arrow is not None:
            return self._arrow
        array = to_array(self.values(), self.kind)
        return (
            array if isinstance(array, pa.ChunkedArray) else pa.chunked_array([array], arrow_type(self.kind))
        )

    def images(self) -> Iterator[Image]:
        """Every image in the column."""
        return images_in(self.values(), self.kind) if self._may_hold_images() else iter(())

    def _may_hold_images(self) -> bool:
        # Arrow data of the user's cannot: the images of a store's can.
        return self._values is not None or self._image is not _no_image

    def _plain(self, value: Any, row: int) -> Any:
        if type(value) in ATOMS:
            return value
        try:
            return plain(value)
        except Unstorable as error:
            raise _refusal(self.name, row, str(error)) from None
        except RecursionError:
            raise _refusal(
                self.name, row, "a value nested this deeply cannot be stored: flatten it"
            ) from None
        except ValueError as error:
            raise _refusal(self.name, row, f"a value of type {type(value).__name__}: {error}") from error


def _refusal(name: str, row: int, message: str) -> TypeError:
    return TypeError(f"row {row}, column {name!r}: {message}")


def _no_image(info: Any) -> Image:
    raise AssertionError(f"an image {info} where there can be none")
