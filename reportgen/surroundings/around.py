"""Which of these things a site has, and their files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from reportgen.configuration import Config
from reportgen.panels import AnsweredReport
from reportgen.render import Comments, NavLink, Page, environment
from reportgen.render.page import POLICY
from reportgen.site import Theme
from reportgen.store import Store
from reportgen.surroundings.comments import comments_of
from reportgen.surroundings.feed import FEED, Entry, Feed, atom
from reportgen.surroundings.made import MADE, days, made_of
from reportgen.surroundings.search import search_scripts


@dataclass(frozen=True, slots=True)
class Around:
    """Where pages find what stands around them; "" for what the site does not have."""

    feed: str
    made: str
    comments: Comments | None
    search: Mapping[str, bytes]
    """The script of the search and that of its index, by their paths; none on sites without."""
    logged: Mapping[str, str]
    """The day (UTC, ISO 8601) on which each table was logged, by its reference."""

    def of(self, *, listed: bool) -> dict[str, Any]:
        """What of it a page has; comments stand under the reports of the navigation alone."""
        comments = self.comments if listed else None
        search = tuple(self.search) or None
        return {"feed": self.feed, "made": self.made, "search": search, "comments": comments}


def around(reports: Sequence[AnsweredReport], config: Config, store: Store) -> Around:
    """What a site has: a feed where its address and dates are known, and always the page on how it was made.

    A report of the project that has the place of one of them keeps it.
    """
    taken = set(config.pages.values())
    feed = FEED if config.base_url and any(_dated(reports, config)) else ""
    made = "" if MADE in taken else MADE
    search = search_scripts(reports, config) if config.search and len(reports) > 1 else {}
    return Around(feed, made, comments_of(config.comments), search, days(reports, store))


def write_surroundings(
    reports: Sequence[AnsweredReport],
    config: Config,
    store: Store,
    themes: Mapping[str, Theme],
    found: Around,
) -> dict[str, bytes]:
    """The files, by their paths; their theme is the project's, or another one of its pages."""
    files = dict(found.search)
    if found.feed:
        files[FEED] = _feed(reports, config)
    if found.made:
        theme = themes.get(config.theme) or next(iter(themes.values()))
        files[MADE] = _made(reports, config, store, theme, found).encode()
    return files


def _dated(reports: Sequence[AnsweredReport], config: Config) -> Iterator[AnsweredReport]:
    for one in reports:
        document = one.report.document
        if document.front.date is not None and document.path not in config.unlisted:
            yield one


def _feed(reports: Sequence[AnsweredReport], config: Config) -> bytes:
    base = f"{(config.base_url or '').rstrip('/')}/"
    entries = []
    for one in _dated(reports, config):
        document, front = one.report.document, one.report.document.front
        page = config.pages[document.path]
        url = base if page == "index.html" else f"{base}{quote(page)}"
        if front.date is not None:
            entries.append(Entry(document.title, url, front.date, front.authors, front.description))
    return atom(Feed(config.title, config.language, base, base + FEED), entries)


def _made(
    reports: Sequence[AnsweredReport],
    config: Config,
    store: Store,
    theme: Theme,
    found: Around,
) -> str:
    nav = tuple(
        NavLink(one.report.document.title, config.pages[one.report.document.path])
        for one in reports
        if one.report.document.path not in config.unlisted
    )
    page = Page(
        path=MADE,
        project=config.title,
        title="How this was made",
        heading=Markup("How this was made"),
        heading_id=None,
        prose=Markup(""),
        stylesheets=(theme.path,),
        language=config.language,
        nav=nav,
        base_url=config.base_url,
        feed=found.feed,
        search=tuple(found.search) or None,
    )
    template = environment(theme.folders).get_template("made.html")
    return template.render(page=page, policy=Markup(POLICY), made=made_of(reports, config, store))
