"""Parquet and Arrow files, and folders of them."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as pads
import pyarrow.parquet as pq
from pyarrow import feather

from reportgen.convert.arrow import read_types, storage_type
from reportgen.convert.model import MAIN, ColumnRead, Content, Foreign, ForeignError, Notes, TableRead
from reportgen.convert.names import distinct

MEDIA_FOLDER = "media"
"""Beside a table that was exported: its media, as `<sha256[:20]>.<ending>`."""

_FILE_HEADS = (b"ARROW1", b"FEA1")


def read_parquet(path: Path) -> Foreign:
    """The table of a Parquet file, or of all in a folder; `key=value` in the folders' names is a column.

    Raises:
        ForeignError: A file is no Parquet, or the files do not go together.
    """
    try:
        if path.is_file():
            with pq.ParquetFile(path) as file:
                return _foreign(path, file.read())
        found = pads.dataset(path, format="parquet", partitioning="hive", exclude_invalid_files=False)
        return _foreign(path, found.to_table())
    except (pa.ArrowException, OSError) as error:
        raise ForeignError(f"{path} cannot be read as Parquet: {error}") from error


def read_arrow(path: Path) -> Foreign:
    """The table of an Arrow file: the file format (Feather) or the stream format.

    Raises:
        ForeignError: It is neither.
    """
    try:
        return _foreign(path, arrow_table(path))
    except (pa.ArrowException, OSError) as error:
        raise ForeignError(f"{path} cannot be read as Arrow: {error}") from error


def arrow_table(path: Path) -> pa.Table:
    """The rows of an Arrow file or stream."""
    with path.open("rb") as file:
        head = file.read(6)
    if head.startswith(_FILE_HEADS):
        return feather.read_table(path)
    with pa.memory_map(str(path)) as source, pa.ipc.open_stream(source) as reader:
        return reader.read_all()


def _foreign(path: Path, table: pa.Table) -> Foreign:
    notes = Notes(path.name)
    written = read_types(table.schema)
    if written is not None:
        fields = [pa.field(column["name"], storage_type(column["type"])) for column in written]
        table = table.cast(pa.schema(fields))
    hints = [column["type"] for column in written] if written else [None] * table.num_columns
    names = distinct(table.column_names, notes)
    columns = [
        ColumnRead(name, values, hint) for name, values, hint in zip(names, table.columns, hints, strict=True)
    ]
    folder = (path if path.is_dir() else path.parent) / MEDIA_FOLDER
    read = TableRead(columns, blobs=folder if written is not None else None)
    return Foreign([Content({MAIN: read}, path.stem)], list(notes))
