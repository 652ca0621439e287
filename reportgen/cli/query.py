"""`reportgen query`: rows of a table, a view or a statement, in the words of reports."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path
from typing import Any

import click

from reportgen.cli.folder import opened, project_option
from reportgen.cli.lines import show_table
from reportgen.cli.said import Command
from reportgen.project import FORMATS, Project, Query, Result, cell_text, write_rows

SHOWN = 100
"""Rows that a terminal gets unless it is told how many."""


@click.command(
    "query",
    cls=Command,
    epilog="reportgen query predictions --filter 'truth != guess' --sort 'score desc' --limit 10\n"
    "reportgen query predictions:v3 --group guess --columns 'guess, avg(score) as mean'\n"
    "reportgen query --view mistakes --format csv --out mistakes.csv\n"
    "reportgen query --sql 'select guess, count(*) from \"predictions:latest\" group by all'",
)
@click.argument("ref", required=False)
@click.option("--sql", help="A statement of plain SQL, instead of REF.")
@click.option("--view", help="A saved view, instead of REF.")
@click.option("--filter", "filter_", help="Only rows that meet a condition.")
@click.option("--group", help="Groups instead of rows.")
@click.option("--sort", help="Their order.")
@click.option("--columns", help="Which columns, and derived ones.")
@click.option("--limit", type=click.IntRange(min=0), help="The first rows only.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", *FORMATS]),
    help="How they are written.  [default: by the ending of --out, else table]",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write them to a file.")
@project_option
def query_command(
    ref: str | None,
    sql: str | None,
    view: str | None,
    limit: int | None,
    format_: str | None,
    out: Path | None,
    folder: Path,
    **options: str | None,
) -> None:
    """Print rows of the table REF, of a view, or what a statement gives."""
    if sum(one is not None for one in (ref, sql, view)) != 1:
        raise click.UsageError("give one of REF, --sql and --view")
    with opened(folder) as project:
        result = _asked(project, ref, sql, view, {name.rstrip("_"): text for name, text in options.items()})
        form = _format(format_, out)
        if form == "table":
            _print(result, limit)
            return
        rows = result if limit is None else result.limit(limit)
        if out is not None:
            count = write_rows(rows, out, form)
            click.echo(f"wrote {count:,} rows to '{out}'")
        else:
            write_rows(rows, sys.stdout, form)


def _asked(
    project: Project, ref: str | None, sql: str | None, view: str | None, options: dict[str, str | None]
) -> Result:
    said = {name: text for name, text in options.items() if text is not None}
    if sql is not None:
        if said:
            raise click.UsageError(f"say it in the statement: --sql does not go with --{next(iter(said))}")
        return project.sql(sql)
    query = project.view(view) if view is not None else project.table(str(ref))
    return _narrowed(query, said)


def _narrowed(query: Query, said: dict[str, str]) -> Query:
    # Columns may use what groups have, and a sort what columns name.
    for name in ("group", "columns", "filter", "sort"):
        if name in said:
            query = getattr(query, name)(said[name])
    return query


def _format(said: str | None, out: Path | None) -> str:
    if out is None:
        if said == "parquet":
            raise click.UsageError("Parquet needs a file: add --out")
        return said or "table"
    ending = out.suffix.lstrip(".").lower()
    form = said or ending
    if form not in FORMATS:
        raise click.UsageError(f"say the format of '{out}': --format {'|'.join(FORMATS)}")
    return form


def _print(result: Result, limit: int | None) -> None:
    """The rows as a table; on a terminal no more than people read, and it says so."""
    cut = SHOWN if limit is None and sys.stdout.isatty() else None
    rows = result.limit(cut + 1) if cut is not None else result if limit is None else result.limit(limit)
    table = rows.to_arrow()
    names: list[str] = list(table.column_names)
    values: list[tuple[Any, ...]] = list(zip(*(column.to_pylist() for column in table.columns), strict=True))
    numbers = [field.name for field in table.schema if str(field.type).startswith(("int", "uint", "double"))]
    lines = ([cell_text(value) for value in row] for row in itertools.islice(values, cut))
    show_table(names, lines, right=numbers)
    if cut is not None and len(values) > cut:
        click.echo(f"the first {cut} of {result.count():,} rows; --limit N or --format csv shows more")
