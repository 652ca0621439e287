"""What each word of a piece of JavaScript is: a name that is bound somewhere, or the key of a property.

This is no parser. It knows which bracket each token stands in, and of braces whether they hold a block, an
object (or a pattern, which reads the same) or a class; that is enough for the code that is linked here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from reportgen.linker.scan import Token

KEYWORDS = frozenset(
    """arguments async await break case catch class const continue debugger default delete do else export
    extends false finally for function get if import in instanceof let new null of return set static super
    switch this throw true try typeof undefined var void while with yield""".split()  # noqa: SIM905
)
_BEFORE_BLOCK = frozenset(["else", "do", "try", "finally", "catch"])
_MODIFIERS = frozenset(["get", "set", "async", "static", "*"])


class Position(Enum):
    """What a word is where it stands."""

    NAME = "a variable, a parameter, a function"
    KEY = "the name of a property"
    BOTH = "`{ a }`: the name of a property and of a variable"
    NOTHING = "a keyword, a number, or no word at all"


@dataclass(slots=True)
class _Bracket:
    """An open bracket."""

    kind: str
    """`(`, `[`, `block`, `object`, `class` or `${`."""
    label: bool = False
    """Whether a `case` waits for its colon."""


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands beside a word."""

    before: str
    after: str
    inside: str
    """The kind of its bracket."""
    outside: str
    """What stands before it and its modifiers: a member begins there, or `*` is an operator."""


def positions(tokens: Sequence[Token]) -> list[Position]:
    """The position of each token; the tokens are without space and comments."""
    found = list[Position]()
    stack = [_Bracket("block")]
    in_class_head = after_label = False
    for index, token in enumerate(tokens):
        before = tokens[index - 1].text if index else ""
        after = tokens[index + 1].text if index + 1 < len(tokens) else ""
        found.append(_position(token, _Around(before, after, stack[-1].kind, _outside(tokens, index))))
        if found[-1] is Position.NOTHING:
            in_class_head = in_class_head or (token.text == "class" and before != ".")
        if token.kind == "template":
            _template(token, stack)
        elif token.kind == "mark" and token.text in "([":
            stack.append(_Bracket(token.text))
        elif token.kind == "mark" and token.text == "{":
            kind = "class" if in_class_head else _brace(before, stack[-1].kind, after_label=after_label)
            in_class_head = False
            stack.append(_Bracket(kind))
        elif token.kind == "mark" and token.text in ")]}":
            stack.pop()
        after_label = token.text == ":" and stack[-1].label
        stack[-1].label = token.text in ("case", "default") or (stack[-1].label and token.text != ":")
    return found


def _template(token: Token, stack: list[_Bracket]) -> None:
    if token.text[0] == "}":
        stack.pop()
    if token.text.endswith("${"):
        stack.append(_Bracket("${"))


def _brace(before: str, outer: str, *, after_label: bool) -> str:
    """What a brace opens."""
    if before in ("", ";", "}", ")", "=>") or before in _BEFORE_BLOCK or after_label:
        return "block"
    return "block" if before == "{" and outer == "block" else "object"


def _outside(tokens: Sequence[Token], index: int) -> str:
    """What stands before a word and the modifiers in front of it."""
    index -= 1
    while index >= 0 and tokens[index].text in _MODIFIERS:
        index -= 1
    return tokens[index].text if index >= 0 else ""


def _position(token: Token, around: _Around) -> Position:
    before, after, inside = around.before, around.after, around.inside
    if token.kind != "word" or token.text[0].isdigit():
        return Position.NOTHING
    if before in (".", "?.", "#"):
        return Position.KEY
    opening = ("{", ",") if inside == "object" else ("{", ";", "}")
    starts = before in opening
    if inside in ("object", "class"):
        if after == "(" and around.outside in opening:
            return Position.KEY
        if starts and token.text in _MODIFIERS and after not in (",", "}", ":", "="):
            return Position.NOTHING
        if starts and (inside == "class" or after == ":"):
            return Position.KEY
        if starts and after in (",", "}", "="):
            # Words such as `of` can be names; they keep theirs.
            return Position.NOTHING if token.text in KEYWORDS else Position.BOTH
    return Position.NOTHING if token.text in KEYWORDS else Position.NAME


def declared(tokens: Sequence[Token], found: Sequence[Position]) -> set[str]:
    """The words that are bound by a declaration or as a parameter."""
    ends = _ends(tokens)
    words = set[str]()
    for index, token in enumerate(tokens):
        if token.kind == "mark" and token.text == "(" and _has_parameters(tokens, index, ends[index], found):
            words.update(_bindings(tokens, found, index + 1, ends[index]))
        elif token.kind == "word" and found[index] is Position.NAME and _binds_one(tokens, index):
            words.add(token.text)
        elif token.text in ("const", "let", "var") and found[index] is Position.NOTHING:
            words.update(_declarators(tokens, found, index + 1, ends))
    return words


def _ends(tokens: Sequence[Token]) -> dict[int, int]:
    """For each opening bracket, where it closes."""
    ends, opened = dict[int, int](), list[int]()
    for index, token in enumerate(tokens):
        if token.kind == "template":
            if token.text[0] == "}":
                ends[opened.pop()] = index
            if token.text.endswith("${"):
                opened.append(index)
        elif token.kind == "mark" and token.text in "([{":
            opened.append(index)
        elif token.kind == "mark" and token.text in ")]}":
            ends[opened.pop()] = index
    return ends


def _binds_one(tokens: Sequence[Token], index: int) -> bool:
    """`function name`, `class name`, `name =>`."""
    before = [token.text for token in tokens[max(0, index - 2) : index]]
    if before[-1:] in (["function"], ["class"]) or before == ["function", "*"]:
        return True
    return index + 1 < len(tokens) and tokens[index + 1].text == "=>"


def _has_parameters(tokens: Sequence[Token], start: int, end: int, found: Sequence[Position]) -> bool:
    if end + 1 < len(tokens) and tokens[end + 1].text == "=>":
        return True
    before = [token.text for token in tokens[max(0, start - 3) : start]]
    if (
        before[-1:] in (["function"], ["catch"])
        or "function" in before[-2:]
        or before[-3:-1] == ["function", "*"]
    ):
        return True
    method = start > 0 and found[start - 1] is Position.KEY and tokens[start - 2].text not in (".", "?.")
    return method and end + 1 < len(tokens) and tokens[end + 1].text == "{"


def _bindings(tokens: Sequence[Token], found: Sequence[Position], start: int, end: int) -> Iterator[str]:
    """The names that a pattern binds: what follows `=` in it is a value."""
    depth = 0
    value_at: int | None = None
    for index in range(start, end):
        token = tokens[index]
        if token.kind == "mark":
            if token.text in "([{":
                depth += 1
            elif token.text in ")]}":
                depth -= 1
                value_at = None if value_at is not None and depth < value_at else value_at
            elif token.text == "," and value_at == depth:
                value_at = None
            elif token.text == "=" and value_at is None:
                value_at = depth
        elif value_at is None and found[index] in (Position.NAME, Position.BOTH):
            yield token.text


def _declarators(
    tokens: Sequence[Token], found: Sequence[Position], start: int, ends: dict[int, int]
) -> Iterator[str]:
    """The names that `const`, `let` or `var` bind, up to the statement's end."""
    index, binds = start, True
    while index < len(tokens):
        token = tokens[index]
        if token.kind == "mark" and token.text in ");}]":
            return
        if binds and token.text in ("of", "in"):
            return
        end = ends.get(index)
        if end is not None:
            if binds:
                yield from _bindings(tokens, found, index + 1, end)
            # A template goes on after each of its values.
            index = end if tokens[end].text.endswith("${") else end + 1
            continue
        if binds and found[index] is Position.NAME:
            yield token.text
        if token.text in ("=", ","):
            binds = token.text == ","
        index += 1


def own_names(tokens: Sequence[Token]) -> set[str]:
    """What a function binds for all of its body: its parameters, and declarations directly in the body."""
    if not any(token.text == "function" for token in tokens[:2]):
        return set()
    found, ends = positions(tokens), _ends(tokens)
    start = next(index for index, token in enumerate(tokens) if token.text == "(")
    words = set(_bindings(tokens, found, start + 1, ends[start]))
    index, end = ends[start] + 2, ends[ends[start] + 1]
    while index < end:
        if tokens[index].text in ("const", "let") and found[index] is Position.NOTHING:
            words.update(_declarators(tokens, found, index + 1, ends))
        index = ends.get(index, index) + 1
    return words
