"""Reports with their answers → the HTML of their pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup, escape

from reportgen.configuration import Config, view_report
from reportgen.document import Document
from reportgen.extras import LATE, extras_for, media_of
from reportgen.materialise import MEDIA
from reportgen.panels import VERBATIM, AnsweredPanel, AnsweredReport, ResolvedReport, ViewCard, modules_of
from reportgen.query import Core
from reportgen.query.wire import pack
from reportgen.render import (
    Card,
    NavLink,
    Page,
    Picture,
    Social,
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
    site_file,
    toc_entries,
    view_cards,
)
from reportgen.site import Assets, theme_of, version
from reportgen.surroundings import Around
from reportgen.viewers import addresses, needed


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page of the site."""

    path: str
    html: str


def render_pages(
    reports: Sequence[AnsweredReport], config: Config, assets: Assets, core: Core, surroundings: Around
) -> list[RenderedPage]:
    """The page of every report, in their order."""
    nav = tuple(
        NavLink(report.report.document.title, config.pages[report.report.document.path])
        for report in reports
        if report.report.document.path not in config.unlisted
    )
    return [_render(report, nav, config, assets, core, surroundings) for report in reports]


def _render(
    answered: AnsweredReport,
    nav: tuple[NavLink, ...],
    config: Config,
    assets: Assets,
    core: Core,
    surroundings: Around,
) -> RenderedPage:
    document = answered.report.document
    listed = document.path not in config.unlisted
    page = replace(
        _page(answered, nav, config, assets, core),
        footer=_provenance(answered, surroundings.logged),
        **surroundings.of(listed=listed),
    )
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
            render_body(document, panel.panel.directive, roles, urls) or _own_text(panel, config, document),
            kind=panel.panel.kind,
        )
        for panel in answered.panels
    }
    blocks |= _lineages(answered.report, roles, urls, config)
    blocks |= _view_lists(answered.report, config)
    blocks |= {one.key: Markup("") for one in document.directives if one.name in VERBATIM}
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
        payload=page_payload(pack(payload_of(answered.panels, root, assets))) if answered.panels else None,
        scripts=page_scripts(answered.panels, assets),
        base_url=config.base_url,
        social=_page_social(answered, config),
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


def _own_text(panel: AnsweredPanel, config: Config, document: Document) -> Markup:
    """What a saved view says of itself, where the report says nothing of it and the page has not said it."""
    return Markup("") if document.path in config.unlisted else escape(panel.panel.text)


def _view_lists(report: ResolvedReport, config: Config) -> dict[int, Markup]:
    """The lists of saved views, by their directives' keys."""
    here = config.pages[report.document.path]

    def card(view: ViewCard) -> Card:
        picture = site_file(view.thumbnail) if view.thumbnail else view_picture(view.name, config)
        url = relative_url(here, config.pages[view_report(view.name)])
        return Card(view.title, view.description, url, relative_url(here, picture) if picture else None)

    return {one.directive.key: view_cards(map(card, one.cards)) for one in report.lists}


def embed_name(document: Document, panel: AnsweredPanel, config: Config) -> str | None:
    """What a panel is called where others embed it; None where it cannot be embedded."""
    view = panel.panel.view
    if config.embeds == "none" or panel.panel.spec.get("control"):  # a control does nothing alone
        return None
    if view is not None and document.path == view_report(view):
        return view
    if config.embeds == "views" or document.path in config.unlisted:
        return None
    return f"{config.pages[document.path].removesuffix('.html')}/{panel.panel.id}"


def social_of(name: str | None, title: str, panel: AnsweredPanel | None, config: Config) -> Social | None:
    """How a link to a page unfolds, with the picture of a panel; only a published site has addresses."""
    if config.base_url is None:
        return None
    if name is None or panel is None:
        return Social(None, "", None)
    return Social(f"embed/{name}.png", f"{title}: {rows_text(panel)}", f"embed/{name}.json")


def _page_social(answered: AnsweredReport, config: Config) -> Social | None:
    document = answered.report.document
    named = ((embed_name(document, panel, config), panel) for panel in answered.panels)
    name, first = next(((name, panel) for name, panel in named if name), (None, None))
    return social_of(name, document.title, first, config)


def rows_text(panel: AnsweredPanel) -> str:
    """How much a panel shows, in words."""
    return f"{panel.answer.get('filtered', 0):,} of {panel.answer.get('total', 0):,} rows"


def view_picture(name: str, config: Config) -> str | None:
    """The picture of a saved view in the site, where pictures are made."""
    return None if config.embeds == "none" else f"embed/{name}.svg"


def view_of(panel: AnsweredPanel, root: str) -> dict[str, Any]:
    """What the core draws a panel from, as it is before anybody has touched it."""
    return {
        "id": panel.panel.id,
        "spec": panel.panel.spec,
        "author": panel.panel.spec,
        "schema": panel.schema,
        "answer": panel.answer,
        "kept": panel.kept,
        "state": "static",
        "media": f"{root}{MEDIA}/",
        "busy": False,
        "progress": None,
        "message": None,
        "problems": [],
        "draft": None,
    }


def page_scripts(panels: Sequence[AnsweredPanel], assets: Assets) -> tuple[str, ...]:
    """What the page loads: nothing without panels, else the client and what their columns ask for besides."""
    if not panels or assets.client is None:
        return ()
    return (assets.client.path, *(assets.extras[name].path for name in _extras(panels)))


def _extras(panels: Sequence[AnsweredPanel]) -> list[str]:
    types = (column["type"] for panel in panels for schema in panel.schemas for column in schema["columns"])
    return extras_for(types, [panel.panel.spec for panel in panels])


def _modules(panel: AnsweredPanel, root: str, assets: Assets) -> dict[str, Any]:
    """Where the page finds the project's own modules that a panel names."""
    paths = modules_of(panel.panel.spec)
    return {"modules": {path: root + assets.modules[path].path for path in paths}} if paths else {}


def _viewers(panels: Sequence[AnsweredPanel], assets: Assets) -> dict[str, Any]:
    """Where the page finds the live viewers for what its panels hold."""
    types = [column["type"] for panel in panels for schema in panel.schemas for column in schema["columns"]]
    paths = {viewer.name: assets.viewers[viewer.name].path for viewer in needed(media_of(types))}
    return {"viewers": addresses(paths)} if paths else {}


def payload_of(panels: Sequence[AnsweredPanel], root: str, assets: Assets) -> Mapping[str, Any]:
    """What the page's script wakes the panels with."""
    at_once = _extras(panels)
    return {
        "root": root,
        "tables": {str(schema["relation"]): schema for panel in panels for schema in panel.schemas},
        "panels": {
            panel.panel.id: {
                "spec": panel.panel.spec,
                "relations": [schema["relation"] for schema in panel.schemas],
                "answer": panel.answer,
                **({"kept": panel.kept} if panel.kept else {}),
                **_modules(panel, root, assets),
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


def _provenance(answered: AnsweredReport, logged: Mapping[str, str]) -> str:
    """What the page was built from: its tables with their digests, and when the newest of them was logged."""
    tables = {table.ref.ref: table.ref.entry.sha256 for table in answered.report.tables}
    built = f"Built with reportgen {version()}"
    if not tables:
        return f"{built}."
    named = ", ".join(f"{ref} ({tables[ref][:8]})" for ref in sorted(tables))
    until = "" if len(tables) == 1 else "until "
    return f"{built} from {named}, logged {until}{max(logged[ref] for ref in tables)}."
