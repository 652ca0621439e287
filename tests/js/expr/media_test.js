/** Media and marks of types in expressions: what can be read, compared and put beside each other. */

import { checkExpression, printSql } from "../../../reportgen/client/core/expr/index.js";
import { equal } from "../assert.js";

/** @type {import("../../../reportgen/client/core/expr/types.js").Column[]} */
const COLUMNS = [
  { name: "image", type: { kind: "image", thumb: 112, boxes: true, uri: true } },
  { name: "plain", type: { kind: "image", thumb: 56 } },
  { name: "sound", type: { kind: "audio" } },
  { name: "counts", type: { kind: "histogram" } },
  { name: "note", type: /** @type {any} */ ({ kind: "text", format: "markdown", key: "primary" }) },
  { name: "guess", type: /** @type {any} */ ({ kind: "text", categories: ["a", "b"] }) },
  {
    name: "label",
    type: /** @type {any} */ ({ kind: "integer", bits: 64, unsigned: false, classes: { 1: "a" } }),
  },
  { name: "id", type: { kind: "integer", bits: 64, unsigned: false } },
  {
    name: "vector",
    type: /** @type {any} */ ({ kind: "list", item: { kind: "float", bits: 64 }, length: 3 }),
  },
];

/** Expression, SQL. @type {[string, string][]} */
const SQL = [
  ["image.width > 3", `struct_extract("image", 'width') > 3`],
  ["plain.caption = 'x'", `struct_extract("plain", 'caption') IS NOT DISTINCT FROM 'x'`],
  ["sound.seconds", `struct_extract("sound", 'seconds')`],
  ["len(image.boxes)", `CAST(len(struct_extract("image", 'boxes')) AS BIGINT)`],
  ["sound = null", `"sound" IS NULL`],
  [
    "image = plain",
    `coalesce(struct_extract("image", 'file'), struct_extract("image", 'uri')) IS NOT DISTINCT FROM ` +
    `struct_extract("plain", 'file')`,
  ],
  ["case when true then sound else null end", `CASE WHEN TRUE THEN "sound" ELSE NULL END`],
  ["note = guess", `"note" IS NOT DISTINCT FROM "guess"`],
  ["coalesce(note, guess, 'x')", `coalesce("note", "guess", 'x')`],
  ["label = id and label > 1", `("label" IS NOT DISTINCT FROM "id") AND ("label" > 1)`],
  ["vector = [1.5]", `"vector" IS NOT DISTINCT FROM [1.5e0]`],
];

for (const [text, sql] of SQL) {
  Deno.test(`${text} in SQL`, () => {
    const { tree, problems } = checkExpression(text, { columns: COLUMNS }, { aggregates: "no" });
    equal(tree ? printSql(tree) : problems, sql);
  });
}

/** Expression, what is said. @type {[string, string][]} */
const WRONG = [
  ["plain.uri", "there is no function 'uri'"],
  ["sound = plain", "'=' does not go with audio and an image"],
  ["sound > sound", "audio has no order for '>'"],
  ["sound = 'x.wav'", "'=' does not go with audio and text"],
  ["counts + 1", "'+' does not go with a histogram and a number"],
  ["width(sound)", "width() takes an image as 'image', not audio"],
];

for (const [text, message] of WRONG) {
  Deno.test(`${text} is refused`, () => {
    const { problems } = checkExpression(text, { columns: COLUMNS }, { aggregates: "no" });
    equal(problems[0]?.message, message);
  });
}
