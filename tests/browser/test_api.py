"""The page's public interface, panels that do not disturb each other, and links from strangers."""

from __future__ import annotations

import base64
import json
import random
import string
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.driving import Panel, Watched
from tests.browser.test_paths import RESET_ALL

LISTEN = """() => {
  window.changes = [];
  document.addEventListener("reportgen:change", (event) =>
    window.changes.push([event.target.id, event.detail.spec.filter ?? null]));
}"""
WATCH_STATES = """
  window.states = [];
  new MutationObserver((all) => {
    for (const { target } of all) if (target.id === "browse") window.states.push(target.dataset.state);
  }).observe(document, { attributes: true, attributeFilter: ["data-state"], subtree: true });
"""


@pytest.fixture(scope="module")
def alive(shared_window: Window, digits_site: str) -> Watched:
    """The first page, with two panels ready, and a diary of events and states."""
    watched = shared_window(digits_site)
    page = watched.context.new_page()
    page.add_init_script(WATCH_STATES)
    watched.open("index.html", page)
    page.evaluate(LISTEN)
    Panel(page, "browse").ready()
    Panel(page, "worst").ready()
    return watched


@pytest.fixture
def page(alive: Watched) -> Iterator[Page]:
    """That page, as its author meant it."""
    page = alive.context.pages[0]
    page.evaluate(RESET_ALL)
    page.evaluate("window.changes.length = 0")
    yield page
    assert alive.complaints() == []


def test_the_states_follow_each_other(page: Page) -> None:
    assert page.evaluate("window.states.filter((state, i, all) => state !== all[i - 1])")[:2] == [
        "loading",
        "ready",
    ]


def test_apply_resolves_when_the_answer_is_shown(page: Page) -> None:
    browse = Panel(page, "browse")
    text = browse.figure.evaluate(
        "async (e) => { await e.panel.apply({ filter: 'truth = 4' });"
        " return e.querySelector('[role=status]').textContent; }"
    )
    found = browse.figure.evaluate("e => ({ ...e.panel.frame })")
    assert text == f"{found['filtered']:,} of 1,198 rows"
    assert (found["kind"], found["total"], found["offset"], found["groups"]) == ("rows", 1198, 0, None)
    assert len(found["ids"]) == len(found["rows"]) == 10
    assert page.evaluate("window.changes") == [["browse", "truth = 4"]]
    expect(browse.filter).to_have_value("truth = 4")
    browse.apply(filter=None, rows=3, group=["guess"], sort=[{"by": "count", "dir": "desc"}])
    browse.shows("10 groups, 1,198 of 1,198 rows")
    counts = browse.column("count")
    assert counts == sorted(counts, reverse=True)
    assert len(counts) == 3
    assert "filter" not in browse.spec()


def test_the_spec_is_a_copy_and_the_sql_is_text(page: Page) -> None:
    browse = Panel(page, "browse")
    assert browse.figure.evaluate("e => { e.panel.spec.rows = 99; return e.panel.spec.rows; }") == 10
    sql = browse.figure.evaluate("e => e.panel.sql")
    assert "SELECT" in sql
    assert '"baseline_predictions:v4"' in sql
    assert browse.figure.evaluate("e => { 'use strict'; return Object.isFrozen(e.panel); }")


WRONG = {
    "unknown column": {"filter": "nothing = 1"},
    "unfinished": {"filter": "truth ="},
    "a number as the filter": {"filter": 7},
    "rows": {"rows": 0},
    "columns": {"columns": [{"name": "guess"}, {"name": "guess", "expr": "1"}]},
    "no list": {"columns": "guess"},
    "unknown part": {"sorting": []},
    "sort": {"sort": [{"by": "nothing"}]},
    "group": {"group": ["count(*"]},
}


@pytest.mark.parametrize("parts", WRONG.values(), ids=list(WRONG))
def test_a_wrong_spec_is_refused_and_changes_nothing(page: Page, parts: dict[str, object]) -> None:
    browse, worst = Panel(page, "browse"), Panel(page, "worst")
    spec, rows = browse.spec(), browse.rows()
    problems = browse.figure.evaluate(
        "(e, parts) => e.panel.apply(parts).then(() => null, (error) => error.problems)", parts
    )
    assert problems
    assert {"code", "message", "at"} <= problems[0].keys()
    assert (browse.spec(), browse.rows()) == (spec, rows)
    expect(browse.figure).to_have_attribute("data-state", "ready")
    worst.apply(filter="guess = 1")
    worst.shows("1 group, # of 1,198 rows")
    assert page.evaluate("window.changes.map(([id]) => id)") == ["worst"]


def test_a_newer_question_overtakes_the_older_ones(page: Page) -> None:
    browse = Panel(page, "browse")
    browse.figure.evaluate(
        "e => Promise.all([0, 1, 2, 3, 4, 5, 6].map((n) => e.panel.apply({ filter: `guess = ${n}` })))"
    )
    assert set(browse.column("guess")) == {6}
    expect(browse.filter).to_have_value("guess = 6")
    assert page.evaluate("window.changes.at(-1)") == ["browse", "guess = 6"]


def links(count: int) -> list[str]:
    """Hashes that are nearly links: mutations of good ones, and JSON that is nearly a view."""
    chance = random.Random(2)
    good = {
        "f": "truth = 4",
        "g": ["guess"],
        "s": [["count", "d"]],
        "c": [[0, 3], "id"],
        "r": 3,
        "h": "small",
    }
    junk: list[Any] = [
        None,
        -1,
        1e99,
        "",
        "\0",
        "💥",
        [],
        {},
        [[]],
        [["a", {}]],
        {"n": "x", "e": "1/0"},
        "'; drop table t",
    ]
    found = []
    for _ in range(count):
        view = {key: value if chance.random() < 0.6 else chance.choice(junk) for key, value in good.items()}
        view = {key: value for key, value in view.items() if chance.random() < 0.6}
        text = "1" + base64.urlsafe_b64encode(json.dumps(view).encode()).decode().rstrip("=")
        letters = list(text)
        for _ in range(chance.choice([0, 0, 1, 3])):
            letters[chance.randrange(len(letters))] = chance.choice(string.printable[:94] + "é💥")
        cut = chance.choice([len(letters), len(letters), chance.randrange(len(letters) + 1)])
        found.append("".join(letters[:cut]))
    return found


SETTLE = """async ([id, view]) => {
  location.hash = `#${id}~${view}`;
  await new Promise((resolve) => addEventListener("hashchange", resolve, { once: true }));
  const { panel } = document.getElementById(id);
  await panel.apply({}).catch(() => {});
  return document.getElementById(id).dataset.state;
}"""


def test_no_link_breaks_the_page_or_makes_it_ask_for_anything(page: Page, alive: Watched) -> None:
    asked = len(alive.requests)
    for number, view in enumerate(links(200)):
        state = page.evaluate(SETTLE, ["browse", f"{view}{number % 10}" if number % 7 == 0 else view])
        assert state == "ready", view
    files = [url for url in alive.requests[asked:] if "/media/" not in url]
    assert files == []
    browse = Panel(page, "browse")
    page.evaluate("location.hash = ''")
    browse.reset()
    browse.shows("1,198 of 1,198 rows")


def test_a_link_that_cannot_be_shown_whole_says_so(page: Page) -> None:
    view = base64.urlsafe_b64encode(b'{"f":"nothing = 1","r":5}').decode().rstrip("=")
    page.evaluate(SETTLE, ["browse", f"1{view}"])
    browse = Panel(page, "browse")
    expect(browse.message).to_contain_text("Part of this link cannot be shown")
    expect(browse.message).to_contain_text("nothing")
    browse.button("Dismiss").click()
    expect(browse.message).to_have_count(0)
    assert len(browse.rows()) == 5
