"""The reference names every command, option, directive, key and setting that there is, each in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from reportgen.cli import commands, said
from reportgen.document.builtin import BUILT_IN
from reportgen.embed.html import FORMS, THEMES
from reportgen.ext.mkdocs import OPTIONS as EXTENSION_OPTIONS
from reportgen.panels import DIRECTIVES, ROLES, filter, lineage, modules, view_file
from reportgen.panels.sets import DIRECTIVE as TABLE_SET
from reportgen.query import Core
from reportgen.settings import COMMENTS

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PACKAGE = ROOT / "reportgen"


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def section(name: str, heading: str) -> str:
    """The text under a heading that begins with this, down to the next one that is no deeper."""
    level = heading.split(" ", 1)[0]
    found = re.search(rf"(?ms)^{re.escape(heading)}.*?(?=^#{{1,{len(level)}}} |\Z)", page(name))
    assert found is not None, f"docs/{name} has no heading '{heading}'"
    return found[0]


def told(name: str, text: str) -> bool:
    """Whether a text has this word in code of its lines: `--out FOLDER`, `:depth: N`, `edge`."""
    prose = re.sub(r"(?ms)^(`{3,}).*?^\1", "", text)
    words = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    return any(words.search(code) for code in re.findall(r"`([^`\n]+)`", prose))


def every_command(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    if words:
        yield " ".join(words), command
    if isinstance(command, click.Group):
        for name, one in command.commands.items():
            yield from every_command(one, (*words, name))


COMMANDS = dict(every_command(commands))
CLI_OPTIONS = [
    (command, spelling)
    for command, one in COMMANDS.items()
    for option in one.params
    if isinstance(option, click.Option)
    for spelling in (*option.opts, *option.secondary_opts)
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_reference(command: str) -> None:
    assert told(command, section("cli.md", f"## `reportgen {command.split()[0]}"))


@pytest.mark.parametrize(("command", "option"), CLI_OPTIONS)
def test_every_option_of_a_command_stands_with_it(command: str, option: str) -> None:
    if option in ("--project", "-p"):  # That of all commands about data stands once.
        assert told(option, page("cli.md").split("\n## ")[0])
    else:
        assert told(option, section("cli.md", f"## `reportgen {command.split()[0]}"))


@pytest.mark.parametrize("code", ["OK", "PROBLEMS", "USAGE", "INTERRUPTED"])
def test_every_exit_code_is_in_the_reference(code: str) -> None:
    assert f"\n| {getattr(said, code)} |" in section("cli.md", "## Exit codes")


@pytest.mark.parametrize("directive", sorted({*BUILT_IN, *DIRECTIVES, TABLE_SET}))
def test_every_directive_is_in_the_page_about_writing(directive: str) -> None:
    assert told(directive, section("markdown.md", "## Directives"))


@pytest.mark.parametrize("role", sorted({"math", *ROLES}))
def test_every_role_is_in_the_page_about_writing(role: str) -> None:
    assert f"\n| `{role}` |" in section("markdown.md", "## Roles")


OPTIONS = [
    *(("linked-panels.md", name) for name in filter.OPTIONS),
    *(("lineage.md", name) for name in lineage.OPTIONS),
    *(("table-panel.md", name) for name in modules.OPTIONS),
]


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_every_option_of_the_smaller_directives_is_described(name: str, option: str) -> None:
    assert re.search(rf"(?m)^(\| |## )`:{option}:", page(name))


@pytest.mark.parametrize("key", view_file.OWN)
def test_every_key_of_a_view_is_described(key: str) -> None:
    assert f"`{key}`" in page("views.md")


@pytest.mark.parametrize("service", COMMENTS)
def test_every_service_of_comments_is_described_with_its_keys(service: str) -> None:
    (row,) = re.findall(rf"(?m)^\| `{service}` \|.*$", page("around.md"))
    assert {key for key in COMMENTS[service] if f"`{key}`" not in row} == set()


@pytest.mark.parametrize("option", [*EXTENSION_OPTIONS, *FORMS, *THEMES])
def test_every_option_of_the_extensions_is_described(option: str) -> None:
    assert f"`{option}`" in page("extensions.md")


def test_every_attribute_of_the_element_is_described() -> None:
    code = (PACKAGE / "client" / "embed" / "embed.js").read_text("utf-8")
    listed = re.search(r"observedAttributes\(\) \{\s*return \[([^\]]+)\]", code)
    assert listed is not None
    names = re.findall(r'"([a-z]+)"', listed[1])
    assert len(names) >= 4
    assert {name for name in names if f"\n| `{name}` |" not in page("embedding.md")} == set()


def test_every_environment_variable_is_described() -> None:
    code = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    names = set(re.findall(r"\bREPORTGEN_[A-Z_]+", code))
    assert names
    everything = "".join(path.read_text("utf-8") for path in DOCS.glob("*.md"))
    assert {name for name in names if f"`{name}`" not in everything} == set()


SCHEMA = {
    "ref": "p:v0",
    "label": "p:v0",
    "relation": "p:v0",
    "rows": 1,
    "columns": [{"name": "a", "type": {"kind": "text"}}],
}


@pytest.mark.parametrize("option", ["layout", "row-height"])
def test_every_choice_that_a_mistake_is_told_of_is_described(option: str) -> None:
    core = Core()
    try:
        (problem,) = core.call("specFromOptions", {option: "?"}, SCHEMA)["problems"]
    finally:
        core.close()
    names = re.findall(r"'([a-z-]+)'", problem["help"])
    assert len(names) >= 4
    reference = section("table-panel.md", f"## `:{option}:`")
    assert {name for name in names if not told(name, reference)} == set()
