"""Reports with their answers → the HTML of their pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from reportgen.configuration import Config
from reportgen.document import Document
from reportgen.extras import LATE, extras_for, media_of
from reportgen.materialise import MEDIA
from reportgen.panels import AnsweredPanel, AnsweredReport, ResolvedReport
from reportgen.query import Core
from reportgen.query.wire import pack
from reportgen.render import (
    NavLink,
    Page,
    Picture,
    environment,
    lineage_figure,
    page_payload,
    page_urls,
    panel_figure,
    relative_url,
    render_body,
    render_page,
    render_prose,
    render_title,
    toc_entries,
)
from reportgen.site import Assets, theme_of, version
from reportgen.viewers import addresses, needed


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page of the site."""

    path: str
    html: str


def render_pages(
    reports: Sequence[AnsweredReport], config: Config, assets: Assets, core: Core
) -> list[RenderedPage]:
    """The page of every report, in their order."""
    nav = tuple(
        NavLink(report.report.document.title, config.pages[report.report.document.path])
        for report in reports
        if report.report.document.path not in config.unlisted
    )
    return [_render(report, nav, config, assets, core) for report in reports]


def _render(
    answered: AnsweredReport, nav: tuple[NavLink, ...], config: Config, assets: Assets, core: Core
) -> RenderedPage:
    document = answered.report.document
    page = _page(answered, nav, config, assets, core)
    templates = environment(assets.themes[theme_of(document, config)].folders)
    return RenderedPage(page.path, render_page(templates, page))


def _page(
    answered: AnsweredReport, nav: tuple[NavLink, ...], config: Config, assets: Assets, core: Core
) -> Page:
    document, front = answered.report.document, answered.report.document.front
    path = config.pages[document.path]
    urls = page_urls(document, config.pages)
    roles = {key: escape(text) for key, text in answered.facts.items()}
    root = "../" * path.count("/") or "./"
    blocks = {
        panel.panel.directive.key: panel_figure(
            panel.panel.id,
            Markup(core.call("renderPanelHtml", view_of(panel, root))),
            render_body(document, panel.panel.directive, roles, urls),
            kind=panel.panel.kind,
        )
        for panel in answered.panels
    }
    blocks |= _lineages(answered.report, roles, urls, config)
    return Page(
        path=path,
        project=config.title,
        title=document.title,
        heading=_heading(document, render_title(document, roles, urls)),
        heading_id=document.headings[0].anchor if document.title_tokens else None,
        prose=render_prose(document, blocks, roles, urls),
        stylesheets=(assets.themes[theme_of(document, config)].path,),
        language=config.language,
        authors=front.authors,
        date=front.date,
        description=front.description,
        toc=toc_entries(document) if front.toc else (),
        nav=nav,
        footer=_provenance(answered),
        payload=page_payload(pack(_payload(answered.panels, root, assets))) if answered.panels else None,
        scripts=_scripts(answered.panels, assets),
        base_url=config.base_url,
    )


def _lineages(
    report: ResolvedReport, roles: Mapping[int, Markup], urls: Callable[[str], str], config: Config
) -> dict[int, Markup]:
    """The pictures of runs and artifacts, by their directives' keys."""
    here = config.pages[report.document.path]

    def page_of(ref: str) -> str | None:
        about = config.artifact_report_of(ref)
        return relative_url(here, config.pages[about]) if about else None

    return {
        one.directive.key: lineage_figure(
            Picture(one.id, one.graph, one.title, one.start),
            page_of,
            render_body(report.document, one.directive, roles, urls),
        )
        for one in report.lineages
    }


def view_of(panel: AnsweredPanel, root: str) -> dict[str, Any]:
    """What the core draws a panel from, as it is before anybody has touched it."""
    return {
        "id": panel.panel.id,
        "spec": panel.panel.spec,
        "author": panel.panel.spec,
        "schema": panel.schema,
        "answer": panel.answer,
        "state": "static",
        "media": f"{root}{MEDIA}/",
        "busy": False,
        "progress": None,
        "message": None,
        "problems": [],
        "draft": None,
    }


def _scripts(panels: Sequence[AnsweredPanel], assets: Assets) -> tuple[str, ...]:
    """What the page loads: nothing without panels, else the client and what their columns ask for besides."""
    if not panels or assets.client is None:
        return ()
    return (assets.client.path, *(assets.extras[name].path for name in _extras(panels)))


def _extras(panels: Sequence[AnsweredPanel]) -> list[str]:
    types = (column["type"] for panel in panels for column in panel.schema["columns"])
    return extras_for(types, [panel.panel.spec for panel in panels])


def _viewers(panels: Sequence[AnsweredPanel], assets: Assets) -> dict[str, Any]:
    """Where the page finds the live viewers for what its panels hold."""
    types = [column["type"] for panel in panels for column in panel.schema["columns"]]
    paths = {viewer.name: assets.viewers[viewer.name].path for viewer in needed(media_of(types))}
    return {"viewers": addresses(paths)} if paths else {}


def _payload(panels: Sequence[AnsweredPanel], root: str, assets: Assets) -> Mapping[str, Any]:
    """What the page's script wakes the panels with."""
    at_once = _extras(panels)
    return {
        "root": root,
        "tables": {str(panel.schema["relation"]): panel.schema for panel in panels},
        "panels": {
            panel.panel.id: {
                "spec": panel.panel.spec,
                "relation": panel.schema["relation"],
                "answer": panel.answer,
            }
            for panel in panels
        },
        "engine": {role: file.path for role, file in assets.engine.items()},
        "late": [assets.extras[name].path for name in LATE if name not in at_once],
        **_viewers(panels, assets),
    }


def _heading(document: Document, rendered: Markup) -> Markup | None:
    """The title over the article, unless the prose has it."""
    named = document.title_tokens or document.front.title is not None
    return rendered if named or not any(h.level == 1 for h in document.headings) else None


def _provenance(answered: AnsweredReport) -> str:
    """What the page was built from."""
    refs = {panel.panel.table.ref.ref for panel in answered.panels}
    refs |= {fact.table.ref.ref for fact in answered.report.facts}
    built = f"Built with reportgen {version()}"
    return f"{built} from {', '.join(sorted(refs))}." if refs else f"{built}."
