"""Which project a command is about: an argument of commands about reports, an option of those about data."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.said import Failed
from reportgen.project import Project, open_project

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
"""A folder that is there."""

project_option = click.option(
    "--project",
    "-p",
    "folder",
    type=FOLDER,
    default=".",
    help="A folder of the project, or its store.  [default: here]",
)
"""The option of commands whose arguments are something else."""


def opened(folder: Path) -> Project:
    """The project of a folder."""
    try:
        return open_project(folder)
    except ValueError as error:
        raise Failed(str(error)) from error
