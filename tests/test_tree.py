"""What holds for the files of the repository as such."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PARTS = ["reportgen", "themes", "examples", "docs", "scripts", "tests", "benchmarks", ".ci"]
MADE = {"__pycache__", ".cache", "store", "site", ".reportgen", ".artifacts", "node_modules"}
VENDOR = ROOT / "reportgen" / "client" / "vendor"
LONGEST = 350
"""Lines of a module; a longer one holds more than one concept."""
# Dots and slashes stand in brackets, so that these patterns do not match themselves.
REGISTRIES = (
    r"pyp[i][.]org|pythonh[o]sted[.]|npm[j]s[.]|jsdelivr[.]|unpkg[.]|esm[.]sh|jsr[.]io|deb[.]debian|cdnjs[.]"
)
MACHINES = r"[/]work[/]|[/]root[/]|[/]home[/]|[A-Z]:[\\]Users"


def files(*suffixes: str) -> list[Path]:
    """The repository's own text files, without what is vendored or made by running things."""
    found = [p for part in PARTS for p in (ROOT / part).rglob("*") if p.is_file()]
    found += [p for p in ROOT.iterdir() if p.is_file() and not p.name.startswith(".git")]
    return sorted(
        p
        for p in found
        if not p.is_relative_to(VENDOR)
        and not MADE & set(p.relative_to(ROOT).parts[:-1])
        and (not suffixes or p.suffix in suffixes)
    )


def text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:  # an image
        return ""


def test_there_are_files() -> None:
    assert len(files()) > 100


@pytest.mark.parametrize("pattern", [REGISTRIES, MACHINES], ids=["registries", "machines"])
def test_nothing_names_hosts_of_registries_or_places_of_one_machine(pattern: str) -> None:
    found = {str(p.relative_to(ROOT)): re.findall(pattern, text(p)) for p in files()}
    assert {path: words for path, words in found.items() if words} == {}


def test_nothing_that_reaches_a_page_names_another_host() -> None:
    allowed = re.compile(r"https?://www\.w3\.org/")
    parts = ("reportgen/client/core", "reportgen/client/app", "themes")
    for path in files(".js", ".css", ".html", ".toml"):
        if path.relative_to(ROOT).as_posix().startswith(parts):
            addresses = re.findall(r"https?://[^\s\"')]+", text(path))
            assert [a for a in addresses if not allowed.match(a)] == [], path


@pytest.mark.parametrize("suffix", [".py", ".js"])
def test_modules_are_short(suffix: str) -> None:
    counted = {p: len(text(p).splitlines()) for p in files(suffix) if p.is_relative_to(ROOT / "reportgen")}
    assert {str(p.relative_to(ROOT)): n for p, n in counted.items() if n > LONGEST} == {}


def test_every_module_says_what_it_is() -> None:
    own = (p for p in files(".py") if not p.is_relative_to(ROOT / "tests" / "fixtures"))
    silent = [p for p in own if not ast.get_docstring(ast.parse(text(p)))]
    starts = re.compile(r"\s*/\*\*|\s*//")
    client = (p for p in files(".js") if p.is_relative_to(ROOT / "reportgen"))
    silent += [p for p in client if not starts.match(text(p))]
    assert [str(p.relative_to(ROOT)) for p in silent] == []


# Fixtures of the tests hold wrong links on purpose.
PAGES = [p for p in files(".md") if not p.is_relative_to(ROOT / "tests")]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    prose = re.sub(r"^(`{3,}).*?^\1", "", text(page), flags=re.DOTALL | re.MULTILINE)
    prose = re.sub(r"`[^`\n]*`", "", prose)
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if not re.match(r"[a-z]+:|#", target):
            assert (page.parent / target.split("#")[0]).exists(), f"{page}: {target}"
