"""Media that cells can hold, one file a kind, and the registry of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportgen.data.media.adopt import as_media
from reportgen.data.media.audio import Audio
from reportgen.data.media.base import BlobPath, Media
from reportgen.data.media.chart import Chart
from reportgen.data.media.histogram import Histogram
from reportgen.data.media.html import Html
from reportgen.data.media.image import Image
from reportgen.data.media.molecule import Molecule
from reportgen.data.media.object3d import Object3D
from reportgen.data.media.video import Video

__all__ = ["MEDIA", "BlobPath", "Media", "as_media", "stored"]

_CLASSES: tuple[type[Media], ...] = (Image, Audio, Video, Html, Object3D, Molecule, Chart, Histogram)

MEDIA: Mapping[str, type[Media]] = {medium.kind: medium for medium in _CLASSES}
"""The class of each kind of media."""


def stored(kind: str, info: Mapping[str, Any], blob_path: BlobPath) -> Media:
    """The medium of a kind that `describe` told of, whose bytes are in a store.

    Raises:
        KeyError: There is no such kind.
    """
    return MEDIA[kind].stored(info, blob_path)
