"""JSON Lines and lists in JSON: a row each, with whole numbers of any size and `Infinity` as they stand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from reportgen.convert.model import MAIN, ColumnRead, Content, Foreign, ForeignError, Notes, TableRead
from reportgen.convert.names import distinct


def read_jsonl(path: Path) -> Foreign:
    """The table of a file with a JSON object on each line.

    Raises:
        ForeignError: A line is no object in JSON.
    """
    return _foreign(path, list(_lines(path)))


def read_json(path: Path) -> Foreign:
    """The table of a file with a list of objects, or with `columns` and `data`.

    Raises:
        ForeignError: It is neither.
    """
    data = load(path)
    if (
        isinstance(data, dict)
        and isinstance(data.get("columns"), list)
        and isinstance(data.get("data"), list)
    ):
        return _rectangle(path, data["columns"], data["data"])
    if not isinstance(data, list):
        raise ForeignError(f"{path} holds no table: it must be a list of objects, one for each row")
    return _foreign(path, [_checked(path, i, row) for i, row in enumerate(data)])


def load(path: Path) -> Any:
    """The JSON of a file.

    Raises:
        ForeignError: It is not JSON in UTF-8.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ForeignError(f"{path} is not JSON: {error}") from error


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8-sig", newline="\n") as file:
        for number, line in enumerate(_decoded(path, file)):
            if line.strip():
                try:
                    row = json.loads(line)
                except (ValueError, RecursionError) as error:
                    raise ForeignError(f"{path}: line {number + 1} is not JSON: {error}") from error
                yield _checked(path, number, row)


def _decoded(path: Path, file: Iterator[str]) -> Iterator[str]:
    try:
        yield from file
    except UnicodeDecodeError as error:
        raise ForeignError(f"{path} is not UTF-8: {error.reason}") from None


def _checked(path: Path, number: int, row: Any) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise ForeignError(f"{path}: row {number} is no object with the columns as keys: {str(row)[:60]}")
    return row


def _foreign(path: Path, rows: Sequence[dict[str, Any]]) -> Foreign:
    names = list(dict.fromkeys(key for row in rows for key in row))
    columns = [ColumnRead(name, [row.get(name) for row in rows]) for name in names]
    return Foreign([Content({MAIN: TableRead(columns)}, path.stem)])


def _rectangle(path: Path, names: Sequence[Any], rows: Sequence[Any]) -> Foreign:
    notes = Notes(path.name)
    for i, row in enumerate(rows):
        if not isinstance(row, list) or len(row) != len(names):
            raise ForeignError(f"{path}: row {i} must be a list of {len(names)} cells")
    texts = distinct([str(name) for name in names], notes)
    columns = [ColumnRead(name, [row[i] for row in rows]) for i, name in enumerate(texts)]
    return Foreign([Content({MAIN: TableRead(columns)}, path.stem)], list(notes))
