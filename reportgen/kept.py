"""Texts that take seconds to make and depend on the package alone, kept in the user's cache folder."""

from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Callable

import platformdirs


def kept(name: str, make: Callable[[], str]) -> str:
    """The text of this name, made at its first use; the name has a digest of what the text is made from.

    Where nothing can be kept, the text is made each time.
    """
    path = platformdirs.user_cache_path("reportgen") / name
    with contextlib.suppress(OSError):
        return path.read_text("utf-8")
    text = make()
    draft = path.with_name(f"{name}.{uuid.uuid4().hex}")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, "utf-8")
        os.replace(draft, path)
    return text
