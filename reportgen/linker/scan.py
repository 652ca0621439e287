"""A scan of JavaScript text into tokens coarse enough to move it about safely."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
    (?P<space>\s+)
  | (?P<comment>//[^\n]* | /\*.*?\*/)
  | (?P<word>[\w$\u0080-\uffff]+)
  | (?P<string>"(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
  | (?P<mark>\.\.\. | => | \?\. | \?\? | \+\+ | -- | &&|\|\| | [^"'`])
    """,
    re.VERBOSE | re.DOTALL,
)
_REGEX = re.compile(r"/(?:[^\\/\[\n]|\\.|\[(?:[^\\\]\n]|\\.)*\])+/[a-z]*")
_PIECE = re.compile(r"(?:[^\\`$]|\\.|\$(?!\{))*(?:`|\$\{)", re.DOTALL)
_BEFORE_REGEX = re.compile("return|typeof|instanceof|in|of|new|delete|void|throw|case|do|else|yield|await")


class ScanError(ValueError):
    """The text is not JavaScript that the scan understands; `offset` says where."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


class Token(NamedTuple):
    """A stretch of source."""

    kind: str
    """`space`, `comment`, `word`, `mark`, `string`, `regex` or `template` (a literal piece of one)."""
    start: int
    end: int
    text: str


def scan(text: str) -> Iterator[Token]:
    """Every character of `text`, as tokens in order."""
    at, braces, previous = 0, list[int](), Token("mark", 0, 0, "(")
    while at < len(text):
        token = _next(text, at, previous, in_template=bool(braces) and braces[-1] == 0)
        yield token
        at = token.end
        if token.kind in ("space", "comment"):
            continue
        _count_braces(token, braces)
        previous = token


def _count_braces(token: Token, braces: list[int]) -> None:
    """Keep, for every `${` that is open, how many braces are open inside it."""
    if token.kind == "template":
        if token.text[0] == "}":
            braces.pop()
        if token.text.endswith("${"):
            braces.append(0)
    elif token.kind == "mark" and braces and token.text in "{}":
        braces[-1] += 1 if token.text == "{" else -1


def _next(text: str, at: int, previous: Token, *, in_template: bool) -> Token:
    char = text[at]
    if char == "`" or (char == "}" and in_template):
        return _matched("template", _PIECE.match(text, at + 1), at, "a template that does not end")
    match = _TOKEN.match(text, at)
    if match is None:
        raise ScanError("a string that does not end", at)
    kind = str(match.lastgroup)
    if char == "/" and kind == "mark":
        if text.startswith("/*", at):
            raise ScanError("a comment that does not end", at)
        if _may_be_regex(previous):
            return _matched("regex", _REGEX.match(text, at), at, "a regular expression that does not end")
    return Token(kind, at, match.end(), match.group())


def _may_be_regex(previous: Token) -> bool:
    """After a value a slash divides; elsewhere it starts a regular expression."""
    if previous.kind == "word":
        return _BEFORE_REGEX.fullmatch(previous.text) is not None
    if previous.kind == "template":
        return previous.text.endswith("${")
    return previous.kind == "mark" and previous.text not in (")", "]", "}", "++", "--")


def _matched(kind: str, match: re.Match[str] | None, at: int, message: str) -> Token:
    if match is None:
        raise ScanError(message, at)
    return Token(kind, at, match.end(), match.string[at : match.end()])


def compact(tokens: Iterable[Token]) -> str:
    """The program without comments and without space that says nothing; strings and templates as they are."""
    parts, gap = list[str](), ""
    previous: Token | None = None
    for token in tokens:
        if token.kind in ("space", "comment"):
            # A comment counts as the line end or the space that it contains.
            gap = "\n" if "\n" in gap + token.text else " "
            continue
        if previous is not None and gap and _needed(previous, gap, token):
            parts.append(gap)
        parts.append(token.text)
        previous, gap = token, ""
    return "".join(parts)


def _needed(before: Token, gap: str, after: Token) -> bool:
    """Whether two tokens must stay apart; a line end may stand for a semicolon."""
    if gap == "\n":
        return not (_is(before, "{([,;") or _is(after, ")],;."))
    if "mark" not in (before.kind, after.kind):
        return not (after.text[0] == "}" or before.text.endswith("${"))
    if _is(after, "."):
        return before.text == "?" or before.text.isdigit()
    # `+ +`, `a / /b/` and their like.
    touchy = "+-/<>"
    return before.text[-1] in touchy and after.text[0] in touchy


def _is(token: Token, marks: str) -> bool:
    return token.kind == "mark" and token.text in marks
