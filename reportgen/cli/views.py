"""`reportgen views`: the saved views of a project."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import click

from reportgen.cli.folder import FOLDER
from reportgen.cli.lines import show_json, show_table
from reportgen.cli.said import OK, PROBLEMS, Command, show_diagnostics
from reportgen.configuration import Config, display_path, load_config
from reportgen.diagnostics import Diagnostic, DiagnosticError
from reportgen.embed.html import FORMS, embed_html
from reportgen.panels import Sources
from reportgen.panels.model import Panel
from reportgen.panels.view import resolve_view
from reportgen.panels.view_file import View, read_view
from reportgen.query import Core
from reportgen.store import Store
from reportgen.view_edit import rename_view
from reportgen.view_pages import read_views

_project = click.option(
    "--project", "-p", "folder", type=FOLDER, default=".", help="A folder of the project.  [default: here]"
)


@click.group("views", invoke_without_command=True)
@click.pass_context
def views_group(context: click.Context) -> int | None:
    """List, show, compare and rename the saved views of a project."""
    if context.invoked_subcommand is None:
        return int(context.invoke(list_command, folder=Path()))
    return None


@views_group.command("list", cls=Command, epilog="reportgen views list")
@_project
def list_command(folder: Path) -> int:
    """List the views: name, title, tables."""
    views, problems = read_views(load_config(folder))
    if not views and not problems:
        click.echo(
            "there is no saved view: write views/<name>.toml, or save one while 'reportgen serve' runs"
        )
        return OK
    lines = [[view.name, view.title, ", ".join(part.text for part in view.tables)] for view in views]
    show_table(["view", "title", "tables"], lines)
    show_diagnostics(problems)
    return PROBLEMS if problems else OK


@views_group.command(
    "show",
    cls=Command,
    epilog="reportgen views show hard-negatives\nreportgen views show hard-negatives --json",
)
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="The spec, as programs read it.")
@_project
def show_command(name: str, folder: Path, *, as_json: bool) -> None:
    """Say what the view NAME shows."""
    config = load_config(folder)
    view = read_view(config.root, name)
    with closing(Core()) as core:
        panel = _panel(view, config, core)
    if as_json:
        show_json(dict(panel.spec))
        return
    for label, text in (("title", view.title), ("about", view.description), ("note", view.note)):
        if text and text != view.name:
            click.echo(f"{label:<8}{text}")
    click.echo(f"{'file':<8}{display_path(config.root / 'views' / f'{name}.toml')}")
    click.echo(f"{'tables':<8}{', '.join(table.ref.ref for table in panel.tables)}")
    for option, part in view.options.items():
        click.echo(f":{option}: {part.text}")


@views_group.command("diff", cls=Command, epilog="reportgen views diff hard-negatives all")
@click.argument("one")
@click.argument("other")
@_project
def diff_command(one: str, other: str, folder: Path) -> int:
    """Say in words what differs between two views: what makes OTHER of ONE."""
    config = load_config(folder)
    with closing(Core()) as core:
        before, after = (_panel(read_view(config.root, name), config, core) for name in (one, other))
        sentences: list[str] = core.call("specDifference", before.spec, after.spec)
    for sentence in sentences or ["both show the same"]:
        click.echo(sentence)
    return OK


@views_group.command("rename", cls=Command, epilog="reportgen views rename hard hard-negatives")
@click.argument("old")
@click.argument("new")
@_project
def rename_command(old: str, new: str, folder: Path) -> None:
    """Call the view OLD by the name NEW, in the reports that show it too."""
    changed = rename_view(load_config(folder), old, new)
    said = f" and changed {', '.join(changed)}" if changed else ""
    click.echo(f"renamed '{old}' to '{new}'{said}")


@views_group.command("embed", cls=Command, epilog="reportgen views embed hard-negatives --form frame")
@click.argument("name")
@click.option("--form", type=click.Choice(FORMS), default="component", show_default=True, help="Of the HTML.")
@click.option("--address", help="Where the site is.  [default: base_url of the project]")
@_project
def embed_command(name: str, form: str, address: str | None, folder: Path) -> None:
    """Print the HTML that shows the view NAME (or the panel PAGE/ID) of the built site in another page."""
    config = load_config(folder)
    base = address if address is not None else config.base_url
    if base is None:
        raise click.UsageError("say where the site is: --address, or base_url in reportgen.toml")
    click.echo(embed_html(config.site, name, address=base, form=form))


def _panel(view: View, config: Config, core: Core) -> Panel:
    """What a view shows, or DiagnosticError."""
    outcome: Any = resolve_view(view, Sources(Store(config.store), config.root), core)
    problems: tuple[Diagnostic, ...] = outcome.diagnostics
    if not isinstance(outcome.value, Panel):
        raise DiagnosticError(*problems)
    return outcome.value
