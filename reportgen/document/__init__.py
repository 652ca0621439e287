"""A report's text → a Document and its diagnostics."""

from reportgen.document.anchors import check_anchors
from reportgen.document.model import (
    Argument,
    Author,
    Directive,
    Document,
    FrontMatter,
    Heading,
    ImageUse,
    Link,
    Option,
    Parsed,
    Role,
)
from reportgen.document.parse import ParseOptions, parse

__all__ = [
    "Argument",
    "Author",
    "Directive",
    "Document",
    "FrontMatter",
    "Heading",
    "ImageUse",
    "Link",
    "Option",
    "ParseOptions",
    "Parsed",
    "Role",
    "check_anchors",
    "parse",
]
