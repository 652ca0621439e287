"""`Markdown`: text that is shown as Markdown."""

from __future__ import annotations


class Markdown(str):
    """A text in Markdown. In a cell it is text like any other, and shown with its headings, lists and links.

    Args:
        text: CommonMark; HTML in it is shown as it is written.
    """

    __slots__ = ()

    def __new__(cls, text: object = "") -> Markdown:
        """The text as Markdown."""
        return super().__new__(cls, text)

    def __repr__(self) -> str:
        return f"Markdown({super().__repr__()})"
