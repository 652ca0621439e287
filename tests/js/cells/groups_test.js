/** What a group's row shows: keys, counts, histograms, distributions, galleries. */

import { renderPanelHtml } from "../../../reportgen/client/core/cells/index.js";
import { binRanges, edgeText, rangeText } from "../../../reportgen/client/core/cells/bins.js";
import { equal } from "../assert.js";
import { part, words } from "./markup.js";
import { column, groupsAnswer, image, view } from "./views.js";

const KEY = column("guess", "integer", { role: "key" });
const COUNT = column("count", "integer", { role: "count" });

/** @param {import("./views.js").AnswerColumn} shown @param {unknown} value @param {object} [spec] */
function groupHtml(shown, value, spec = {}) {
  const answer = groupsAnswer([KEY, COUNT, shown], [[4, 6, value], [null, 3, value]]);
  return renderPanelHtml(view(answer, { group: ["guess"], ...spec }));
}

Deno.test("keys head their rows, and counts have bars beside the largest", () => {
  const html = groupHtml(column("mean", "float", { role: "value" }), 0.5);
  const rows = [...part(html, "<tbody").matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) => row);
  const keys = rows.map((row) => part(row, "<th").replace(/<button.*?<\/button>/s, ""));
  equal(keys, [
    '<th scope="row" class="rg-key">4</th>',
    '<th scope="row" class="rg-key"><span class="rg-null">null</span></th>',
  ]);
  equal(rows.map((row) => part(row, "<button").includes('aria-expanded="false"')), [true, true]);
  equal(rows.map((row) => /rect width="([^"]*)"/.exec(row)?.[1]), ["100", "50"]);
  equal(words(part(html, '<span class="rg-status"')), "2 groups, 9 of 9 rows");
});

const SCORE = column("score", "float", {
  role: "value",
  show: "histogram",
  domain: { lo: 0, hi: 1, bins: 4, integer: false },
});
const COUNTS = { counts: [4, 0, 1, 1], nulls: 2, nan: 0, inf: 1, n: 6, min: 0, max: 1, mean: 0.25 };

Deno.test("a histogram names its bins, its mean and what has no bar", () => {
  const html = groupHtml(SCORE, COUNTS);
  const cell = part(html, '<div class="rg-histogram"');
  const titles = [...cell.matchAll(/<title>(.*?)<\/title>/g)].map(([, title]) => title);
  equal(titles, ["0.00 to 0.25: 4", "0.25 to 0.50: 0", "0.50 to 0.75: 1", "0.75 to 1.00: 1"]);
  equal(
    /aria-label="([^"]*)"/.exec(cell)?.[1],
    "histogram of score for guess 4: 4 bins from 0 to 1, median in 0.00 to 0.25",
  );
  equal(words(part(cell, '<div class="rg-note"')), "mean 0.25 · 2 null, 1 ∞");
  equal(
    /class="rg-bars" d="([^"]*)"/.exec(cell)?.[1],
    "M0 40v-39h24v39zM50 40v-9.75h24v9.75zM75 40v-9.75h24v9.75z",
  );
  equal(words(part(html, '<span class="rg-hint rg-axis')), "0 1");
});

Deno.test("a histogram takes part in the tab order once the panel is alive", () => {
  const answer = groupsAnswer([KEY, COUNT, SCORE], [[4, 6, COUNTS]]);
  const live = renderPanelHtml(view(answer, { group: ["guess"] }, { state: "ready" }));
  equal(part(live, '<div class="rg-histogram"').includes('tabindex="0"'), true);
  equal(part(groupHtml(SCORE, COUNTS), '<div class="rg-histogram"').includes("tabindex"), false);
});

Deno.test("a group without finite numbers says so", () => {
  const html = groupHtml(SCORE, {
    counts: [],
    nulls: 3,
    nan: 0,
    inf: 0,
    n: 0,
    min: null,
    max: null,
    mean: null,
  });
  equal(html.includes('<td class="rg-histogram-cell"><span class="rg-null">3 null</span></td>'), true);
});

/** Domain, kind, the first and the last bin. @type {[import("../../../reportgen/client/core/cells/bins.js").Domain, string, string, string][]} */
const DOMAINS = [
  [{ lo: 0, hi: 9, bins: 10, integer: true }, "integer", "0", "9"],
  [{ lo: 0, hi: 100, bins: 20, integer: true }, "integer", "0 to 5", "95 to 100"],
  [{ lo: 5, hi: 5, bins: 1, integer: true }, "integer", "5", "5"],
  [{ lo: -1, hi: 1, bins: 20, integer: false }, "float", "-1.0 to -0.9", "0.9 to 1.0"],
  [{ lo: 0, hi: 4e-9, bins: 2, integer: false }, "float", "0 to 2e-9", "2e-9 to 4e-9"],
  [
    { lo: 1714521600e6, hi: 1714694400e6, bins: 2, integer: false },
    "timestamp",
    "2024-05-01 to 2024-05-02",
    "2024-05-02 to 2024-05-03",
  ],
];

for (const [domain, kind, first, last] of DOMAINS) {
  Deno.test(`bins of ${kind} from ${domain.lo} to ${domain.hi}`, () => {
    const ranges = binRanges(domain);
    equal(ranges.length, domain.bins);
    equal([ranges[0].lo, ranges[ranges.length - 1].hi], [domain.lo, domain.hi]);
    equal(rangeText(ranges[0], domain, { kind }), first);
    equal(rangeText(ranges[ranges.length - 1], domain, { kind }), last);
  });
}

Deno.test("a moment inside a day is written to the minute", () => {
  equal(edgeText(1714566600e6, { kind: "timestamp" }), "2024-05-01 12:30");
});

const TRUTH = column("truth", "text", { role: "value", show: "distribution" });

Deno.test("a distribution lists values by count, nulls last, and folds the rest", () => {
  const values = [["a", 5], ["b", 3], ["", 2], ["d", 1], ["e", 1]];
  const cell = part(
    groupHtml(TRUTH, { values, distinct: 30, nulls: 4, n: 50 }),
    '<div class="rg-distribution"',
  );
  equal(words(part(cell, "<ul")), "a 5 b 3 &quot;&quot; 2");
  equal(words(part(cell, "<summary")), "+28 more");
  equal(words(part(cell, "<details")), "+28 more d 1 e 1 null 4 and 25 rarer values");
});

Deno.test("a distribution does not fold a single value", () => {
  const values = [["a", 5], ["b", 3], ["c", 2], ["d", 1]];
  const html = groupHtml(TRUTH, { values, distinct: 4, nulls: 0, n: 11 });
  equal(html.includes("<details"), false);
});

const PHOTO = column("photo", "image", { role: "value", show: "gallery" });

Deno.test("a gallery shows what fits and says which images these are", () => {
  const items = Array.from({ length: 12 }, (_, index) => image({ file: `${index}.png` }));
  const cell = part(groupHtml(PHOTO, { items, n: 152 }), '<div class="rg-gallery"');
  equal([...cell.matchAll(/<img/g)].length, 6);
  equal(words(cell), "1–6 of 152");
  equal(cell.includes('alt="image 6 of 152"'), true);
  equal(
    part(cell, '<button type="button" class="rg-icon-button rg-turn"').includes('aria-disabled="true"'),
    true,
  );
});

Deno.test("a gallery that was paged starts at its offset", () => {
  const cell = part(
    groupHtml(PHOTO, { items: [image(), image()], n: 14, offset: 12 }),
    '<div class="rg-gallery"',
  );
  equal(words(cell), "13–14 of 14");
  equal(cell.includes('aria-label="Previous images"><svg'), true);
});
