"""CSV and TSV, in and out, without a loss: a cell becomes a number only where its text says no more."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from reportgen.convert.model import MAIN, ColumnRead, Content, Foreign, ForeignError, Notes, TableRead
from reportgen.convert.names import distinct

_HEAD = 1 << 20
_DELIMITERS = ",;\t|"

_INTEGER = r"^-?(0|[1-9][0-9]*)$"
_FLOAT = r"^(-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?|-?\.[0-9]+|[nN]a[nN]|-?[iI]nf(inity)?)$"
_BOOLEAN = r"^([Tt]rue|[Ff]alse|TRUE|FALSE)$"
_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?$"
_MOMENT_UTC = _MOMENT[:-1] + r"(Z|[+-][0-9]{2}:?[0-9]{2})$"


def read_delimited(path: Path) -> Foreign:
    """The table of a CSV or TSV file, whose first line names the columns.

    An empty cell is null, and `""` the empty text.

    Raises:
        ForeignError: It is no text in UTF-8, or a row has another number of cells than the header.
    """
    notes = Notes(path.name)
    head = _head(path)
    delimiter = "\t" if path.suffix.lower() == ".tsv" else _delimiter(head)
    header = _header(path, head, delimiter)
    texts = _texts(path, delimiter, len(header))
    names = distinct(header, notes)
    columns = [ColumnRead(name, typed(column)) for name, column in zip(names, texts.columns, strict=True)]
    return Foreign([Content({MAIN: TableRead(columns)}, path.stem)], list(notes))


def _head(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(_HEAD)
    try:
        return data.decode("utf-8-sig", "strict" if len(data) < _HEAD else "ignore")
    except UnicodeDecodeError as error:
        raise ForeignError(f"{path} is not UTF-8 (at byte {error.start}): save it as UTF-8 first") from None


def _delimiter(head: str) -> str:
    """The delimiter that the first line has most of."""
    line = head.split("\n", 1)[0]
    return max(_DELIMITERS, key=line.count)


def _header(path: Path, head: str, delimiter: str) -> list[str]:
    header = next(csv.reader(io.StringIO(head), delimiter=delimiter), None)
    if not header:
        raise ForeignError(f"{path} is empty: its first line must name the columns")
    return header


def _texts(path: Path, delimiter: str, width: int) -> pa.Table:
    """All cells as texts; null where a cell is empty and has no quotes."""
    bad: list[str] = []

    def refuse(row: Any) -> str:
        bad.append(_ragged(row))
        return "skip"

    try:
        table = arrow_csv.read_csv(
            path,
            read_options=arrow_csv.ReadOptions(
                autogenerate_column_names=True, skip_rows_after_names=1, use_threads=False
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=True, invalid_row_handler=refuse
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types={f"f{i}": pa.string() for i in range(width)},
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid as error:
        raise ForeignError(f"{path} cannot be read: {error}") from error
    if bad:
        raise ForeignError(f"{path} cannot be read: {bad[0]}")
    return table


def _ragged(row: Any) -> str:
    number = f" {row.number - 2}" if row.number is not None else ""
    cells = f"{row.actual_columns} cells and the header {row.expected_columns}"
    return f"row{number} has {cells}: {row.text[:80]!r}"


def typed(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column of texts as the first type that all of them are written as, else as they are."""
    if texts.null_count == len(texts):
        return texts
    for pattern, convert in _TYPES:
        if pc.all(pc.match_substring_regex(texts, pattern)).as_py():
            try:
                return convert(texts)
            except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
                continue
    return texts


def _integers(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    for kind in (pa.int64(), pa.uint64()):
        try:
            return texts.cast(kind)
        except pa.ArrowInvalid:
            continue
    return texts.cast(pa.decimal128(38, 0))


def _booleans(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.equal(pc.utf8_lower(texts), "true")


_TYPES: tuple[tuple[str, Callable[[pa.ChunkedArray], pa.ChunkedArray]], ...] = (
    (_INTEGER, _integers),
    (_FLOAT, lambda texts: texts.cast(pa.float64())),
    (_BOOLEAN, _booleans),
    (_DATE, lambda texts: texts.cast(pa.date32())),
    (_MOMENT, lambda texts: texts.cast(pa.timestamp("us"))),
    (_MOMENT_UTC, lambda texts: texts.cast(pa.timestamp("us", tz="UTC"))),
)


_NEEDS_QUOTES = re.compile(r'[\r\n",;\t|]')


def write_delimited(names: Sequence[str], rows: Sequence[Sequence[str | None]], path: Path) -> None:
    """Write cells that are texts already; null is an empty cell, and the empty text is `""`."""
    delimiter = "\t" if path.suffix.lower() == ".tsv" else ","
    with path.open("w", encoding="utf-8", newline="") as file:
        for row in (names, *rows):
            file.write(delimiter.join(_quoted(cell) for cell in row) + "\n")


def _quoted(cell: str | None) -> str:
    if cell is None:
        return ""
    if cell and not _NEEDS_QUOTES.search(cell) and cell == cell.strip():
        return cell
    return '"' + cell.replace('"', '""') + '"'
