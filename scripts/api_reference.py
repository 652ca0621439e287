"""Write `docs/api.md` from the docstrings of the public names: `python scripts/api_reference.py`."""

from __future__ import annotations

import inspect
import re
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import reportgen
from reportgen import data_types, project

TARGET = Path(__file__).parent.parent / "docs" / "api.md"
MODULES = (reportgen, data_types, project)
"""Where the public names stand; one that several have is told of once."""
SECTIONS = ("Args", "Attributes", "Returns", "Raises", "Yields", "Source", "Example")
_SECTION = re.compile(rf"({'|'.join(SECTIONS)}):")
_ITEM = re.compile(r"(\*{0,2}[\w.]+(?: \([^)]*\))?): ?(.*)")
_HEAD = """# Python API

Written from the docstrings by `python scripts/api_reference.py`; a test compares. How to use it all:
[logging](logging.md), [tables](tables.md), [media](media.md), [queries](query.md).
"""


def reference() -> str:
    """The page."""
    parts = [_HEAD]
    told: set[int] = set()
    for module in MODULES:
        fresh = [(name, thing) for name, thing in public(module) if id(thing) not in told]
        told |= {id(thing) for _, thing in fresh}
        if fresh:
            parts += [f"## `{module.__name__}`\n", *(entry(name, thing) for name, thing in fresh)]
    return "\n".join(parts)


def public(module: types.ModuleType) -> list[tuple[str, Any]]:
    """The classes and functions that a module offers, by name."""
    found = [(name, getattr(module, name)) for name in module.__all__]
    return sorted(
        (name, thing) for name, thing in found if inspect.isclass(thing) or inspect.isfunction(thing)
    )


def entry(name: str, thing: Any) -> str:
    """What there is to know of a class or a function."""
    lines = [f"### `{name}`\n", f"```python\n{name}{signature(thing)}\n```\n", text_of(thing)]
    if inspect.isclass(thing):
        for member, function in members(thing):
            head = f"#### `{name}.{member}`\n"
            call = (
                "" if isinstance(function, property) else f"```python\n{member}{signature(function)}\n```\n"
            )
            lines += [head, call, text_of(function)]
    return "\n".join(line for line in lines if line)


def members(kind: type) -> Iterator[tuple[str, Any]]:
    """The public methods and properties that a class has of itself or of a public base, by name."""
    names = {name for base in kind.__mro__ if base.__module__.startswith("reportgen") for name in vars(base)}
    for name in sorted(names):
        if name.startswith("_"):
            continue
        member = inspect.getattr_static(kind, name)
        if isinstance(member, (staticmethod, classmethod)):
            member = member.__func__
        if isinstance(member, property) or inspect.isfunction(member):
            yield name, member


def signature(thing: Callable[..., Any]) -> str:
    """Parameters and what is returned, without `self`; a line each where they are many."""
    try:
        found = inspect.signature(thing)
    except (TypeError, ValueError):
        return "()"
    given = [*parameters(found)]
    back = "" if inspect.isclass(thing) else _arrow(found.return_annotation)
    plain = f"({', '.join(given)}){back}"
    return plain if len(plain) <= 90 else "(\n    " + ",\n    ".join(given) + f",\n){back}"


def parameters(found: inspect.Signature) -> Iterator[str]:
    """Each parameter as it is written in the source."""
    starred = False
    for name, p in found.parameters.items():
        if name in ("self", "cls"):
            continue
        if p.kind is p.KEYWORD_ONLY and not starred:
            yield "*"
        starred = starred or p.kind in (p.KEYWORD_ONLY, p.VAR_POSITIONAL)
        stars = "*" if p.kind is p.VAR_POSITIONAL else "**" if p.kind is p.VAR_KEYWORD else ""
        default = "" if p.default is p.empty else f" = {p.default!r}"
        yield f"{stars}{name}{_annotation(p.annotation, ': ')}{default}"


def _arrow(annotation: Any) -> str:
    return _annotation(annotation, " -> ")


def _annotation(annotation: Any, before: str) -> str:
    if annotation is inspect.Signature.empty:
        return ""
    return before + (annotation if isinstance(annotation, str) else getattr(annotation, "__name__", "Any"))


def text_of(thing: Any) -> str:
    """The docstring as Markdown: its sections as headings, their items as lists."""
    doc = inspect.getdoc(thing.fget if isinstance(thing, property) else thing) or ""
    lines: list[str] = []
    in_section = False
    for line in doc.splitlines():
        if _SECTION.fullmatch(line):
            lines += [f"**{line[:-1]}**", ""]
            in_section = True
        elif in_section and line.startswith("    ") and not line.startswith("     "):
            found = _ITEM.fullmatch(line.strip())
            lines.append(f"- `{found[1]}`: {found[2]}" if found else line.strip())
        elif in_section and line.startswith("     "):
            lines.append("  " + line.strip())
        else:
            in_section = in_section and not line
            lines.append(line)
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the page, or say with `--check` whether it is as it should be."""
    text = reference()
    if "--check" in sys.argv[1:]:
        if not TARGET.is_file() or TARGET.read_text("utf-8") != text:
            sys.exit("docs/api.md is not what the docstrings say: run python scripts/api_reference.py")
        return
    TARGET.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
