"""`reportgen.toml`: what it may say, and what is said about what it may not."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it.utils import read_fixture_file

from reportgen.configuration import Config, display_path, find_config, load_config, natural_key, parse_config
from reportgen.diagnostics import DiagnosticError, Source
from tests.document_samples import FIXTURES

CASES = [
    pytest.param(text, expected, id=title)
    for _, title, text, expected in read_fixture_file(FIXTURES / "diagnostics" / "config.md")
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with some reports."""
    for name in ("index.md", "run2.md", "run10.md", "Run1.md", "runs/a.md", "runs/a.markdown", "runs/b.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("text")
    for name in ("store/x.md", "site/y.md", ".hidden/z.md", ".reportgen/cache/c.md"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("text")
    return tmp_path


def config_of(root: Path, text: str) -> Config:
    """The configuration that a text gives."""
    return parse_config(Source("reportgen.toml", text), root)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_problems_have_words_and_places(root: Path, text: str, expected: str) -> None:
    with pytest.raises(DiagnosticError) as caught:
        config_of(root, text)
    assert str(caught.value).rstrip() == expected.rstrip()


def test_everything_has_a_default(root: Path) -> None:
    config = config_of(root, "")
    assert config == Config(
        root=root,
        title="Reports",
        reports=("index.md", "Run1.md", "run2.md", "run10.md"),
        store=root / "store",
        site=root / "site",
        theme="default",
        theme_span=config.theme_span,
        raw_html=False,
        language="en",
        base_url=None,
        cache=root / ".reportgen" / "cache",
    )


def test_everything_can_be_set(root: Path) -> None:
    text = """
# A comment
[project]
title = "My 'reports'"
reports = ["runs/b.md", "*.md", "runs/*.md"]
store = "data/store"
site = "public"
theme = "plain"
raw_html = true
language = "pt-BR"
base_url = "https://example.org/x/"
"""
    config = config_of(root, text)
    assert config == Config(
        root=root,
        title="My 'reports'",
        reports=("runs/b.md", "index.md", "Run1.md", "run2.md", "run10.md", "runs/a.md"),
        store=root / "data/store",
        site=root / "public",
        theme="plain",
        theme_span=config.theme_span,
        raw_html=True,
        language="pt-BR",
        base_url="https://example.org/x/",
        cache=root / ".reportgen" / "cache",
    )
    assert text[config.theme_span.start : config.theme_span.end] == '"plain"'


def test_reports_are_found_in_folders_but_not_in_the_store_the_site_or_hidden_ones(root: Path) -> None:
    assert config_of(root, '[project]\nreports = ["**/*.md"]').reports == (
        "index.md",
        "Run1.md",
        "run2.md",
        "run10.md",
        "runs/a.md",
        "runs/b.md",
    )


@pytest.mark.parametrize(
    ("reports", "pages"),
    [
        ('["*.md"]', {"index.md": "index.html", "Run1.md": "Run1.html", "run2.md": "run2.html"}),
        ('["run2.md", "runs/a.md"]', {"run2.md": "index.html", "runs/a.md": "runs/a.html"}),
        ('["run2.md", "index.md"]', {"run2.md": "run2.html", "index.md": "index.html"}),
    ],
)
def test_one_report_is_the_index(root: Path, reports: str, pages: dict[str, str]) -> None:
    found = config_of(root, f"[project]\nreports = {reports}").pages
    assert pages.items() <= found.items()


def test_the_project_is_found_from_anywhere_in_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "reportgen.toml").write_text('[project]\ntitle = "T"\n')
    monkeypatch.chdir(root / "runs")
    assert find_config(Path()) == root / "reportgen.toml"
    assert load_config(Path("a.md")).root == root
    assert load_config(root).title == "T"


def test_no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DiagnosticError) as caught:
        load_config(Path())
    assert str(caught.value) == (
        "error[config-invalid]: there is no reportgen.toml in '.' or in a folder above it\n"
        "  help: 'reportgen new DIR' makes a project"
    )


def test_a_file_that_is_not_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reportgen.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(DiagnosticError) as caught:
        load_config(tmp_path)
    assert str(caught.value) == "error[config-invalid]: cannot read 'reportgen.toml': it is not UTF-8 text"


def test_a_linked_folder_does_not_lead_out(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    root = tmp_path / "project"
    root.mkdir()
    (root / "index.md").write_text("text")
    (root / "site").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(DiagnosticError, match="path-outside"):
        config_of(root, "")


def test_natural_order() -> None:
    names = ["b", "a10", "a2", "A1", "a1b", "1", "é"]
    assert sorted(names, key=natural_key) == ["1", "A1", "a1b", "a2", "a10", "b", "é"]


def test_paths_are_shown_from_the_working_folder(tmp_path: Path) -> None:
    assert display_path(tmp_path / "a" / "b.md", tmp_path) == "a/b.md"
    assert display_path(tmp_path, tmp_path) == "."
    assert display_path(tmp_path / "a", tmp_path / "b") == str(tmp_path / "a")
