/** The frame of a panel: names that scripts and assistive technology rely on, states, escaping. */

import { rowNumber } from "../../../reportgen/client/core/cells/go_to.js";
import { renderPanelHtml } from "../../../reportgen/client/core/cells/index.js";
import { equal } from "../assert.js";
import { part, words } from "./markup.js";
import { column, groupsAnswer, image, rowsAnswer, view } from "./views.js";

const ANSWER = rowsAnswer([column("id", "text"), column("score", "float")], [["a", 1], ["b", 0.5]], {
  total: 1797,
  filtered: 152,
});

/** What must be in the markup of a plain panel. @type {[string, string][]} */
const CONTRACT = [
  ["the filter's name", '<label class="rg-filter-label" for="p-filter">Filter</label>'],
  ["the filter's text", 'value="score > 0.1"'],
  ["the status", '<span class="rg-status" role="status">152 of 1,797 rows</span>'],
  ["a column's menu", 'aria-label="Column menu: score"'],
  ["an unsorted header", '<th scope="col" aria-sort="descending">'],
  ["a sorted header", '<th scope="col" class="rg-right" aria-sort="none">'],
  ["the region's name", 'role="region" aria-label="Table t:v0, p" tabindex="0"'],
  [
    "the range",
    '<span class="rg-range"><button type="button" class="rg-go" title="Go to row…">1–2 of 152</button></span>',
  ],
  [
    "the view in words",
    "<span>Filter <code>score > 0.1</code></span><span>Sorted by <code>id</code>, descending</span>",
  ],
];

for (const [name, markup] of CONTRACT) {
  Deno.test(`panel has ${name}`, () => {
    const html = renderPanelHtml(view(ANSWER, { filter: "score > 0.1", sort: [{ by: "id", dir: "desc" }] }));
    equal(html.includes(markup) ? markup : html, markup);
  });
}

/** @param {string} html @param {string} label */
function button(html, label) {
  const found = [...html.matchAll(/<button\b[^>]*>.*?<\/button>/gs)].map(([markup]) => markup);
  return found.find((markup) => words(markup) === label || markup.includes(`aria-label="${label}"`)) ?? "";
}

Deno.test("Reset is off for the author's view and on for another", () => {
  const same = view(ANSWER, { sort: [{ by: "id" }] });
  equal(button(renderPanelHtml(same), "Reset").includes("aria-disabled"), true);
  equal(button(renderPanelHtml({ ...same, draft: "id = 1" }), "Reset").includes("aria-disabled"), false);
  const sorted = { ...same, spec: { ...same.spec, sort: [] } };
  equal(button(renderPanelHtml(sorted), "Reset").includes("aria-disabled"), false);
  const reordered = {
    ...same,
    spec: /** @type {any} */ (Object.fromEntries(Object.entries(same.spec).reverse())),
  };
  equal(button(renderPanelHtml(reordered), "Reset").includes("aria-disabled"), true);
});

/** Offset, which of First, Previous, Next, Last are off. @type {[number, boolean[]][]} */
const PAGES = [[0, [true, true, false, false]], [10, [false, false, false, false]], [150, [
  false,
  false,
  true,
  true,
]]];

for (const [offset, off] of PAGES) {
  Deno.test(`pager at ${offset}`, () => {
    const html = renderPanelHtml(view({ ...ANSWER, offset }));
    const buttons = ["First", "Previous", "Next", "Last"].map((label) => button(html, label));
    equal(buttons.map((markup) => markup.includes("aria-disabled")), off);
  });
}

Deno.test("several sort keys are numbered, quoted and derived names are found", () => {
  const columns = [column('a "b"', "text"), column("sum", "float", { derived: true })];
  const spec = {
    sort: [{ by: "x + y", dir: "desc" }, { by: '"a ""b"""' }],
    columns: [{ name: 'a "b"' }, { name: "sum", expr: "x + y" }],
  };
  const html = renderPanelHtml(view(rowsAnswer(columns, [["t", 1]]), spec));
  equal([...html.matchAll(/aria-sort="(\w+)"/g)].map(([, order]) => order), ["ascending", "descending"]);
  equal([...html.matchAll(/<\/svg>(\d)<\/span><\/button>/g)].map(([, order]) => order), ["2", "1"]);
  equal(html.includes('title="x + y">= x + y</span>'), true);
});

/** The filter's text, the problem's place, the excerpt. @type {[string, number, number, string][]} */
const PROBLEMS = [
  ["truth != gues", 9, 13, "truth != <mark>gues</mark>"],
  ["truth !=", 8, 8, "truth !=<mark> </mark>"],
  ["a b", 1, 1, "a<mark> </mark>b"],
  ["x".repeat(60) + "!" + "y".repeat(60), 60, 61, `…${"x".repeat(28)}<mark>!</mark>${"y".repeat(28)}…`],
  ["short", 40, 90, "short<mark> </mark>"],
];

for (const [draft, start, end, excerpt] of PROBLEMS) {
  Deno.test(`problem at ${start} of ${draft.slice(0, 20)}`, () => {
    const problems = [{
      code: "c",
      message: "it's wrong",
      help: "do this",
      at: { option: "filter", start, end },
    }];
    const html = renderPanelHtml(view(ANSWER, {}, { draft, problems }));
    equal(part(html, '<code class="rg-problem-text"'), `<code class="rg-problem-text">${excerpt}</code>`);
    equal(html.includes('aria-invalid="true" aria-describedby="p-problems"'), true);
  });
}

Deno.test("an empty answer says why", () => {
  const none = rowsAnswer([column("id", "text")], [], { total: 9, filtered: 0 });
  equal(words(part(renderPanelHtml(view(none)), "<tbody")), "No rows match this filter.");
  equal(words(part(renderPanelHtml(view({ ...none, total: 0 })), "<tbody")), "This table has no rows.");
  equal(renderPanelHtml(view(null)).includes("Nothing to show yet."), true);
});

Deno.test("progress and messages show themselves", () => {
  const progress = { done: 3, total: 10, label: "Fetching data" };
  const html = renderPanelHtml(
    view(ANSWER, {}, { busy: true, progress, state: "error", message: "no engine" }),
  );
  equal(
    part(html, "<progress"),
    '<progress class="rg-progress" aria-label="Fetching data" value="3" max="10"></progress>',
  );
  equal(part(html, '<div class="rg-message rg-message-error" role="alert"').includes("no engine"), true);
  equal(html.includes('aria-busy="true"'), true);
});

Deno.test("the markup depends on the view, not on handlers; it has no style attribute and no handler", () => {
  const answer = groupsAnswer([column("k", "text", { role: "key" })], [["a"]]);
  for (const shown of [view(ANSWER, { height: 300 }), view(answer, { group: ["k"] })]) {
    equal(/\s(style|on\w+)=/.test(renderPanelHtml(shown)), false);
  }
});

const HOSTILE = `</script><img src=x onerror="alert(1)">'"\`{{ 7*7 }}`;

Deno.test("hostile text is text wherever it stands", () => {
  const picture = image({ file: `x" onerror="alert(1)`, thumb: `t" onload="1`, caption: HOSTILE });
  const columns = [
    column(HOSTILE, "text", { label: HOSTILE, derived: true }),
    column("list", "list"),
    column("struct", "struct"),
    column("photo", "image"),
    column("date", "timestamp"),
  ];
  const rows = rowsAnswer(columns, [[HOSTILE, [HOSTILE], { [HOSTILE]: HOSTILE }, picture, HOSTILE]]);
  const groups = groupsAnswer([
    column(HOSTILE, "text", { role: "key" }),
    column("d", "text", { role: "value", show: "distribution" }),
    column("g", "image", { role: "value", show: "gallery" }),
    column(HOSTILE + 2, "float", {
      role: "value",
      show: "histogram",
      domain: { lo: 0, hi: 1, bins: 1, integer: false },
    }),
  ], [[
    HOSTILE,
    { values: [[HOSTILE, 1]], distinct: 1, nulls: 0, n: 1 },
    { items: [picture], n: 1 },
    { counts: [1], nulls: 0, nan: 0, inf: 0, n: 1, min: 0, max: 1, mean: 0.5 },
  ]]);
  const spec = {
    filter: HOSTILE,
    group: [HOSTILE],
    sort: [{ by: HOSTILE, dir: HOSTILE }],
    columns: [{ name: HOSTILE, expr: `${HOSTILE} + 1` }],
    row_height: /** @type {any} */ (HOSTILE),
  };
  const problems = [{ message: HOSTILE, help: HOSTILE, at: { start: 2, end: 9 } }];
  const more = {
    id: HOSTILE,
    message: HOSTILE,
    draft: HOSTILE,
    problems,
    progress: { done: 1, total: 2, label: HOSTILE },
    schema: { label: HOSTILE },
    media: "media/",
  };
  for (const answer of [rows, groups]) {
    const html = renderPanelHtml(view(answer, spec, more));
    equal(html.includes("</script"), false);
    equal(html.includes("<img src=x"), false);
    equal(attributeNames(html).filter((name) => name.startsWith("on")), []);
  }
});

/** The names of all attributes, read as a browser reads them. @param {string} html */
function attributeNames(html) {
  const tags = html.match(/<\w+(?:\s+[^\s=>/"']+(?:="[^"]*")?)*\s*\/?>/g) ?? [];
  // Every "<" that the markup has opens a tag that this reading understands, or closes one.
  equal(tags.length, (html.match(/<(?!\/)/g) ?? []).length);
  return tags.flatMap((tag) =>
    [...tag.replace(/="[^"]*"/g, "").matchAll(/\s([^\s/>]+)/g)].map(([, name]) => name)
  );
}

/** What is typed, and the row of 1,797 that it names. @type {[string, number | null][]} */
const NUMBERS = [["12", 12], [" 1,000 ", 1000], ["0", 1], ["99999", 1797], ["", null], ["-3", null], [
  "1.5",
  null,
]];

for (const [text, number] of NUMBERS) {
  Deno.test(`the row that '${text}' names`, () => equal(rowNumber(text, 1797), number));
}
