/** Which columns a grouped panel shows, and in which form. */

import { writeName } from "../expr/index.js";
import { summariesOf } from "../spec/shows.js";

/**
 * @typedef {import("../spec/types.js").AnswerColumn} AnswerColumn
 * @typedef {import("../spec/types.js").Domain} Domain
 * @typedef {import("../spec/types.js").Show} Show
 * @typedef {import("../spec/types.js").Type} Type
 * @typedef {import("./scope.js").Scope} Scope
 * @typedef {import("./scope.js").Value} Value
 * @typedef {import("./scope.js").Key} Key
 *
 * @typedef {object} Shown
 * @property {"key" | "count" | "value"} role
 * @property {Show} show
 * @property {number} key which of the keys, for role `key`
 * @property {{sql: string, type: Type} | null} single a value that each group has one of
 * @property {Value | null} value a column of the rows, shown in a group as many values
 * @property {Domain} [domain]
 * @property {boolean} [finite] whether all values are known to be: then a histogram need not look for others
 * @property {() => AnswerColumn} answer
 */

/** @type {Type} */
const COUNT = { kind: "integer", bits: 64, unsigned: false };

/**
 * How a column of this type stands in a group.
 * @param {Type} type
 * @param {Show} [wanted]
 * @returns {Show}
 */
function showOf(type, wanted) {
  const forms = summariesOf(type);
  return forms.find((form) => form === wanted) ?? forms[0];
}

/**
 * Keys first, then the count unless a column is it, then the others.
 * @param {Scope} scope
 * @returns {Shown[]}
 */
export function columnsOfGroups(scope) {
  const texts = new Set(scope.keys.map(({ text }) => text));
  const others = scope.values.filter(({ entry }) =>
    !texts.has(writeName(entry.name)) && !(entry.expr && texts.has(entry.expr))
  );
  const counted = others.some(({ count }) => count);
  return [...scope.keys.map(keyColumn), ...counted ? [] : [countColumn()], ...others.map(valueColumn)];
}

/**
 * @param {Key} key
 * @param {number} index
 * @returns {Shown}
 */
function keyColumn({ name, label, type, derived, step }, index) {
  const answer = () => ({
    ...column(name, label, type, "key", "value", derived),
    ...step ? { step } : {},
  });
  return { role: "key", show: "value", key: index, single: null, value: null, answer };
}

/** @returns {Shown} */
function countColumn() {
  const answer = () => column("count", "count", COUNT, "count", "value", false);
  return { role: "count", show: "value", key: -1, single: null, value: null, answer };
}

/**
 * @param {Value} value
 * @returns {Shown}
 */
function valueColumn(value) {
  const { entry, sql, type } = value;
  const label = entry.label ?? entry.name;
  const derived = entry.expr !== undefined;
  if (value.aggregate) {
    const role = value.count ? "count" : "value";
    const answer = () => ({
      ...column(entry.name, label, type, role, "value", derived),
      ...value.as ? { as: value.as } : {},
    });
    return { role, show: "value", key: -1, single: { sql, type }, value: null, answer };
  }
  const show = showOf(type, entry.show);
  const single = show === "gallery" ? { sql: `count(${sql})`, type: COUNT } : null;
  /** @type {Shown} */
  const shown = {
    role: "value",
    show,
    key: -1,
    single,
    value,
    answer: () => ({
      ...column(entry.name, label, type, "value", show, derived),
      ...shown.domain ? { domain: shown.domain } : {},
    }),
  };
  return shown;
}

/**
 * @param {string} name
 * @param {string} label
 * @param {Type} type
 * @param {AnswerColumn["role"]} role
 * @param {Show} show
 * @param {boolean} derived
 * @returns {AnswerColumn}
 */
function column(name, label, type, role, show, derived) {
  return { name, label, type, role, show, derived };
}
