/** Functions of any type: nulls, choices, texts, images. */

import { plain, scalars } from "./sql_parts.js";
import { BOOLEAN, INTEGER, TEXT } from "./types.js";

/**
 * @typedef {import("./types.js").FunctionRow} FunctionRow
 * @typedef {import("./types.js").Param} Param
 * @typedef {import("./types.js").Type} Type
 * @typedef {import("./types.js").Typed} Typed
 */

/** @type {Param} */
const ANY = { name: "value", type: "any" };
/** @type {Param} */
const ORDERED = { name: "value", type: "ordered", rest: true };
/** @type {Param} */
const IMAGE = { name: "image", type: "image" };

/** Same values have one type, the last one's. @param {Typed[]} args @returns {Type} */
function common(args) {
  return args[args.length - 1].type;
}

/** @param {string} field @returns {FunctionRow["sql"]} */
function imageField(field) {
  return ([image]) => `struct_extract(${image}, '${field}')`;
}

export const OTHER_FUNCTIONS = scalars([
  {
    name: "coalesce",
    aliases: ["ifnull"],
    params: [{ ...ANY, rest: true }],
    result: common,
    sql: plain("coalesce"),
    doc: "The first value that is not null, as `a ?? b`.",
    example: ["coalesce(null, 2)", 2],
    same: true,
  },
  {
    name: "nullif",
    params: [ANY, { name: "other", type: "any" }],
    result: common,
    sql: ([a, b]) => `CASE WHEN ${a} = ${b} THEN NULL ELSE ${a} END`,
    doc: "Null if the two are equal, else the first.",
    example: ["nullif(2, 2)", null],
    same: true,
  },
  {
    name: "isNone",
    aliases: ["isnull"],
    params: [ANY],
    result: BOOLEAN,
    sql: ([x]) => `(${x} IS NULL)`,
    doc: "Whether the value is null, as `x is null`.",
    example: ["isNone(null)", true],
  },
  {
    name: "if",
    params: [{ name: "condition", type: "boolean" }, { name: "then", type: "any" }, {
      name: "else",
      type: "any",
    }],
    result: common,
    sql: ([condition, a, b]) => `CASE WHEN ${condition} THEN ${a} ELSE ${b} END`,
    doc: "One value where the condition holds, else the other, as `condition ? a : b`.",
    example: ["if(1 < 2, 'a', 'b')", "a"],
    same: true,
  },
  {
    name: "greatest",
    params: [ORDERED],
    result: common,
    sql: plain("greatest"),
    doc: "The greatest of the values; nulls are skipped.",
    example: ["greatest(1, 3, 2)", 3],
    same: true,
  },
  {
    name: "least",
    params: [ORDERED],
    result: common,
    sql: plain("least"),
    doc: "The least of the values; nulls are skipped.",
    example: ["least(3, 1, 2)", 1],
    same: true,
  },
  {
    name: "toString",
    params: [{ name: "value", type: "string" }],
    result: TEXT,
    sql: ([x]) => x,
    doc: "The value as text.",
    example: ["toString(1.5)", "1.5"],
  },
  {
    name: "width",
    params: [IMAGE],
    result: INTEGER,
    sql: imageField("width"),
    doc: "An image's width in pixels.",
    example: ["width(null)", null],
  },
  {
    name: "height",
    params: [IMAGE],
    result: INTEGER,
    sql: imageField("height"),
    doc: "An image's height in pixels.",
    example: ["height(null)", null],
  },
  {
    name: "caption",
    params: [IMAGE],
    result: TEXT,
    sql: imageField("caption"),
    doc: "An image's caption.",
    example: ["caption(null)", null],
  },
  {
    name: "digest",
    params: [IMAGE],
    result: TEXT,
    sql: ([image]) => `split_part(struct_extract(${image}, 'file'), '.', 1)`,
    doc: "The first characters of the sha256 of an image's bytes; the same for equal images.",
    example: ["digest(null)", null],
  },
]);
