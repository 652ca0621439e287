"""The search over the site's text: its parts, the index of them, and the scripts that pages load."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from html.parser import HTMLParser

from markupsafe import Markup, escape

from reportgen.assets import CLIENT
from reportgen.configuration import Config
from reportgen.panels import AnsweredReport
from reportgen.query import SEARCH_LIBRARY, search_index
from reportgen.render import page_urls, render_body, render_prose, render_title

OPTIONS = {"fields": ["heading", "page", "text"], "storeFields": ["heading", "page", "url", "text"]}
"""What MiniSearch is told, here and in the page."""
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
ASIDE = frozenset(["script", "style", "svg", "math", "button"])
"""Elements whose text is not part of the reading."""
BLOCKS = HEADINGS | {"p", "li", "td", "th", "dd", "dt", "figcaption", "pre", "blockquote", "tr"}


@dataclass(frozen=True, slots=True)
class Part:
    """What stands beneath one heading of a page."""

    id: int
    """Counts the parts of the site."""
    heading: str
    page: str
    """The page's title."""
    url: str
    """From the site's root."""
    text: str


@dataclass(frozen=True, slots=True)
class Searched:
    """A page that can be searched."""

    title: str
    path: str
    html: str
    """Its article, without the rows of panels."""


def parts_of(pages: Iterable[Searched]) -> list[Part]:
    """The parts of all pages, in their order."""
    parts: list[Part] = []
    for page in pages:
        reader = _Reader()
        reader.feed(page.html)
        reader.close()
        for heading, anchor, words in reader.parts:
            text = " ".join("".join(words).split())
            url = f"{page.path}#{anchor}" if anchor else page.path
            if text or heading:
                parts.append(Part(len(parts), heading or page.title, page.title, url, text))
    return parts


class _Reader(HTMLParser):
    """Reads an article: heading, its id, and the words beneath it."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[tuple[str, str, list[str]]] = [("", "", [])]
        self._aside = 0
        self._heading: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag in ASIDE or (tag == "a" and "rg-anchor" in (named.get("class") or "")):
            self._aside += 1
        elif tag in HEADINGS:
            self._heading = (named.get("id") or "", [])

    def handle_endtag(self, tag: str) -> None:
        if tag in ASIDE or (tag == "a" and self._aside):
            self._aside = max(0, self._aside - 1)
        elif tag in HEADINGS and self._heading is not None:
            anchor, words = self._heading
            self.parts.append((" ".join("".join(words).split()), anchor, []))
            self._heading = None
        if tag in BLOCKS:
            self.parts[-1][2].append(" ")

    def handle_data(self, data: str) -> None:
        if self._aside:
            return
        if self._heading is not None:
            self._heading[1].append(data)
        else:
            self.parts[-1][2].append(data)


def index_script(pages: Iterable[Searched]) -> bytes:
    """The script that brings MiniSearch and the index: loaded when somebody searches, from disk too."""
    index = search_index([asdict(part) for part in parts_of(pages)], OPTIONS)
    library = SEARCH_LIBRARY.read_text("utf-8").replace("//# sourceMappingURL=index.js.map", "")
    load = f"reportgenSearch(MiniSearch.loadJSON({json.dumps(index)}, {json.dumps(OPTIONS)}));"
    return f"/*! Contains MiniSearch (MIT, Luca Ongaro). */\n{library.strip()}\n{load}\n".encode()


def search_scripts(reports: Iterable[AnsweredReport], config: Config) -> dict[str, bytes]:
    """The script of the search, which every page has, and the one with the index, by their paths."""
    find = (CLIENT / "search" / "find.js").read_bytes()
    index = index_script(searched(report, config) for report in reports)
    return {_named("find", find): find, _named("search", index): index}


def searched(answered: AnsweredReport, config: Config) -> Searched:
    """The text of a page, with the captions of its panels in the place of their rows."""
    document = answered.report.document
    path, urls = config.pages[document.path], page_urls(document, config.pages)
    roles = {key: escape(text) for key, text in answered.facts.items()}
    blocks = {one.key: render_body(document, one, roles, urls) for one in document.directives}
    article = render_prose(document, blocks, roles, urls)
    if document.title_tokens or not any(heading.level == 1 for heading in document.headings):
        anchor = document.headings[0].anchor if document.title_tokens else ""
        article = Markup('<h1 id="{}">{}</h1>').format(anchor, render_title(document, roles, urls)) + article
    return Searched(document.title, path, str(article))


def _named(name: str, script: bytes) -> str:
    return f"assets/{name}-{hashlib.sha256(script).hexdigest()[:12]}.js"
