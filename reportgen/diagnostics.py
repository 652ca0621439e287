"""Problems as values with a place, and the one formatter that prints them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How bad a problem is; `--strict` treats a warning as an error."""

    ERROR = "error"
    WARNING = "warning"


class Code(Enum):
    """Everything that can be complained about, one line each; this list is documentation."""

    ARTIFACT_UNKNOWN = "artifact-unknown"
    """The store has no artifact of this name."""
    VERSION_UNKNOWN = "version-unknown"
    """The artifact has no such version or alias."""
    TABLE_UNKNOWN = "table-unknown"
    """The artifact version holds no table of this name, or several and none was named."""
    COLUMN_UNKNOWN = "column-unknown"
    """The table has no such column, or a glob matches none."""
    CONFIG_INVALID = "config-invalid"
    """`reportgen.toml` is not TOML, or a setting has the wrong type or name."""
    DIRECTIVE_UNKNOWN = "directive-unknown"
    """No directive has this name."""
    DIRECTIVE_ARGUMENT = "directive-argument"
    """A directive lacks an argument or has too many."""
    EXPRESSION_FUNCTION = "expression-function"
    """An expression calls a function that is not in the table of functions, or wrongly."""
    EXPRESSION_SYNTAX = "expression-syntax"
    """An expression cannot be parsed."""
    EXPRESSION_TYPE = "expression-type"
    """An expression applies an operator or a function to values of the wrong type."""
    FILE_MISSING = "file-missing"
    """A linked page, image or file does not exist."""
    FILE_UNREADABLE = "file-unreadable"
    """A file exists and cannot be read as what it should be."""
    FRONT_MATTER = "front-matter"
    """The front matter is not YAML, or a field is unknown or of the wrong type."""
    LINK_UNSAFE = "link-unsafe"
    """A link uses a scheme that could run code; it is shown as text."""
    MATH_INVALID = "math-invalid"
    """A formula is not LaTeX that can be turned into MathML."""
    NAME_DUPLICATE = "name-duplicate"
    """Two panels or headings of one page claim the same name."""
    OPTION_UNKNOWN = "option-unknown"
    """A directive has no such option."""
    OPTION_VALUE = "option-value"
    """An option has a value outside of what is allowed."""
    PATH_OUTSIDE = "path-outside"
    """A path leaves the project's folder."""
    ROLE_UNKNOWN = "role-unknown"
    """No role has this name."""
    THEME_UNKNOWN = "theme-unknown"
    """No theme has this name."""
    VIEW_INVALID = "view-invalid"
    """A view's file is not TOML, or a key has the wrong type or name."""
    VIEW_UNKNOWN = "view-unknown"
    """The project has no view of this name."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text that problems can point into."""

    path: str
    """As it is shown to people: relative to the working folder where that is possible."""
    text: str

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column (both from 1) of a character offset."""
        offset = max(0, min(offset, len(self.text)))
        line = self.text.count("\n", 0, offset) + 1
        return line, offset - (self.text.rfind("\n", 0, offset) + 1) + 1

    def line(self, number: int) -> str:
        """The text of a line (from 1), without its end."""
        lines = self.text.split("\n")
        return lines[number - 1].rstrip("\r") if 1 <= number <= len(lines) else ""

    def line_start(self, number: int) -> int:
        """The character offset at which a line (from 1) starts."""
        offset = 0
        for _ in range(number - 1):
            found = self.text.find("\n", offset)
            if found < 0:
                return len(self.text)
            offset = found + 1
        return offset


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a source: `start` and `end` are character offsets, the end excluded."""

    source: Source
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: what is wrong, where, and what would be right."""

    code: Code
    message: str
    span: Span | None = None
    help: str | None = None
    severity: Severity = Severity.ERROR


class DiagnosticError(Exception):
    """Carries problems from where they are met to the edge that prints them."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("\n".join(format_diagnostic(d) for d in diagnostics))
        self.diagnostics = diagnostics


def format_diagnostic(diagnostic: Diagnostic) -> str:
    """`path:line:column: severity[code]: message`, the source line with a caret, and the help."""
    head = f"{diagnostic.severity.value}[{diagnostic.code.value}]: {diagnostic.message}"
    lines = [head]
    if diagnostic.span is not None:
        span = diagnostic.span
        line, column = span.source.position(span.start)
        text = span.source.line(line)
        width = max(1, min(span.end - span.start, len(text) - column + 1))
        # A tab before the caret stays a tab, so that the caret stands under its character.
        indent = "".join("\t" if c == "\t" else " " for c in text[: column - 1])
        lines = [f"{span.source.path}:{line}:{column}: {head}"]
        if text.strip():
            lines += [f"  {text}", f"  {indent}{'^' * width}"]
    if diagnostic.help:
        lines.append(f"  help: {diagnostic.help}")
    return "\n".join(lines)


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The most similar of `words`, or None when none is similar."""
    choices = {w.casefold(): w for w in words}
    found = difflib.get_close_matches(word.casefold(), choices, n=1, cutoff=0.6)
    return choices[found[0]] if found else None


def did_you_mean(word: str, words: Iterable[str], *, what: str) -> str:
    """A help line: the nearest of `words`, or the list of them."""
    words = list(words)
    near = nearest(word, words)
    if near is not None:
        return f"did you mean '{near}'?"
    if not words:
        return f"there is no {what}"
    shown = ", ".join(f"'{w}'" for w in words[:12]) + (", …" if len(words) > 12 else "")
    return f"the {what}s are {shown}" if len(words) > 1 else f"the only {what} is {shown}"
