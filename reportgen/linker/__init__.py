"""Joins ES modules into one classic script.

Each module becomes a function that runs once, in an order in which every module follows those that it
imports. The modules keep to a small part of the syntax (one import or export form a line, no default
exports, no cycles, no side effects), so that no parser is needed to see what they exchange, and what
nothing uses is left out.
"""

from reportgen.linker.link import link, link_with_extras
from reportgen.linker.module import LinkError

__all__ = ["LinkError", "link", "link_with_extras"]
