"""The block rule for directives: `:::{name} arguments`, option lines, a body, `:::`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markdown_it.rules_block import StateBlock

from reportgen.diagnostics import Code, Diagnostic, Severity, did_you_mean, nearest
from reportgen.document.model import Argument, Directive, Option
from reportgen.document.positions import Positions

NAME = r"[A-Za-z][\w.+-]*"
OPENER = re.compile(
    r"(?P<fence>:{3,}|`{3,}|~{3,})[ \t]*"
    rf"(?:\{{(?P<name>{NAME})\}}|(?P<bare>{NAME})(?=\s|$))(?P<rest>.*)"
)
CLOSER = re.compile(r"(:{3,})[ \t]*$")
CODE_FENCE = re.compile(r"(`{3,}|~{3,})(.*)$")
OPTION = re.compile(r":([A-Za-z_][\w-]*):(?:[ \t]+(.*))?$")
BROKEN_OPTION = re.compile(r":([A-Za-z_][\w-]*)(?:[ \t=].*)?$")
WORD = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(frozen=True, slots=True)
class Fence:
    """An opening line and the lines up to its closing one."""

    name: str
    """The word in braces."""
    bare: bool
    """Whether the braces were forgotten."""
    markup: str
    """The characters of the fence."""
    name_at: int
    """Where the name stands."""
    rest_at: int
    """Where the arguments stand."""
    rest: str
    """The arguments."""
    first: int
    """The line after the opening one."""
    last: int
    """The closing line, or the line where the enclosing block ends."""
    closed: bool
    """Whether the closing line was found."""


def directive_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a directive; the Markdown parser calls this on every line that may begin a block."""
    if state.is_code_block(start):
        return False
    line = _line(state, start)
    stray = CLOSER.match(line)
    opener = None if stray else _opener(line)
    if stray is None and opener is None:
        return False
    if silent:
        return True
    if opener is None:
        _report_stray(state, start)
        state.line = start + 1
        return True
    _push(state, start, _fence(state, start, end, opener))
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _opener(line: str) -> re.Match[str] | None:
    match = OPENER.match(line)
    if match is None or match["fence"][0] == ":":
        return match
    return match if match["name"] and "`" not in match["rest"] else None


# --- where the block ends ---------------------------------------------------------------------


def _fence(state: StateBlock, start: int, end: int, opener: re.Match[str]) -> Fence:
    markup = opener["fence"]
    find = _colon_end if markup[0] == ":" else _code_end
    last, closed = find(state, start, end, markup)
    base = state.bMarks[start] + state.tShift[start]
    return Fence(
        name=opener["name"] or opener["bare"],
        bare=opener["name"] is None,
        markup=markup,
        name_at=base + opener.start("name" if opener["name"] else "bare"),
        rest_at=base + opener.start("rest"),
        rest=opener["rest"],
        first=start + 1,
        last=last,
        closed=closed,
    )


def _lines(state: StateBlock, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The lines that may end the block; ends with its container."""
    for line in range(start + 1, end):
        if not state.isEmpty(line) and state.sCount[line] < state.blkIndent:
            yield line, ""
            return
        if not state.is_code_block(line):
            yield line, _line(state, line)
    yield end, ""


def _code_end(state: StateBlock, start: int, end: int, markup: str) -> tuple[int, bool]:
    closer = re.compile(rf"{re.escape(markup)}{markup[0]}*[ \t]*$")
    line = end
    for line, text in _lines(state, start, end):
        if closer.match(text):
            return line, True
    return line, False


def _colon_end(state: StateBlock, start: int, end: int, markup: str) -> tuple[int, bool]:
    """Directives nest with fences of any length, and code inside may show directives."""
    depths = [len(markup)]
    code: re.Match[str] | None = None
    line = end
    for line, text in _lines(state, start, end):
        fence = CODE_FENCE.match(text)
        if code is not None:
            if fence and fence[1].startswith(code[1]) and not fence[2].strip():
                code = None
        elif fence:
            code = fence
        elif closer := CLOSER.match(text):
            _close(depths, len(closer[1]))
            if not depths:
                return line, True
        elif opener := _opener(text):
            depths.append(len(opener["fence"]))
    return line, False


def _close(depths: list[int], length: int) -> None:
    """A closing line ends the innermost fence of its length, else the innermost shorter one."""
    if length in depths:
        while depths.pop() != length:
            pass
    elif depths[-1] < length:
        depths.pop()


# --- tokens -----------------------------------------------------------------------------------


def _push(state: StateBlock, start: int, fence: Fence) -> None:
    env = state.env
    positions: Positions = env["positions"]
    options, body = _options(state, fence)
    text = state.getLines(body, fence.last, state.sCount[start], True)
    body_end = state.bMarks[fence.last] if fence.last < len(state.bMarks) else len(state.src)
    directive = Directive(
        name=fence.name,
        arguments=tuple(_arguments(positions, fence)),
        options=options,
        body=text,
        body_span=positions.span(min(state.bMarks[body], body_end), body_end),
        span=positions.line_span(start),
        key=len(env["directives"]),
        name_span=positions.span(fence.name_at, fence.name_at + len(fence.name)),
        section="",
    )
    env["directives"].append(directive)
    _report_fence(state, fence, directive)
    token = state.push("directive_open", "", 1)
    token.map = [start, fence.last]
    token.info = fence.name
    token.meta = {"directive": directive}
    if not _is_verbatim(state, fence):
        _push_title(state, start, fence, token.meta)
        _push_body(state, body, fence.last)
    state.push("directive_close", "", -1).meta = token.meta
    state.line = fence.last + (1 if fence.closed else 0)


def _is_verbatim(state: StateBlock, fence: Fence) -> bool:
    built_in = state.env["built_in"].get(fence.name)
    if built_in is not None:
        return bool(built_in.verbatim)
    if fence.name in state.env["verbatim"]:
        return True
    return fence.markup[0] != ":" and fence.name not in state.env["known_directives"]


def _push_title(state: StateBlock, start: int, fence: Fence, meta: dict[str, Any]) -> None:
    built_in = state.env["built_in"].get(fence.name)
    title = fence.rest.strip()
    if built_in is None or not built_in.titled or not title:
        return
    state.push("directive_title_open", "", 1).meta = meta
    inline = state.push("inline", "", 0)
    inline.content = title
    inline.map = [start, start + 1]
    inline.children = []
    state.push("directive_title_close", "", -1).meta = meta


def _push_body(state: StateBlock, body: int, last: int) -> None:
    parent, line_max = state.parentType, state.lineMax
    # A paragraph must not run on past the closing line.
    state.parentType, state.lineMax = "directive", last
    state.md.block.tokenize(state, body, last)
    state.parentType, state.lineMax = parent, line_max


# --- arguments and options --------------------------------------------------------------------


def _arguments(positions: Positions, fence: Fence) -> Iterator[Argument]:
    for word in WORD.finditer(fence.rest):
        group = 1 if word[1] is not None else 2
        span = positions.span(fence.rest_at + word.start(group), fence.rest_at + word.end(group))
        yield Argument(word[group], span)


def _options(state: StateBlock, fence: Fence) -> tuple[dict[str, Option], int]:
    """The option lines after the opening one, and the line where the body begins."""
    positions: Positions = state.env["positions"]
    options: dict[str, Option] = {}
    line = _first_option(state, fence)
    while line < fence.last and (text := _line(state, line)):
        at = state.bMarks[line] + state.tShift[line]
        match = OPTION.match(text)
        if match is not None:
            _add_option(state, options, _option(positions, at, match))
        elif broken := BROKEN_OPTION.match(text):
            span = positions.span(at, at + broken.end(1))
            message = f"an option is written ':{broken[1]}: value'"
            state.env["problems"].append(Diagnostic(Code.OPTION_UNKNOWN, message, span))
        else:
            break
        line += 1
    if options and line < fence.last and state.isEmpty(line):
        line += 1
    return options, line


def _first_option(state: StateBlock, fence: Fence) -> int:
    line = fence.first
    while line < fence.last and state.isEmpty(line):
        line += 1
    return line if line < fence.last and OPTION.match(_line(state, line)) else fence.first


def _option(positions: Positions, at: int, match: re.Match[str]) -> Option:
    value = (match[2] or "").rstrip()
    value_at = at + (match.start(2) if match[2] is not None else match.end())
    return Option(
        name=match[1],
        value=value,
        name_span=positions.span(at + match.start(1), at + match.end(1)),
        value_span=positions.span(value_at, value_at + len(value)),
    )


def _add_option(state: StateBlock, options: dict[str, Option], option: Option) -> None:
    if option.name in options:
        message = f"the option '{option.name}' stands here a second time"
        state.env["problems"].append(Diagnostic(Code.OPTION_VALUE, message, option.name_span))
    options[option.name] = option


# --- problems ---------------------------------------------------------------------------------


def _report_stray(state: StateBlock, line: int) -> None:
    span = state.env["positions"].line_span(line)
    message = f"this '{_line(state, line).strip()}' closes no directive"
    state.env["problems"].append(Diagnostic(Code.DIRECTIVE_UNKNOWN, message, span, severity=Severity.WARNING))


def _report_fence(state: StateBlock, fence: Fence, directive: Directive) -> None:
    known = [*state.env["known_directives"], *state.env["built_in"]]
    problems: list[Diagnostic] = state.env["problems"]
    if fence.name not in known:
        message = f"unknown directive '{fence.name}'"
        help_ = did_you_mean(fence.name, known, what="directive")
        problems.append(Diagnostic(Code.DIRECTIVE_UNKNOWN, message, directive.name_span, help_))
    if fence.bare:
        name = nearest(fence.name, known) or fence.name
        message = "the name of a directive stands in braces"
        help_ = f"write '{fence.markup}{{{name}}}'"
        problems.append(Diagnostic(Code.DIRECTIVE_UNKNOWN, message, directive.name_span, help_))
    if not fence.closed:
        message = f"the directive '{fence.name}' is never closed"
        help_ = f"end it with a line '{fence.markup}'"
        problems.append(Diagnostic(Code.DIRECTIVE_ARGUMENT, message, directive.span, help_))
