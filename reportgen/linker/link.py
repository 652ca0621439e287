"""Which modules and declarations a script needs, and the script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from reportgen.linker.module import Declaration, LinkError, Module, read_module
from reportgen.linker.write import Origin, Piece, write_script

_Modules = dict[Path, Module]
_Used = dict[Path, set[str]]


def link(entry: Path, name: str, bare: Mapping[str, Path]) -> str:
    """One classic script that defines the global `name` with the exports of the module `entry`.

    `bare` says which file stands behind each bare module name.
    """
    entry = entry.resolve()
    modules: _Modules = {}
    _read(entry, bare, modules, [])
    used = _used(entry, modules)
    exports = {export: _origin(modules[entry], export, modules) for export in modules[entry].exports}
    return write_script(name, [_piece(path, modules, used) for path in modules if path in used], exports)


def _read(path: Path, bare: Mapping[str, Path], done: _Modules, above: list[Path]) -> None:
    """Read a module after those that it imports."""
    if path in done:
        return
    if path in above:
        circle = [*above[above.index(path) :], path]
        raise LinkError("modules import each other in a circle: " + " → ".join(str(p) for p in circle))
    module = read_module(path, bare)
    for source in module.sources.values():
        _read(source, bare, done, [*above, path])
    done[path] = module
    for origin, name in [*module.imports.values(), *module.exports.values()]:
        if origin is not None:
            _origin_of(module, origin, name, done)


def _origin(module: Module, export: str, modules: _Modules) -> Origin:
    """Where an export is declared."""
    source, inner = module.exports[export]
    return (module.path, inner) if source is None else _origin_of(module, source, inner, modules)


def _origin_of(module: Module, source: str, name: str, modules: _Modules) -> Origin:
    target = modules[module.sources[source]]
    if name not in target.exports:
        raise LinkError(f"{module.path}: \"{source}\" does not export '{name}'")
    return _origin(target, name, modules)


def _used(entry: Path, modules: _Modules) -> _Used:
    """The declared names that the entry's exports need, by module."""
    used: _Used = {}
    start = modules[entry]
    waiting = [_origin(start, export, modules) for export in start.exports]
    while waiting:
        path, name = waiting.pop()
        _use(modules[path], name, modules, used, waiting)
    return used


def _use(module: Module, name: str, modules: _Modules, used: _Used, waiting: list[Origin]) -> None:
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
            waiting.append(_origin_of(module, *module.imports[word], modules))
        elif word in own:
            names.add(word)
            pending += own[word].words
        elif word == name:
            names.add(word)


def _words(declarations: Iterable[Declaration]) -> list[str]:
    return sorted({word for declaration in declarations for word in declaration.words})


def _piece(path: Path, modules: _Modules, used: _Used) -> Piece:
    module, names = modules[path], used[path]
    imports = {o: _origin_of(module, *module.imports[o], modules) for o in module.imports if o in names}
    given = {inner: None for source, inner in module.exports.values() if source is None and inner in names}
    kept = [d for d in module.declarations if d.name is None or d.name in names]
    return Piece(path, kept, imports, list(given), minified=module.minified)
