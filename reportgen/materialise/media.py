"""The media of a table: originals under content names, and what is made of them once, beside them."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import PIL
from PIL import Image

from reportgen.convert.media import file_ending
from reportgen.materialise.cache import Cache
from reportgen.materialise.kinds import StoredMedia
from reportgen.materialise.mask import colored_mask
from reportgen.materialise.preview import PREVIEWED, preview
from reportgen.materialise.progress import Progress
from reportgen.materialise.sandbox import sandboxed
from reportgen.materialise.thumbnail import KEPT, Thumbnail, make_thumbnail

MISSING = "its bytes are missing from the store"
"""The problem of a medium whose blob is gone."""


@dataclass(frozen=True, slots=True)
class SiteMedia:
    """A medium as a table in the site names it: names inside `media/`."""

    file: str | None
    """None when there are no bytes."""
    thumb: str | None = None
    width: int = 0
    height: int = 0
    problem: str | None = None
    made: bool = False
    """Whether the file is not the blob but was made of it."""


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file of `media/` and where its bytes are."""

    name: str
    source: Path


@dataclass(frozen=True, slots=True)
class Maker:
    """What making needs besides the medium."""

    px: int
    """The square that thumbnails fit into."""
    blob_path: Callable[[str], Path]
    cache: Cache

    def kept(self, name: str, make: Callable[[], bytes]) -> None:
        """Make a file of the site unless it is in the cache."""
        path = made_path(self.cache, name)
        if not path.is_file():
            data = make()
            with self.cache.create(path) as temporary:
                temporary.write_bytes(data)


def made_path(cache: Cache, name: str) -> Path:
    """Where the cache keeps a file that was made, by its name in the site."""
    return cache.path(f"made-pillow-{PIL.__version__}", name)


def file_name(media: StoredMedia) -> str:
    """The content name of an original."""
    return f"{media.sha256[:20]}.{file_ending(media.format)}"


def thumb_name(media: StoredMedia, px: int) -> str:
    """The content name of a thumbnail."""
    return f"{media.sha256[:20]}-{px}.webp"


def site_media(
    media: Iterable[StoredMedia], maker: Maker, *, progress: Progress, label: str
) -> dict[str, SiteMedia]:
    """Every medium by its key, with a thumbnail where the original is larger than cells need."""
    wanted = list(media)
    if not wanted:
        return {}
    with (
        progress.task(label, len(wanted)) as advance,
        warnings.catch_warnings(),
        ThreadPoolExecutor(os.cpu_count()) as pool,
    ):
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        made: dict[str, SiteMedia] = {}
        for one, result in zip(wanted, pool.map(lambda each: site_medium(each, maker), wanted), strict=True):
            made[one.key] = result
            advance(1)
    return made


def site_medium(media: StoredMedia, maker: Maker) -> SiteMedia:
    """One medium; what is made of it is in the cache afterwards."""
    if not maker.blob_path(media.sha256).is_file():
        return SiteMedia(None, None, media.width, media.height, MISSING)
    return MAKERS.get(media.kind, _as_it_is)(media, maker)


def media_files(
    known: Mapping[str, SiteMedia], blob_path: Callable[[str], Path], cache: Cache
) -> list[MediaFile]:
    """All files that the media need, sorted by name, each once."""
    files: dict[str, Path] = {}
    for key, media in known.items():
        if media.file is not None:
            blob = blob_path(key.partition(":")[2])
            files[media.file] = made_path(cache, media.file) if media.made else blob
        if media.thumb is not None:
            files[media.thumb] = made_path(cache, media.thumb)
    return [MediaFile(name, source) for name, source in sorted(files.items())]


def _as_it_is(media: StoredMedia, maker: Maker) -> SiteMedia:
    return SiteMedia(file_name(media), None, media.width, media.height)


def _image(image: StoredMedia, maker: Maker) -> SiteMedia:
    name = file_name(image)
    # Only a JPEG is commonly turned by its EXIF tag, so that its true size is inside the file.
    small = max(image.width, image.height) <= maker.px and image.format != "jpeg"
    if image.format in KEPT or (small and image.width > 0):
        return SiteMedia(name, None, image.width, image.height)
    found = _thumbnail(image, maker)
    thumb = None if found.data is None else thumb_name(image, maker.px)
    return SiteMedia(name, thumb, found.width, found.height, found.problem)


def _mask(mask: StoredMedia, maker: Maker) -> SiteMedia:
    """A mask in the colors of its classes; class 0 is clear where it is the background."""
    blob = maker.blob_path(mask.sha256)
    stem = f"{mask.sha256[:20]}-mask{'' if mask.background else '0'}"
    large = max(mask.width, mask.height) > maker.px
    file, thumb = f"{stem}.png", f"{stem}-{maker.px}.png"
    try:
        maker.kept(file, lambda: colored_mask(blob, None, background=mask.background))
        if large:
            maker.kept(thumb, lambda: colored_mask(blob, maker.px, background=mask.background))
    except (OSError, ValueError):
        return SiteMedia(None, None, mask.width, mask.height, "the mask is not an image")
    return SiteMedia(file, thumb if large else None, mask.width, mask.height, made=True)


def _html(page: StoredMedia, maker: Maker) -> SiteMedia:
    name = file_name(page)
    blob = maker.blob_path(page.sha256)
    maker.kept(name, lambda: sandboxed(blob.read_bytes()))
    return SiteMedia(name, made=True)


def _previewed(media: StoredMedia, maker: Maker) -> SiteMedia:
    """What is opened in a live viewer, with a picture where one can be drawn."""
    name = f"{media.sha256[:20]}-view-{maker.px}.webp"
    blob = maker.blob_path(media.sha256)
    # An empty file in the cache says that nothing could be drawn.
    maker.kept(name, lambda: preview(media.kind, media.format, blob.read_bytes(), maker.px) or b"")
    thumb = name if made_path(maker.cache, name).stat().st_size else None
    return SiteMedia(file_name(media), thumb)


MAKERS: Mapping[str, Callable[[StoredMedia, Maker], SiteMedia]] = {
    "image": _image,
    "mask": _mask,
    "html": _html,
    **dict.fromkeys(PREVIEWED, _previewed),
}
"""What the site has of each kind; of the others the file as it is."""


def _thumbnail(image: StoredMedia, maker: Maker) -> Thumbnail:
    path = made_path(maker.cache, thumb_name(image, maker.px))
    note = path.with_suffix(".json")
    known = maker.cache.read_json(note)
    if known is not None and (not known["thumb"] or path.is_file()):
        return Thumbnail(known["width"], known["height"], b"" if known["thumb"] else None, known["problem"])
    made = make_thumbnail(maker.blob_path(image.sha256), image.width, image.height, maker.px)
    if made.data is not None:
        with maker.cache.create(path) as temporary:
            temporary.write_bytes(made.data)
    maker.cache.write_json(
        note,
        {
            "width": made.width,
            "height": made.height,
            "thumb": made.data is not None,
            "problem": made.problem,
        },
    )
    return made
