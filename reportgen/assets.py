"""The files that a site takes from the package: scripts, styles and the engine."""

from __future__ import annotations

import functools
import hashlib
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from reportgen import linker
from reportgen.extras import EXTRAS
from reportgen.kept import kept

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CLIENT = Path(__file__).parent / "client"
"""Where the browser's side of the package lies."""

VENDORED = {
    "preact": "preact/preact.mjs",
    "htm": "htm/htm.mjs",
    "preact-render-to-string": "preact-render-to-string/index.mjs",
    "@uwdata/flechette": "flechette/flechette.mjs",
    "marked": "marked/marked.mjs",
}
"""Bare module names and the vendored files behind them."""

_NOTICE = (
    "/*! reportgen (MIT). Contains preact and preact-render-to-string (MIT, Jason Miller and others), "
    "htm (Apache-2.0, Jason Miller). */\n"
)


_GLOBALS = {extra.name: f"reportgen{extra.name.capitalize()}" for extra in EXTRAS}
_START = 'addEventListener("DOMContentLoaded",()=>reportgen.start(document));\n'
_HERE = Path(__file__).parent
_MAKERS = [
    *(_HERE / name for name in ("assets.py", "extras.py", "viewers.py")),
    *(_HERE / "linker").glob("*.py"),
]


class ThemeError(Exception):
    """A theme cannot be read."""


_BARE = {module: CLIENT / "vendor" / file for module, file in VENDORED.items()}


def link(entry: Path | str, name: str) -> str:
    """The modules reachable from `entry` (a path, or one inside `client/`) as one classic script."""
    path = Path(entry)
    return linker.link(path if path.is_absolute() else CLIENT / path, name, _BARE)


def kept_script(name: str, make: Callable[[], str]) -> str:
    """What is linked from the package's modules; done once for each state of them."""
    return kept(f"{name}-{scripts_digest()[:20]}.js", make)


def core_script() -> str:
    """The core, for the embedded engine: defines the global `reportgenCore`."""
    return kept_script("core", lambda: link("core/index.js", "reportgenCore"))


@functools.cache
def client_scripts() -> Mapping[str, str]:
    """The page's scripts by name: `client` brings its panels to life, the others are those of `EXTRAS`.

    All of them are classic scripts to be loaded with `defer`, the client first; others that a page does not
    need may be missing. When the page has been read, each has added what it has, and the panels start.
    """
    scripts: dict[str, str] = json.loads(kept_script("client", lambda: json.dumps(_link_scripts())))
    return MappingProxyType(scripts)


def _link_scripts() -> dict[str, str]:
    extras = {_GLOBALS[extra.name]: CLIENT / extra.entry for extra in EXTRAS}
    linked = linker.link_with_extras(CLIENT / "app/main.js", "reportgen", extras, _BARE)
    scripts = {"client": f"{_NOTICE}{linked['reportgen']}{_START}"}
    for extra in EXTRAS:
        name = _GLOBALS[extra.name]
        scripts[extra.name] = f"/*! reportgen (MIT). {extra.notice}*/\n{linked[name]}{name}.install();\n"
    return scripts


def scripts_digest() -> str:
    """A digest of all that scripts are linked from: the same digest, the same scripts."""
    digest = hashlib.sha256()
    listed = CLIENT / "vendor" / "VENDOR.toml"
    for path in sorted([*CLIENT.rglob("*.js"), *CLIENT.rglob("*.mjs"), listed, *_MAKERS]):
        digest.update(path.relative_to(_HERE).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def engine_files() -> dict[str, Path]:
    """The vendored engine's files (gzipped), by name."""
    return {path.name: path for path in sorted((CLIENT / "vendor" / "duckdb").glob("*.gz"))}


def themes_folder() -> Path:
    """Where the themes lie: inside an installed package, else beside it in a checkout."""
    inside = Path(__file__).parent / "themes"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "themes"


THEMES = themes_folder()
"""The folder of the themes that come with the package, one folder a theme."""


def theme_styles(*folders: Path) -> str:
    """A theme's style sheets as one text; a later folder's sheet replaces that of the same name."""
    sheets: dict[str, Path] = {}
    for folder in folders:
        for name in _sheet_names(folder):
            sheets[name] = folder / "static" / name
    return "".join(f"/* {name} */\n{sheets[name].read_text('utf-8').strip()}\n" for name in sheets)


def _sheet_names(folder: Path) -> list[str]:
    """The style sheets that theme.toml lists under `styles`, else all of them by name."""
    settings = folder / "theme.toml"
    listed = tomllib.loads(settings.read_text("utf-8")).get("styles") if settings.is_file() else None
    if listed is None:
        return sorted(path.name for path in (folder / "static").glob("*.css"))
    for name in listed:
        if not (folder / "static" / name).is_file():
            raise ThemeError(f"{settings}: there is no style sheet 'static/{name}'")
    return list(listed)
