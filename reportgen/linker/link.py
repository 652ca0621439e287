"""Which modules and declarations a script needs, and the script."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reportgen.linker.module import LinkError, read_module
from reportgen.linker.use import Modules, Used, declared_at, origin_of, piece_of, used_by
from reportgen.linker.write import Origin, Piece, Shared, shared_names, write_script


def link(entry: Path, name: str, bare: Mapping[str, Path]) -> str:
    """One classic script that defines the global `name` with the exports of the module `entry`.

    `bare` says which file stands behind each bare module name.
    """
    return link_with_extras(entry, name, {}, bare)[name]


def link_with_extras(
    entry: Path, name: str, extras: Mapping[str, Path], bare: Mapping[str, Path]
) -> dict[str, str]:
    """The script of `link`, and for each extra module one more that takes from it all that it has already.

    An extra script defines a global of its own name. It works only on a page where the first script has run;
    which others are there makes no difference.
    """
    entry, others = entry.resolve(), {extra: path.resolve() for extra, path in extras.items()}
    modules: Modules = {}
    for path in (entry, *others.values()):
        _read(path, bare, modules, [])
    main = used_by(entry, modules)
    parts = {extra: used_by(path, modules) for extra, path in others.items()}
    for used in parts.values():
        _give_whole(modules, main, used)
    pieces = [piece_of(path, modules, main) for path in modules if path in main]
    apart = {extra: _rest(modules, main, used) for extra, used in parts.items()}
    names = shared_names(pieces)
    wanted = {o for rest in apart.values() for piece in rest for o in piece.imports.values()}
    wanted |= {o for path in others.values() for o in _exports(path, modules).values()}
    given = {origin: names[origin] for origin in names if origin in wanted}
    scripts = {name: write_script(name, pieces, _exports(entry, modules), Shared(name, gives=given))}
    for extra, path in others.items():
        shared = Shared(name, takes=given)
        scripts[extra] = write_script(extra, apart[extra], _exports(path, modules), shared)
    return scripts


def _exports(entry: Path, modules: Modules) -> dict[str, Origin]:
    module = modules[entry]
    return {export: origin_of(module, export, modules) for export in module.exports}


def _give_whole(modules: Modules, main: Used, used: Used) -> None:
    """What an extra uses of a minified module that the first script has, that script gives to it."""
    for path, names in used.items():
        if path in main and modules[path].minified:
            main[path] |= names


def _rest(modules: Modules, main: Used, used: Used) -> list[Piece]:
    """What an extra needs and the first script has not got."""
    pieces = [piece_of(path, modules, used, main.get(path)) for path in modules if path in used]
    return [piece for piece in pieces if piece.declarations]


def _read(path: Path, bare: Mapping[str, Path], done: Modules, above: list[Path]) -> None:
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
            declared_at(module, origin, name, done)
