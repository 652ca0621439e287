"""Columns of the store → columns of the site: names that DuckDB tells apart, and images as file names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from reportgen.materialise.media import SiteImage, StoredImage

ROW = "__row__"
"""The column that every table of the site begins with: the position of the row, from 0."""

SITE_IMAGE = pa.struct(
    [
        ("file", pa.string()),
        ("thumb", pa.string()),
        ("width", pa.int32()),
        ("height", pa.int32()),
        ("caption", pa.string()),
    ]
)
"""An image in the site's Parquet."""


def physical_names(names: Sequence[str]) -> list[str]:
    """The names in the file: the columns' own, or `c<position>` where an engine takes two for one."""
    taken = {name.casefold() for name in (ROW, *names)}
    used = {ROW.casefold()}
    physical = []
    for position, name in enumerate(names):
        key = name.casefold()
        if key in used or not name or "\0" in name:
            name = key = f"c{position}"
            while key in taken:
                name = key = f"{key}_"
            taken.add(key)
        used.add(key)
        physical.append(name)
    return physical


def images_in(cell: Any, kind: Mapping[str, Any]) -> Iterator[StoredImage]:
    """The images that a cell of the store holds, also those inside of lists and structs."""
    if cell is None or not has_images(kind):
        return
    if kind["kind"] == "image":
        yield StoredImage(cell["sha256"], cell["format"], cell["width"], cell["height"])
    elif kind["kind"] == "list":
        for item in cell:
            yield from images_in(item, kind["item"])
    else:
        for field in kind["fields"]:
            yield from images_in(cell[field["name"]], field["type"])


def has_images(kind: Mapping[str, Any]) -> bool:
    """Whether values of a column type hold images."""
    if kind["kind"] == "list":
        return has_images(kind["item"])
    if kind["kind"] == "struct":
        return any(has_images(field["type"]) for field in kind["fields"])
    return bool(kind["kind"] == "image")


def site_array(array: pa.Array, kind: Mapping[str, Any], images: Mapping[str, SiteImage]) -> pa.Array:
    """A column of the store in the form that both engines read alike."""
    if has_images(kind):
        cells = [_site_cell(cell, kind, images) for cell in array.to_pylist()]
        return pa.array(cells, _site_type(kind, array.type))
    return array.cast(_plain_type(array.type))


def _site_cell(cell: Any, kind: Mapping[str, Any], images: Mapping[str, SiteImage]) -> Any:
    if cell is None or not has_images(kind):
        return cell
    if kind["kind"] == "list":
        return [_site_cell(item, kind["item"], images) for item in cell]
    if kind["kind"] == "struct":
        return {f["name"]: _site_cell(cell[f["name"]], f["type"], images) for f in kind["fields"]}
    image = images[cell["sha256"]]
    return {
        "file": image.file,
        "thumb": image.thumb,
        "width": image.width,
        "height": image.height,
        "caption": cell["caption"],
    }


def _site_type(kind: Mapping[str, Any], given: pa.DataType) -> pa.DataType:
    if kind["kind"] == "image":
        return SITE_IMAGE
    if not has_images(kind):
        return _plain_type(given)
    if kind["kind"] == "list":
        return pa.list_(_site_type(kind["item"], given.value_type))
    fields = [(f["name"], _site_type(f["type"], given.field(i).type)) for i, f in enumerate(kind["fields"])]
    return pa.struct(fields)


def _plain_type(given: pa.DataType) -> pa.DataType:
    """Instants become UTC without a zone, durations a number of microseconds, dictionaries their values."""
    if pa.types.is_timestamp(given):
        return pa.timestamp("us")
    if pa.types.is_duration(given):
        return pa.int64()
    if pa.types.is_dictionary(given):
        return _plain_type(given.value_type)
    if pa.types.is_null(given):
        return pa.string()
    if pa.types.is_float16(given):
        return pa.float32()
    return given
