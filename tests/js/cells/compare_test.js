/** Cells, the bar and the tables of a comparison. */

import { renderPanelHtml } from "../../../reportgen/client/core/cells/index.js";
import { countsText, wayText } from "../../../reportgen/client/core/cells/compare/bar.js";
import { deltaOf, deltaText } from "../../../reportgen/client/core/cells/compare/delta.js";
import { entriesOf } from "../../../reportgen/client/core/cells/compare/distributions.js";
import { outline } from "../../../reportgen/client/core/cells/compare/histograms.js";
import { barPlace, barRange } from "../../../reportgen/client/core/cells/compare/numbers.js";
import { flipsOf, pointsOf } from "../../../reportgen/client/core/cells/compare/trajectory.js";
import { equal } from "../assert.js";
import { cells, part, words } from "./markup.js";
import { grouped, joined, members, split, tables } from "./members.js";
import { column, image, rowsAnswer, view } from "./views.js";

/** @param {import("./members.js").Answer} answer @param {object} [compare] @param {object} [spec] */
function html(answer, compare = {}, spec = {}) {
  const all = tables(answer.members ?? []);
  return renderPanelHtml(
    view(answer, { tables: all, compare: { as: "join", on: ["id"], ...compare }, ...spec }),
  );
}

Deno.test("numbers of members have a line each, with bars on one scale", () => {
  const [first] = cells(html(joined(2)));
  equal(words(first[1]), "0 epoch 1: 0.2857 1 epoch 2: 0.4286");
  const bars = cells(html(joined(2))).map((row) =>
    [...row[1].matchAll(/width="([\d.]+)"/g)].map(([, w]) => w)
  );
  equal(bars, [["33.33", "50"], ["66.67", "100"], ["100", "33.33"]]);
});

Deno.test("a value that differs from the reference's stands out, and in prose what differs is marked", () => {
  const [, second] = cells(html(joined(2)));
  equal(second[2].match(/rg-differs/g)?.length, 1);
  equal(words(second[4]), "0 epoch 1: a dog on the mat 1 epoch 2: a dog cat on the mat");
  equal(part(second[4], "<ins"), "<ins>cat</ins>");
  equal(part(second[4], "<del"), "<del>dog</del>");
});

Deno.test("the reference is what the spec says", () => {
  const [, second] = cells(html(joined(2), { reference: 1 }));
  equal(part(second[4], "<ins"), "<ins>dog</ins>");
});

Deno.test("many members that agree share a line", () => {
  const [first] = cells(html(joined(12)));
  equal(first[2].match(/<li/g)?.length, 2);
  equal(words(part(first[2], "<li")).startsWith("0 epoch 1: 3 epoch 4: 6 epoch 7: 9 epoch 10: Fungi"), true);
});

Deno.test("many numbers stand side by side and are said in words", () => {
  const [first] = cells(html(joined(12)));
  equal(first[1].match(/rg-over-bar/g)?.length, 12);
  equal(/aria-label="epoch 1 0.2857, epoch 2 0.4286/.test(first[1]), true);
});

Deno.test("who has no such row says so, and who has nothing in it says that", () => {
  const answer = joined(3);
  answer.rows[0][2] = ["Fungi", null, null];
  answer.present = [[true, true, false], [true, true, true], [true, true, true]];
  equal(words(cells(html(answer))[0][2]), "0 epoch 1: Fungi 1 epoch 2: null 2 epoch 3: no partner");
});

Deno.test("booleans show how often a row went from right to wrong", () => {
  const [first] = cells(html(joined(3)));
  equal(/1 flip$/.test(words(first[3])), true);
  equal(flipsOf([true, null, false, false, true]), 2);
  equal(flipsOf([]), 0);
});

Deno.test("over the steps numbers are a line, and at one step the latest value until there", () => {
  const [, second] = cells(html(joined(3), { over: "epoch" }));
  equal(part(second[1], '<path class="rg-line"').match(/[ML]/g), ["M", "L"]);
  const answer = joined(3);
  answer.present = [[true, true, true], [true, true, false], [true, true, true]];
  const at = cells(html(answer, { over: "epoch", at: 2 }));
  equal(at.map((row) => words(row[1])), ["2 epoch 3: 0.5714", "1 epoch 2: 0.8571", "2 epoch 3: 0.7143"]);
  equal(pointsOf([0, null, 1], { lo: 0, hi: 1 }), [{ x: 4, y: 32 }, null, { x: 36, y: 4 }]);
});

Deno.test("groups have a count, a histogram and the values of each member, and how far they are from the reference", () => {
  const [first] = cells(html(grouped(2), {}, { group: ["guess"] }));
  equal(words(first[1]), "0 epoch 1: 20 1 epoch 2: 27 +7");
  equal(first[2].match(/class="rg-bars"/g)?.length, 2);
  equal(words(first[4]).includes("−0.05"), true);
  equal([deltaText(0), deltaText(-2), deltaText(0.25)], ["±0", "−2", "+0.25"]);
  equal([deltaOf(3, 1), deltaOf(null, 1), deltaOf(1, NaN)], [2, null, null]);
});

Deno.test("histograms over each other are outlines of shares", () => {
  const [first] = cells(html(grouped(3), { stack: "overlaid" }, { group: ["guess"] }));
  equal(first[2].match(/rg-outline/g)?.length, 3);
  equal(outline([0.5, 1], 10, 20, 1), "M0 20V11H10V2H20V20");
});

Deno.test("the values of all members are counted together", () => {
  const found = entriesOf([
    { values: [["a", 2], ["b", 1]], distinct: 2, nulls: 1, n: 3 },
    null,
    { values: [["b", 4]], distinct: 1, nulls: 0, n: 4 },
  ]);
  equal(found, [
    { value: "b", counts: [1, 0, 4], all: 5 },
    { value: "a", counts: [2, 0, 0], all: 2 },
    { value: null, counts: [1, 0, 0], all: 1 },
  ]);
});

Deno.test("what all rows say stands over the groups", () => {
  const answer = grouped(2);
  answer.whole = [null, [40, 54], [{ true: 1, n: 4 }, { true: 2, n: 4 }], null, [{ mean: 0.9 }, {
    mean: 0.85,
  }]];
  const row = part(html(answer, {}, { group: ["guess"] }), '<tbody class="rg-whole"');
  equal(
    words(row),
    "all groups 0 epoch 1: 40 1 epoch 2: 54 +14 0 epoch 1: 1 true (25 %) 1 epoch 2: 2 true (50 %) +25 % " +
      "0 epoch 1: mean 0.9 1 epoch 2: mean 0.85 −0.05",
  );
});

Deno.test("the bar names each member with its counts, and says how they are compared", () => {
  const bar = part(html(joined(2)), '<div class="rg-members"');
  equal(bar.match(/aria-pressed="true"/g)?.length, 2);
  equal(
    words(bar).startsWith("0 epoch 1 reference 60 of 100 rows 1 epoch 2 59 of 100 rows · 1 without"),
    true,
  );
  const [, second] = members(2);
  equal(countsText({ ...second, hidden: true }, "join"), "hidden");
  equal(countsText(second, "concat"), "59 of 100 rows");
  equal(wayText({ on: ["id"], how: "outer" }), "Joined on id, all rows");
  equal(wayText({ as: "split", split: "below" }), "Split, one below the other");
});

Deno.test("without members that are shown the bar says what to do", () => {
  const all = tables(members(2)).map((table) => ({ ...table, hidden: true }));
  const answer = rowsAnswer([column("id", "integer")], [], { members: [] });
  const bar = part(
    renderPanelHtml(view(answer, { tables: all, compare: { as: "join" } })),
    '<div class="rg-members"',
  );
  equal(bar.includes("No member is shown"), true);
  equal(bar.match(/aria-pressed="false"/g)?.length, 2);
});

Deno.test("members that stand apart have a table each, with counts and one pager", () => {
  const markup = html(split(3), { as: "split" });
  const heads = [...markup.matchAll(/<p class="rg-part-head">(.*?)<\/p>/gs)].map(([, text]) => words(text));
  equal(heads, ["0 epoch 1 152 rows", "1 epoch 2 151 rows", "2 epoch 3 150 rows"]);
  equal(markup.match(/<table /g)?.length, 3);
  equal(markup.match(/<nav /g)?.length, 1);
});

Deno.test("images stand beside each other, or two over one another", () => {
  const all = members(2);
  const of = { members: [0, 1] };
  const pair = [image({ file: "a.png" }), image({ file: "b.png" })];
  const answer = rowsAnswer([column("id", "integer"), column("mask", "image", of)], [[1, pair]], {
    members: all,
  });
  equal(html(answer).match(/<img /g)?.length, 2);
  equal(html(answer, { images: "swipe" }).includes("rg-over-swipe"), true);
  answer.rows[0][1] = [pair[0], null];
  equal(html(answer, { images: "swipe" }).includes("rg-over-swipe"), false);
});

Deno.test("bars begin at zero, whatever the sign", () => {
  equal(barRange([2, null, 4n]), { lo: 0, hi: 4 });
  equal(barRange([-2, 2]), { lo: -2, hi: 2 });
  equal(barPlace(-1, { lo: -2, hi: 2 }), { from: 25, length: 25 });
  equal(barPlace(NaN, { lo: 0, hi: 2 }), { from: 0, length: 0 });
});
