"""`reportgen import`: files of other programs become artifacts."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.folder import opened, project_option
from reportgen.cli.said import Command, Failed
from reportgen.wording import plural


@click.command(
    "import",
    cls=Command,
    epilog="reportgen import predictions.csv --name predictions\n"
    "reportgen import wandb/offline-run-20240501_101112-abc --name run",
)
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--name", help="The artifact that they become.  [default: what they are called]")
@click.option("--type", "kind", help="The type of the artifact.")
@click.option("--format", "format_", help="How to read them, where they do not say it themselves.")
@project_option
def import_command(path: Path, name: str | None, kind: str | None, format_: str | None, folder: Path) -> None:
    """Log PATH, files that another program has written, as an artifact.

    What could not be taken over as it was is listed; nothing is left out in silence.
    """
    # Other formats' readers and writers are loaded only by who needs them.
    from reportgen.data.imported import import_path

    try:
        found = import_path(opened(folder).store, path, name, kind, format=format_)
    except (ValueError, OSError) as error:
        raise Failed(str(error)) from error
    for note in found.notes:
        click.echo(f"note: {note}", err=True)
    for version in found.versions:
        click.echo(f"logged {version}")
    if found.notes:
        click.echo(plural(len(found.notes), "note"), err=True)
