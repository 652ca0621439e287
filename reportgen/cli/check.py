"""`reportgen check`: what is wrong, without building."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.build import check
from reportgen.cli.folder import FOLDER
from reportgen.cli.said import OK, Command, show_diagnostics, show_problems
from reportgen.configuration import load_config
from reportgen.diagnostics import Severity
from reportgen.wording import plural


@click.command("check", cls=Command, epilog="reportgen check\nreportgen check --strict")
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
