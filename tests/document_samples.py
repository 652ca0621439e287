"""How the fixtures under `fixtures/markdown` and `fixtures/diagnostics` are read and rendered."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup, escape

from reportgen.diagnostics import Source, format_diagnostic
from reportgen.document import Parsed, ParseOptions, parse
from reportgen.render import page_urls, render_body, render_prose

FIXTURES = Path(__file__).parent / "fixtures"
PAGES = {
    "report.md": "index.html",
    "other.md": "other.html",
    "runs/first.md": "runs/first.html",
}
OPTIONS = ParseOptions(
    page="report.md",
    root=FIXTURES / "markdown" / "project",
    reports=tuple(PAGES),
    directives=frozenset(("table-panel",)),
    roles=frozenset(("value",)),
)


def parsed(text: str) -> Parsed:
    """A text as the report `report.md` of the fixtures' project."""
    return parse(Source("report.md", text), OPTIONS)


def complaints(text: str) -> str:
    """Everything that is wrong with a report, as people read it."""
    return "\n".join(format_diagnostic(problem) for problem in parsed(text).diagnostics)


def rendered(text: str) -> str:
    """A report's prose; `[…]` stands for panels and facts."""
    document = parsed(text).document
    roles = {role.key: Markup("[{}]").format(role.text) for role in document.roles}
    urls = page_urls(document, PAGES)
    blocks = {
        d.key: Markup("<p>[{}: {}]</p>\n").format(d.name, render_body(document, d, roles, urls))
        for d in document.directives
    }
    return str(render_prose(document, blocks, roles, urls))


def escaped(text: str) -> str:
    """A text as it stands in HTML."""
    return str(escape(text))
