"""Tables of a command's answer: drawn on a terminal, tab-separated lines elsewhere, or JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

_ESCAPES = {ord("\t"): "\\t", ord("\n"): "\\n", ord("\r"): "\\r"}


def show_table(header: Sequence[str], lines: Iterable[Sequence[str]], *, right: Sequence[str] = ()) -> None:
    """Print a table; the columns named in `right` hold numbers."""
    if not sys.stdout.isatty():
        for line in (header, *lines):
            click.echo("\t".join(cell.translate(_ESCAPES) for cell in line))
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in header:
        table.add_column(Text(name), justify="right" if name in right else "left", overflow="fold")
    for line in lines:
        table.add_row(*(Text(cell) for cell in line))
    Console().print(table)


def show_json(value: Any) -> None:
    """Print JSON that people can read too."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))
