"""Sets of tables, panels and facts that compare: what reports may say, and what is wrong with it."""

from __future__ import annotations

import pytest

from reportgen.diagnostics import Source, format_diagnostic
from reportgen.document import Document, ParseOptions, parse
from reportgen.panels import DIRECTIVES, ROLES, VERBATIM, ResolvedReport, Sources, resolve_report
from reportgen.panels.colors import SLOTS, color_slots
from reportgen.panels.set_lines import Line, lines_of
from reportgen.query import Core
from reportgen.store import Store
from tests.compared_tables import compared_project
from tests.conftest import Project
from tests.test_panels import dedent


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return compared_project(tmp_path_factory.mktemp("compared"))


@pytest.fixture(scope="module")
def core() -> Core:
    return Core()


def parsed(text: str) -> Document:
    options = ParseOptions(
        directives=frozenset(DIRECTIVES) | VERBATIM, roles=frozenset(ROLES), verbatim=VERBATIM
    )
    return parse(Source("index.md", text), options).document


def resolved(project: Project, core: Core, text: str) -> ResolvedReport:
    return resolve_report(parsed(text), Sources(Store(project.root / "store"), project.root), core)


def members(project: Project, core: Core, *lines: str) -> list[tuple[str, str]]:
    """The references and labels of a set with these lines."""
    body = "\n".join(lines)
    report = resolved(
        project, core, f":::{{table-set}} all\n{body}\n:::\n:::{{table-panel}} @all\n:compare: split\n:::\n"
    )
    assert not report.diagnostics, [format_diagnostic(one) for one in report.diagnostics]
    return [(table["ref"], table["label"]) for table in report.panels[0].spec["tables"]]


def said(project: Project, core: Core, text: str) -> str:
    return "\n".join(format_diagnostic(one) for one in resolved(project, core, text).diagnostics)


LINES = {
    "references": (["preds:v0", "preds:v2"], [("preds:v0", "v0"), ("preds:v2", "v2")]),
    "other artifacts": (["preds:v0", "plain"], [("preds:v0", "preds"), ("plain:v0", "plain")]),
    "labels": (
        ["preds:v0: first: of all", 'preds: "last"'],
        [("preds:v0", "first: of all"), ("preds:v2", "last")],
    ),
    "a list": (["- preds:v0: one", "", "* preds:v1: two"], [("preds:v0", "one"), ("preds:v1", "two")]),
    "a glob": (["pred*:v[12]"], [("preds:v1", "v1"), ("preds:v2", "v2")]),
    "a glob and one of it": (
        ["preds:v1: middle", "preds:v*"],
        [("preds:v1", "middle"), ("preds:v0", "v0"), ("preds:v2", "v2")],
    ),
    "aliases": (["[pw]*s:latest"], [("preds:v2", "preds"), ("words:v1", "words")]),
    "all versions": (
        ["artifact preds: epoch {step}"],
        [("preds:v0", "epoch 1"), ("preds:v1", "epoch 2"), ("preds:v2", "epoch 3")],
    ),
    "facts in labels": (
        ["preds:v0: {name} {version} of {run}, {config.optimizer.name}", "preds:v1"],
        [("preds:v0", "preds 0 of small, adam"), ("preds:v1", "v1")],
    ),
    "all runs": (["runs: sizes"], [("sizes:v0", "small"), ("sizes:v1", "large")]),
    "runs by their config": (
        ["runs where config.rate = '0.1' or name = 'large': sizes: {config.hidden} units"],
        [("sizes:v0", "16 units"), ("sizes:v1", "64 units")],
    ),
    "versions of a run": (
        ["runs where id = 'small': preds:v*: {step}"],
        [("preds:v0", "1"), ("preds:v1", "2"), ("preds:v2", "3")],
    ),
    "what each log has added": (
        ["increments of growing"],
        [(f"growing:v{place}#increment", f"step {10 * place + 10}") for place in range(3)],
    ),
    "what some logs have added": (
        ["increments of growing:v1: after {step}"],
        [("growing:v0#increment", "after 10"), ("growing:v1#increment", "after 20")],
    ),
    "one increment beside the whole": (
        ["growing:v1#increment: new", "growing:v1: all"],
        [("growing:v1#increment", "new"), ("growing:v1", "all")],
    ),
    "the newest of each artifact of a run": (
        ["runs where config.hidden = 16: *s: {name}"],
        [("preds:v2", "preds"), ("sizes:v0", "sizes")],
    ),
}


@pytest.mark.parametrize(("lines", "expected"), LINES.values(), ids=LINES)
def test_what_the_lines_of_a_set_mean(
    project: Project, core: Core, lines: list[str], expected: list[tuple[str, str]]
) -> None:
    assert members(project, core, *lines) == expected


PROBLEMS = {
    "what does not grow": (
        ":::{table-set} a\nincrements of preds: {step}\n:::\n",
        """
        index.md:2:15: error[table-unknown]: 'preds:v2' was not logged with log_mode="INCREMENTAL"
          increments of preds: {step}
                        ^^^^^
          help: 'artifact preds' takes all versions
        """,
    ),
    "a wrong reference": (
        ":::{table-set} a\npreds:v0\npred:v1: one\n:::\n",
        """
        index.md:3:1: error[artifact-unknown]: the store has no artifact 'pred'
          pred:v1: one
          ^^^^
          help: did you mean 'preds'?
        """,
    ),
    "a glob that fits nothing": (
        ":::{table-set} a\n  perds*:v0\n:::\n",
        """
        index.md:2:3: error[artifact-unknown]: no artifact fits 'perds*'
            perds*:v0
            ^^^^^^^^^
          help: did you mean 'preds'?
        """,
    ),
    "a glob of versions that fits nothing": (
        ":::{table-set} a\npreds:b*\n:::\n",
        """
        index.md:2:1: error[version-unknown]: no version fits 'preds:b*'
          preds:b*
          ^^^^^^^^
          help: the versions are 'latest', 'v*'
        """,
    ),
    "a condition that names nothing": (
        ":::{table-set} a\nruns where config.hiden > 3: preds\n:::\n",
        """
        index.md:2:12: error[column-unknown]: there is no field 'hiden'
          runs where config.hiden > 3: preds
                     ^^^^^^^^^^^^
          help: did you mean 'hidden'?
        """,
    ),
    "a condition that nothing meets": (
        ":::{table-set} a\nruns where config.hidden > 300: preds\n:::\n",
        """
        index.md:2:12: error[table-unknown]: none of the 4 runs of the store is meant by this
          runs where config.hidden > 300: preds
                     ^^^^^^^^^^^^^^^^^^^
        """,
    ),
    "runs without such a table": (
        ":::{table-set} a\nruns where id = 'odd': pred\n:::\n",
        """
        index.md:2:24: error[table-unknown]: the 1 runs that are meant have logged no table that fits 'pred'
          runs where id = 'odd': pred
                                 ^^^^
          help: did you mean 'preds'?
        """,
    ),
    "runs of what": (
        ":::{table-set} a\nruns where id = 'odd'\n:::\n",
        """
        index.md:2:1: error[directive-argument]: after the runs stands a colon and what they logged
          runs where id = 'odd'
          ^^^^^^^^^^^^^^^^^^^^^
          help: write 'predictions:v0: a label', 'predictions:v*' or 'runs where config.lr > 0.1: predictions'
        """,
    ),
    "an unknown word in a label": (
        ":::{table-set} a\nsizes:v0: {config.hiden} units\n:::\n",
        """
        index.md:2:11: error[option-value]: nothing is known of 'config.hiden' of sizes:v0
          sizes:v0: {config.hiden} units
                    ^^^^^^^^^^^^^^
          help: did you mean 'config.hidden'?
        """,
    ),
    "two alike": (
        ":::{table-set} a\npreds:v0: one\npreds:v1: one\n:::\n",
        """
        index.md:3:1: error[name-duplicate]: two tables have the label 'one': preds:v0 and preds:v1
          preds:v1: one
          ^^^^^^^^
          help: write 'preds:v1: another label' in a table-set, or ':labels:' of the panel
        """,
    ),
    "an empty set": (
        ":::{table-set} a\n:::\n",
        """
        index.md:1:1: error[directive-argument]: a set needs tables, one in each line
          :::{table-set} a
          ^^^^^^^^^^^^^^^^
          help: write 'predictions:v0: a label', 'predictions:v*' or 'runs where config.lr > 0.1: predictions'
        """,
    ),
    "a set of another name": (
        ":::{table-set} epochs\npreds:v*\n:::\n:::{table-panel} @epoch\n:::\n",
        """
        index.md:4:18: error[table-unknown]: this report has no set 'epoch'
          :::{table-panel} @epoch
                           ^^^^^^
          help: did you mean 'epochs'?
        """,
    ),
    "no set": (
        "{value}`@epochs | count`\n",
        """
        index.md:1:9: error[table-unknown]: this report has no set 'epochs'
          {value}`@epochs | count`
                  ^^^^^^^
          help: name it by ':::{table-set} epochs', with a table in each line
        """,
    ),
    "a member that a set has not": (
        ":::{table-set} e\npreds:v*\n:::\n{value}`@e[3] | count`\n",
        """
        index.md:4:12: error[table-unknown]: the set 'e' has no member '3'
          {value}`@e[3] | count`
                     ^
          help: its members are 0 to 2, or by label: 'v0', 'v1', 'v2'
        """,
    ),
    "one table twice": (
        ":::{table-panel} preds:v2 preds\n:::\n",
        """
        index.md:1:27: error[directive-argument]: 'preds:v2' stands here a second time
          :::{table-panel} preds:v2 preds
                                    ^^^^^
        """,
    ),
    "nothing to join on": (
        ":::{table-panel} words:v0 words:v1\n:::\n",
        """
        index.md:1:1: error[option-value]: the tables have neither a column 'id' nor media in common to \
be joined on
          :::{table-panel} words:v0 words:v1
          ^
          help: say ':on:' with columns that tell the rows apart: 'word' (2 different in 3 rows), \
'kind' (2 different in 3 rows)
        """,
    ),
    "comparing one table": (
        ":::{table-panel} preds:v2\n:compare: split\n:::\n",
        """
        index.md:2:2: error[option-value]: 'compare' is about several tables, and this panel shows one
          :compare: split
           ^^^^^^^
          help: name the others after it, or a set: '@name'
        """,
    ),
    "all switched off": (
        ":::{table-panel} preds:v0 preds:v1\n:hide: v0, v1\n:::\n",
        """
        index.md:2:8: warning[option-value]: all tables of this panel are switched off, so that it shows none
          :hide: v0, v1
                 ^^^^^^
        """,
    ),
    "a label that nobody has": (
        ":::{table-panel} preds:v0 preds:v1\n:reference: v3\n:::\n",
        """
        index.md:2:13: error[option-value]: there is no member 'v3'
          :reference: v3
                      ^^
          help: the members are 'v0', 'v1'
        """,
    ),
}


@pytest.mark.parametrize(("text", "expected"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_is_wrong_is_said_with_its_place(project: Project, core: Core, text: str, expected: str) -> None:
    assert said(project, core, text) == dedent(expected)


def test_the_colon_of_a_label_is_the_first_one_outside_of_quotes() -> None:
    document = parsed(""":::{table-set} a\nruns where name = 'a: b': preds: "x: y"\n:::\n""")
    (line,) = lines_of(document.directives[0])
    assert isinstance(line, Line)
    assert line.runs is not None
    assert [part.text for part in (line.runs, line.tables, line.label)] == ["name = 'a: b'", "preds", "x: y"]
    for part in (line.runs, line.tables, line.label):
        assert part.span.source.text[part.span.start : part.span.end] == part.text


def test_a_set_of_one_table_is_an_ordinary_panel(project: Project, core: Core) -> None:
    text = ":::{table-set} one\npreds:v2: alone\n:::\n:::{table-panel} @one\n:compare: split\n:on: id\n:::\n"
    report = resolved(project, core, text)
    assert not report.diagnostics
    assert "compare" not in report.panels[0].spec
    assert len(report.panels[0].tables) == 1


def test_a_table_has_one_color_in_a_whole_report(project: Project, core: Core) -> None:
    panels = ["preds:v1 preds:v0", "preds:v0 sizes:v0", "sizes:v0 preds:v1"]
    text = "".join(f":::{{table-panel}} {panel}\n:compare: split\n:::\n" for panel in panels)
    report = resolved(project, core, text)
    colors = [{table["ref"]: table["color"] for table in panel.spec["tables"]} for panel in report.panels]
    assert colors == [
        {"preds:v1": 0, "preds:v0": 1},
        {"preds:v0": 1, "sizes:v0": 2},
        {"sizes:v0": 2, "preds:v1": 0},
    ]


def test_colors_are_used_again_only_by_tables_that_never_meet() -> None:
    groups = [[f"a{i}" for i in range(10)], [f"b{i}" for i in range(10)], ["a0", "b0"]]
    slots = color_slots(groups)
    assert all(len({slots[ref] for ref in group}) == len(group) for group in groups)
    assert set(slots.values()) == set(range(SLOTS))
    assert color_slots([[str(i) for i in range(30)]])["29"] < SLOTS
