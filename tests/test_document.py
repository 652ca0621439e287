"""Reports as their authors write them: what comes out, and what is complained about."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from markdown_it.utils import read_fixture_file

from reportgen.diagnostics import Severity, Source, format_diagnostic
from reportgen.document import Author, FrontMatter, ParseOptions, check_anchors, parse
from tests.document_samples import FIXTURES, OPTIONS, complaints, parsed, rendered

MARKDOWN = [
    pytest.param(text, expected, id=f"{path.stem}: {title}")
    for path in sorted((FIXTURES / "markdown").glob("*.md"))
    for _, title, text, expected in read_fixture_file(path)
]
DIAGNOSTICS = [
    pytest.param(text, expected, id=title)
    for _, title, text, expected in read_fixture_file(FIXTURES / "diagnostics" / "document.md")
]


@pytest.mark.parametrize(("text", "expected"), MARKDOWN)
def test_markdown_becomes_html(text: str, expected: str) -> None:
    assert rendered(text).rstrip() == expected.rstrip()


@pytest.mark.parametrize(("text", "expected"), DIAGNOSTICS)
def test_problems_have_words_and_places(text: str, expected: str) -> None:
    assert complaints(text).rstrip() == expected.rstrip()


def test_every_kind_of_fence_and_line_end_gives_one_document() -> None:
    text = ":::{table-panel} t\n:filter: a = b\n\nA *caption*.\n:::\n"
    expected = parsed(text).document.directives[0]
    for variant in (text.replace("\n", "\r\n"), text.replace("\n", "\r"), text.replace(":::", "```")):
        found = parsed(variant).document.directives[0]
        assert found.options["filter"].value == expected.options["filter"].value
        assert found.body == expected.body
        assert rendered(variant) == rendered(text)


def test_a_directive_knows_its_places() -> None:
    text = 'a\n\n> ::::{table-panel} t:v1 "two words"\n> :filter:  a = "x"  \n> :empty:\n>\n> Body.\n> ::::\n'
    directive = parsed(text).document.directives[0]
    option, empty = directive.options["filter"], directive.options["empty"]
    assert [argument.text for argument in directive.arguments] == ["t:v1", "two words"]
    assert [text[a.span.start : a.span.end] for a in directive.arguments] == ["t:v1", "two words"]
    assert text[directive.name_span.start : directive.name_span.end] == "table-panel"
    assert option.value == text[option.value_span.start : option.value_span.end] == 'a = "x"'
    assert text[option.name_span.start : option.name_span.end] == "filter"
    assert empty.value == ""
    assert empty.value_span.source.position(empty.value_span.start) == (5, 10)
    assert directive.body == "Body.\n"


def test_a_role_keeps_its_text_and_its_place() -> None:
    text = '| a |\n|---|\n| {value}``t | a = "`" `` |\n\n1. {value}`t |\n   count`\n'
    role = parsed(text).document.roles[-1]
    assert role.text == "t | count"
    assert text[role.span.start : role.span.end] == "t |\n   count"


def test_directives_know_the_heading_above_them() -> None:
    one, two = (":::{table-panel} t\n:::\n", "- :::{table-panel} t\n  :::\n")
    text = f"{one}\n## One\n\n{one}\n### One\n\n{two}"
    assert [d.section for d in parsed(text).document.directives] == ["", "one", "one-1"]


@pytest.mark.parametrize(
    ("text", "title", "headings"),
    [
        ("# A *b* `c`\n\ntext", "A b c", ["a-b-c"]),
        ("---\ntitle: T\n---\n# A", "T", ["a"]),
        ("---\ntitle: A\n---\n# A", "A", ["a"]),
        ("text\n\n# A", "A", ["a"]),
        ("text", "report", []),
        ("\ufeff# A", "A", ["a"]),
        ("\ufeff---\ntitle: T\n---\n", "T", []),
        ("---\n\ntext", "report", []),
    ],
)
def test_the_title_comes_from_front_matter_then_headings_then_the_file(
    text: str, title: str, headings: list[str]
) -> None:
    document = parsed(text).document
    assert document.title == title
    assert [heading.anchor for heading in document.headings] == headings


def test_the_title_is_not_shown_twice() -> None:
    assert "<h1" not in rendered("# A\n\ntext")
    assert "<h1" not in rendered("---\ntitle: A\n---\n# A")
    assert "<h1" in rendered("---\ntitle: T\n---\n# A")


def test_front_matter_has_all_its_fields() -> None:
    text = """---
title: 2024
authors:
  - Ann
  - {name: Bo, affiliation: Lab, url: "https://example.org"}
date: 2024-05-31
description: |
  Two
  lines
theme: plain
toc: no
---
"""
    front = parsed(text).document.front
    assert front == FrontMatter(
        title="2024",
        authors=(Author("Ann"), Author("Bo", "Lab", "https://example.org")),
        date=datetime.date(2024, 5, 31),
        description="Two lines",
        theme="plain",
        theme_span=front.theme_span,
        toc=False,
    )
    assert front.theme_span is not None
    assert text[front.theme_span.start : front.theme_span.end] == "plain"


def test_front_matter_may_be_empty_and_fields_may_have_no_value() -> None:
    assert parsed("---\n---\ntext").document.front == FrontMatter()
    assert parsed("---\n# a comment\ntitle:\n---\ntext").document.front == FrontMatter()


def test_local_files_are_listed_for_the_build() -> None:
    text = "[a](data.csv) ![b](plot.svg) [c](other.md) [d](https://x.org/e.csv) ![e](data:image/png;base64,A)"
    assert parsed(text).document.files == ("data.csv", "plot.svg")


def test_paths_are_seen_from_the_report(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.csv").write_text("")
    options = ParseOptions("sub/r.md", tmp_path, ("index.md", "sub/r.md"))
    result = parse(Source("r.md", "[a](a.csv) [b](/sub/a.csv) [c](../sub/a.csv) [d](../index.md#x)"), options)
    assert result.diagnostics == ()
    assert [(link.path, link.fragment) for link in result.document.links] == [
        ("sub/a.csv", ""),
        ("sub/a.csv", ""),
        ("sub/a.csv", ""),
        ("index.md", "x"),
    ]


def test_a_link_on_disk_does_not_lead_out_of_the_project(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("")
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "a.txt").symlink_to(tmp_path / "secret.txt")
    result = parse(Source("r.md", "[a](a.txt)"), ParseOptions("r.md", tmp_path / "project", ("r.md",)))
    assert [problem.code.value for problem in result.diagnostics] == ["path-outside"]


def test_raw_html_is_passed_through_only_when_it_is_allowed() -> None:
    text = "<b class='x'>a</b>\n\n<div>\nb\n</div>\n"
    assert "<b class" not in rendered(text)
    options = ParseOptions(raw_html=True)
    tokens = parse(Source("r.md", text), options).document.tokens
    assert [token.type for token in tokens][-1] == "html_block"


def test_names_that_links_lead_to_must_be_there() -> None:
    texts = {
        "report.md": "# A\n\n"
        "[x](#a) [x](#b) [x](other.md#results) [x](other.md#reslts) [x](#panel) [x](#fig)\n\n"
        ":::{figure} plot.svg\n:name: fig\n:::\n",
        "other.md": "## Results\n",
    }
    documents = {
        page: parse(Source(page, text), ParseOptions(page, OPTIONS.root, tuple(texts))).document
        for page, text in texts.items()
    }
    problems = check_anchors(documents, {"report.md": ["panel"]})
    assert "\n".join(format_diagnostic(problem) for problem in problems) == (
        "report.md:3:13: error[file-missing]: this page has no heading or panel named 'b'\n"
        f"  {texts['report.md'].splitlines()[2]}\n"
        "              ^^\n"
        "  help: the names are 'a', 'fig', 'panel'\n"
        "report.md:3:43: error[file-missing]: 'other.md' has no heading or panel named 'reslts'\n"
        f"  {texts['report.md'].splitlines()[2]}\n"
        "                                            ^^^^^^^^^^^^^^^\n"
        "  help: did you mean 'results'?"
    )


def test_an_unsafe_link_does_not_stop_a_build() -> None:
    severities = [problem.severity for problem in parsed("[a](javascript:x)").diagnostics]
    assert severities == [Severity.WARNING]
