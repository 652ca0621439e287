"""From directives and roles of a report to the panels and facts that it shows."""

from __future__ import annotations

from reportgen.panels.answers import AnsweredPanel, AnsweredReport, answer_report
from reportgen.panels.model import Fact, Lineage, Panel, Table
from reportgen.panels.resolve import DIRECTIVES, ROLES, ResolvedReport, resolve_report
from reportgen.panels.settle import settle_report
from reportgen.panels.sources import Sources

__all__ = [
    "DIRECTIVES",
    "ROLES",
    "AnsweredPanel",
    "AnsweredReport",
    "Fact",
    "Lineage",
    "Panel",
    "ResolvedReport",
    "Sources",
    "Table",
    "answer_report",
    "resolve_report",
    "settle_report",
]
