"""`reportgen artifacts`: what the store keeps, and its care."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.artifact_texts import aliases_of, diff_lines, show_lines, summary_of
from reportgen.cli.folder import opened, project_option
from reportgen.cli.lines import show_json, show_table
from reportgen.cli.said import OK, PROBLEMS, Command
from reportgen.store.maintenance import diff, gc, history, remove_alias, set_alias, verify
from reportgen.wording import bytes_text, plural


@click.group("artifacts")
def artifacts_group() -> None:
    """See what the store keeps: artifacts, their versions and aliases; and take care of it."""


json_option = click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")


@artifacts_group.command("list", cls=Command, epilog="reportgen artifacts list")
@json_option
@project_option
def list_command(folder: Path, *, as_json: bool) -> None:
    """List all artifacts."""
    store = opened(folder).store
    found = [summary_of(store, name) for name in store.artifacts()]
    if as_json:
        show_json(found)
        return
    lines = [
        [
            one["name"],
            one["type"],
            one["latest"],
            str(one["versions"]),
            ", ".join(one["aliases"]),
            one["created"],
        ]
        for one in found
    ]
    show_table(["name", "type", "latest", "versions", "aliases", "created"], lines, right=["versions"])


@artifacts_group.command("show", cls=Command, epilog="reportgen artifacts show predictions:v3")
@click.argument("ref")
@json_option
@project_option
def show_command(ref: str, folder: Path, *, as_json: bool) -> None:
    """Show what the artifact version REF (name, name:v3 or name:alias) holds and where it comes from."""
    store = opened(folder).store
    manifest = store.lookup(ref)
    if as_json:
        show_json({**manifest.to_json(), "aliases": aliases_of(store, manifest)})
        return
    for line in show_lines(store, manifest):
        click.echo(line)


@artifacts_group.command("history", cls=Command, epilog="reportgen artifacts history predictions")
@click.argument("name")
@json_option
@project_option
def history_command(name: str, folder: Path, *, as_json: bool) -> None:
    """List the versions of the artifact NAME, oldest first."""
    store = opened(folder).store
    versions = history(store, name)
    if as_json:
        show_json([{**one.to_json(), "aliases": aliases_of(store, one)} for one in versions])
        return
    lines = [
        [
            f"v{one.version}",
            ", ".join(aliases_of(store, one)),
            str(len(one.entries)),
            bytes_text(sum(entry.size for entry in one.entries.values())),
            one.run or "",
            one.created,
        ]
        for one in versions
    ]
    show_table(["version", "aliases", "entries", "size", "run", "created"], lines, right=["entries", "size"])


@artifacts_group.command("diff", cls=Command, epilog="reportgen artifacts diff predictions:v3 predictions:v4")
@click.argument("before")
@click.argument("after")
@project_option
def diff_command(before: str, after: str, folder: Path) -> None:
    """Say how the artifact versions BEFORE and AFTER differ."""
    for line in diff_lines(diff(opened(folder).store, before, after)):
        click.echo(line)


@artifacts_group.command("alias", cls=Command, epilog="reportgen artifacts alias predictions:v3 best")
@click.argument("ref")
@click.argument("alias")
@project_option
def alias_command(ref: str, alias: str, folder: Path) -> None:
    """Have ALIAS name the artifact version REF."""
    manifest = set_alias(opened(folder).store, ref, alias)
    click.echo(f"'{manifest.name}:{alias}' is '{manifest.ref}'")


@artifacts_group.command("unalias", cls=Command, epilog="reportgen artifacts unalias predictions:best")
@click.argument("ref", metavar="NAME:ALIAS")
@project_option
def unalias_command(ref: str, folder: Path) -> None:
    """Take an alias away; the version that it names stays."""
    name, _, alias = ref.partition(":")
    if not alias:
        raise click.UsageError("say which alias: name:alias")
    remove_alias(opened(folder).store, name, alias)
    click.echo(f"'{name}' has no alias '{alias}' any more")


@artifacts_group.command("verify", cls=Command, epilog="reportgen artifacts verify")
@project_option
def verify_command(folder: Path) -> int:
    """Read the whole store and say what is wrong with it; nothing is changed."""
    store = opened(folder).store
    problems = verify(store)
    for problem in problems:
        click.echo(f"error: {problem}", err=True)
    if problems:
        click.echo(plural(len(problems), "problem"), err=True)
        return PROBLEMS
    click.echo(f"the store is whole: {plural(len(store.artifacts()), 'artifact')}")
    return OK


@artifacts_group.command("gc", cls=Command, epilog="reportgen artifacts gc --dry-run")
@click.option("--dry-run", is_flag=True, help="Only say what would be removed.")
@project_option
def gc_command(folder: Path, *, dry_run: bool) -> None:
    """Remove what interrupted logs have left and nothing names; runs may log meanwhile."""
    found = gc(opened(folder).store, dry_run=dry_run)
    verb = "removed" if found.removed else "would remove"
    click.echo(f"{verb} {plural(len(found.files), 'file')} ({bytes_text(found.size)})")
