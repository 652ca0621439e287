"""The picture of runs and artifacts: where things stand, what the directive takes, and who can read it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportgen
from reportgen.render.layers import Gaps, Size, layered
from tests.conftest import Project

Make = Callable[..., Project]
SVG = "{http://www.w3.org/2000/svg}"


@st.composite
def graphs(draw: st.DrawFn) -> tuple[dict[str, Size], list[tuple[str, str]]]:
    count = draw(st.integers(0, 12))
    names = [f"n{number}" for number in range(count)]
    sizes = {name: Size(draw(st.integers(20, 200)), draw(st.integers(10, 60))) for name in names}
    node = st.sampled_from(names) if names else st.nothing()
    edges = draw(st.lists(st.tuples(node, node), max_size=30)) if names else []
    return sizes, edges


@settings(max_examples=200, deadline=None)
@given(graph=graphs())
def test_nodes_stand_apart_and_edges_lead_on(
    graph: tuple[dict[str, Size], list[tuple[str, str]]],
) -> None:
    sizes, edges = graph
    room = Gaps()
    layout = layered(sizes, edges, room)
    assert layout == layered(dict(sizes), list(edges), room)
    assert layout.centers.keys() == sizes.keys()
    assert layout.routes.keys() == {edge for edge in edges if edge[0] != edge[1]}
    boxes = []
    for name, (x, y) in layout.centers.items():
        size = sizes[name]
        box = (x - size.width / 2, x + size.width / 2, y - size.height / 2, y + size.height / 2)
        assert box[0] >= -1e-6
        assert box[2] >= -1e-6
        assert box[1] <= layout.width + 1e-6
        assert box[3] <= layout.height + 1e-6
        boxes.append(box)
    for index, one in enumerate(boxes):
        for other in boxes[:index]:
            apart = one[1] <= other[0] or other[1] <= one[0]
            assert apart or one[3] <= other[2] + 1e-6 or other[3] <= one[2] + 1e-6
    for (source, target), points in layout.routes.items():
        ends = [layout.centers[source], *points, layout.centers[target]]
        xs = [x for x, _ in ends]
        assert xs == sorted(xs) or xs == sorted(xs, reverse=True)
        assert len(set(xs)) == len(xs)


@settings(max_examples=100, deadline=None)
@given(graph=graphs())
def test_without_cycles_every_edge_leads_to_the_right(
    graph: tuple[dict[str, Size], list[tuple[str, str]]],
) -> None:
    sizes, edges = graph
    order = {name: place for place, name in enumerate(sizes)}
    forward = [edge for edge in edges if order[edge[0]] < order[edge[1]]]
    layout = layered(sizes, forward)
    for source, target in forward:
        assert layout.centers[source][0] < layout.centers[target][0]


def test_a_chain_is_a_straight_line_and_a_tree_has_no_crossings() -> None:
    box = Size(50, 20)
    chain = layered(dict.fromkeys("abcd", box), [("a", "b"), ("b", "c"), ("c", "d")])
    assert {y for _, y in chain.centers.values()} == {10.0}
    # Written so that the given order crosses everywhere.
    tree = layered(dict.fromkeys("rxyab", box), [("r", "x"), ("r", "y"), ("x", "b"), ("y", "a")])
    above = tree.centers["x"][1] < tree.centers["y"][1]
    assert (tree.centers["b"][1] < tree.centers["a"][1]) == above


def log_history(project: Project) -> None:
    with reportgen.init(dir=project.root, id="prep", name="prepare <it>", job_type="prepare"):
        artifact = reportgen.Artifact("dataset", "dataset")
        artifact.add(reportgen.Table(columns=["x"], data=[[1]]), "rows")
        reportgen.log_artifact(artifact)
    for number in range(3):
        with reportgen.init(dir=project.root, id=f"train{number}", job_type="train"):
            reportgen.use_artifact("dataset:latest")
            reportgen.log({"predictions": reportgen.Table(columns=["n"], data=[[number]])})
    with reportgen.init(dir=project.root, id="other"):
        reportgen.log({"unrelated": reportgen.Table(columns=["n"], data=[[1]])})


def page(make_project: Make, text: str, config: str = "") -> str:
    project = make_project({"index.md": text}, tables={})
    log_history(project)
    if config:
        project.write("reportgen.toml", f"[project]\ntitle = 'Test'\n{config}\n")
    return project.build()[0]["index.html"].decode()


def pictures(html: str) -> list[ET.Element]:
    return [ET.fromstring(svg) for svg in re.findall(r"<svg xmlns.*?</svg>", html, re.DOTALL)]


def labels(svg: ET.Element) -> list[str]:
    return sorted(
        "".join(one.itertext()) for one in svg.iter(f"{SVG}text") if "label" in one.get("class", "")
    )


def test_grouped_and_exploded(make_project: Make) -> None:
    html = page(
        make_project,
        "# R\n\n:::{lineage}\n:::\n\n:::{lineage} predictions:v1\n:explode:\nHow it *came*.\n:::\n",
    )
    grouped, exploded = pictures(html)
    assert labels(grouped) == ["dataset", "other", "predictions", "prepare", "train", "unrelated"]
    assert labels(exploded) == ["dataset:v0", "predictions:v1", "prepare <it>", "train1"]
    assert "run_table · 3 versions" in "".join(grouped.itertext())
    assert len([one for one in grouped.iter(f"{SVG}path") if one.get("marker-end")]) == 4
    assert "<figcaption>How it <em>came</em>.</figcaption>" in html
    assert "<li><b>train1 (train)</b> used dataset:v0, made predictions:v1</li>" in html
    assert "style=" not in "".join(re.findall(r'<figure class="rg-lineage.*?</figure>', html, re.DOTALL))
    starts = [one for one in exploded.iter(f"{SVG}g") if "rg-lineage-start" in one.get("class", "")]
    assert [labels(one) for one in starts] == [["predictions:v1"]]


def test_the_picture_is_named_for_those_who_do_not_see_it(make_project: Make) -> None:
    html = page(make_project, "# R\n\n:::{lineage} dataset\n:name: history\n:::\n\n[up](#history)\n")
    (svg,) = pictures(html)
    named = {one.get("id"): one.text for one in svg if one.get("id")}
    assert [named[id] for id in svg.get("aria-labelledby", "").split()] == [
        "Lineage of dataset:v0",
        "2 artifacts and 2 runs; arrows lead from what a run used to the run, "
        "and from the run to what it made. The list below says the same.",
    ]
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert '<figure class="rg-lineage rg-wide" id="history">' in html


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        (":depth: 1\n", ["dataset:v0", "prepare <it>", "train0", "train1", "train2"]),
        (":direction: up\n", ["dataset:v0", "prepare <it>"]),
        (":depth: 1\n:direction: down\n", ["dataset:v0", "train0", "train1", "train2"]),
    ],
)
def test_depth_and_direction(make_project: Make, options: str, shown: list[str]) -> None:
    html = page(make_project, f"# R\n\n:::{{lineage}} dataset:v0\n:explode:\n{options}:::\n")
    assert labels(pictures(html)[0]) == sorted(shown)


def test_an_empty_store(make_project: Make) -> None:
    project = make_project({"index.md": "# R\n\n:::{lineage}\n:::\n"}, tables={})
    assert "Nothing has been logged yet." in project.build()[0]["index.html"].decode()


WRONG = [
    (":::{lineage} predictons\n:::", "error[artifact-unknown]: the store has no artifact 'predictons'"),
    (":::{lineage} predictions:v9\n:::", "error[version-unknown]"),
    (":::{lineage} predictions dataset\n:::", "'lineage' is about one artifact, or about all"),
    (":::{lineage}\n:depth: none\n:::", "'depth' must be a whole number from 1"),
    (":::{lineage}\n:direction: left\n:::", "'direction' must be 'up', 'down' or 'both'"),
    (":::{lineage}\n:explode: maybe\n:::", "'explode' must be nothing, 'true' or 'false'"),
    (":::{lineage}\n:exploded:\n:::", "help: did you mean 'explode'?"),
]


@pytest.mark.parametrize(("text", "problem"), WRONG)
def test_what_is_wrong(make_project: Make, text: str, problem: str) -> None:
    project = make_project({"index.md": f"{text}\n"}, tables={})
    log_history(project)
    assert any(problem in one for one in project.problems())
