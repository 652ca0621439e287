"""`reportgen serve`: a preview that follows changes."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from reportgen.build import BuildResult
from reportgen.cli.folder import FOLDER
from reportgen.cli.progress import progress
from reportgen.cli.said import Command, show_diagnostics, summary
from reportgen.serve import PORT, serve


@click.command(
    "serve", cls=Command, epilog="reportgen serve\nreportgen serve examples/digits --port 9000 --open"
)
@click.argument("folder", type=FOLDER, default=".")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="The next free one if it is taken.",
)
@click.option("--open/--no-open", "open_", default=False, help="Open the preview in a browser.")
def serve_command(folder: Path, *, port: int, open_: bool) -> None:
    """Preview the project in FOLDER and follow its changes, until Ctrl-C.

    The preview listens on this machine only and leaves the built site alone.
    """
    try:
        serve(folder, Terminal(open_pages=open_), port=port)
    except KeyboardInterrupt:
        click.echo("\nstopped")


class Terminal:
    """Tells what the preview does."""

    def __init__(self, *, open_pages: bool) -> None:
        self.progress = progress(quiet=False)
        self._open = open_pages

    def ready(self, url: str) -> None:
        """Say the address."""
        click.echo(f"preview at {url} (Ctrl-C stops it)")
        if self._open:
            webbrowser.open(url)

    def built(self, result: BuildResult, seconds: float) -> None:
        """Say what was built."""
        show_diagnostics(result.diagnostics)
        click.echo(f"built {summary(result)} ({seconds:.1f} s)")

    def failed(self, problems: str) -> None:
        """Say what is wrong."""
        click.echo(f"{problems}\nnot built; the preview shows the last good site", err=True)
