"""Runs the JavaScript core and native DuckDB at build time."""

from reportgen.query.core import Core, CoreError, code_point_offset
from reportgen.query.minisearch import LIBRARY as SEARCH_LIBRARY
from reportgen.query.minisearch import search_index
from reportgen.query.remembering import RememberingCore
from reportgen.query.run import Engine, QueryError, answer, arrow_stream

__all__ = [
    "SEARCH_LIBRARY",
    "Core",
    "CoreError",
    "Engine",
    "QueryError",
    "RememberingCore",
    "answer",
    "arrow_stream",
    "code_point_offset",
    "search_index",
]
