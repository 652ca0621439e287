"""Row numbers and keys: how a column points to the rows of its own or another table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from reportgen.data.types import ForeignKey, PrimaryKey

if TYPE_CHECKING:
    from reportgen.data.readable import ReadableTable


class RowIndex(int):
    """The number of a row, from 0, that knows its table: a cell with it points to that row.

    Attributes:
        table: The table.
    """

    table: ReadableTable

    @staticmethod
    def of(table: ReadableTable, number: int) -> RowIndex:
        """The number of a row of a table."""
        index = RowIndex(number)
        index.table = table
        return index


@dataclass(frozen=True, slots=True)
class Link:
    """Where the values of a column point to."""

    table: ReadableTable | str
    """The table, or its path in the artifact or its reference."""
    column: str | None
    """The column there whose values they are; None: they are row numbers."""

    def key(self, ref: str | None = None) -> ForeignKey:
        """The key as a column type has it; `ref` is what the table is called in the store."""
        table = self.table if isinstance(self.table, str) else ref or self.table.logged_as
        return ForeignKey(table, self.column)


Key: TypeAlias = PrimaryKey | Link
"""What a column says of rows: of those of its own table, or of another's."""
