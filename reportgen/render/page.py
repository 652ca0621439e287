"""One page of the site: a model of what it shows, and the template that shows it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from jinja2 import Environment
from markupsafe import Markup

from reportgen.document import Author
from reportgen.render.social import Social
from reportgen.render.toc import TocEntry, toc_list
from reportgen.render.urls import relative_url

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:; connect-src 'self'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; frame-src 'self'; style-src 'self'; "
    "font-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
"""What the page may load and run: this site's own files and nothing else."""


MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""Not the calendar's names, which follow the machine's locale: two builds must be equal."""


@dataclass(frozen=True, slots=True)
class NavLink:
    """A report in the navigation."""

    title: str
    """Its title."""
    page: str
    """Its page, from the site's root."""


@dataclass(frozen=True, slots=True)
class Comments:
    """A service of somebody else that shows comments under a report."""

    host: str
    """Its origin."""
    script: str
    """The address of its script."""
    attributes: tuple[tuple[str, str], ...]
    """What the script's element says besides."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows. Paths are from the site's root; the template gets relative addresses."""

    path: str
    """Where the page stands, such as `runs/first.html`."""
    project: str
    """The project's title."""
    title: str
    """The report's title, as text."""
    heading: Markup | None
    """The title with its markup, above the article; None when the prose has it."""
    heading_id: str | None
    """The id of that heading."""
    prose: Markup
    """The article."""
    stylesheets: tuple[str, ...]
    """The theme's style sheets."""
    language: str = "en"
    """The language of the text."""
    authors: tuple[Author, ...] = ()
    """Who wrote it."""
    date: datetime.date | None = None
    """When."""
    description: str | None = None
    """In a sentence or two."""
    toc: tuple[TocEntry, ...] = ()
    """The table of contents; empty for none."""
    nav: tuple[NavLink, ...] = ()
    """All reports of the project, in order."""
    home: str = "index.html"
    """The page that the project's title leads to; of a frame, the page that it is from."""
    place: str = ""
    """Of a frame: the id that it has in that page."""
    footer: Markup | str = ""
    """What was built from what."""
    payload: Markup | None = None
    """The data of the page's panels (`page_payload`)."""
    scripts: tuple[str, ...] = ()
    """The scripts that wake the panels."""
    base_url: str | None = None
    """Where the site is published, for the canonical link."""
    social: Social | None = None
    """How a link to it unfolds; only where the site's address is known."""

    feed: str = ""
    """The site's feed, where it has one."""
    made: str = ""
    """The page on how the site was made."""
    search: tuple[str, ...] | None = None
    """The script that searches the site, and the index that it loads when it is first used."""
    comments: Comments | None = None
    """What brings the comments, where a project has set some up."""

    def url(self, target: str) -> str:
        """The address of a file of the site as seen from this page."""
        return relative_url(self.path, target)

    @property
    def root(self) -> str:
        """The way from this page to the site's root: `./`, `../` and so on."""
        return "../" * self.path.count("/") or "./"

    @property
    def canonical(self) -> str | None:
        """The page's address where it is published."""
        if self.base_url is None:
            return None
        return self.absolute(self.path)

    def absolute(self, target: str) -> str:
        """The address of a file of the site where it is published; "" for none is known."""
        if self.base_url is None:
            return ""
        path, mark, anchor = target.partition("#")
        place = "" if path == "index.html" else relative_url("index.html", path)
        return f"{self.base_url.rstrip('/')}/{place}{mark}{anchor}"

    @property
    def date_text(self) -> str:
        """The date as people read it; the digits alone where the language is not English."""
        if self.date is None:
            return ""
        if not self.language.lower().startswith("en"):
            return self.date.isoformat()
        return f"{self.date.day} {MONTHS[self.date.month - 1]} {self.date.year}"

    @property
    def toc_html(self) -> Markup:
        """The table of contents as nested lists."""
        return toc_list(self.toc)


def render_page(templates: Environment, page: Page, template: str = "report.html") -> str:
    """The HTML of a page."""
    return templates.get_template(template).render(page=page, policy=Markup(policy(page)))


def policy(page: Page) -> str:
    """What a page may load and run: `POLICY`, and the host of the comments where a project has some."""
    if page.comments is None:
        return POLICY
    wider = POLICY
    for kind in ("script-src", "style-src", "frame-src"):
        wider = wider.replace(f"{kind} 'self'", f"{kind} 'self' {page.comments.host}")
    return wider
