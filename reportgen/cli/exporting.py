"""`reportgen export`: a table or an artifact as files for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.folder import opened, project_option
from reportgen.cli.said import Command, Failed


@click.command(
    "export",
    cls=Command,
    epilog="reportgen export predictions:latest predictions.csv\n"
    "reportgen export detections:v2 coco --format coco",
)
@click.argument("ref")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--format", "format_", help="The format, where the ending of OUT does not say it.")
@click.option("--no-media", is_flag=True, help="Leave out the columns that hold images and the like.")
@project_option
def export_command(ref: str, out: Path, format_: str | None, folder: Path, *, no_media: bool) -> None:
    """Write the table REF to OUT, a file or a folder."""
    # Other formats' readers and writers are loaded only by who needs them.
    from reportgen.data.exported import export_table

    try:
        notes = export_table(opened(folder).store, ref, out, format_, media=not no_media)
    except (ValueError, OSError) as error:
        raise Failed(str(error)) from error
    for note in notes:
        click.echo(f"note: {note}", err=True)
    click.echo(f"wrote '{out}'")
