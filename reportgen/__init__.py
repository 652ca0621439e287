"""Markdown reports over logged tables become static sites whose tables answer in the browser."""

from __future__ import annotations

from typing import Any

from reportgen.data.artifact import Artifact
from reportgen.data.current import current, finish, init, log, log_artifact, use_artifact
from reportgen.data.logged import LoggedArtifact
from reportgen.data.media.image import Image
from reportgen.data.run import Run
from reportgen.data.table import Table

__version__ = "0.1.0"

__all__ = [
    "Artifact",
    "Image",
    "LoggedArtifact",
    "Run",
    "Table",
    "finish",
    "init",
    "log",
    "log_artifact",
    "use_artifact",
]


def __getattr__(name: str) -> Any:
    """`run` is the current run."""
    if name == "run":
        return current()
    raise AttributeError(f"module 'reportgen' has no attribute {name!r}")
