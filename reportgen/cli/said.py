"""What commands say: exit codes, problems, counts, and help with examples."""

from __future__ import annotations

from collections.abc import Iterable

import click

from reportgen.build import BuildResult
from reportgen.diagnostics import Diagnostic, Severity, format_diagnostic
from reportgen.wording import plural

OK, PROBLEMS, USAGE, INTERRUPTED = 0, 1, 2, 130
"""Exit codes: all is well; the project has problems; the command was used wrongly; Ctrl-C."""


class Failed(Exception):
    """A command cannot do what was asked; the message is one sentence."""


class Command(click.Command):
    """A command whose `epilog` is examples, one a line."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the lines as they are."""
        with formatter.section("Examples"):
            for line in (self.epilog or "").splitlines():
                formatter.write(f"{'':{formatter.current_indent}}{line}\n")


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
