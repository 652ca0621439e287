"""The page of a panel for frames: the panel, what it is from, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup, escape

from reportgen.configuration import Config
from reportgen.embed.model import Embeddable
from reportgen.pages import page_scripts, payload_of, social_of, view_of
from reportgen.query import Core
from reportgen.query.wire import pack
from reportgen.render import (
    Page,
    page_payload,
    page_urls,
    panel_figure,
    render_body,
    render_page,
)
from reportgen.site import Assets, theme_of

SCRIPT = "embed"
"""The script that only these pages load."""

Templates = Callable[[tuple[Path, ...]], Environment]
"""From the folders of a theme to its templates."""


def embed_page(one: Embeddable, config: Config, assets: Assets, core: Core, templates: Templates) -> str:
    """The HTML."""
    document = one.report.report.document
    root = "../" * one.path.count("/")
    roles = {key: escape(text) for key, text in one.report.facts.items()}
    urls = page_urls(document, {**config.pages, document.path: one.path})
    figure = panel_figure(
        one.panel.panel.id,
        Markup(core.call("renderPanelHtml", view_of(one.panel, root))),
        render_body(document, one.panel.panel.directive, roles, urls) or escape(one.panel.panel.text),
        kind=one.panel.panel.kind,
    )
    theme = assets.themes[theme_of(document, config)]
    page = Page(
        path=one.path,
        project=config.title,
        title=one.title,
        heading=None,
        heading_id=None,
        prose=figure,
        stylesheets=(theme.path,),
        language=config.language,
        description=one.panel.panel.text or document.front.description,
        home=one.page,
        place=one.panel.panel.id,
        payload=page_payload(pack(payload_of([one.panel], root, assets))),
        scripts=(*page_scripts([one.panel], assets), assets.extras[SCRIPT].path),
        base_url=config.base_url,
        social=social_of(one.name, one.title, one.panel, config),
    )
    return render_page(templates(theme.folders), page, "embed.html")
