"""`reportgen build`: the site."""

from __future__ import annotations

import time
from pathlib import Path

import click

from reportgen.build import build
from reportgen.cli.folder import FOLDER
from reportgen.cli.progress import progress
from reportgen.cli.said import Command, Failed, show_diagnostics, summary
from reportgen.configuration import Config, display_path, load_config
from reportgen.diagnostics import did_you_mean
from reportgen.output import DirectoryOutput, OutputError
from reportgen.single_file import SingleFile, SingleFileOutput

NAMED_FOR_THE_FOLDER = "\0"
"""What `--single-file` means without a name: the name of the project's folder."""

EXAMPLES = """\
reportgen build
reportgen build examples/digits --out /tmp/digits
reportgen build --single-file
reportgen build --single-file report.html --report results.md --max-image 800"""


@click.command("build", cls=Command, epilog=EXAMPLES)
@click.argument("folder", type=FOLDER, default=".")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Write the site there.  [default: the 'site' setting]"
)
@click.option(
    "--single-file",
    "single",
    is_flag=False,
    flag_value=NAMED_FOR_THE_FOLDER,
    metavar="[FILE]",
    help="Write everything into one HTML file that opens from disk.  [default: the folder's name]",
)
@click.option("--report", help="With --single-file: this report alone.")
@click.option(
    "--engine",
    type=click.Choice(["inside", "none"]),
    default="inside",
    show_default=True,
    help="With --single-file: 'none' leaves out engine, scripts and tables.",
)
@click.option(
    "--max-image",
    type=click.IntRange(min=16),
    metavar="PX",
    help="With --single-file: make images smaller whose longer side has more pixels.",
)
@click.option("--strict", is_flag=True, help="Warnings are errors.")
@click.option("--quiet", "-q", is_flag=True, help="Print problems only.")
def build_command(
    folder: Path,
    out: Path | None,
    single: str | None,
    report: str | None,
    engine: str,
    max_image: int | None,
    *,
    strict: bool,
    quiet: bool,
) -> None:
    """Build the site of the project in FOLDER (here, if none is given).

    The site appears all at once when everything is done; if anything is wrong, the last good one stays.
    """
    begin = time.monotonic()
    config = load_config(folder)
    target = out or config.site
    output: DirectoryOutput | SingleFileOutput
    if single is None:
        refuse_parts_of_a_file(report=report, engine=engine, max_image=max_image)
        refuse_the_project(target, config)
        output = DirectoryOutput(target)
    else:
        if out is not None:
            raise Failed("'--out' names a folder; the file's name stands after '--single-file'")
        target = config.root / f"{config.root.name}.html" if single == NAMED_FOR_THE_FOLDER else Path(single)
        only = None if report is None else page_of(report, config)
        output = SingleFileOutput(SingleFile(target, engine != "none", max_image, only, config.base_url))
    with output:
        result = build(config, output, progress=progress(quiet=quiet), strict=strict)
    show_diagnostics(result.diagnostics)
    for warning in getattr(output, "warnings", ()):
        click.echo(f"warning: {warning}", err=True)
    if not quiet:
        click.echo(f"{summary(result)} in '{display_path(target)}' ({time.monotonic() - begin:.1f} s)")


def refuse_the_project(target: Path, config: Config) -> None:
    """Raise where the site would take the place of the project."""
    if config.root.is_relative_to(target.resolve()):
        inside = f"the project lies inside of '{display_path(target)}', which the site would replace"
        raise OutputError(inside)


def refuse_parts_of_a_file(**options: object) -> None:
    """Raise where an option is given that only a single file has."""
    for name, value in options.items():
        if value not in (None, "inside"):
            raise Failed(f"'--{name.replace('_', '-')}' goes with '--single-file'")


def page_of(report: str, config: Config) -> str:
    """The page of a report that is named by its file."""
    if report in config.pages:
        return config.pages[report]
    near = did_you_mean(report, list(config.pages), what="report of this project")
    raise Failed(f"there is no report '{report}'" + (f"; {near}" if near else ""))
