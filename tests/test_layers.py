"""Which JavaScript module may import which; import-linter checks the Python (see pyproject.toml)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CLIENT = Path(__file__).parent.parent / "reportgen" / "client"
IMPORT = re.compile(r"""^\s*(?:import|export)\b[^;"']*?\bfrom\s+"([^"]+)";""", re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)
BARE = {"preact", "preact/hooks", "htm", "preact-render-to-string", "@uwdata/flechette", "marked"}
APP_ORDER = [
    "main",
    "extras",
    "single",
    "embed",
    "tools",
    "compare",
    "map",
    "viewers",
    "table",
    "editors",
    "ui",
    "data",
    "engine",
]
"""Imports go to the right only."""
CORE_DOOR = CLIENT / "core" / "index.js"
"""The only module of the core that the app may import."""


def modules(part: str) -> list[Path]:
    found = sorted((CLIENT / part).rglob("*.js"))
    assert found, f"no modules in client/{part}"
    return found


def imports(module: Path) -> list[str]:
    return IMPORT.findall(COMMENT.sub("", module.read_text("utf-8")))


def targets(module: Path) -> list[Path]:
    """The files that a module imports."""
    return [(module.parent / name).resolve() for name in imports(module) if name.startswith(".")]


def layer(module: Path) -> str:
    """The first folder below app/, or the name of a module that stands there itself."""
    return module.relative_to(CLIENT / "app").parts[0].removesuffix(".js")


def test_the_reader_of_imports_sees_every_form() -> None:
    text = 'import {\n  a as b,\n} from "./x.js";\nexport { c } from "./y.js";\n// import { d } from "z";\n'
    assert IMPORT.findall(COMMENT.sub("", text)) == ["./x.js", "./y.js"]


@pytest.mark.parametrize("part", ["core", "app"])
def test_imports_exist(part: str) -> None:
    for module in modules(part):
        for name in imports(module):
            if name.startswith("."):
                assert (module.parent / name).is_file(), f"{module}: {name}"
            else:
                assert name in BARE, f"{module}: {name}"


def test_the_core_imports_nothing_outside_the_core() -> None:
    outside = [m for m in modules("core") for t in targets(m) if not t.is_relative_to(CLIENT / "core")]
    assert outside == []


def test_the_core_uses_no_page() -> None:
    words = re.compile(r"\b(document|window|fetch|localStorage|setTimeout|Date\.now|Math\.random|Intl)\b[.(]")
    for module in modules("core"):
        found = words.search(COMMENT.sub("", module.read_text("utf-8")))
        assert found is None, f"{module}: {found and found.group()}"


def test_the_app_imports_downwards_and_the_core_through_its_door() -> None:
    for module in modules("app"):
        for target in targets(module):
            if target.is_relative_to(CLIENT / "app"):
                step = (layer(module), layer(target))
                assert APP_ORDER.index(step[0]) <= APP_ORDER.index(step[1]), f"{module} imports {target}"
            else:
                assert target == CORE_DOOR, f"{module} imports {target}"


def test_only_the_engine_names_duckdb() -> None:
    for module in modules("app"):
        if layer(module) != "engine":
            assert "duckdb" not in COMMENT.sub("", module.read_text("utf-8")).lower(), module


def test_no_cycles() -> None:
    graph = {module: targets(module) for part in ("core", "app") for module in modules(part)}
    done: set[Path] = set()

    def visit(module: Path, path: tuple[Path, ...]) -> None:
        assert module not in path, " → ".join(p.name for p in (*path, module))
        if module not in done:
            for target in graph[module]:
                visit(target, (*path, module))
            done.add(module)

    for module in graph:
        visit(module, ())
