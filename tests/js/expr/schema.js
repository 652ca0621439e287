/** The table that the tests of expressions are about. */

/** @typedef {import("../../../reportgen/client/core/expr/types.js").Type} Type */

/** @type {[string, Type][]} */
const COLUMNS = [
  ["id", { kind: "integer", bits: 64, unsigned: false }],
  ["n", { kind: "integer", bits: 32, unsigned: false }],
  ["guess", { kind: "text" }],
  ["truth", { kind: "text" }],
  ["score_9", { kind: "float", bits: 32 }],
  ["loss", { kind: "float", bits: 64 }],
  ["price", { kind: "decimal", precision: 10, scale: 2 }],
  ["at", { kind: "timestamp", utc: false }],
  ["day", { kind: "date" }],
  ["took", { kind: "duration" }],
  ["ok", { kind: "boolean" }],
  ["tags", { kind: "list", item: { kind: "text" } }],
  ["logits", { kind: "list", item: { kind: "float", bits: 32 } }],
  ["image", { kind: "image", thumb: null }],
  ["meta", { kind: "struct", fields: [{ name: "key", type: { kind: "text" } }] }],
  ["opts", { kind: "map", key: { kind: "text" }, value: { kind: "integer", bits: 64, unsigned: false } }],
  ["mixed", { kind: "mixed" }],
  ["my col", { kind: "text" }],
  ["config.lr", { kind: "float", bits: 64 }],
];

export const SCHEMA = { columns: COLUMNS.map(([name, type]) => ({ name, type })) };
