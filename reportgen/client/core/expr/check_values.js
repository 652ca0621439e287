/** Values made of values: lists, choices, casts. */

import { checkCondition, compare } from "./check_operators.js";
import { convert } from "./convert.js";
import { bounded, checkAll, report, sumGrowth } from "./scope.js";
import { didYouMean } from "./suggest.js";
import { unifyAt } from "./together.js";
import { BOOLEAN, DATE, FLOAT, INTEGER, NULL, TEXT, TIME, TIMESTAMP, typeName } from "./types.js";

/**
 * @typedef {import("./types.js").Node} Node
 * @typedef {import("./types.js").Typed} Typed
 * @typedef {import("./types.js").Type} Type
 * @typedef {import("./scope.js").Scope} Scope
 */

/** @param {Scope} scope @param {Extract<Node, {kind: "list"}>} node @returns {Typed | null} */
export function checkList(scope, node) {
  const typed = checkAll(scope, node.items);
  if (typed === null) return null;
  const united = typed.length === 0 ? { nodes: [], type: NULL } : unifyAt(scope, node.items, typed, "a list");
  if (united === null) return null;
  const aggregate = typed.some((item) => item.aggregate);
  return bounded(scope, node, {
    kind: "list",
    items: united.nodes,
    type: { kind: "list", item: united.type },
    aggregate,
    growth: sumGrowth(typed),
  });
}

/** @param {Scope} scope @param {Extract<Node, {kind: "case"}>} node @returns {Typed | null} */
export function checkCase(scope, node) {
  const conditions = checkConditions(scope, node);
  const values = [...node.whens.map(({ then }) => then), ...node.otherwise ? [node.otherwise] : []];
  const typed = checkAll(scope, values);
  const united = typed && unifyAt(scope, values, typed, "'case'");
  if (!united || conditions === null) return null;
  const whens = node.whens.map((_, i) => ({
    when: conditions[i],
    then: united.nodes[i],
  }));
  const otherwise = node.otherwise ? united.nodes[united.nodes.length - 1] : null;
  const parts = [...united.nodes, ...whens.map(({ when }) => when)];
  const growth = sumGrowth(united.nodes);
  return bounded(scope, node, {
    kind: "case",
    whens,
    otherwise,
    type: united.type,
    aggregate: parts.some(({ aggregate }) => aggregate),
    growth,
  });
}

/** `case x when y` asks whether x = y. @param {Scope} scope @param {Extract<Node, {kind: "case"}>} node */
function checkConditions(scope, { operand, whens }) {
  const asked = operand && scope.check(scope, operand);
  if (operand && asked === null) return null;
  const found = whens.map(({ when }) => {
    if (!operand || !asked) return checkCondition(scope, when);
    const value = scope.check(scope, when);
    const { start, end } = when;
    return value &&
      compare(scope, { kind: "binary", op: "=", left: operand, right: when, start, end }, [asked, value]);
  });
  return found.every((condition) => condition !== null) ? /** @type {Typed[]} */ (found) : null;
}

const NUMBERS = ["integer", "float", "decimal"];

/**
 * What can be cast to what; a value that cannot be read becomes null.
 * @type {Record<string, {type: Type, from: string[]}>}
 */
const CASTS = {
  text: { type: TEXT, from: ["*"] },
  integer: { type: INTEGER, from: [...NUMBERS, "text", "boolean", "mixed"] },
  double: { type: FLOAT, from: [...NUMBERS, "text", "boolean", "mixed"] },
  boolean: { type: BOOLEAN, from: [...NUMBERS, "text", "boolean", "mixed"] },
  date: { type: DATE, from: ["text", "date", "timestamp"] },
  timestamp: { type: TIMESTAMP, from: ["text", "date", "timestamp"] },
  time: { type: TIME, from: ["text", "time", "timestamp"] },
};
/** @type {Record<string, string>} */
const CAST_NAMES = {
  varchar: "text",
  string: "text",
  str: "text",
  int: "integer",
  bigint: "integer",
  float: "double",
  number: "double",
  bool: "boolean",
  datetime: "timestamp",
};

/** @param {Scope} scope @param {Extract<Node, {kind: "cast"}>} node @returns {Typed | null} */
export function checkCast(scope, node) {
  const operand = scope.check(scope, node.operand);
  const name = Object.hasOwn(CAST_NAMES, node.to) ? CAST_NAMES[node.to] : node.to;
  if (!Object.hasOwn(CASTS, name)) {
    const help = didYouMean(node.to, Object.keys(CASTS), "type");
    return report(scope, "expression-type", `there is no type '${node.to}' to cast to`, node, help);
  }
  if (operand === null) return null;
  const { type, from } = CASTS[name];
  if (operand.type.kind === "null" || (type.kind === "text")) return convert(operand, type);
  if (!from.includes(operand.type.kind)) {
    return report(scope, "expression-type", `${typeName(operand.type)} cannot be cast to ${name}`, node);
  }
  return { kind: "cast", operand, type, aggregate: operand.aggregate, growth: operand.growth };
}
