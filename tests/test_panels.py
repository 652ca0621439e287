"""Directives and roles → panels and facts, or diagnostics: a report, and what is said about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reportgen.diagnostics import Source, Span
from reportgen.panels.model import Part
from reportgen.panels.value import split_parts, written
from tests.conftest import Project, predictions

Make = Callable[..., Project]

PROBLEMS = {
    "an artifact that does not exist": (
        """
        :::{table-panel} prediction:v0
        :::
        """,
        """
        index.md:1:18: error[artifact-unknown]: the store has no artifact 'prediction'
          :::{table-panel} prediction:v0
                           ^^^^^^^^^^
          help: did you mean 'predictions'?
        """,
    ),
    "a version that does not exist": (
        """
        :::{table-panel} predictions:v7
        :::
        """,
        """
        index.md:1:30: error[version-unknown]: artifact 'predictions' has no version 'v7'
          :::{table-panel} predictions:v7
                                       ^^
          help: the versions are 'v0', 'latest'
        """,
    ),
    "a table that does not exist": (
        """
        :::{table-panel} predictions:v0/predicsions
        :::
        """,
        """
        index.md:1:33: error[table-unknown]: 'predictions:v0' holds no table 'predicsions'
          :::{table-panel} predictions:v0/predicsions
                                          ^^^^^^^^^^^
          help: did you mean 'predictions'?
        """,
    ),
    "no table": (
        """
        :::{table-panel}
        :::
        """,
        """
        index.md:1:1: error[directive-argument]: 'table-panel' needs the table that it shows
          :::{table-panel}
          ^^^^^^^^^^^^^^^^
          help: write it after the name, as in ':::{table-panel} predictions:v0'
        """,
    ),
    "an unknown option": (
        """
        :::{table-panel} predictions
        :colums: guess
        :::
        """,
        """
        index.md:2:2: error[option-unknown]: unknown option 'colums' for panel 'table-panel'
          :colums: guess
           ^^^^^^
          help: did you mean 'columns'?
        """,
    ),
    "a name that cannot be one": (
        """
        :::{table-panel} predictions
        :name: my panel
        :::
        """,
        """
        index.md:2:8: error[option-value]: 'my panel' cannot be the name of a panel
          :name: my panel
                 ^^^^^^^^
          help: use letters, digits, '-' and '_', starting with a letter
        """,
    ),
    "a name of two panels": (
        """
        :::{table-panel} predictions
        :name: all
        :::
        :::{table-panel} predictions
        :name: all
        :::
        """,
        """
        index.md:5:8: error[name-duplicate]: another panel of this page is called 'all'
          :name: all
                 ^^^
        """,
    ),
    "a name that a heading was given": (
        """
        {#all}
        # All

        :::{table-panel} predictions
        :name: all
        :::
        """,
        """
        index.md:5:8: error[name-duplicate]: a heading of this page has the id 'all' already
          :name: all
                 ^^^
          help: choose another, such as 'all-panel'
        """,
    ),
    "a value without its parts": (
        """
        It is {value}`predictions`.
        """,
        """
        index.md:1:15: error[directive-argument]: a value needs a table and an expression
          It is {value}`predictions`.
                        ^^^^^^^^^^^
          help: write 'predictions | count' or 'predictions | truth != guess | count'
        """,
    ),
    "a value of an unknown table": (
        """
        It is {value}`predictons | count`.
        """,
        """
        index.md:1:15: error[artifact-unknown]: the store has no artifact 'predictons'
          It is {value}`predictons | count`.
                        ^^^^^^^^^^
          help: did you mean 'predictions'?
        """,
    ),
    "a value in an unknown format": (
        """
        It is {value}`predictions | | count | 3 digits`.
        """,
        """
        index.md:1:39: error[option-value]: '3 digits' is not a number format
          It is {value}`predictions | | count | 3 digits`.
                                                ^^^^^^^^
          help: such as '.2f', ',.1f' or '.1%'
        """,
    ),
    "a link to a panel that does not exist": (
        """
        # One

        [there](#two-panel)

        :::{table-panel} predictions
        :::
        """,
        """
        index.md:3:9: error[file-missing]: this page has no heading or panel named 'two-panel'
          [there](#two-panel)
                  ^^^^^^^^^^
          help: did you mean 'one-panel'?
        """,
    ),
}


def dedent(text: str) -> str:
    lines = text.strip("\n").split("\n")
    indent = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
    return "\n".join(line[indent:] for line in lines).rstrip()


@pytest.mark.parametrize(("report", "expected"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_is_wrong_is_said_with_its_place(make_project: Make, report: str, expected: str) -> None:
    project = make_project({"index.md": report})
    assert "\n".join(project.problems()) == dedent(expected)


CORE_PROBLEMS = {
    # report → code, the text that is marked
    "a column in the filter": (":filter: gues = 'cat'", "column-unknown", "gues"),
    "a column in the list": (":columns: id, gues", "column-unknown", "gues"),
    "a glob": (":columns: id, scores_*", "column-unknown", "scores_*"),
    "syntax after an emoji": (":filter: id = '😀' and and", "expression-syntax", None),
    "a function": (":sort: lenght(id)", "expression-function", "lenght(id)"),
    "a type": (":filter: score_cat + 1", "expression-type", "score_cat + 1"),
    "an aggregate in a filter": (":filter: avg(score_cat) > 1", None, None),
    "rows": (":rows: many", "option-value", "many"),
    "row height": (":row-height: huge", "option-value", "huge"),
    "layout": (":layout: grid", "option-value", "grid"),
    "height": (":height: -3", "option-value", "-3"),
}


@pytest.mark.parametrize(("option", "code", "marked"), CORE_PROBLEMS.values(), ids=CORE_PROBLEMS)
def test_problems_of_the_core_point_into_the_report(
    make_project: Make, option: str, code: str | None, marked: str | None
) -> None:
    project = make_project({"index.md": f":::{{table-panel}} predictions\n{option}\n:::\n"})
    (problem,) = project.problems()
    head, line, caret, *_ = problem.split("\n")
    start = len(caret) - len(caret.lstrip())
    assert head.startswith(f"index.md:2:{start - 1}: error[{code or ''}")
    assert line == f"  {option}"
    if marked is not None:
        assert line[start : len(caret)] == marked


def test_problems_of_a_value_point_into_its_part(make_project: Make) -> None:
    project = make_project({"index.md": "Of {value}`predictions | gues = 'a|b' | max(scor_cat)`.\n"})
    assert [(p.split("\n")[0][:40], p.split("\n")[2].count("^")) for p in project.problems()] == [
        ("index.md:1:26: error[column-unknown]: th", 4),
        ("index.md:1:45: error[column-unknown]: th", 8),
    ]


def test_an_artifact_with_several_tables_wants_one_named(make_project: Make) -> None:
    import reportgen

    project = make_project({"index.md": ":::{table-panel} both\n:::\n"}, tables={})
    artifact = reportgen.Artifact("both", type="dataset")
    artifact.add(predictions(2), "first")
    artifact.add(predictions(3), "second")
    with reportgen.init(project="test", dir=project.root) as run:
        run.log_artifact(artifact)
    assert project.problems() == [
        "index.md:1:18: error[table-unknown]: 'both' holds 2 tables and none is named\n"
        "  :::{table-panel} both\n"
        "                   ^^^^\n"
        "  help: write 'both/first' or one of the others: second"
    ]
    project.write("index.md", ":::{table-panel} both/second\n:::\n")
    assert project.problems() == []


def test_an_empty_store_says_so(make_project: Make) -> None:
    project = make_project({"index.md": ":::{table-panel} predictions\n:::\n"}, tables={})
    assert project.problems()[0].endswith("  help: there is nothing in 'store' yet: log a table first")


def ids(project: Project) -> list[str]:
    from reportgen.build import parse_reports, read, resolve_reports
    from reportgen.configuration import load_config
    from reportgen.query import Core
    from reportgen.store import Store

    config = load_config(project.root)
    documents, _ = parse_reports(read(config)[0], config)
    reports, problems = resolve_reports(documents, Store(config.store), Core(), config)
    assert problems == []
    return [panel.id for report in reports for panel in report.panels]


def test_panels_are_named_for_their_heading_and_order(make_project: Make) -> None:
    panel = "\n:::{table-panel} predictions\n:::\n"
    named = "\n:::{table-panel} predictions\n:name: two-panel\n:::\n"
    text = f"{panel}\n# One\n{panel}{panel}\n# Two\n{named}{panel}\n# One panel 2\n"
    project = make_project({"index.md": text})
    assert ids(project) == ["panel", "one-panel", "one-panel-3", "two-panel", "two-panel-2"]


PARTS = [
    ("a | b", ["a", "b"]),
    (" a|b |c ", ["a", "b", "c"]),
    ("a | x || y | c", ["a", "x || y", "c"]),
    ("""a | x = 'p|q''|' | "c|d" | `e|f`""", ["a", "x = 'p|q''|'", '"c|d"', "`e|f`"]),
    ("a | | c", ["a", "", "c"]),
    ("a | 'open | c", ["a", "'open", "c"]),
    ("", [""]),
]


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_a_value_is_split_at_single_bars_outside_of_quotes(text: str, expected: list[str]) -> None:
    source = Source("x.md", f"..{text}")
    parts = split_parts(Part(text, Span(source, 2, 2 + len(text))))
    assert [part.text for part in parts] == expected
    assert [source.text[part.span.start : part.span.end] for part in parts] == expected


WRITTEN = [
    (1797, "", "1,797"),
    (12.0, "", "12"),
    (-3, "", "-3"),
    (2**70, "", "1,180,591,620,717,411,303,424"),
    (0.951234, "", "0.951"),
    (0.000012345, "", "1.23e-05"),
    (1234.56, "", "1,235"),
    (12.3456, "", "12.3"),
    (0.95123, ".1%", "95.1%"),
    (1234.5, ",.2f", "1,234.50"),
    ("12.340", "", "12.340"),
    ("12.345", ".1f", "12.3"),
    ("cat", ".1f", "cat"),
    (float("nan"), "", "nan"),
    (float("inf"), "", "inf"),
    (None, ".1f", "–"),
    (True, "", "true"),
    (["a", 1], "", "['a', 1]"),
]


@pytest.mark.parametrize(("value", "form", "expected"), WRITTEN)
def test_how_facts_are_written(value: Any, form: str, expected: str) -> None:
    assert written(value, form) == expected


def test_a_heading_makes_way_for_a_panel_of_its_name(make_project: Make) -> None:
    report = "# By guess\n\n:::{table-panel} predictions\n:name: by-guess\n:::\n\n[the panel](#by-guess)\n"
    project = make_project({"index.md": report})
    assert not project.problems()
    files, _ = project.build()
    page = files["index.html"].decode()
    assert page.count('id="by-guess"') == 1
    assert '<figure class="panel" id="by-guess"' in page


def test_a_table_that_only_facts_use_is_not_published(make_project: Make) -> None:
    project = make_project({"index.md": "There are {value}`predictions | count` rows.\n"})
    files, _ = project.build()
    assert "There are 12 rows." in files["index.html"].decode()
    assert not [path for path in files if path.startswith(("data/", "media/"))]
