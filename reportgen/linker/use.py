"""Which declarations of which modules an entry needs, and what a script takes of each module."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from reportgen.linker.module import Declaration, LinkError, Module
from reportgen.linker.rename import Names
from reportgen.linker.write import Origin, Piece

Modules = dict[Path, Module]
Used = dict[Path, set[str]]
"""The names that are needed, by module."""


def origin_of(module: Module, export: str, modules: Modules) -> Origin:
    """Where an export is declared."""
    source, inner = module.exports[export]
    return (module.path, inner) if source is None else declared_at(module, source, inner, modules)


def declared_at(module: Module, source: str, name: str, modules: Modules) -> Origin:
    """Where that is declared which a module knows as `name` from `source`."""
    target = modules[module.sources[source]]
    if name not in target.exports:
        raise LinkError(f"{module.path}: \"{source}\" does not export '{name}'")
    return origin_of(target, name, modules)


def used_by(entry: Path, modules: Modules) -> Used:
    """The declared names that the entry's exports need, by module."""
    used: Used = {}
    start = modules[entry]
    waiting = [origin_of(start, export, modules) for export in start.exports]
    while waiting:
        path, name = waiting.pop()
        _use(modules[path], name, modules, used, waiting)
    return used


def _use(module: Module, name: str, modules: Modules, used: Used, waiting: list[Origin]) -> None:
    """Mark a declaration and, in its module, what it refers to; other modules' exports wait."""
    names = used.setdefault(module.path, set())
    own = {d.name: d for d in module.declarations if d.name is not None}
    # What declares nothing by one name stays whatever is used, and so does what it needs.
    pending = [name] if names else [name, *_words(d for d in module.declarations if d.name is None)]
    while pending:
        word = pending.pop()
        if word in names:
            continue
        if word in module.imports:
            names.add(word)
            waiting.append(declared_at(module, *module.imports[word], modules))
        elif word in own:
            names.add(word)
            pending += own[word].words
        elif word == name:
            names.add(word)


def _words(declarations: Iterable[Declaration]) -> list[str]:
    return sorted({word for declaration in declarations for word in declaration.words})


def piece_of(path: Path, modules: Modules, used: Used, elsewhere: set[str] | None = None) -> Piece:
    """What a script takes of a module; `elsewhere` are the names that another script has of it."""
    module, names = modules[path], used[path]
    there = _whole(module) | elsewhere if elsewhere is not None else set[str]()
    kept = [d for d in module.declarations if d.name in names - there or _unnamed(d, elsewhere)]
    if elsewhere is not None and module.minified:
        kept = []
    words = set(_words(kept))
    reached = names if elsewhere is None else names & words
    imports = {o: declared_at(module, *module.imports[o], modules) for o in module.imports if o in reached}
    imports |= {word: (path, word) for word in sorted(words & there - module.imports.keys())}
    given = {inner: None for source, inner in module.exports.values() if source is None and inner in names}
    own = [inner for inner in given if inner not in there]
    return Piece(path, kept, imports, own, minified=module.minified)


def _unnamed(declaration: Declaration, elsewhere: set[str] | None) -> bool:
    """Whether it declares nothing by one name and goes where its module goes."""
    return declaration.name is None and elsewhere is None


def _whole(module: Module) -> set[str]:
    """What a module binds where it declares nothing by one name."""
    return {w for d in module.declarations if d.name is None for w in Names(d.tokens).bound}
