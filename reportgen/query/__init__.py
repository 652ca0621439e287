"""Runs the JavaScript core and native DuckDB at build time."""

from reportgen.query.core import Core, CoreError, code_point_offset
from reportgen.query.run import Engine, QueryError, answer, arrow_stream

__all__ = ["Core", "CoreError", "Engine", "QueryError", "answer", "arrow_stream", "code_point_offset"]
