"""`reportgen publish`: a site of chosen views, with no more data than they show."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from reportgen.cli.folder import FOLDER
from reportgen.cli.progress import progress
from reportgen.cli.said import Command, Failed, show_diagnostics, summary
from reportgen.configuration import display_path, load_config
from reportgen.output import DirectoryOutput
from reportgen.publish import Part, publish_views
from reportgen.wording import plural

only_option = click.option(
    "--only",
    "only",
    multiple=True,
    metavar="VIEW",
    help="A saved view; may be given several times.",
)
"""The views of a slice."""


@click.command(
    "publish",
    cls=Command,
    epilog="reportgen publish --only hard-negatives --out public\n"
    "reportgen publish --only hard-negatives --only by-class --out public",
)
@click.argument("folder", type=FOLDER, default=".")
@only_option
@click.option("--out", type=click.Path(path_type=Path), help="Where the site goes.  [default: public]")
def publish_command(folder: Path, *, only: tuple[str, ...], out: Path | None) -> None:
    """Build a site of chosen views of the project in FOLDER, with their rows, columns and media alone."""
    if not only:
        raise click.UsageError("say which views: --only NAME ('reportgen build' builds the whole site)")
    config = load_config(folder)
    target = out if out is not None else config.root / "public"
    if target.resolve() in (config.store, config.root):
        raise Failed(f"'{display_path(target)}' cannot be the site's folder")
    with DirectoryOutput(target) as output:
        result, parts = publish_views(config, only, output, progress=progress(quiet=False))
    show_diagnostics(result.diagnostics)
    tell_parts(parts)
    click.echo(f"{summary(result)} in '{display_path(target)}'")


def tell_parts(parts: Iterable[Part]) -> None:
    """Say what becomes public of each view."""
    for part in parts:
        click.echo(f"  view    {part.view}: {plural(part.rows, 'row')} with {', '.join(part.columns)}")
