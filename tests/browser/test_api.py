"""The page's public interface, panels that do not disturb each other, and links from strangers."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.driving import Panel, Watched
from tests.browser.strange_links import strange_links
from tests.digits import Project

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
    for page in alive.as_meant():
        page.evaluate("window.changes.length = 0")
        yield page


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


GOOD = {
    "f": "truth = 4",
    "g": ["guess"],
    "s": [["count", "d"]],
    "c": [[0, 3], "id"],
    "r": 3,
    "h": "small",
}
SETTLE = """async ([id, view]) => {
  location.hash = `#${id}~${view}`;
  await new Promise((resolve) => addEventListener("hashchange", resolve, { once: true }));
  const { panel } = document.getElementById(id);
  await panel.apply({}).catch(() => {});
  return document.getElementById(id).dataset.state;
}"""


def test_no_link_breaks_the_page_or_makes_it_ask_for_anything(page: Page, alive: Watched) -> None:
    asked = len(alive.requests)
    for number, view in enumerate(strange_links(GOOD, 200)):
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


HOLD = """() => {
  window.sent = [];
  window.held = [];
  const { prototype } = Worker;
  window.pass = prototype.postMessage;
  prototype.postMessage = function (message, transfer) {
    window.sent.push([message.type, String(message.data?.[1])]);
    if (window.held) window.held.push(() => window.pass.call(this, message, transfer));
    else window.pass.call(this, message, transfer);
  };
}"""
"""From now on the engine hears nothing: every question takes as long as a test wants."""
RELEASE = "() => { const all = window.held; window.held = null; for (const send of all ?? []) send(); }"
LET_GO = "() => { Worker.prototype.postMessage = window.pass; }"


@pytest.fixture
def slow(page: Page) -> Iterator[Page]:
    """That page, whose engine has begun a question that does not end before `RELEASE`."""
    page.evaluate(HOLD)
    page.evaluate(
        """async () => {
          const browse = document.getElementById("browse");
          const status = browse.querySelector("[role=status]");
          window.diary = [];
          new MutationObserver(() => window.diary.push(status.textContent))
            .observe(status, { childList: true, characterData: true, subtree: true });
          window.older = browse.panel.apply({ filter: "guess = 3 and truth = 3" });
          while (!window.sent.some(([, sql]) => sql.includes('"guess" = 3'))) {
            await new Promise(requestAnimationFrame);
          }
        }"""
    )
    yield page
    page.evaluate(RELEASE)
    page.evaluate(LET_GO)


def test_a_newer_question_cancels_the_older_one_in_the_engine(slow: Page) -> None:
    browse = Panel(slow, "browse")
    slow.evaluate(
        "() => { window.newer = document.getElementById('browse').panel.apply({ filter: 'guess = 5' }) }"
    )
    slow.evaluate(RELEASE)
    slow.evaluate("() => Promise.all([window.older, window.newer])")
    assert set(browse.column("guess")) == {5}
    sent = slow.evaluate("window.sent")
    older, newer = (
        next(at for at, (_, sql) in enumerate(sent) if f'"guess" = {guess}' in sql) for guess in (3, 5)
    )
    assert "CANCEL_PENDING_QUERY" in [kind for kind, _ in sent[older:newer]]
    shown = [text for text in slow.evaluate("window.diary") if "of 1,198" in text]
    assert shown == [browse.status.inner_text()]


def test_typing_does_not_wait_for_a_question(slow: Page) -> None:
    browse = Panel(slow, "browse")
    browse.figure.evaluate(
        """(figure) => {
          const box = figure.querySelector(".rg-filter-input");
          box.addEventListener("input", () => requestAnimationFrame(() => window.diary.push(box.value)));
        }"""
    )
    browse.filter.click()
    browse.filter.press("End")
    slow.keyboard.type(" or", delay=40)
    slow.evaluate("() => new Promise(requestAnimationFrame)")
    before = "guess = 3 and truth = 3"
    written = [text for text in slow.evaluate("window.diary") if text.startswith("guess")]
    assert written == [f"{before} ", f"{before} o", f"{before} or"]
    expect(browse.filter).to_have_value(f"{before} or")
    slow.evaluate(RELEASE)
    slow.evaluate("() => window.older")
    expect(browse.filter).to_have_value(f"{before} or")


INSTEAD = """([connection, sql]) => {
  window.pass = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, transfer) {
    const wrong = message.type === "START_PENDING_QUERY" && message.data[1].includes('"guess" = 3');
    const data = wrong ? [connection ?? message.data[0], sql, false] : message.data;
    window.pass.call(this, { ...message, data }, transfer);
  };
}"""
"""The engine hears this where it should answer for `guess = 3`, on another connection if one is given."""


@pytest.fixture
def spoilt(page: Page) -> Iterator[Page]:
    """That page, whose messages to the engine a test may spoil by `INSTEAD`."""
    yield page
    page.evaluate(LET_GO)


def test_an_error_in_one_panel_leaves_the_others_alive(spoilt: Page, digits: Project) -> None:
    browse, worst = Panel(spoilt, "browse"), Panel(spoilt, "worst")
    spoilt.evaluate(INSTEAD, [None, "SELECT error('no such luck')"])
    browse.search("guess = 3")
    expect(browse.message).to_contain_text("This view cannot be computed")
    worst.apply(filter="guess = 1")
    worst.shows("1 group, # of 1,198 rows")
    expect(worst.message).to_have_count(0)
    browse.search("guess = 5")
    expect(browse.message).to_have_count(0)
    browse.filtered(digits.columns("baseline_predictions:v4")["guess"] == 5)
    assert set(browse.column("guess")) == {5}


def test_after_a_crash_of_the_engine_the_next_change_starts_another(spoilt: Page, digits: Project) -> None:
    browse, worst = Panel(spoilt, "browse"), Panel(spoilt, "worst")
    spoilt.evaluate(INSTEAD, [123456789, "SELECT 1"])
    rows = browse.rows()
    browse.search("guess = 3")
    expect(browse.message).to_contain_text("The query engine stopped")
    expect(browse.message).to_contain_text("The next change tries again.")
    assert browse.rows() == rows
    worst.apply(filter="guess = 1")
    worst.shows("1 group, # of 1,198 rows")
    browse.search("guess = 5")
    expect(browse.message).to_have_count(0)
    browse.filtered(digits.columns("baseline_predictions:v4")["guess"] == 5)
    assert set(browse.column("guess")) == {5}
