/**
 * The page takes over the build's markup without touching it, if no text stands beside another text (markup runs
 * them together) and none is empty (markup leaves it out).
 */

import { html, Panel } from "../../../reportgen/client/core/cells/index.js";
import { equal } from "../assert.js";
import { column, groupsAnswer, image, rowsAnswer, view } from "./views.js";

/** @typedef {{type: any, props: any}} Node */

/** The tree with every component replaced by what it draws, and lists joined. @param {any} node @returns {any[]} */
function drawn(node) {
  if (node === null || node === undefined || typeof node === "boolean") return [];
  if (Array.isArray(node)) return node.flatMap(drawn);
  if (typeof node !== "object") return [String(node)];
  if (typeof node.type === "function") return drawn(node.type.call({}, node.props));
  return [{ type: node.type, children: drawn(node.props.children) }];
}

/** Places where texts touch or are empty. @param {any[]} nodes @param {string} path @returns {string[]} */
function badTexts(nodes, path) {
  return nodes.flatMap((node, index) => {
    if (typeof node !== "string") return badTexts(node.children, `${path} ${node.type}`);
    return node === "" || typeof nodes[index - 1] === "string" ? [`${path}: ${JSON.stringify(node)}`] : [];
  });
}

const HISTOGRAM = { counts: [3, 1], nulls: 1, nan: 1, inf: 0, n: 4, min: 0, max: 1, mean: 0.5 };
const COLUMNS = [
  column("key", "text", { role: "key" }),
  column("count", "integer", { role: "count" }),
  column("score", "float", {
    role: "value",
    show: "histogram",
    domain: { lo: 0, hi: 1, bins: 2, integer: false },
  }),
  column("flat", "float", {
    role: "value",
    show: "histogram",
    domain: { lo: 1, hi: 1, bins: 1, integer: true },
  }),
  column("truth", "text", { role: "value", show: "distribution" }),
  column("photo", "image", { role: "value", show: "gallery" }),
];
const VALUES = {
  values: Array.from("abcdefgh", (value, index) => [value, 9 - index]),
  distinct: 30,
  nulls: 1,
  n: 99,
};
const GROUPS = groupsAnswer(COLUMNS, [
  ["a", 9, HISTOGRAM, { ...HISTOGRAM, counts: [4], mean: null }, VALUES, { items: [image()], n: 40 }],
]);
const VALUE_COLUMNS = ["text", "float", "boolean", "timestamp", "duration", "list", "image"].map((kind) =>
  column(kind, kind, { derived: kind === "float" })
);
const ROWS = rowsAnswer(VALUE_COLUMNS, [
  ["", NaN, true, "2024-05-01", 12, [1], image()],
  ["long ".repeat(300), 0.123456, false, null, null, null, null],
]);
const SPEC = {
  filter: "a > 1",
  group: ["key", "b"],
  sort: [{ by: "count", dir: "desc" }, { by: "key" }],
  columns: [{ name: "float", expr: "a + b" }],
};
const PROBLEMS = [{ message: "no", help: "yes", at: { start: 0, end: 1 } }, {
  message: "no",
  at: { start: 5, end: 5 },
}];

/** @type {[string, import("./views.js").View][]} */
const VIEWS = [
  ["rows", view(ROWS, SPEC)],
  ["groups", view(GROUPS, SPEC)],
  ["small groups", view(GROUPS, { ...SPEC, row_height: "small" })],
  ["a plain panel", view(ROWS)],
  ["problems", view(ROWS, SPEC, { problems: PROBLEMS, message: "look", busy: true })],
  ["an empty answer", view(rowsAnswer(VALUE_COLUMNS, []))],
  ["no answer", view(null)],
];

for (const [name, shown] of VIEWS) {
  Deno.test(`texts of ${name} stand apart`, () => {
    equal(badTexts(drawn(html`<${Panel} view=${shown} />`), ""), []);
  });
}
