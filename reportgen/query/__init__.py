"""Runs the JavaScript core and native DuckDB at build time."""

from reportgen.query.core import Core, CoreError, code_point_offset
from reportgen.query.run import Engine, QueryError, answer

__all__ = ["Core", "CoreError", "Engine", "QueryError", "answer", "code_point_offset"]
