"""From directives and roles of a report to the panels and facts that it shows."""

from __future__ import annotations

from reportgen.panels.answers import AnsweredPanel, AnsweredReport, answer_report
from reportgen.panels.model import Fact, Lineage, Panel, Table, ViewCard, ViewList
from reportgen.panels.modules import modules_of
from reportgen.panels.resolve import DIRECTIVES, ROLES, VERBATIM, ResolvedReport, resolve_report
from reportgen.panels.settle import settle_report
from reportgen.panels.sources import Sources

__all__ = [
    "DIRECTIVES",
    "ROLES",
    "VERBATIM",
    "AnsweredPanel",
    "AnsweredReport",
    "Fact",
    "Lineage",
    "Panel",
    "ResolvedReport",
    "Sources",
    "Table",
    "ViewCard",
    "ViewList",
    "answer_report",
    "modules_of",
    "resolve_report",
    "settle_report",
]
