"""One ES module: what it imports, exports and declares."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from reportgen.linker.positions import own_names
from reportgen.linker.scan import ScanError, Token, compact, scan

_NAMES = r"\{(?P<names>[\w\s$,]*)\}"
_FROM = r"\s*from\s*\"(?P<source>[^\"\n]+)\";?"
_IMPORT = re.compile(rf"import\s*{_NAMES}{_FROM}")
_REEXPORT = re.compile(rf"export\s*{_NAMES}{_FROM}")
_EXPORT_LIST = re.compile(rf"export\s*{_NAMES};?")
_EXPORT_DEFAULT = re.compile(r"export default (?=function\b)")
_EXPORT = re.compile(r"export (?=(?:(?:async )?function\*? ?|const |class )(?P<name>[\w$]+))")
_NAME = re.compile(r"^(?P<theirs>[\w$]+)(?:\s+as\s+(?P<ours>[\w$]+))?$")
_DECLARATION = re.compile(r"(?:(?:async\s+)?function(?:\s*\*\s*|\s+)|const\s+|class\s+)(?P<name>[\w$]+)")

_LONG_LINE = 1000


class LinkError(Exception):
    """A module cannot be linked; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """A stretch of a module's top level."""

    name: str | None
    """What it declares; None if that is not plain, and then it is always kept."""
    tokens: tuple[Token, ...]
    """All of them, space and comments too."""
    words: frozenset[str]
    """What it may refer to."""


@dataclass(slots=True)
class Module:
    """One file on its way into the script."""

    path: Path
    imports: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Our name: (source, the name there)."""
    exports: dict[str, tuple[str | None, str]] = field(default_factory=dict)
    """Exported name: (source, or None when it is the module's own; the name there)."""
    declarations: list[Declaration] = field(default_factory=list)
    sources: dict[str, Path] = field(default_factory=dict)
    """What each source text means."""
    minified: bool = False
    """Whether its names are short already."""


def read_module(path: Path, bare: Mapping[str, Path]) -> Module:
    """Read a module; `bare` says which file stands behind each bare name."""
    try:
        changed = path.stat().st_mtime_ns
        return _read(path, changed, tuple(sorted(bare.items())))
    except OSError as error:
        raise LinkError(f"{path}: {error.strerror}") from None


@lru_cache(maxsize=512)
def _read(path: Path, changed: int, bare: tuple[tuple[str, Path], ...]) -> Module:
    """Read a module; two scripts share most of theirs. `changed` is when the file was written."""
    text = path.read_text("utf-8")
    files = dict(bare)
    module = Module(path, minified=any(len(line) > _LONG_LINE for line in text.split("\n")))
    try:
        tokens = list(scan(text))
    except ScanError as error:
        raise _error(path, text, error.offset, str(error)) from None
    body = _without_statements(module, text, tokens, vendored=path in files.values())
    module.declarations = _declarations(body)
    used = [*module.imports.values(), *module.exports.values()]
    module.sources = {source: _resolve(module, source, files) for source, _ in used if source is not None}
    return module


def _resolve(module: Module, source: str, bare: Mapping[str, Path]) -> Path:
    if source in bare:
        return bare[source]
    if source.startswith("."):
        return (module.path.parent / source).resolve()
    raise LinkError(f'{module.path}: no module is known as "{source}"')


def _is_statement(token: Token, text: str) -> bool:
    """Whether a word is the beginning of a statement; what `import(…)` brings comes when the program runs."""
    if token.kind != "word" or token.text not in ("import", "export"):
        return False
    return token.text == "export" or not text[token.start + len(token.text) :].lstrip().startswith("(")


def _without_statements(module: Module, text: str, tokens: list[Token], *, vendored: bool) -> list[Token]:
    """Take in the import and export statements; what is left is the body."""
    kept, skip_to, depth = list[Token](), 0, 0
    previous = ""
    for token in tokens:
        if token.start < skip_to:
            continue
        depth += _depth(token)
        if _is_statement(token, text) and previous not in (".", "?."):
            if depth:
                message = f"{token.text} is understood at the top level only"
                raise _error(module.path, text, token.start, message)
            skip_to, instead = _statement(module, text, token.start, vendored=vendored)
            kept += scan(instead)
            continue
        kept.append(token)
        previous = previous if token.kind in ("space", "comment") else token.text
    return kept


def _depth(token: Token) -> int:
    if token.kind != "mark":
        return 0
    return 1 if token.text in "{([" else -1 if token.text in "})]" else 0


def _statement(module: Module, text: str, at: int, *, vendored: bool) -> tuple[int, str]:
    """Read the statement at `at`; its end, and what stands in its place."""
    if match := _IMPORT.match(text, at):
        for theirs, ours in _names(module, text, match):
            module.imports[ours] = (match["source"], theirs)
        return match.end(), ""
    if match := _REEXPORT.match(text, at):
        for theirs, ours in _names(module, text, match):
            module.exports[ours] = (match["source"], theirs)
        return match.end(), ""
    if match := _EXPORT.match(text, at):
        module.exports[match["name"]] = (None, match["name"])
        return match.end(), ""
    if vendored and (match := _EXPORT_LIST.match(text, at)):
        for theirs, ours in _names(module, text, match):
            module.exports[ours] = (None, theirs)
        return match.end(), ""
    if vendored and (match := _EXPORT_DEFAULT.match(text, at)):
        module.exports["default"] = (None, "__default")
        return match.end(), "const __default="
    raise _error(module.path, text, at, f"this form of {text[at : at + 6]} is not understood")


def _names(module: Module, text: str, match: re.Match[str]) -> list[tuple[str, str]]:
    found = list[tuple[str, str]]()
    for part in filter(None, (p.strip() for p in match["names"].split(","))):
        name = _NAME.match(part)
        if name is None:
            raise _error(module.path, text, match.start(), f"'{part}' is not a name")
        found.append((name["theirs"], name["ours"] or name["theirs"]))
    return found


def _declarations(tokens: list[Token]) -> list[Declaration]:
    """The body, cut where a declaration starts at the top level."""
    pieces: list[list[Token]] = [[]]
    depth, previous = 0, ";"
    for token in tokens:
        starts = token.kind == "word" and token.text in ("async", "function", "const", "class")
        if starts and depth == 0 and previous in (";", "}"):
            pieces.append([])
        pieces[-1].append(token)
        depth += _depth(token)
        previous = previous if token.kind in ("space", "comment") else token.text
    return [_declaration(piece) for piece in pieces if any(t.kind not in ("space", "comment") for t in piece)]


def _declaration(tokens: list[Token]) -> Declaration:
    match = _DECLARATION.match(compact(tokens[:12]))
    name = match["name"] if match and not _declares_more(tokens) else None
    return Declaration(name, tuple(tokens), _references(tokens))


def _references(tokens: list[Token]) -> frozenset[str]:
    """The words that may refer to a declaration: not what follows a dot, nor the keys of objects."""
    said = [token for token in tokens if token.kind not in ("space", "comment")]
    found = set()
    for index, token in enumerate(said):
        before = said[index - 1].text if index else ""
        after = said[index + 1].text if index + 1 < len(said) else ""
        if token.kind == "word" and before not in (".", "?.") and not (before in ("{", ",") and after == ":"):
            found.add(token.text)
    return frozenset(found - own_names(said))


def _declares_more(tokens: list[Token]) -> bool:
    """Whether `const a = …, b = …` or something after the declaration is in the same stretch."""
    depth, end = 0, False
    for token in tokens:
        if token.kind in ("space", "comment"):
            continue
        if end:
            return True
        depth += _depth(token)
        if depth == 0 and token.kind == "mark":
            if token.text == ",":
                return True
            end = token.text == ";"
    return False


def _error(path: Path, text: str, offset: int, message: str) -> LinkError:
    return LinkError(f"{path}:{text.count(chr(10), 0, offset) + 1}: {message}")
