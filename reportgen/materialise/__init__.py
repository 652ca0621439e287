"""Bytes for the site: tables as Parquet, media and what is made of them, all named by content."""

from __future__ import annotations

from reportgen.materialise.cache import Cache
from reportgen.materialise.media import MediaFile
from reportgen.materialise.progress import SILENT, Progress
from reportgen.materialise.site import SiteData, materialise
from reportgen.materialise.tables import DATA, MEDIA, SiteTable, materialise_table

__all__ = [
    "DATA",
    "MEDIA",
    "SILENT",
    "Cache",
    "MediaFile",
    "Progress",
    "SiteData",
    "SiteTable",
    "materialise",
    "materialise_table",
]
