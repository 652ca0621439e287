"""The themes that come with the package, a project's changes to them, and that all of it is documented."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.assets import THEMES
from tests.conftest import Project

Make = Callable[..., Project]
DOCS = (Path(__file__).parent.parent / "docs" / "themes.md").read_text("utf-8")
NAMES = sorted(path.name for path in THEMES.iterdir() if path.is_dir())


def sheet(files: dict[str, bytes]) -> str:
    return next(data.decode() for name, data in files.items() if name.startswith("assets/theme-"))


@pytest.mark.parametrize("name", NAMES)
def test_every_theme_builds_and_has_all_that_the_default_has(make_project: Make, name: str) -> None:
    config = f'[project]\ntitle = "x"\ntheme = "{name}"\n'
    project = make_project({"reportgen.toml": config, "index.md": "# One\n"}, tables={})
    css = sheet(project.build()[0])
    assert "/* tokens.css */" in css
    assert css.count("{") == css.count("}")
    assert f"## `{name}`" in DOCS


def test_a_project_sets_variables(make_project: Make) -> None:
    config = '[project]\ntheme_variables = { accent = "light-dark(#8a2be2, #cfa6ff)", measure = "60ch" }\n'
    css = sheet(make_project({"reportgen.toml": config, "index.md": "# One\n"}, tables={}).build()[0])
    assert css.endswith(":root {\n  --rg-accent: light-dark(#8a2be2, #cfa6ff);\n  --rg-measure: 60ch;\n}\n")


def test_a_variable_that_is_not_there_has_a_nearest_name(make_project: Make) -> None:
    config = '[project]\ntheme_variables = { acent = "red" }\n'
    done = make_project({"reportgen.toml": config, "index.md": "# One\n"}, tables={}).run("build")
    assert done.returncode == 1
    assert "the theme has no variable 'acent'" in done.stderr
    assert "did you mean 'accent'?" in done.stderr


def test_a_project_replaces_a_block_a_part_and_a_sheet(make_project: Make) -> None:
    project = make_project({"index.md": "# One\n"}, tables={})
    project.write(
        "theme/templates/report.html",
        '{% extends "default/report.html" %}{% block prose %}<p>Draft.</p>{{ super() }}{% endblock %}',
    )
    project.write("theme/templates/partials/footer.html", "<footer>Ours</footer>")
    project.write("theme/static/code.css", "/* no code here */")
    files, _ = project.build()
    page = files["index.html"].decode()
    assert "<p>Draft.</p>" in page
    assert "<footer>Ours</footer>" in page
    assert "/* code.css */\n/* no code here */" in sheet(files)


def test_a_theme_of_the_project(make_project: Make) -> None:
    config = '[project]\ntheme = "house"\n'
    project = make_project({"reportgen.toml": config, "index.md": "# One\n"}, tables={})
    project.write("themes/house/theme.toml", 'styles = ["house.css"]\n')
    project.write("themes/house/static/house.css", "h1 { color: teal; }\n")
    css = sheet(project.build()[0])
    assert "/* tokens.css */" in css
    assert css.endswith("/* house.css */\nh1 { color: teal; }\n")


def test_all_blocks_and_variables_are_documented() -> None:
    templates = list((THEMES / "default" / "templates").rglob("*.html"))
    blocks = {
        name for path in templates for name in re.findall(r"{% block (\w+) %}", path.read_text("utf-8"))
    }
    assert blocks == set(re.findall(r"^\| block `(\w+)`", DOCS, re.MULTILINE))
    tokens = (THEMES / "default" / "static" / "tokens.css").read_text("utf-8")
    variables = set(re.findall(r"^  --rg-([a-z-]+):", tokens, re.MULTILINE))
    listed = DOCS[DOCS.index("### Variables") :]
    assert variables == set(
        re.findall(r"`([a-z-]+)`", listed[listed.index("| --- |") : listed.index("### Sheets")])
    )
