"""The site of chosen views: a project of its own, made for one build and thrown away."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.build import BuildResult, build
from reportgen.configuration import CONFIG_NAME, VIEW_INDEX, Config, load_config
from reportgen.materialise import SILENT, Cache, Progress
from reportgen.output import Output
from reportgen.panels import modules_of
from reportgen.panels.sources import Sources
from reportgen.panels.view_file import View, read_view
from reportgen.project.engine import ProjectEngine
from reportgen.publish.data import write_slice
from reportgen.publish.made import Slice
from reportgen.publish.slicer import Slicer
from reportgen.store import Store

THEMES = ("theme", "themes")
"""Folders of a project that say how its pages look."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is published of one view."""

    view: str
    rows: int
    columns: tuple[str, ...]


def publish_views(
    config: Config, names: Sequence[str], output: Output, *, progress: Progress = SILENT
) -> tuple[BuildResult, list[Part]]:
    """Build a site of some views: their pages, and of their tables only what they show.

    Args:
        config: The project.
        names: Its views.
        output: Where the site goes.
        progress: Who shows how far the build is.

    Raises:
        DiagnosticError: There is no such view, it does not fit its table, or it needs what it does not show.
    """
    views = [read_view(config.root, name) for name in dict.fromkeys(names)]
    store = Store(config.store)
    parts = []
    with tempfile.TemporaryDirectory(prefix="reportgen-") as work, closing(ProjectEngine(store)) as engine:
        root = Path(work)
        slicer = Slicer(Sources(store, config.root), engine, Cache(config.cache))
        for view in views:
            made = slicer.slice(view)
            write_slice(store, Store(root / "store"), view.name, made.tables, made.created)
            _write_view(view, made, engine, root)
            _copy_modules(config.root, made, root)
            columns = dict.fromkeys(column["name"] for part in made.tables for column in part.types)
            parts.append(Part(view.name, sum(len(part.table) for part in made.tables), tuple(columns)))
        _write_project(config, views, root)
        return build(replace(load_config(root), cache=config.cache), output, progress=progress), parts


def _write_view(view: View, made: Slice, engine: ProjectEngine, root: Path) -> None:
    """The view's file, in the words of its slice."""
    facts = {"title": view.title, "description": view.description, "note": view.note}
    text = engine.call("writeViewFile", facts, made.spec, made.schema)
    thumbnail = f"thumbnail = {json.dumps(view.thumbnail)}\n" if view.thumbnail else ""
    file = root / "views" / f"{view.name}.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(thumbnail + text, encoding="utf-8")


def _copy_modules(project: Path, made: Slice, root: Path) -> None:
    """The project's own modules that draw the view or its cells."""
    for path in modules_of(made.spec):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(project / path, root / path)


def _write_project(config: Config, views: Sequence[View], root: Path) -> None:
    """The settings, the first page, and how pages look."""
    settings = {
        "title": config.title,
        "theme": config.theme,
        "language": config.language,
        "base_url": config.base_url,
        "embeds": config.embeds,
        "reports": [VIEW_INDEX],
    }
    # Texts and lists of texts are written alike in JSON and in TOML.
    lines = [f"{name} = {json.dumps(value)}" for name, value in settings.items() if value is not None]
    (root / CONFIG_NAME).write_text("\n".join(["[project]", *lines, ""]), encoding="utf-8")
    head = f"---\ntitle: {json.dumps(config.title)}\ntoc: false\n---\n"
    listed = " ".join(view.name for view in views)
    (root / VIEW_INDEX).write_text(f"{head}:::{{views}} {listed}\n:::\n", encoding="utf-8")
    for folder in THEMES:
        if (config.root / folder).is_dir():
            shutil.copytree(config.root / folder, root / folder)
    for picture in {view.thumbnail for view in views if view.thumbnail}:
        (root / picture).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(config.root / picture, root / picture)
