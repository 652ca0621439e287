"""What the preview lets its own pages write: saved views, into the project that it shows."""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Mapping
from email.message import Message
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from reportgen.diagnostics import Code, DiagnosticError
from reportgen.view_edit import MOST, save_view

Answer = tuple[HTTPStatus, dict[str, Any]]
"""A status, and JSON for the page."""

LONGEST = 2 * MOST
"""Bytes of a request."""


class Saving:
    """Saves views for pages of one preview: they know its token, and no other page can.

    Args:
        root: The project's folder.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.token = secrets.token_urlsafe(24)

    def answer(self, headers: Message | Mapping[str, str], body: bytes) -> Answer:
        """Do what a request asks, if it comes from a page of the preview."""
        refused = self._refused(headers)
        if refused is not None:
            return HTTPStatus.FORBIDDEN, {"problem": refused}
        asked = _asked(body)
        if asked is None:
            return HTTPStatus.BAD_REQUEST, {"problem": "the request is not a view"}
        name, text, replace = asked
        try:
            path = save_view(self.root, name, text, replace=replace)
        except DiagnosticError as error:
            first = error.diagnostics[0]
            said = {"problem": first.message, "taken": first.code is Code.NAME_DUPLICATE}
            return HTTPStatus.UNPROCESSABLE_ENTITY, said
        except OSError as error:
            return HTTPStatus.UNPROCESSABLE_ENTITY, {"problem": f"it cannot be written: {error.strerror}"}
        return HTTPStatus.OK, {"saved": path.relative_to(self.root).as_posix()}

    def _refused(self, headers: Message | Mapping[str, str]) -> str | None:
        """Why a request is not one of our pages'."""
        # A form of another page cannot send JSON, nor a header of its own, without this server's leave.
        if headers.get("Content-Type", "").partition(";")[0].strip() != "application/json":
            return "a view is sent as JSON"
        origin = headers.get("Origin")
        if origin is None or urlsplit(origin).netloc != headers.get("Host"):
            return "a view can be saved from a page of this preview only"
        given = headers.get("X-Reportgen-Token", "")
        if not hmac.compare_digest(given.encode("utf-8", "replace"), self.token.encode()):
            return "the page is of an earlier preview: load it again"
        return None


def _asked(body: bytes) -> tuple[str, str, bool] | None:
    """The view's name and text, and whether it may replace another."""
    try:
        said = json.loads(body)
    except ValueError:
        return None
    if not isinstance(said, dict):
        return None
    name, text, replace = said.get("name"), said.get("text"), said.get("replace", False)
    if isinstance(name, str) and isinstance(text, str) and isinstance(replace, bool):
        return name, text, replace
    return None
