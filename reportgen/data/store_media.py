"""Media put into the store, several at a time: one is written while another is being encoded."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

from reportgen.data.media import Media
from reportgen.store.blobs import BlobWriter

_AT_A_TIME = 4
_BATCH = 256
"""Media that wait at most: what has been stored is no longer held in memory."""


def store_media(blobs: BlobWriter, media: Iterable[Media]) -> None:
    """Put the bytes of media into a store.

    Raises:
        ValueError: The bytes of one cannot be had; those before it are stored.
    """
    waiting = iter(media)
    first = list(islice(waiting, _BATCH))
    if len(first) <= _AT_A_TIME:
        for medium in first:
            medium.store(blobs)
        return
    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        while first:
            # One object in several cells is stored once, and by one thread.
            list(pool.map(lambda medium: medium.store(blobs), {id(one): one for one in first}.values()))
            first = list(islice(waiting, _BATCH))
