"""A site of chosen views alone: their rows, columns and media, and nothing else of the store."""

from __future__ import annotations

from reportgen.publish.site import Part, publish_views

__all__ = ["Part", "publish_views"]
