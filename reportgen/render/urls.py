"""Addresses inside the site: always relative, so that it works under any base path."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from urllib.parse import quote

from reportgen.document import Document


def relative_url(page: str, target: str) -> str:
    """The address of one file of the site as seen from one of its pages."""
    return quote(posixpath.relpath(target, posixpath.dirname(page) or "."))


def site_file(path: str) -> str:
    """Where a file of the project that a report links to stands in the site."""
    inside = re.sub(r"^(\.\./)+", "", path)
    return f"files/{'up/' * ((len(path) - len(inside)) // 3)}{inside}"


def page_urls(
    document: Document, pages: Mapping[str, str], files: Callable[[str], str] = site_file
) -> Callable[[str], str]:
    """The callback that turns the addresses of a report into those of its page.

    `pages` are the pages of all reports (`Config.pages`), `files` says where a copied file stands.
    """
    here = pages[document.path]
    uses: dict[str, tuple[str | None, str]] = {image.target: (image.path, "") for image in document.images}
    uses.update({link.target: (link.path, link.fragment) for link in document.links})

    def url(target: str) -> str:
        path, fragment = uses.get(target, (None, ""))
        if path is None:
            return target
        hash_ = f"#{quote(fragment)}" if fragment else ""
        if path == document.path:
            return hash_ or "#"
        return relative_url(here, pages.get(path) or files(path)) + hash_

    return url
