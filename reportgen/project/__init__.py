"""A project asked from Python: its tables, views and plain SQL; lazy, with the panel's own words."""

from __future__ import annotations

from reportgen.project.plain_sql import SqlError, SqlQuery
from reportgen.project.project import Project, open_project
from reportgen.project.query import Query
from reportgen.project.result import Result
from reportgen.project.written import FORMATS, cell_text, write_rows

__all__ = [
    "FORMATS",
    "Project",
    "Query",
    "Result",
    "SqlError",
    "SqlQuery",
    "cell_text",
    "open_project",
    "write_rows",
]
