"""`reportgen build`: the site."""

from __future__ import annotations

import time
from pathlib import Path

import click

from reportgen.build import build
from reportgen.cli.folder import FOLDER
from reportgen.cli.progress import progress
from reportgen.cli.said import Command, show_diagnostics, summary
from reportgen.configuration import display_path, load_config
from reportgen.output import DirectoryOutput, OutputError


@click.command(
    "build", cls=Command, epilog="reportgen build\nreportgen build examples/digits --out /tmp/digits"
)
@click.argument("folder", type=FOLDER, default=".")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Write the site there.  [default: the 'site' setting]"
)
@click.option("--strict", is_flag=True, help="Warnings are errors.")
@click.option("--quiet", "-q", is_flag=True, help="Print problems only.")
def build_command(folder: Path, out: Path | None, *, strict: bool, quiet: bool) -> None:
    """Build the site of the project in FOLDER (here, if none is given).

    The site appears all at once when everything is done; if anything is wrong, the last good one stays.
    """
    begin = time.monotonic()
    config = load_config(folder)
    site = config.site if out is None else out
    if config.root.is_relative_to(site.resolve()):
        raise OutputError(f"the project lies inside of '{display_path(site)}', which the site would replace")
    with DirectoryOutput(site) as output:
        result = build(config, output, progress=progress(quiet=quiet), strict=strict)
    show_diagnostics(result.diagnostics)
    if not quiet:
        click.echo(f"{summary(result)} in '{display_path(site)}' ({time.monotonic() - begin:.1f} s)")
