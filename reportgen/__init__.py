"""Markdown reports over logged tables become static sites whose tables answer in the browser."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from reportgen.data.artifact import Artifact
from reportgen.data.current import (
    current,
    define_metric,
    finish,
    init,
    log,
    log_artifact,
    login,
    use_artifact,
)
from reportgen.data.joined import JoinedTable, PartitionedTable
from reportgen.data.logged import LoggedArtifact
from reportgen.data.media.audio import Audio
from reportgen.data.media.boxes import BoundingBoxes2D
from reportgen.data.media.chart import Bokeh, Plotly, Vega
from reportgen.data.media.classes import Classes
from reportgen.data.media.histogram import Histogram
from reportgen.data.media.html import Html
from reportgen.data.media.image import Image
from reportgen.data.media.markdown import Markdown
from reportgen.data.media.mask import ImageMask
from reportgen.data.media.molecule import Molecule
from reportgen.data.media.object3d import Object3D
from reportgen.data.media.video import Video
from reportgen.data.run import Run
from reportgen.data.table import Table
from reportgen.version import __version__ as __version__

if TYPE_CHECKING:
    from reportgen import data_types as data_types
    from reportgen.project import open_project as open_project

__all__ = [
    "Artifact",
    "Audio",
    "Bokeh",
    "BoundingBoxes2D",
    "Classes",
    "Histogram",
    "Html",
    "Image",
    "ImageMask",
    "JoinedTable",
    "LoggedArtifact",
    "Markdown",
    "Molecule",
    "Object3D",
    "PartitionedTable",
    "Plotly",
    "Run",
    "Table",
    "Vega",
    "Video",
    "data_types",
    "define_metric",
    "finish",
    "init",
    "log",
    "log_artifact",
    "login",
    "open_project",
    "use_artifact",
]


def __getattr__(name: str) -> Any:
    """`run` is the current run, `config` and `summary` are its own; the rest is imported when asked for."""
    if name == "run":
        return current()
    if name in ("config", "summary"):
        run = current()
        if run is None:
            raise RuntimeError(f"no run has begun: call reportgen.init() before reportgen.{name}")
        return getattr(run, name)
    if name == "data_types":
        return importlib.import_module("reportgen.data_types")
    if name == "open_project":
        return importlib.import_module("reportgen.project").open_project
    raise AttributeError(f"module 'reportgen' has no attribute {name!r}")
