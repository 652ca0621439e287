"""The images of a table: originals under content names, and thumbnails that are made once."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import PIL
from PIL import Image

from reportgen.materialise.cache import Cache
from reportgen.materialise.progress import Progress
from reportgen.materialise.thumbnail import KEPT, Thumbnail, make_thumbnail

EXTENSIONS = {"jpeg": "jpg"}
"""Formats whose files have another ending than their name."""

MISSING = "its bytes are missing from the store"
"""The problem of an image whose blob is gone."""


@dataclass(frozen=True, slots=True)
class StoredImage:
    """An image as a table in the store names it."""

    sha256: str
    format: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class SiteImage:
    """An image as a table in the site names it: names inside `media/`."""

    file: str
    thumb: str | None
    width: int
    height: int
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file of `media/` and where its bytes are."""

    name: str
    source: Path


def file_name(image: StoredImage) -> str:
    """The content name of an original."""
    return f"{image.sha256[:20]}.{EXTENSIONS.get(image.format, image.format)}"


def thumb_name(image: StoredImage, px: int) -> str:
    """The content name of a thumbnail."""
    return f"{image.sha256[:20]}-{px}.webp"


def site_images(
    images: Iterable[StoredImage],
    *,
    px: int,
    blob_path: Callable[[str], Path],
    cache: Cache,
    progress: Progress,
    label: str,
) -> dict[str, SiteImage]:
    """Every image by its digest, with a thumbnail where the original is larger than `px`."""
    wanted = list(images)
    if not wanted:
        return {}

    def one(image: StoredImage) -> SiteImage:
        return site_image(image, px=px, blob=blob_path(image.sha256), cache=cache)

    with (
        progress.task(label, len(wanted)) as advance,
        warnings.catch_warnings(),
        ThreadPoolExecutor(os.cpu_count()) as pool,
    ):
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        made: dict[str, SiteImage] = {}
        for image, result in zip(wanted, pool.map(one, wanted), strict=True):
            made[image.sha256] = result
            advance(1)
    return made


def site_image(image: StoredImage, *, px: int, blob: Path, cache: Cache) -> SiteImage:
    """One image; its thumbnail is in the cache afterwards."""
    name = file_name(image)
    if not blob.is_file():
        return SiteImage(name, None, image.width, image.height, MISSING)
    # Only a JPEG is commonly turned by its EXIF tag, so that its true size is inside the file.
    small = max(image.width, image.height) <= px and image.format != "jpeg"
    if image.format in KEPT or (small and image.width > 0):
        return SiteImage(name, None, image.width, image.height)
    found = _cached_thumbnail(image, px=px, blob=blob, cache=cache)
    thumb = None if found.data is None else thumb_name(image, px)
    return SiteImage(name, thumb, found.width, found.height, found.problem)


def thumb_path(cache: Cache, image_thumb: str) -> Path:
    """Where the cache keeps a thumbnail, by its name in the site."""
    return cache.path(f"thumbs-pillow-{PIL.__version__}", image_thumb)


def media_files(
    images: Mapping[str, SiteImage], blob_path: Callable[[str], Path], cache: Cache
) -> list[MediaFile]:
    """All files that the images need, sorted by name, each once."""
    files = {image.file: blob_path(sha256) for sha256, image in images.items() if image.problem != MISSING}
    for image in images.values():
        if image.thumb is not None:
            files[image.thumb] = thumb_path(cache, image.thumb)
    return [MediaFile(name, source) for name, source in sorted(files.items())]


def _cached_thumbnail(image: StoredImage, *, px: int, blob: Path, cache: Cache) -> Thumbnail:
    path = thumb_path(cache, thumb_name(image, px))
    note = path.with_suffix(".json")
    known = cache.read_json(note)
    if known is not None and (not known["thumb"] or path.is_file()):
        return Thumbnail(known["width"], known["height"], b"" if known["thumb"] else None, known["problem"])
    made = make_thumbnail(blob, image.width, image.height, px)
    if made.data is not None:
        with cache.create(path) as temporary:
            temporary.write_bytes(made.data)
    cache.write_json(
        note,
        {
            "width": made.width,
            "height": made.height,
            "thumb": made.data is not None,
            "problem": made.problem,
        },
    )
    return made
