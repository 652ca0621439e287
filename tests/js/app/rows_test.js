/** What rows become outside of a panel, and the views that undo goes back to. */

import { createSteps } from "../../../reportgen/client/app/tools/rows/history.js";
import { flatGroups } from "../../../reportgen/client/app/tools/out/flat_groups.js";
import { mediaFiles } from "../../../reportgen/client/app/tools/out/media_files.js";
import { cellText, plainValue, rowJson } from "../../../reportgen/client/app/tools/out/values.js";
import { tsvText, WRITERS } from "../../../reportgen/client/app/tools/out/write.js";
import { zipped } from "../../../reportgen/client/app/tools/out/zip.js";
import { comparison } from "../../../reportgen/client/app/table/terms.js";
import { KEYS } from "../../../reportgen/client/core/keys.js";
import { equal } from "../assert.js";

const MAP = { kind: "map", key: { kind: "integer" }, value: { kind: "float" } };
const IMAGE = { kind: "image" };

/** @type {[unknown, any, unknown, string][]} a cell's value and type, as JSON, as text */
const VALUES = [
  [null, { kind: "text" }, null, ""],
  ["a,b", { kind: "text" }, "a,b", "a,b"],
  [0.1, { kind: "float" }, 0.1, "0.1"],
  [NaN, { kind: "float" }, "NaN", "NaN"],
  [-Infinity, { kind: "float" }, "-Infinity", "-Infinity"],
  [2n ** 63n, { kind: "integer" }, "9223372036854775808", "9223372036854775808"],
  [true, { kind: "boolean" }, true, "true"],
  [[1, NaN], { kind: "list", item: { kind: "float" } }, [1, "NaN"], '[1,"NaN"]'],
  [[[1, 2.5]], MAP, { 1: 2.5 }, '{"1":2.5}'],
  ['{"a":[1]}', { kind: "mixed" }, { a: [1] }, '{"a":[1]}'],
  ["not JSON", { kind: "mixed" }, "not JSON", "not JSON"],
  [{ file: "ab.png", width: 8 }, IMAGE, { file: "ab.png", width: 8 }, "media/ab.png"],
  [{ file: null, uri: "s3://x" }, IMAGE, { file: null, uri: "s3://x" }, '{"file":null,"uri":"s3://x"}'],
  [
    { m: [[1, 2n]] },
    { kind: "struct", fields: [{ name: "m", type: MAP }] },
    { m: { 1: "2" } },
    '{"m":{"1":"2"}}',
  ],
];

for (const [value, type, plain, text] of VALUES) {
  Deno.test(`a value of ${type.kind} outside: ${text}`, () => {
    equal(plainValue(value, type), plain);
    equal(cellText(value, type), text);
  });
}

const COLUMNS = /** @type {any[]} */ ([
  { name: "a", label: "a, b", type: { kind: "text" }, role: "cell", show: "value" },
  { name: "n", label: "n", type: { kind: "integer" }, role: "cell", show: "value" },
]);

Deno.test("rows as CSV, JSON Lines, TSV and JSON", () => {
  const rows = [['say "x"\n', 1], [null, null]];
  const { csv, jsonl } = WRITERS;
  equal(csv.head(COLUMNS) + csv.rows(COLUMNS, rows), '"a, b",n\n"say ""x""\n",1\n,\n');
  equal(jsonl.rows(COLUMNS, rows), '{"a, b":"say \\"x\\"\\n","n":1}\n{"a, b":null,"n":null}\n');
  equal(tsvText(COLUMNS, rows), 'a, b\tn\nsay "x" \t1\n\t');
  equal(JSON.parse(rowJson(COLUMNS, rows[0])), { "a, b": 'say "x"\n', n: 1 });
});

Deno.test("groups become plain columns", () => {
  const shown = /** @type {any[]} */ ([
    { ...COLUMNS[1], label: "guess", role: "key" },
    { ...COLUMNS[1], label: "score", role: "value", show: "histogram" },
    { ...COLUMNS[1], label: "word", role: "value", show: "distribution" },
  ]);
  const histogram = { counts: [1], nulls: 2, nan: 0, inf: 0, n: 1, min: 3, max: 3, mean: 3 };
  const words = { values: [["a", 2], ["b", 1]], distinct: 2, nulls: 0, n: 3 };
  const { columns, rows } = flatGroups(
    /** @type {any} */ ({ columns: shown, rows: [[4, histogram, words]] }),
  );
  equal(columns.map(({ label }) => label), [
    ...["guess", "score.mean", "score.min", "score.max", "score.n", "score.nulls"],
    ...["word.top", "word.top_count", "word.distinct", "word.n", "word.nulls"],
  ]);
  equal(rows, [[4, 3, 3, 3, 1, 2, "a", 2, 2, 3, 0]]);
});

Deno.test("the files of media are found wherever they stand, masks too", () => {
  const types = [IMAGE, { kind: "list", item: IMAGE }, {
    kind: "struct",
    fields: [{ name: "x", type: IMAGE }],
  }];
  const columns = /** @type {any[]} */ (types.map((type) => ({ type })));
  const image = { file: "a.png", thumb: "t.webp", masks: [{ file: "m.png" }, { file: null }] };
  const rows = [[image, [{ file: "b.png" }, null], { x: { file: "a.png" } }], [null, null, {
    x: { file: null },
  }]];
  equal([...mediaFiles(columns, rows)], ["a.png", "m.png", "b.png"]);
});

Deno.test("a zip file can be read", async () => {
  const blob = await zipped([{ name: "é.csv", blob: new Blob(["a\n1\n"]) }, {
    name: "b",
    blob: new Blob([]),
  }]);
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const view = new DataView(bytes.buffer);
  equal([view.getUint32(0, true), view.getUint32(bytes.length - 22, true)], [0x04034b50, 0x06054b50]);
  // CRC-32 of "a\n1\n", by another program.
  equal(view.getUint32(14, true), 0x89c12400);
});

Deno.test("undo goes back, redo forth, and a change forgets what was undone", () => {
  const spec = (/** @type {string} */ filter) => /** @type {any} */ ({ filter });
  const steps = createSteps(spec("a"));
  equal([steps.can(-1), steps.can(1), steps.step(-1)], [false, false, null]);
  steps.push(spec("b"), null);
  steps.push(spec("b"), null);
  steps.push(spec("c"), null);
  equal([steps.step(-1), steps.step(-1), steps.step(-1)], [spec("b"), spec("a"), null]);
  equal(steps.step(1), spec("b"));
  steps.push(spec("d"), null);
  equal([steps.can(1), steps.step(-1)], [false, spec("b")]);
});

Deno.test("typing in one box is one step, and a hundred steps are kept", () => {
  const spec = (/** @type {unknown} */ filter) => /** @type {any} */ ({ filter });
  const steps = createSteps(spec(""));
  for (const text of ["t", "tr", "truth"]) steps.push(spec(text), "filter 1");
  steps.push(spec("other"), "filter 2");
  equal([steps.step(-1), steps.step(-1)], [spec("truth"), spec("")]);
  for (let n = 0; n < 150; n++) steps.push(spec(n), null);
  steps.push(/** @type {any} */ ({ filter: "x", rows: 5 }), "filter 3");
  steps.push(/** @type {any} */ ({ filter: "xy", rows: 5 }), "filter 3");
  equal(steps.step(-1), { filter: "x", rows: 5 });
  let back = 0;
  while (steps.step(-1)) back++;
  equal(back, 99);
});

Deno.test("what a slider passes on its way is one step, whatever it sets", () => {
  const spec = (/** @type {object} */ said) => /** @type {any} */ ({ filter: "", columns: [], ...said });
  const steps = createSteps(spec({}));
  for (const rows of [1, 2, 3]) steps.push(spec({ rows }), "range opacity 1");
  steps.push(spec({ rows: 4 }), "range opacity 2");
  for (const rows of [5, 6]) steps.push(spec({ rows }), "text 3");
  equal([1, 2, 3, 4].map(() => steps.step(-1)), [
    spec({ rows: 5 }),
    spec({ rows: 4 }),
    spec({ rows: 3 }),
    spec({}),
  ]);
});

/** @type {[string, unknown, "=" | "!=" | "<=" | ">=", string | null][]} */
const TERMS = [
  ["text", "it's", "!=", "x != 'it''s'"],
  ["float", 0.5, ">=", "x >= 0.5"],
  ["float", NaN, "=", "x = cast('NaN' as float)"],
  ["integer", null, "=", "x is null"],
  ["integer", null, "!=", "x is not null"],
  ["integer", null, ">=", null],
  ["timestamp", "2024-05-01 12:00:00", "<=", "x <= '2024-05-01 12:00:00'"],
];

for (const [kind, value, op, term] of TERMS) {
  Deno.test(`the term ${term}`, () => equal(comparison("x", /** @type {any} */ ({ kind }), value, op), term));
}

Deno.test("docs/keyboard.md lists the keys that the page lists", async () => {
  const page = await Deno.readTextFile(new URL("../../../docs/keyboard.md", import.meta.url));
  for (const { where, keys } of KEYS) {
    const section = page.split(/^## /m).find((part) => part.startsWith(`${where}\n`)) ?? "";
    const rows = [...section.matchAll(/^\| (.*) \| (.*) \|$/gm)].map(([, key, what]) => [key, what]);
    equal(rows, keys, where);
  }
});
