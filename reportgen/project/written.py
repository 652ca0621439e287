"""Rows as CSV, JSON, JSON Lines or Parquet."""

from __future__ import annotations

import base64
import csv
import datetime
import decimal
import json
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from reportgen.project.result import Result


def write_rows(result: Result, out: Path | IO[str], form: str) -> int:
    """Write rows in one of `FORMATS`, and say how many there were.

    Args:
        result: The rows.
        out: A file's path, or (not for Parquet) a stream of text.
        form: The format.
    """
    table = result.to_arrow()
    if not isinstance(out, Path):
        TEXT_WRITERS[form](table, out)
    elif form == "parquet":
        pq.write_table(table, out)
    else:
        with out.open("w", encoding="utf-8", newline="") as file:
            TEXT_WRITERS[form](table, file)
    return int(table.num_rows)


def cell_text(value: Any) -> str:
    """A value as a cell of text: null is empty, what has parts is JSON."""
    if value is None:
        return ""
    plain = plain_value(value)
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)


def plain_value(value: Any) -> Any:
    """A value as JSON has it: moments in ISO 8601, durations in seconds, bytes in base64.

    Decimals, NaN and infinities are texts.
    """
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, Mapping):
        return {str(key): plain_value(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_value(item) for item in value]
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        return value.total_seconds()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return str(value) if isinstance(value, decimal.Decimal) else value


def _write_csv(table: pa.Table, file: IO[str]) -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(table.column_names)
    for batch in table.to_batches():
        columns = [column.to_pylist() for column in batch.columns]
        writer.writerows([cell_text(value) for value in row] for row in zip(*columns, strict=True))


def _write_json(table: pa.Table, file: IO[str]) -> None:
    lines = (f" {json.dumps(plain_value(row), ensure_ascii=False)}" for row in table.to_pylist())
    file.write("[\n" + ",\n".join(lines) + "\n]\n")


def _write_json_lines(table: pa.Table, file: IO[str]) -> None:
    for batch in table.to_batches():
        for row in batch.to_pylist():
            file.write(json.dumps(plain_value(row), ensure_ascii=False) + "\n")


TEXT_WRITERS: Mapping[str, Callable[[pa.Table, IO[str]], None]] = {
    "csv": _write_csv,
    "json": _write_json,
    "jsonl": _write_json_lines,
}
"""What writes each format that is text."""

FORMATS = (*TEXT_WRITERS, "parquet")
"""The names of the formats, which are the endings of files too."""
