"""How each kind of media stands in a cell of the store's Parquet: a struct, with the bytes beside it."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

CLASSES = pa.map_(pa.int64(), pa.string())
"""The names of class ids."""

BOX = pa.struct(
    [
        ("layer", pa.string()),
        ("x_min", pa.float64()),
        ("y_min", pa.float64()),
        ("x_max", pa.float64()),
        ("y_max", pa.float64()),
        ("domain", pa.string()),
        ("class_id", pa.int64()),
        ("label", pa.string()),
        ("caption", pa.string()),
        ("scores", pa.map_(pa.string(), pa.float64())),
    ]
)
"""A box on an image; `domain` says whether its corners are pixels ("pixel") or parts of 1 ("fraction")."""

MASK = pa.struct([("layer", pa.string()), ("sha256", pa.string()), ("classes", CLASSES)])
"""A mask on an image: a PNG of its size whose pixels are class ids."""

_BLOB = [("sha256", pa.string()), ("format", pa.string()), ("caption", pa.string()), ("uri", pa.string())]
"""What every kind with bytes has: the blob, its format, and, where the bytes are elsewhere, their address."""

MEDIA: Mapping[str, pa.DataType] = {
    "image": pa.struct(
        [
            *_BLOB,
            ("width", pa.int32()),
            ("height", pa.int32()),
            ("grouping", pa.int64()),
            ("boxes", pa.list_(BOX)),
            ("masks", pa.list_(MASK)),
            ("classes", CLASSES),
        ]
    ),
    "audio": pa.struct([*_BLOB, ("seconds", pa.float64()), ("sample_rate", pa.int32())]),
    "video": pa.struct([*_BLOB, ("width", pa.int32()), ("height", pa.int32()), ("seconds", pa.float64())]),
    "html": pa.struct(_BLOB),
    "object3d": pa.struct([*_BLOB, ("points", pa.int64()), ("boxes", pa.int64())]),
    "molecule": pa.struct(_BLOB),
    "chart": pa.struct([*_BLOB, ("title", pa.string())]),
    "histogram": pa.struct([("counts", pa.list_(pa.float64())), ("edges", pa.list_(pa.float64()))]),
}
"""The struct of each kind. A kind without `sha256` has no bytes of its own."""

ENDINGS: Mapping[str, str] = {
    "jpeg": "jpg",
    "pts": "pts.json",
    "plotly": "json",
    "vega": "json",
    "vega-lite": "json",
    "bokeh": "json",
    "text": "txt",
}
"""Formats whose files end in something else than the format's name."""


def file_ending(kind_or_format: str) -> str:
    """The ending of a file of a format (`jpeg` → `jpg`), for names such as `<sha256[:20]>.<ending>`."""
    return ENDINGS.get(kind_or_format, kind_or_format)
