"""Cells as text and as JSON, for files of formats that know less than our columns do."""

from __future__ import annotations

import base64
import datetime
import decimal
import json
import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

import numpy as np

from reportgen.convert.media import file_ending
from reportgen.data.media.base import Media
from reportgen.data.media.blob import BlobMedia
from reportgen.data.media.image import Image

Name: TypeAlias = Callable[[Media], str | None]
"""The path of the file that a medium is written to; None when it has no bytes."""

_NON_FINITE = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}


def files_of(medium: Media) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The name by its digest of every file of a medium, its own first, and what gives the bytes."""
    if isinstance(medium, BlobMedia) and medium.sha256 is not None:
        yield digest_name(medium.sha256, medium.format or medium.kind), medium.data
    if isinstance(medium, Image):
        for mask in medium.masks.values():
            yield digest_name(mask.sha256, "png"), mask.data


def digest_name(sha256: str, format: str) -> str:
    """The name of a medium's file: the beginning of its digest and the ending of its format."""
    return f"{sha256[:20]}.{file_ending(format)}"


def as_json(value: Any, name: Name) -> Any:
    """A value as what JSON has: times in ISO 8601, bytes in Base64, media by the path of their file."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, (int, float)):
        return value if isinstance(value, int) or math.isfinite(value) else _NON_FINITE[repr(value)]
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, list):
        return [as_json(item, name) for item in value]
    if isinstance(value, Mapping):
        return {str(key): as_json(item, name) for key, item in value.items()}
    if isinstance(value, Media):
        return _medium(value, name)
    return next((shape(value) for kind, shape in _SHAPES if isinstance(value, kind)), str(value))


def _medium(medium: Media, name: Name) -> dict[str, Any]:
    """What a medium says of itself, with the path of its file instead of the digest."""
    said = {key: value for key, value in medium.describe().items() if value is not None and key != "sha256"}
    if isinstance(medium, Image) and medium.masks:
        masks = medium.describe()["masks"]
        said["masks"] = [
            {
                "layer": mask["layer"],
                "file": f"media/{digest_name(mask['sha256'], 'png')}",
                "classes": mask["classes"],
            }
            for mask in masks
        ]
    shaped: dict[str, Any] = as_json(said, name)
    file = name(medium)
    return {"file": file, **shaped} if file is not None else shaped


_SHAPES: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (bytes, lambda value: base64.b64encode(value).decode()),
    (datetime.datetime, datetime.datetime.isoformat),
    (datetime.date, datetime.date.isoformat),
    (datetime.time, datetime.time.isoformat),
    (datetime.timedelta, lambda value: value.total_seconds()),
    (decimal.Decimal, str),
)


def as_text(value: Any, name: Name) -> str | None:
    """A value as the text of a CSV cell; None for null."""
    if isinstance(value, Media):
        file = name(value)
        if file is not None:
            return file
        uri = getattr(value, "uri", None)
        return uri if isinstance(uri, str) else json.dumps(as_json(value, name), ensure_ascii=False)
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return "NaN" if math.isnan(value) else repr(value)
    shaped = as_json(value, name)
    if shaped is None or isinstance(shaped, str):
        return shaped
    return json.dumps(shaped, ensure_ascii=False)
