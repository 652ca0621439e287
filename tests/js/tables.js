/** Tables that the tests of specs and queries are about. */

/** @typedef {import("../../reportgen/client/core/spec/types.js").TableSchema} TableSchema */

const INTEGER = { kind: "integer", bits: 64, unsigned: false };
const FLOAT = { kind: "float", bits: 32 };

/** @type {TableSchema} */
export const PREDICTIONS = {
  ref: "predictions:v4",
  label: "epoch 5",
  relation: "predictions:v4",
  rows: 1797,
  columns: /** @type {TableSchema["columns"]} */ ([
    { name: "id", type: { kind: "text" } },
    { name: "image", type: { kind: "image", thumb: 56 } },
    { name: "guess", type: INTEGER },
    { name: "truth", type: INTEGER },
    { name: "score_0", type: FLOAT },
    { name: "score_6", type: FLOAT },
    { name: "score_9", type: FLOAT },
  ]),
};

/** @type {TableSchema} */
export const ODD = {
  ref: "odd:v0",
  relation: 'an "odd" table',
  rows: 5,
  columns: /** @type {TableSchema["columns"]} */ ([
    { name: "two words", type: { kind: "text" } },
    { name: "A", type: INTEGER },
    { name: "a", type: INTEGER, sql: "a 2" },
    { name: "", type: { kind: "text" }, sql: "column 4" },
    { name: "c0", type: { kind: "timestamp", utc: false } },
    { name: 'quo"te', type: { kind: "boolean" } },
  ]),
};
