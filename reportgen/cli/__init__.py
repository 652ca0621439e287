"""The command `reportgen`: arguments in, text and an exit code out. Nothing else prints or exits."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence

import click

from reportgen.build import version
from reportgen.cli.artifacts import artifacts_group
from reportgen.cli.build import build_command
from reportgen.cli.check import check_command
from reportgen.cli.deploy import deploy_group
from reportgen.cli.exporting import export_command
from reportgen.cli.importing import import_command
from reportgen.cli.new import new_command
from reportgen.cli.publishing import publish_command
from reportgen.cli.query import query_command
from reportgen.cli.said import INTERRUPTED, OK, PROBLEMS, USAGE, Failed, show_problems
from reportgen.cli.serve import serve_command
from reportgen.cli.views import views_group
from reportgen.deploy import DeployError
from reportgen.diagnostics import DiagnosticError
from reportgen.output import OutputError
from reportgen.project import SqlError
from reportgen.store import StoreError

__all__ = ["main", "run"]

ISSUES = "please report it with the lines above and, if you can, what caused it"

COMMANDS = (
    new_command,
    serve_command,
    check_command,
    build_command,
    publish_command,
    deploy_group,
    artifacts_group,
    query_command,
    views_group,
    import_command,
    export_command,
)
"""Every command; docs/cli.md describes them."""


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
    except (Failed, DeployError, OutputError, StoreError, SqlError) as error:
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


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version(), "--version", message="reportgen %(version)s")
def commands() -> None:
    """Markdown reports over logged tables become static sites.

    Exit codes: 0 all is well, 1 the project has problems, 2 the command was used wrongly.
    """


for command in COMMANDS:
    commands.add_command(command)
