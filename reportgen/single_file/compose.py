"""Leaves, scripts, styles and carried files → the text of the single file, part by part."""

from __future__ import annotations

import base64
import hashlib
import json
import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import Any

from reportgen.assets import client_scripts
from reportgen.render.panel import page_payload
from reportgen.single_file.files import kind
from reportgen.single_file.leaf import Book, Leaf
from reportgen.single_file.markup import start_tag

PAGES_STYLE = """
.rg-leaf { display: flex; flex-direction: column; min-height: 100vh; }
.rg-leaf:not(:first-of-type, :target, :has(:target)),
.rg-leaf:first-of-type:has(~ .rg-leaf:is(:target, :has(:target))) { display: none; }
.rg-led > .rg-leaf { display: none; }
.rg-led > .rg-leaf[data-shown] { display: flex; }
"""
"""One page at a time: the one that the address leads into, without a script too."""
SEARCHLESS_STYLE = ".rg-find { display: none; }\n"
STATIC_STYLE = """
.rg-toolbar, .rg-pager .rg-icon-button, .rg-page-size, .rg-turn { display: none !important; }
.rg-panel .rg-given { position: static; }
"""
"""A file that never has a script needs no room for what scripts do."""
_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")


@dataclass(frozen=True, slots=True)
class Single:
    """What the single file is made of."""

    book: Book
    leaves: Sequence[Leaf]
    carried: Sequence[str]
    """The files that scripts find in it, by their paths in the site."""


def composed(single: Single) -> Iterator[str]:
    """The text of the file. Scripts come last: by then all that they look for has been read."""
    leaves, live = single.leaves, single.book.live
    first = leaves[0]
    style = _style(single)
    scripts = list(_scripts(single)) if live else []
    inline = [text for leaf in leaves for text in leaf.inline]
    policy = _policy(style, [*(script.text for script in scripts), *inline])
    yield f"<!doctype html>\n{start_tag('html', first.html)}\n<head>\n"
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(policy, quote=False)}">\n'
    yield f"{first.head}\n<title>{first.title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    for leaf in leaves:
        names = {"id": single.book.pages[leaf.path], "class": "rg-leaf", "data-title": unescape(leaf.title)}
        yield f"{start_tag('div', names.items())}\n{leaf.body}\n</div>\n"
    if live:
        yield page_payload(json.dumps(merged(single), ensure_ascii=False, separators=(",", ":")))
        for path in single.carried:
            opening = [("type", "text/plain"), ("data-file", path), ("data-kind", kind(path))]
            yield f"{start_tag('script', opening)}{single.book.files.base64(path)}</script>\n"
        yield from (f"{start_tag('script', script.attributes)}{script.text}</script>\n" for script in scripts)
    yield "</body>\n</html>\n"


def merged(single: Single) -> dict[str, Any]:
    """The data of all pages as that of one: panels under the names that they have in the file.

    Of the rest, objects are put together, lists are joined, and of other values the first page's counts.
    """
    whole: dict[str, Any] = {"root": "", "carried": True, "panels": {}}
    for leaf in single.leaves:
        prefix = single.book.prefix(leaf.path)
        for key, value in (leaf.payload or {}).items():
            if key == "panels":
                whole[key] |= {f"{prefix}{name}": _panel(panel, leaf) for name, panel in value.items()}
            elif isinstance(value, dict):
                whole[key] = {**value, **whole.get(key, {})}
            elif isinstance(value, list):
                whole[key] = [*whole.get(key, []), *(one for one in value if one not in whole.get(key, []))]
            else:
                whole.setdefault(key, value)
    return whole


def _panel(entry: dict[str, Any], leaf: Leaf) -> dict[str, Any]:
    """A panel's data; the addresses of its modules are seen from its page, and in the file from the site."""
    folder = posixpath.dirname(leaf.path)
    modules = entry.get("modules", {})
    placed = {name: posixpath.normpath(posixpath.join(folder, path)) for name, path in modules.items()}
    return {**entry, "modules": placed} if modules else entry


def _style(single: Single) -> str:
    sheets = single.leaves[0].styles
    text = "".join(_sheet(path, single.book) for path in sheets) + PAGES_STYLE
    text += "" if any(leaf.search for leaf in single.leaves) else SEARCHLESS_STYLE
    # A file without scripts is what a page is where scripts are switched off.
    return text if single.book.live else text.replace("(scripting: none)", "all") + STATIC_STYLE


def _sheet(path: str, book: Book) -> str:
    """A style sheet with the fonts and pictures that it names."""

    def filled(found: re.Match[str]) -> str:
        named = posixpath.normpath(posixpath.join(posixpath.dirname(path), found[1]))
        return f'url("{book.files.url(named)}")' if named in book.files else found[0]

    return _URL.sub(filled, book.files.text(path)).replace("</style", r"<\/style")


@dataclass(frozen=True, slots=True)
class _Script:
    text: str
    attributes: Sequence[tuple[str, str | None]]


def _scripts(single: Single) -> Iterator[_Script]:
    """The client and what draws the panels, the search, and what finds the carried files."""
    files, searches = single.book.files, [leaf.search for leaf in single.leaves if leaf.search]
    paths = dict.fromkeys(path for leaf in single.leaves for path in leaf.scripts)
    if not paths and not searches:
        return
    yield from (_script(files.text(path)) for path in paths)
    for find, index in searches[:1]:
        pages = {path: [name, single.book.prefix(path)] for path, name in single.book.pages.items()}
        yield _script(files.text(find), [("data-index", index), ("data-pages", json.dumps(pages))])
    yield _script(client_scripts()["single"])


def _script(text: str, attributes: Sequence[tuple[str, str | None]] = ()) -> _Script:
    """A script that may stand in a page."""
    return _Script(text.replace("</script", r"<\/script").replace("<!--", r"<\!--"), attributes)


def _policy(style: str, scripts: Sequence[str]) -> str:
    """What the file may run: the scripts that stand in it, and nothing that is not in it."""
    allowed = " ".join(map(_digest, scripts)) or "'none'"
    run = f"{allowed} 'wasm-unsafe-eval' blob:" if scripts else "'none'"
    return (
        f"default-src 'none'; script-src {run}; worker-src blob:; connect-src data: blob:; "
        "img-src data: blob:; media-src data: blob:; frame-src data: blob:; font-src data:; "
        f"style-src {_digest(style)}; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def carried_files(book: Book, leaves: Sequence[Leaf]) -> list[str]:
    """The files that scripts may ask for: engine, tables, viewers, modules, search, media, linked files."""
    if not book.live:
        return []
    inside = {path for leaf in leaves for path in leaf.filled}
    wanted = {*_named_files(leaves), *(leaf.search[1] for leaf in leaves if leaf.search)}
    folders = ("media/", "files/", "assets/own/")
    return sorted(
        path for path in book.files if path not in inside and (path in wanted or path.startswith(folders))
    )


def _named_files(leaves: Sequence[Leaf]) -> Iterator[str]:
    """The texts of the pages' data among which are the names of all files that scripts load."""
    for leaf in leaves:
        for key, value in (leaf.payload or {}).items():
            if key != "panels":
                yield from _texts(value)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)
