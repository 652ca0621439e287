/** Calls: the function, how many values, of which types. */

import { convert, isNullLiteral, literal, typeOfNull, unify } from "./convert.js";
import { findFunction, functionNames, signature } from "./functions.js";
import { readMoment } from "./literals.js";
import { bounded, report, sumGrowth } from "./scope.js";
import { didYouMean, nearest } from "./suggest.js";
import { FLOAT, INTEGER, isNumber, TEXT, typeName } from "./types.js";

/**
 * @typedef {import("./types.js").Node} Node
 * @typedef {import("./types.js").Typed} Typed
 * @typedef {import("./types.js").Type} Type
 * @typedef {import("./types.js").Param} Param
 * @typedef {import("./types.js").Wanted} Wanted
 * @typedef {import("./types.js").FunctionRow} FunctionRow
 * @typedef {import("./scope.js").Scope} Scope
 * @typedef {Extract<Node, {kind: "call"}>} Call
 */

const FUNCTION = "expression-function";

/**
 * @param {Scope} scope @param {Call} node
 * @param {Typed} [first] the first value, if it has been checked; twice at every level would take for ever
 * @returns {Typed | null}
 */
export function checkCall(scope, node, first) {
  const row = findCalled(scope, node);
  if (row === null || !checkArity(scope, node, row)) return null;
  const given = node.args.map((arg, i) => checkGiven(scope, row, arg, i, i === 0 ? first : undefined));
  if (!given.every((arg) => arg !== null)) return null;
  const typed = /** @type {Typed[]} */ (given);
  const onList = typed[0]?.type.kind === "list" && row.onList;
  const used = onList ? /** @type {FunctionRow} */ (findFunction(onList)) : row;
  return checkPlace(scope, node, used, typed) ? checkFit(scope, node, used, typed) : null;
}

/** @param {Scope} scope @param {Call} node @returns {FunctionRow | null} */
function findCalled(scope, node) {
  const distinct = node.distinct && node.name.toLowerCase() === "count";
  const row = findFunction(distinct ? "count_distinct" : node.name);
  if (row === null) return unknownFunction(scope, node);
  if (node.star && row.name !== "count") {
    return report(scope, FUNCTION, `${row.name}() takes no '*'`, node, "only count(*) does");
  }
  if (node.distinct && row.name !== "count_distinct") {
    return report(scope, FUNCTION, `${row.name}() takes no 'distinct'`, node, "only count(distinct x) does");
  }
  return row;
}

/** @param {Scope} scope @param {Call} node @returns {null} */
function unknownFunction(scope, node) {
  const names = functionNames();
  const near = nearest(node.name, names);
  const help = near === null
    ? "completion in the filter box lists the functions"
    : didYouMean(node.name, names, "function");
  return report(scope, FUNCTION, `there is no function '${node.name}'`, node, help);
}

/** @param {Scope} scope @param {Call} node @param {FunctionRow} row @returns {boolean} */
function checkArity(scope, node, row) {
  const least = row.params.filter(({ optional }) => !optional).length;
  const most = row.params.some(({ rest }) => rest) ? Infinity : row.params.length;
  const given = node.args.length;
  if (given >= least && given <= most) return true;
  const count = most === Infinity ? `at least ${least}` : least === most ? `${least}` : `${least} to ${most}`;
  const values = count === "1" || count === "at least 1" ? "value" : "values";
  report(
    scope,
    FUNCTION,
    `${row.name}() takes ${count} ${values}, not ${given}`,
    node,
    `${signature(row)}: ${row.doc}`,
  );
  return false;
}

/**
 * Aggregates stand where there are groups, and not in one another; what looks at all rows, in a column of its own.
 * @param {Scope} scope @param {Call} node @param {FunctionRow} row @param {Typed[]} args
 */
function checkPlace(scope, node, row, args) {
  if (row.window && !scope.windows) {
    const message = `${row.name}() looks at all rows of a table`;
    report(scope, FUNCTION, message, node, "add it as a column of joined tables, and use that column's name");
    return false;
  }
  if (row.kind === "scalar") return true;
  const inner = args.findIndex(({ aggregate }) => aggregate);
  if (inner >= 0) {
    report(scope, FUNCTION, "an aggregate cannot stand inside of another", node.args[inner]);
    return false;
  }
  if (scope.aggregates !== "no") return true;
  const message = `${row.name} gives one value for many rows, and here is one row`;
  report(scope, FUNCTION, message, node, "group the rows, and add it as a column");
  return false;
}

/**
 * @param {Scope} scope @param {Call} node @param {FunctionRow} row @param {Typed[]} given
 * @returns {Typed | null}
 */
function checkFit(scope, node, row, given) {
  const fitted = given.map((arg, i) => fitArgument(scope, row, paramOf(row, i), node.args[i], arg));
  if (!fitted.every((arg) => arg !== null)) return null;
  const args = /** @type {Typed[]} */ (fitted);
  const wrong = row.check?.(args);
  if (wrong) return report(scope, "expression-type", wrong, node);
  return row.same ? applySame(scope, node, row, args) : bounded(scope, node, applyRow(row, args));
}

/** @param {FunctionRow} row @param {number} i @returns {Param} */
function paramOf(row, i) {
  return row.params[Math.min(i, row.params.length - 1)];
}

/** The node of a call. @param {FunctionRow} row @param {Typed[]} args @returns {Typed} */
export function applyRow(row, args) {
  const type = typeof row.result === "function" ? row.result(args) : row.result;
  const growth = row.growth ? row.growth(args) : sumGrowth(args);
  return {
    kind: "apply",
    row,
    args,
    type,
    aggregate: row.kind === "aggregate" || args.some(({ aggregate }) => aggregate),
    growth,
  };
}

/**
 * The values after a condition have one type.
 * @param {Scope} scope @param {Call} node @param {FunctionRow} row @param {Typed[]} args
 */
function applySame(scope, node, row, args) {
  const alone = row.params.filter(({ type }) => type === "boolean").length;
  const result = unify(args.slice(alone));
  if ("type" in result) {
    return bounded(scope, node, applyRow(row, [...args.slice(0, alone), ...result.nodes]));
  }
  const at = node.args[args.indexOf(result.wrong)] ?? node;
  if (result.expected) return report(scope, "expression-type", `this is not ${result.expected}`, at);
  const [first, other] = [typeName(args[alone].type), typeName(result.wrong.type)];
  return report(
    scope,
    "expression-type",
    `the values of ${row.name}() have one type: ${first} and ${other} do not go together`,
    at,
  );
}

/**
 * @param {Scope} scope @param {FunctionRow} row @param {Node} node @param {number} i @param {Typed} [checked]
 * @returns {Typed | null}
 */
function checkGiven(scope, row, node, i, checked) {
  const param = paramOf(row, i);
  // Where a value must be written out, double quotes are as good as single ones.
  const text = param.literal && node.kind === "quoted" ? literal(node.value, TEXT) : null;
  const typed = text ?? checked ?? scope.check(scope, node);
  return typed && param.literal ? checkWritten(scope, row, param, node, typed) : typed;
}

/**
 * A value that must be written out.
 * @param {Scope} scope @param {FunctionRow} row @param {Param} param @param {Node} node @param {Typed} typed
 */
function checkWritten(scope, row, param, node, typed) {
  if (typed.kind !== "literal" || typeof typed.value !== "string") {
    return report(scope, FUNCTION, `${row.name}() needs its '${param.name}' written out, not computed`, node);
  }
  if (param.choices && !param.choices.includes(typed.value)) {
    const help = param.type === "text"
      ? didYouMean(typed.value, param.choices, param.name)
      : `from ${param.choices[0]} to ${param.choices.at(-1)}`;
    return report(scope, FUNCTION, `${row.name}() knows no ${param.name} '${typed.value}'`, node, help);
  }
  const wrong = param.check?.(typed.value);
  return wrong ? report(scope, FUNCTION, `the ${param.name} ${wrong}`, node) : typed;
}

/**
 * @param {Scope} scope @param {FunctionRow} row @param {Param} param @param {Node} node @param {Typed} typed
 */
function fitArgument(scope, row, param, node, typed) {
  const wanted = [param.type].flat();
  if (isNullLiteral(typed) && wanted[0] !== "any") {
    return row.same ? typed : convert(typed, typeOfNull(wanted[0]));
  }
  for (const each of wanted) {
    const fitted = fit(typed, each);
    if (fitted) return fitted;
  }
  const names = wanted.map((each) => WANTED_NAMES[each]).join(" or ");
  const message = `${row.name}() takes ${names} as '${param.name}', not ${typeName(typed.type)}`;
  return report(scope, "expression-type", message, node, helpFor(wanted, typed, signature(row)));
}

/** @param {Wanted[]} wanted @param {Typed} typed @param {string} usage @returns {string} */
function helpFor(wanted, typed, usage) {
  const { kind } = typed.type;
  if (kind === "text" && (wanted.includes("number") || wanted.includes("numeric"))) {
    return "toNumber(text) reads a number from a text";
  }
  if (wanted.includes("text")) return "toString(x) makes a text of it";
  return wanted.includes("integer") && isNumber(typed.type) ? "it must be a whole number" : usage;
}

/**
 * The value brought to what is wanted, or null.
 * @param {Typed} typed @param {Wanted} wanted @returns {Typed | null}
 */
function fit(typed, wanted) {
  const { type } = typed;
  if (wanted === "number") return isNumber(type) ? convert(typed, FLOAT) : null;
  if (wanted === "integer") return type.kind === "integer" ? convert(typed, INTEGER) : null;
  if (wanted === "string") return convert(typed, TEXT);
  if (wanted === "numbers") {
    return type.kind === "list" && (isNumber(type.item) || type.item.kind === "null")
      ? convert(typed, { kind: "list", item: FLOAT })
      : null;
  }
  if (wanted === "moment" && typed.kind === "literal" && type.kind === "text") return readWritten(typed);
  return KINDS[wanted].includes(type.kind) || KINDS[wanted].includes("*") ? typed : null;
}

/** @param {Extract<Typed, {kind: "literal"}>} typed @returns {Typed | null} */
function readWritten(typed) {
  const read = readMoment(String(typed.value), "timestamp");
  return "value" in read ? literal(read.value, { kind: "timestamp", utc: false }) : null;
}

/** @type {Record<string, string[]>} */
const KINDS = {
  numeric: ["integer", "float", "decimal"],
  text: ["text"],
  boolean: ["boolean"],
  moment: ["timestamp", "date"],
  time: ["time"],
  duration: ["duration"],
  list: ["list"],
  image: ["image"],
  map: ["map"],
  mixed: ["mixed"],
  ordered: ["integer", "float", "decimal", "text", "boolean", "timestamp", "date", "time", "duration"],
  any: ["*"],
};

/** @type {Record<Wanted, string>} */
const WANTED_NAMES = {
  number: "a number",
  numeric: "a number",
  integer: "a whole number",
  text: "text",
  string: "any value",
  boolean: "true or false",
  moment: "a timestamp or date",
  time: "a time of day",
  duration: "a duration",
  list: "a list",
  numbers: "a list of numbers",
  image: "an image",
  map: "a map",
  mixed: "a mixed value",
  ordered: "a number, text or date",
  any: "any value",
};
