"""Links and view files of random specs: what is written is read back exactly, and links are short."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.diagnostics import Source
from reportgen.panels.view_file import parse_view
from reportgen.query import Core
from tests.test_query_properties import Case, cases

LONGEST = 2000
"""Characters that every program takes in a link, the site's address aside."""

SETTINGS = st.fixed_dictionaries(
    {},
    optional={
        "rows": st.integers(1, 1000),
        "row_height": st.sampled_from(["small", "medium", "large", "xlarge"]),
        "height": st.integers(120, 2000),
        "search": st.text(max_size=40),
        "pinned": st.lists(st.integers(0, 5), max_size=3, unique=True),
        "layout": st.sampled_from(["table", "gallery"]),
        "summaries": st.just(value=True),
    },
)
COLUMN = st.fixed_dictionaries(
    {},
    optional={
        "label": st.text(min_size=1, max_size=20),
        "width": st.integers(40, 600),
        "pin": st.just(value=True),
        "hidden": st.just(value=True),
    },
)


@pytest.fixture(scope="module")
def core() -> Iterator[Core]:
    core = Core()
    yield core
    core.close()


def short(link: str) -> int:
    """The characters of a link when it is compressed as the page does it."""
    if len(link) < 2:
        return len(link)
    data = base64.urlsafe_b64decode(link[1:] + "=" * (-(len(link) - 1) % 4))
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush()
    return min(len(link), 1 + len(base64.urlsafe_b64encode(packed).rstrip(b"=")))


def specs(core: Core, case: Case, more: dict[str, Any], columns: list[dict[str, Any]]) -> dict[str, Any]:
    """A canonical spec with everything that may be said of it."""
    said = [
        {**one, **column} for one, column in zip(case.spec["columns"], [*columns, *[{}] * 99], strict=False)
    ]
    found: dict[str, Any] = core.call(
        "normaliseSpec", {**case.spec, **more, "columns": said}, case.table.schema
    )
    return dict(found["spec"])


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(case=cases(), more=SETTINGS, columns=st.lists(COLUMN, max_size=6), row=st.none() | st.integers(0, 2))
def test_a_link_restores_the_exact_spec_and_is_short(
    core: Core, case: Case, more: dict[str, Any], columns: list[dict[str, Any]], row: int | None
) -> None:
    schema = case.table.schema
    spec = specs(core, case, more, columns)
    for author in (
        spec,
        core.call("normaliseSpec", {}, schema)["spec"],
        {**spec, "columns": spec["columns"][::-1]},
    ):
        place = {"row": row} if row is not None and row < case.table.rows else {}
        link = core.call("encodeView", spec, author, place)
        found = core.call("decodeView", link, author, schema)
        assert found == {"spec": {**spec, "tables": author["tables"]}, "problems": [], "place": place}
        assert short(link) <= LONGEST
        assert set(link) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(case=cases(), more=SETTINGS, texts=st.lists(st.text(max_size=30), min_size=3, max_size=3))
def test_a_views_file_says_what_its_options_say(
    core: Core, case: Case, more: dict[str, Any], texts: list[str]
) -> None:
    schema = case.table.schema
    spec = {**specs(core, case, more, []), "tables": [{"ref": 'a "b"\\c:v1', "label": "a"}]}
    title, description, note = texts
    facts = {"title": title, "description": description, "note": note}
    view = parse_view("view", Source("view.toml", core.call("writeViewFile", facts, spec, schema)))
    assert (view.title, view.description, view.note) == (title or "view", description, note.strip())
    assert [part.text for part in view.tables] == ['a "b"\\c:v1']
    assert {name: part.text for name, part in view.options.items()} == core.call("writeOptions", spec, schema)


NAMES = [
    ("Hard negatives", "hard-negatives"),
    ("  Über 9000: äöü!  ", "uber-9000-aou"),
    ("9 lives", "lives"),
    ("☃", "view"),
    ("", "view"),
    ("a" * 200, "a" * 60),
]


@pytest.mark.parametrize(("title", "name"), NAMES)
def test_a_title_makes_a_name(core: Core, title: str, name: str) -> None:
    assert core.call("viewName", title) == name
