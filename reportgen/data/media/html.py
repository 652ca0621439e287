"""`Html`: a page in a cell, which is shown in a box of its own where no script runs."""

from __future__ import annotations

import os
import re
from typing import Any, ClassVar

from reportgen.data.media.blob import BlobMedia
from reportgen.data.media.payload import Payload
from reportgen.data.media.source import read_source

_FILE_NAME = re.compile(r"[^\s<>]+\.html?", re.IGNORECASE)


class Html(BlobMedia):
    """A page of HTML, to be put in a cell of a table or in an artifact. It is kept as it is given.

    A report shows it in a sandboxed frame, without its scripts and without anything from the network.

    Args:
        data: The HTML; the path of a file; an open file; bytes in UTF-8; another Html; or an address
            (`https://…`), which is shown and never fetched. A text that is the path of a file is that file.
        inject: Accepted for scripts that give it: what a frame needs is added where it is shown.
        data_is_not_path: A text is HTML even if there is a file of that name.
        caption: A line of text shown with it.

    Attributes:
        caption: The caption, or None.
        format: "html".

    Raises:
        ValueError: There is no such file, or the text is not valid Unicode.
    """

    __slots__ = ()

    kind: ClassVar[str] = "html"

    def __init__(
        self, data: Any, inject: bool = True, data_is_not_path: bool = False, caption: object = None
    ) -> None:
        if isinstance(data, Html):
            said = data.caption if caption is None else caption
            super().__init__(data._payload, data.format, said, data.uri)
            return
        if isinstance(data, str) and (data_is_not_path or _is_markup(data)):
            super().__init__(Payload(_encoded(data), self.kind), "html", caption, None)
            return
        source = read_source(data, self.kind)
        if source is None:
            raise ValueError(f"an Html cannot be made of a {type(data).__name__}: give HTML or a path")
        super().__init__(source.payload, "html", caption, source.uri)

    def text(self) -> str:
        """The HTML as text; bytes that are no UTF-8 become �."""
        return self.data().decode("utf-8", "replace")


def _is_markup(text: str) -> bool:
    if "<" in text or "\n" in text:
        return True
    is_name = _FILE_NAME.fullmatch(text) or "://" in text
    return not is_name and not os.path.isfile(text)


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise ValueError(f"the HTML is not valid Unicode at position {error.start}") from None
