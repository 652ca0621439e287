"""`reportgen new`: a project to start from."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from reportgen.cli.said import Command
from reportgen.scaffold import new_project


@click.command("new", cls=Command, epilog="reportgen new my-report")
@click.argument("folder", type=click.Path(path_type=Path))
def new_command(folder: Path) -> None:
    """Make a new project in FOLDER."""
    files = new_project(folder)
    click.echo(f"made a project in '{folder}': {', '.join(files)}\n\nnext:")
    if folder.resolve() != Path.cwd().resolve():
        click.echo(f"  cd {shlex.quote(str(folder))}")
    click.echo("  python log_example.py    # logs a small table")
    click.echo("  reportgen serve          # shows the report; change index.md and see")
