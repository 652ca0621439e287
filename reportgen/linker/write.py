"""The text of a script, from the pieces of modules that it needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.linker.module import Declaration
from reportgen.linker.rename import Names, local_names, short_names
from reportgen.linker.scan import compact

Origin = tuple[Path, str]
"""A module, and a name at its top level."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What a script needs of one module."""

    path: Path
    declarations: list[Declaration]
    imports: dict[str, Origin]
    """Our name: where it is declared."""
    exports: list[str]
    """What others use, by the names here."""
    minified: bool
    """Kept as it is, in a function of its own; other modules share one scope and get short names."""

    @property
    def names(self) -> Names:
        """The words of the piece."""
        return Names([token for declaration in self.declarations for token in declaration.tokens])


@dataclass(frozen=True, slots=True)
class Shared:
    """What the scripts of a page share: one gives it by the names that it has there, others take it."""

    script: str
    """The global of the script that gives."""
    gives: Mapping[Origin, str] = field(default_factory=dict)
    takes: Mapping[Origin, str] = field(default_factory=dict)


def write_script(
    name: str, pieces: Sequence[Piece], exports: Mapping[str, Origin], between: Shared | None = None
) -> str:
    """A script that defines the global `name` with the `exports`; a piece follows those that it needs."""
    between = between or Shared(name)
    words = {piece.path: piece.names for piece in pieces}
    shared = {**between.takes, **shared_names(pieces, between.takes)}
    outer = {p.path: {word: shared[o] for word, o in _outer_words(p).items()} for p in pieces}
    free = frozenset[str]().union(
        *(
            words[p.path].counts.keys() - words[p.path].bound - outer[p.path].keys()
            for p in pieces
            if not p.minified
        )
    )
    parts = [f'var {name}=(()=>{{"use strict";{_taken(pieces, exports, between)}']
    for piece in pieces:
        if piece.minified:
            parts.append(_wrapped(piece, shared))
        elif piece.declarations:
            own, given = words[piece.path], outer[piece.path]
            parts.append(compact(own.renamed({**local_names(own, given, free), **given})))
    returned = ",".join(f"{export}:{shared[origin]}" for export, origin in exports.items())
    if between.gives:
        returned += f",shared:{{{','.join(sorted(between.gives.values()))}}}"
    return "\n".join([*parts, f"return{{{returned}}}}})();", ""])


def _taken(pieces: Sequence[Piece], exports: Mapping[str, Origin], between: Shared) -> str:
    """The names that a script takes from another one, declared."""
    origins = {*exports.values(), *(origin for piece in pieces for origin in piece.imports.values())}
    names = sorted(name for origin, name in between.takes.items() if origin in origins)
    return f"const{{{','.join(names)}}}={between.script}.shared;" if names else ""


def shared_names(pieces: Sequence[Piece], taken: Mapping[Origin, str] | None = None) -> dict[Origin, str]:
    """Names in the scope that modules share, short where much used; `$` keeps them from locals.

    What is `taken` from another script has a name already; two `$` keep the others from its names.
    """
    uses: Counter[Origin] = Counter()
    for piece in pieces:
        counts = Counter[str]() if piece.minified else piece.names.counts
        for word, origin in _outer_words(piece).items():
            uses[origin] += counts[word]
    order = sorted(uses.keys() - (taken or {}).keys(), key=lambda origin: (-uses[origin], origin))
    mark = "$" if taken is None or not taken else "$$"
    return {origin: f"{mark}{short}" for origin, short in zip(order, short_names(), strict=False)}


def _outer_words(piece: Piece) -> dict[str, Origin]:
    """A module's words of the shared scope: what it imports, exports and, not minified, declares."""
    given = dict(piece.imports)
    given.update((word, (piece.path, word)) for word in piece.exports)
    if not piece.minified:
        for declaration in piece.declarations:
            for word in [declaration.name] if declaration.name else Names(declaration.tokens).bound:
                given.setdefault(word, (piece.path, word))
    return given


def _wrapped(piece: Piece, shared: Mapping[Origin, str]) -> str:
    """A minified module: a function that gives what others use."""
    body = "".join(token.text for declaration in piece.declarations for token in declaration.tokens).strip()
    imports = "".join(f"const {ours}={shared[origin]};" for ours, origin in piece.imports.items())
    inner = ",".join(piece.exports)
    outer = ",".join(shared[piece.path, word] for word in piece.exports)
    return f"const[{outer}]=(()=>{{{imports}{body}\nreturn[{inner}]}})();"
