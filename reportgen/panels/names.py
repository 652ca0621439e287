"""What the panels of a page are called: the id that links and scripts find them by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.diagnostics import Code, Diagnostic
from reportgen.document import Directive, Document, Option

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
"""What a `:name:` can be: it stands in addresses and style sheets."""


def panel_names(document: Document, panels: Sequence[Directive]) -> tuple[dict[int, str], list[Diagnostic]]:
    """Each panel's id by its directive's key: its `:name:`, else one made of its heading and its order."""
    named = {d.key: d.options["name"] for d in panels if "name" in d.options}
    problems = list(_problems(document, list(named.values())))
    taken = set(document.anchors) | {option.value for option in named.values()}
    names = {}
    for directive in panels:
        option = named.get(directive.key)
        names[directive.key] = option.value if option else next(_free(directive.section, taken))
        taken.add(names[directive.key])
    return names, problems


def _free(section: str, taken: set[str]) -> Iterator[str]:
    base = f"{section}-panel" if section else "panel"
    number = 1
    while True:
        name = base if number == 1 else f"{base}-{number}"
        if name not in taken:
            yield name
        number += 1


def _problems(document: Document, options: Sequence[Option]) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for option in options:
        name = option.value
        if not NAME.fullmatch(name):
            help_ = "use letters, digits, '-' and '_', starting with a letter"
            yield Diagnostic(
                Code.OPTION_VALUE, f"'{name}' cannot be the name of a panel", option.value_span, help_
            )
        elif name in seen:
            message = f"another panel of this page is called '{name}'"
            yield Diagnostic(Code.NAME_DUPLICATE, message, option.value_span)
        elif name in {heading.anchor for heading in document.headings}:
            message = f"a heading of this page has the id '{name}' already"
            help_ = f"choose another, such as '{name}-panel'"
            yield Diagnostic(Code.NAME_DUPLICATE, message, option.value_span, help_)
        seen.add(name)
