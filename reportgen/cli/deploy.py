"""`reportgen deploy`: a built site to where it is served."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from reportgen.build import BuildResult, build
from reportgen.cli.folder import FOLDER
from reportgen.cli.progress import progress
from reportgen.cli.publishing import only_option, tell_parts
from reportgen.cli.said import OK, PROBLEMS, Command, show_diagnostics
from reportgen.configuration import Config, load_config
from reportgen.deploy import Finding, Inventory, Published, check_site, inventory, publish
from reportgen.deploy.checks import size_text
from reportgen.deploy.github import BRANCH, REMOTE
from reportgen.output import DirectoryOutput, Output
from reportgen.publish import Part, publish_views
from reportgen.wording import plural

_LISTED = 20
"""Changed files that are listed one by one."""


@click.group("deploy")
def deploy_group() -> None:
    """Publish the site of a project."""


@deploy_group.command(
    "github-pages",
    cls=Command,
    epilog="reportgen deploy github-pages --dry-run\nreportgen deploy github-pages --branch pages",
)
@click.argument("folder", type=FOLDER, default=".")
@click.option("--branch", default=BRANCH, show_default=True, help="The branch that holds the site.")
@click.option("--remote", default=REMOTE, show_default=True, help="The remote that is pushed to.")
@click.option("--message", "-m", default="Publish the site", show_default=True, help="Of the commit.")
@click.option("--dry-run", is_flag=True, help="Build, check and tell; push nothing.")
@only_option
def github_pages_command(
    folder: Path, *, branch: str, remote: str, message: str, dry_run: bool, only: tuple[str, ...]
) -> int:
    """Build the project in FOLDER and push its site to a branch, with your own Git.

    Broken links and what the host would refuse are errors, and nothing is pushed. With --only, the site has
    the pages, rows, columns and media of these views alone.
    """
    config = load_config(folder)
    with tempfile.TemporaryDirectory(prefix="reportgen-") as work:
        site = Path(work) / "site"
        with DirectoryOutput(site) as output:
            result, parts = built(config, only, output)
        show_diagnostics(result.diagnostics)
        tell_parts(parts)
        findings = check_site(site)
        tell(findings, inventory(site))
        if any(finding.severity == "error" for finding in findings):
            click.echo("nothing was published", err=True)
            return PROBLEMS
        done = publish(site, config.root, branch=branch, remote=remote, message=message, dry_run=dry_run)
    conclude(done, f"{remote}/{branch}", dry_run=dry_run)
    return OK


def built(config: Config, only: tuple[str, ...], output: Output) -> tuple[BuildResult, list[Part]]:
    """The whole site, or that of some views."""
    if only:
        return publish_views(config, only, output, progress=progress(quiet=False))
    return build(config, output, progress=progress(quiet=False)), []


def tell(findings: list[Finding], public: Inventory) -> None:
    """Say what was found, and what becomes public."""
    for finding in findings:
        click.echo(f"{finding.severity}: {finding.message}", err=True)
    click.echo(f"what becomes public ({size_text(public.bytes)}):")
    click.echo(f"  pages   {', '.join(public.pages)}")
    for ref, rows in public.tables:
        click.echo(f"  table   {ref}, all {plural(rows, 'row')} and every column")
    if public.media:
        click.echo(f"  media   {plural(public.media, 'file')}")


def conclude(done: Published, target: str, *, dry_run: bool) -> None:
    """Say what was, or would be, pushed."""
    if not done.changes:
        click.echo(f"{target} has this site already")
        return
    for line in done.changes[:_LISTED]:
        click.echo(f"  {line}")
    if len(done.changes) > _LISTED:
        click.echo(f"  … and {plural(len(done.changes) - _LISTED, 'more file')}")
    verb = "would change" if dry_run else "published:"
    click.echo(f"{verb} {plural(len(done.changes), 'file')} of {target}")
    if done.address and not dry_run:
        click.echo(f"once GitHub has built it, the site is at {done.address}")
