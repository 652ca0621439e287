"""The directives that prose renders itself, and the check of their arguments and options."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reportgen.diagnostics import Code, Diagnostic, did_you_mean
from reportgen.document.model import Directive, Option


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """What a built-in directive takes."""

    options: Mapping[str, tuple[re.Pattern[str], str]] = field(default_factory=dict)
    """Each option's pattern, and what its value is in words."""
    argument: str | None = None
    """What its argument is in words; None when it takes none."""
    required: bool = False
    """Whether it cannot do without the argument."""
    titled: bool = False
    """Whether the argument is a title in Markdown."""
    verbatim: bool = False
    """Whether the body is kept as it was written."""
    body: bool = True
    """Whether it may have a body."""


TEXT = (re.compile(r".+"), "a text")
FLAG = (re.compile(r"|true|false"), "nothing, 'true' or 'false'")
NUMBER = (re.compile(r"[1-9][0-9]{0,5}"), "a whole number from 1")
LENGTH = (re.compile(r"[1-9][0-9]{0,4}(px)?|[1-9][0-9]?%|100%"), "a number of pixels or a percentage")
ALIGN = (re.compile(r"left|center|right"), "'left', 'center' or 'right'")
DEPTH = (re.compile(r"[1-6]"), "a number from 1 to 6")
LINES = (re.compile(r"[0-9]+(-[0-9]+)?(\s*,\s*[0-9]+(-[0-9]+)?)*"), "line numbers such as '1,4-6'")
NAME = (re.compile(r"[A-Za-z][\w-]*"), "a name of letters, digits, '-' and '_'")
CLASS = (re.compile(r"[A-Za-z][\w-]*(\s+[A-Za-z][\w-]*)*"), "class names")

COMMON = {"class": CLASS, "name": NAME}
PICTURE = {**COMMON, "alt": TEXT, "width": LENGTH, "height": LENGTH, "align": ALIGN}
CODE = {
    **COMMON,
    "caption": TEXT,
    "linenos": FLAG,
    "lineno-start": NUMBER,
    "emphasize-lines": LINES,
}

ADMONITIONS: Mapping[str, str] = {
    "note": "Note",
    "tip": "Tip",
    "important": "Important",
    "warning": "Warning",
    "caution": "Caution",
    "danger": "Danger",
    "seealso": "See also",
    "attention": "Attention",
    "hint": "Hint",
    "error": "Error",
    "admonition": "",
}
"""Each admonition and the title that it has when it is given none."""

BUILT_IN: Mapping[str, BuiltIn] = {
    **{name: BuiltIn(COMMON, "a title", titled=True) for name in ADMONITIONS if name != "admonition"},
    "admonition": BuiltIn(COMMON, "a title", required=True, titled=True),
    "figure": BuiltIn(PICTURE, "the path of an image", required=True),
    "image": BuiltIn(PICTURE, "the path of an image", required=True, body=False),
    "toc": BuiltIn({**COMMON, "depth": DEPTH}, "a title", titled=True, body=False),
    "contents": BuiltIn({**COMMON, "depth": DEPTH}, "a title", titled=True, body=False),
    "code-block": BuiltIn(CODE, "a language", verbatim=True),
    "code": BuiltIn(CODE, "a language", verbatim=True),
    "math": BuiltIn(COMMON, None, verbatim=True),
}
"""Every built-in directive; docs/markdown.md describes them."""


def check_built_in(directive: Directive) -> Iterator[Diagnostic]:
    """What is wrong with a built-in directive's arguments, options and body."""
    built_in = BUILT_IN[directive.name]
    if built_in.required and not directive.arguments:
        message = f"'{directive.name}' needs {built_in.argument}"
        yield Diagnostic(Code.DIRECTIVE_ARGUMENT, message, directive.name_span)
    if built_in.argument is None and directive.arguments:
        message = f"'{directive.name}' takes no argument"
        yield Diagnostic(Code.DIRECTIVE_ARGUMENT, message, directive.arguments[0].span)
    if not built_in.body and directive.body.strip():
        message = f"'{directive.name}' takes no body"
        yield Diagnostic(Code.DIRECTIVE_ARGUMENT, message, directive.name_span)
    for option in directive.options.values():
        yield from _check_option(directive, built_in, option)


def _check_option(directive: Directive, built_in: BuiltIn, option: Option) -> Iterator[Diagnostic]:
    if option.name not in built_in.options:
        message = f"unknown option '{option.name}' for directive '{directive.name}'"
        help_ = did_you_mean(option.name, built_in.options, what="option")
        yield Diagnostic(Code.OPTION_UNKNOWN, message, option.name_span, help_)
        return
    pattern, words = built_in.options[option.name]
    if not pattern.fullmatch(option.value):
        message = f"'{option.name}' must be {words}"
        span = option.value_span if option.value else option.name_span
        yield Diagnostic(Code.OPTION_VALUE, message, span)
