import { specEdits } from "../../../reportgen/client/core/spec/edits.js";
import { normaliseSpec } from "../../../reportgen/client/core/spec/normalise.js";
import { specFromOptions } from "../../../reportgen/client/core/spec/options.js";
import { equal } from "../assert.js";
import { PREDICTIONS } from "../tables.js";

/** @typedef {import("../../../reportgen/client/core/spec/types.js").Spec} Spec */
/** @typedef {keyof typeof specEdits} Edit */

const OPTIONS = { columns: "id, guess, score_0 + score_6 as loops, truth as t", sort: "score_9 desc" };

/** @type {[Record<string, string>, Edit, unknown[], string, unknown][]} options, edit, arguments, part, its value then */
const EDITS = [
  [{}, "setFilter", [" id = 'a' "], "filter", "id = 'a'"],
  [{ filter: "id = 'a'" }, "setFilter", [" "], "filter", undefined],
  [{}, "addFilter", ["guess = 4"], "filter", "guess = 4"],
  [{ filter: "guess=4" }, "addFilter", ["truth = 9"], "filter", "guess=4 and truth = 9"],
  [
    { filter: "guess = 4 or truth = 4" },
    "addFilter",
    ["id = 'a'"],
    "filter",
    "(guess = 4 or truth = 4) and id = 'a'",
  ],
  [
    { filter: "guess = 4" },
    "addFilter",
    ["guess = 1 or guess = 2"],
    "filter",
    "guess = 4 and (guess = 1 or guess = 2)",
  ],
  [{ filter: "guess=4 and truth = 9" }, "addFilter", ["guess = 4"], "filter", "guess=4 and truth = 9"],
  [{ sort: "" }, "toggleSort", ['"guess"', PREDICTIONS], "sort", [{ by: "guess", dir: "asc" }]],
  [{ sort: "guess" }, "toggleSort", ["guess", PREDICTIONS], "sort", [{ by: "guess", dir: "desc" }]],
  [{ sort: "guess desc" }, "toggleSort", ["guess", PREDICTIONS], "sort", undefined],
  [{}, "setSort", ["guess", "asc", PREDICTIONS], "sort", [{ by: "guess", dir: "asc" }]],
  [{}, "setSort", ["guess", "asc", PREDICTIONS, { add: true }], "sort", [
    { by: "score_9", dir: "desc" },
    { by: "guess", dir: "asc" },
  ]],
  [{}, "clearSort", [null, PREDICTIONS], "sort", undefined],
  [{}, "clearSort", ["guess", PREDICTIONS], "sort", [{ by: "score_9", dir: "desc" }]],
  [{}, "groupBy", ["guess", PREDICTIONS], "group", ["guess"]],
  [{ group: "guess" }, "groupBy", ["truth", PREDICTIONS], "group", ["guess", "truth"]],
  [{ group: "guess" }, "ungroup", ["guess", PREDICTIONS], "group", undefined],
  [{ group: "guess, truth" }, "ungroup", ["guess", PREDICTIONS], "group", ["truth"]],
  [{}, "moveColumn", ["truth", 0], "columns", ["truth", "id", "guess", "loops"]],
  [{}, "moveColumn", ["id", 99], "columns", ["guess", "loops", "truth", "id"]],
  [{}, "removeColumn", ["guess"], "columns", ["id", "loops", "truth"]],
  [{}, "removeColumn", ["loops"], "columns", ["id", "guess", "loops (hidden)", "truth"]],
  [{}, "showColumn", ["image", "id", PREDICTIONS], "columns", ["id", "image", "guess", "loops", "truth"]],
  [{}, "showColumn", ["image", null, PREDICTIONS], "columns", ["id", "guess", "loops", "truth", "image"]],
  [{}, "addColumn", [{ name: "x", expr: "guess + 1" }, "id"], "columns", [
    "id",
    "x",
    "guess",
    "loops",
    "truth",
  ]],
  [{}, "addColumn", [{ name: "x", expr: "guess + 1" }, null], "columns", [
    "x",
    "id",
    "guess",
    "loops",
    "truth",
  ]],
  [{}, "setRows", [50], "rows", 50],
  [{}, "setRowHeight", ["large"], "row_height", "large"],
];

for (const [options, edit, args, part, value] of EDITS) {
  Deno.test(`${edit} ${JSON.stringify(args.filter((arg) => arg !== PREDICTIONS))} of ${JSON.stringify(options)}`, () => {
    const { spec } = specFromOptions({ ...OPTIONS, ...options }, PREDICTIONS);
    const before = JSON.stringify(spec);
    const next = /** @type {(...args: any[]) => Spec} */ (specEdits[edit])(spec, ...args);
    const found = new Map(Object.entries(next)).get(part);
    equal(part === "columns" ? next.columns.map(columnText) : found, value);
    equal(JSON.stringify(spec), before, "the spec that was edited");
    equal(normaliseSpec(next, PREDICTIONS), { spec: next, problems: [] }, "the next spec is canonical");
  });
}

/** @param {{name: string, hidden?: boolean}} column */
function columnText({ name, hidden }) {
  return hidden ? `${name} (hidden)` : name;
}

Deno.test("a hidden column is shown in its place", () => {
  const { spec } = specFromOptions(OPTIONS, PREDICTIONS);
  equal(specEdits.showColumn(specEdits.removeColumn(spec, "loops"), "loops", null, PREDICTIONS), spec);
});

Deno.test("a header's name can be changed and given back", () => {
  const { spec } = specFromOptions(OPTIONS, PREDICTIONS);
  const named = specEdits.renameColumn(spec, "loops", " Loops! ");
  equal(named.columns[2], { name: "loops", expr: "score_0 + score_6", label: "Loops!" });
  equal(specEdits.renameColumn(named, "loops", ""), spec);
});
