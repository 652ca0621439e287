/** Names after a member: `0.guess`, `"epoch 5".guess`, `row["0"]["guess"]`, and `*.guess` for the list of all. */

import { unify } from "../expr/convert.js";
import { useColumn } from "../expr/check_names.js";
import { literal } from "../expr/convert.js";
import { findFunction } from "../expr/functions.js";
import { report, sumGrowth } from "../expr/scope.js";
import { didYouMean } from "../expr/suggest.js";
import { NULL, typeName } from "../expr/types.js";

/**
 * @typedef {import("../expr/types.js").Node} Node
 * @typedef {import("../expr/types.js").Typed} Typed
 * @typedef {import("../expr/types.js").Members} Members
 * @typedef {import("../expr/scope.js").Scope} Scope
 * @typedef {{member: string, name: string}} Address
 */

/**
 * The column of a member, or the list of all members' columns; undefined where the node addresses none.
 * @param {Scope} scope
 * @param {Node} node
 * @returns {Typed | null | undefined}
 */
export function readMember(scope, node) {
  const members = /** @type {Members} */ (scope.members);
  const said = addressOf(node, scope);
  if (!said) return undefined;
  const { member, name } = said;
  if (member === "*") return allOf(scope, node, name, members);
  const index = members.names[member];
  if (index === undefined) {
    const help = didYouMean(member, Object.keys(members.names), "member");
    return report(scope, "column-unknown", `there is no member '${member}'`, node, help);
  }
  const column = members.columns[index].find((one) => one.name === name);
  if (column) return useColumn(scope, column);
  const help = didYouMean(name, members.columns[index].map((one) => one.name), "column");
  return report(scope, "column-unknown", `'${member}' has no column '${name}'`, node, help);
}

/**
 * @param {Node} node
 * @param {Scope} scope
 * @returns {Address | null}
 */
function addressOf(node, { members, columns }) {
  if (node.kind === "column") {
    return node.table === undefined ? null : { member: node.table, name: node.name };
  }
  const member = node.kind === "member" || node.kind === "index" ? memberOf(node.object) : null;
  // A column of that name is meant first.
  if (member === null || columns.has(member)) return null;
  if (member !== "*" && !Object.hasOwn(members?.names ?? {}, member) && !isAddress(node)) return null;
  if (node.kind === "member") return node.args === null ? { member, name: node.name } : null;
  const { index } = /** @type {Extract<Node, {kind: "index"}>} */ (node);
  return index.kind === "quoted" || index.kind === "text" ? { member, name: index.value } : null;
}

/**
 * `"epoch 5".guess` can mean nothing else, though no member be called so.
 * @param {Node} node
 */
function isAddress(node) {
  return node.kind === "member" && node.object.kind === "quoted" && node.args === null &&
    findFunction(node.name) === null;
}

/** @param {Node} node @returns {string | null} */
function memberOf(node) {
  if (node.kind === "column" && node.table === undefined) return node.name;
  return node.kind === "quoted" || node.kind === "text" ? node.value : null;
}

/**
 * @param {Scope} scope
 * @param {Node} node
 * @param {string} name
 * @param {Members} members
 * @returns {Typed | null}
 */
function allOf(scope, node, name, { columns, shown }) {
  const found = shown.map((index) => columns[index].find((one) => one.name === name));
  const known = columns.flat().map((one) => one.name);
  if (!known.includes(name)) {
    const help = didYouMean(name, [...new Set(known)], "column");
    return report(scope, "column-unknown", `no member has a column '${name}'`, node, help);
  }
  const items = found.map((column) => column ? useColumn(scope, column) : literal(null, NULL));
  const same = unify(items);
  if ("wrong" in same) {
    const message = `'${name}' is ${typeName(items[0].type)} in one member and ${
      typeName(same.wrong.type)
    } in another`;
    return report(scope, "expression-type", message, node, `name a member, as in 0.${name}`);
  }
  const type = /** @type {const} */ ({ kind: "list", item: same.type });
  return { kind: "list", items: same.nodes, type, aggregate: false, growth: sumGrowth(items) };
}
