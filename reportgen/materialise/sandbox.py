"""An HTML file that people logged → the site's copy, which can ask nobody for anything."""

from __future__ import annotations

import codecs
import re

POLICY = (
    "default-src 'none'; img-src data: 'self'; media-src data: 'self'; font-src data: 'self'; "
    "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)
"""What a logged page may load: what is inside of it, and this site's own pictures. No script runs."""

_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_START = re.compile(r"\s*(?:<!--.*?-->\s*)*(?:<!doctype[^>]*>)?", re.IGNORECASE | re.DOTALL)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
# A policy keeps frames from being shown, and browsers connect to their hosts all the same; a refresh leads a
# page that stands alone to anywhere. Elements without a meaning do neither.
_ACTIVE = re.compile(r"<(/?)(?=(?:i?frame|frameset|fencedframe|portal|object|embed|meta)\b)", re.IGNORECASE)


def sandboxed(data: bytes) -> bytes:
    """The page in UTF-8, with its policy before everything that could load something.

    A `<meta>` outside of any `<head>` opens one, and a `<head>` that follows is the same.
    """
    text = _ACTIVE.sub(r"<\1x-", _decoded(data))
    start = _START.match(text)
    at = start.end() if start else 0
    begin = text[:at] if text[:at].strip() else "<!doctype html>"
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    return f'{begin}<meta charset="utf-8">{policy}{text[at:]}'.encode("utf-8", "replace")


def _decoded(data: bytes) -> str:
    """The text of a page: by its byte order mark, by what it says of itself, else UTF-8 if it is that."""
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    said = _CHARSET.search(data[:1024])
    for name in (*([said[1].decode("ascii")] if said else []), "utf-8"):
        try:
            return data.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("cp1252", "replace")
