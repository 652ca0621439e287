"""The MkDocs plugin: a line `::reportgen-view[name]` becomes the panel.

In `mkdocs.yml`: `plugins: [search, {reportgen: {project: report}}]`, the project's folder as seen from there.
Settings of a panel stand after its name: `::reportgen-view[name]{height=420 theme=dark form=frame}`.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from reportgen.diagnostics import DiagnosticError, did_you_mean
from reportgen.embed import embed_html
from reportgen.ext.built import FOLDER, EmbedError, build_site

LINE = re.compile(r"^(?P<indent>[ ]{0,3})::reportgen-view\[(?P<view>[^\]]*)\](?:\{(?P<options>[^}]*)\})?\s*$")
FENCE = re.compile(r"^[ ]{0,3}(?P<mark>`{3,}|~{3,})")
OPTIONS = ("height", "theme", "form")


class ReportgenConfig(Config):
    """The plugin's settings."""

    project = config_options.Dir(exists=True)
    """The folder with `reportgen.toml`."""


class ReportgenPlugin(BasePlugin[ReportgenConfig]):
    """Builds the project's site once, puts it beside the pages, and its panels into them."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._site = Path()

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Build the site where MkDocs clears nothing away."""
        self._folder = tempfile.TemporaryDirectory(prefix="reportgen-")
        try:
            self._site = build_site(Path(self.config.project), Path(self._folder.name) / FOLDER)
        except EmbedError as error:
            raise PluginError(str(error)) from error

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """The page with its panels."""
        address = get_relative_url(f"{FOLDER}/", page.url)
        return with_panels(markdown, self._site, address, page.file.src_uri)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put the site beside the pages."""
        target = Path(config.site_dir) / FOLDER
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self._site, target)
        if self._folder:
            self._folder.cleanup()

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Build again when the project changes."""
        server.watch(self.config.project)
        return server


def with_panels(markdown: str, site: Path, address: str, name: str) -> str:
    """A page's text with the HTML of panels in place of the lines that name them, but for those in code.

    Args:
        markdown: The text.
        site: The built site's folder.
        address: Where the site is, as seen from the page.
        name: What messages call the page.

    Raises:
        PluginError: A line names what is not there; the message says where it stands.
    """
    lines, fence = [], ""
    for number, line in enumerate(markdown.split("\n"), 1):
        mark = FENCE.match(line)
        if mark and (not fence or mark["mark"].startswith(fence)):
            fence = "" if fence else mark["mark"]
        found = None if fence else LINE.match(line)
        lines.append(_panel(found, site, address, f"{name}, line {number}") if found else line)
    return "\n".join(lines)


def _panel(found: re.Match[str], site: Path, address: str, place: str) -> str:
    try:
        options: dict[str, Any] = dict(_option(text) for text in (found["options"] or "").split())
        html = embed_html(site, found["view"], address=address, **options)
    except DiagnosticError as error:
        said = "; ".join(part for d in error.diagnostics for part in (d.message, d.help) if part)
        raise PluginError(f"{place}: {said}") from error
    except ValueError as error:
        raise PluginError(f"{place}: {error}") from error
    return f"{found['indent']}<div>{html}</div>\n"


def _option(text: str) -> tuple[str, str | int]:
    """One setting.

    Raises:
        ValueError: There is no such setting, or its value cannot be.
    """
    name, _, value = text.partition("=")
    value = value.strip("\"'")
    if name not in OPTIONS:
        raise ValueError(f"unknown option '{name}'; {did_you_mean(name, OPTIONS, what='option')}")
    if name != "height":
        return name, value
    if not value.isdecimal():
        raise ValueError(f"a height is a number of pixels, not '{value}'")
    return name, int(value)
