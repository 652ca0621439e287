"""The command `reportgen`: arguments in, text and an exit code out. Nothing else prints or exits."""

from __future__ import annotations

import shlex
import sys
import time
import traceback
import webbrowser
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from reportgen.build import BuildResult, build, check, version
from reportgen.config import display_path, load_config
from reportgen.diagnostics import Diagnostic, DiagnosticError, Severity, format_diagnostic
from reportgen.materialise import SILENT, Progress
from reportgen.materialise.progress import Advance
from reportgen.output import DirectoryOutput, OutputError
from reportgen.scaffold import new_project
from reportgen.serve import PORT, serve
from reportgen.store import StoreError

OK, PROBLEMS, USAGE, INTERRUPTED = 0, 1, 2, 130
"""Exit codes: all is well; the project has problems; the command was used wrongly; Ctrl-C."""

ISSUES = "please report it with the lines above and, if you can, the report that caused it"

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def main(args: Sequence[str] | None = None) -> None:
    """Run the command and exit."""
    sys.exit(run(args))


def run(args: Sequence[str] | None = None) -> int:
    """Run the command; its exit code."""
    try:
        code = commands.main(args, prog_name="reportgen", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return USAGE
    except DiagnosticError as error:
        return show_problems(error.diagnostics)
    except (OutputError, StoreError) as error:
        click.echo(f"error: {error}", err=True)
        return PROBLEMS
    except (KeyboardInterrupt, click.Abort):
        click.echo("stopped", err=True)
        return INTERRUPTED
    except Exception:
        click.echo(traceback.format_exc(), err=True)
        click.echo(f"error: this is a fault of reportgen {version()}, not yours; {ISSUES}", err=True)
        return PROBLEMS
    return code if isinstance(code, int) else OK


class Command(click.Command):
    """A command whose `epilog` is examples, one a line."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the lines as they are."""
        with formatter.section("Examples"):
            for line in (self.epilog or "").splitlines():
                formatter.write(f"{'':{formatter.current_indent}}{line}\n")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version(), "--version", message="reportgen %(version)s")
def commands() -> None:
    """Markdown reports over logged tables become static sites.

    Exit codes: 0 all is well, 1 the project has problems, 2 the command was used wrongly.
    """


@commands.command("new", cls=Command, epilog="reportgen new my-report")
@click.argument("folder", type=click.Path(path_type=Path))
def new_command(folder: Path) -> None:
    """Make a new project in FOLDER."""
    files = new_project(folder)
    click.echo(f"made a project in '{folder}': {', '.join(files)}\n\nnext:")
    if folder.resolve() != Path.cwd().resolve():
        click.echo(f"  cd {shlex.quote(str(folder))}")
    click.echo("  python log_example.py    # logs a small table")
    click.echo("  reportgen serve          # shows the report; change index.md and see")


@commands.command(
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


@commands.command("check", cls=Command, epilog="reportgen check\nreportgen check --strict")
@click.argument("folder", type=FOLDER, default=".")
@click.option("--strict", is_flag=True, help="Warnings are errors.")
def check_command(folder: Path, *, strict: bool) -> int:
    """Say all that is wrong with the project in FOLDER, without building."""
    config = load_config(folder)
    problems = check(config)
    if any(p.severity is Severity.ERROR or strict for p in problems):
        return show_problems(problems)
    show_diagnostics(problems)
    click.echo(f"no problems in {plural(len(config.reports), 'report')}")
    return OK


@commands.command(
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


class TerminalProgress:
    """Draws a bar for every task, and takes it away when the task is done."""

    @contextmanager
    def task(self, label: str, total: int) -> Iterator[Advance]:
        """A bar."""
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(label, total=total)
            yield lambda done: bar.advance(task, done)


def progress(*, quiet: bool) -> Progress:
    """Bars where somebody looks, nothing elsewhere."""
    return TerminalProgress() if not quiet and sys.stderr.isatty() else SILENT


def show_problems(problems: Iterable[Diagnostic]) -> int:
    """Print what is wrong and how much of it; the exit code."""
    problems = list(problems)
    show_diagnostics(problems)
    errors = sum(p.severity is Severity.ERROR for p in problems)
    counts = [plural(n, what) for n, what in ((errors, "error"), (len(problems) - errors, "warning")) if n]
    click.echo(", ".join(counts), err=True)
    return PROBLEMS


def show_diagnostics(diagnostics: Iterable[Diagnostic]) -> None:
    """Print diagnostics, an empty line after each."""
    for diagnostic in diagnostics:
        click.echo(format_diagnostic(diagnostic) + "\n", err=True)


def summary(result: BuildResult) -> str:
    """What a site has."""
    counts = {"page": len(result.pages), "panel": result.panels, "table": result.tables}
    return ", ".join(plural(count, what) for what, count in counts.items())


def plural(count: int, what: str) -> str:
    """A number of things in words."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"
