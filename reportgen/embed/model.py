"""What can be embedded elsewhere: panels and saved views, each by a name of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.configuration import Config
from reportgen.document import Document
from reportgen.pages import embed_name, rows_text
from reportgen.panels import AnsweredPanel, AnsweredReport

FOLDER = "embed"
"""Where embeds stand in the site."""


@dataclass(frozen=True, slots=True)
class Embeddable:
    """A panel with a page of its own for frames."""

    name: str
    """A saved view's name, or the panel's page without its ending, `/`, and the panel's id."""
    title: str
    """In a few words."""
    page: str
    """The page of the site that it is from."""
    panel: AnsweredPanel
    report: AnsweredReport

    @property
    def path(self) -> str:
        """Its page for frames."""
        return f"{FOLDER}/{self.name}.html"

    def file(self, ending: str) -> str:
        """A file beside that page."""
        return f"{FOLDER}/{self.name}.{ending}"

    @property
    def status(self) -> str:
        """How much it shows: `152 of 1,797 rows`."""
        return rows_text(self.panel)


def embeddable(reports: Sequence[AnsweredReport], config: Config) -> Iterator[Embeddable]:
    """Everything that the settings let be embedded, in the order of the reports."""
    for report in reports:
        document = report.report.document
        page = config.pages[document.path]
        for panel in report.panels:
            name = embed_name(document, panel, config)
            if name is not None:
                title = document.title if name == panel.panel.view else _title(document, panel)
                yield Embeddable(name, title, page, panel, report)


def _title(document: Document, panel: AnsweredPanel) -> str:
    """The heading that a panel stands under, and the page's title."""
    section = panel.panel.directive.section
    heading = next((one.text for one in document.headings if one.anchor == section), "")
    return f"{heading} · {document.title}" if heading and heading != document.title else document.title
