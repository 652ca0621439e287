"""The documentation names everything that there is, and its examples are right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.configuration import parse_config
from reportgen.diagnostics import Source, format_diagnostic
from reportgen.document import ParseOptions, parse
from reportgen.document.builtin import BUILT_IN
from reportgen.document.front_matter import AUTHOR_FIELDS, FIELDS
from reportgen.settings import SETTINGS

DOCS = Path(__file__).parent.parent / "docs"
MARKDOWN = (DOCS / "markdown.md").read_text("utf-8")
CONFIGURATION = (DOCS / "configuration.md").read_text("utf-8")
NAMES = {*BUILT_IN, *FIELDS, *AUTHOR_FIELDS, *(name for b in BUILT_IN.values() for name in b.options)}


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_directive_option_and_field_is_described(name: str) -> None:
    assert re.search(rf"`:?{name}(:[^`]*)?`", MARKDOWN)


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_has_its_heading(name: str) -> None:
    assert f"\n## {name}\n" in CONFIGURATION


@pytest.mark.parametrize("example", re.findall(r"(?ms)^```md\n(.*?)^```$", MARKDOWN))
def test_the_examples_are_right(example: str, tmp_path: Path) -> None:
    (tmp_path / "loss.svg").write_text("<svg/>")
    options = ParseOptions(root=tmp_path)
    assert parse(Source("report.md", example), options).diagnostics == ()


def test_the_example_of_the_configuration_is_right(tmp_path: Path) -> None:
    (tmp_path / "runs").mkdir()
    for name in ("index.md", "runs/a.md"):
        (tmp_path / name).write_text("text")
    text = re.findall(r"(?ms)^```toml\n(.*?)^```$", CONFIGURATION)[0]
    assert parse_config(Source("reportgen.toml", text), tmp_path).title == "Handwritten digits"


def test_the_problem_in_the_text_is_worded_as_it_is() -> None:
    shown = re.findall(r"(?ms)^```text\n(.*?)^```$", MARKDOWN)[0]
    text = "\n" * 12 + ":::{figure} loss.svg\n:widht: 60%\n:::\n"
    problems = parse(Source("report.md", text), ParseOptions()).diagnostics
    assert [format_diagnostic(problem) for problem in problems] == [shown.rstrip()]
