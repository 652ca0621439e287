/** The table of functions: all that an expression can call. A new function is one row in one of its parts. */

import { AGGREGATES } from "./aggregates.js";
import { LIST_FUNCTIONS } from "./functions_list.js";
import { NUMBER_FUNCTIONS } from "./functions_number.js";
import { OTHER_FUNCTIONS } from "./functions_other.js";
import { PATTERN_FUNCTIONS } from "./functions_pattern.js";
import { TEXT_FUNCTIONS } from "./functions_text.js";
import { TIME_FUNCTIONS } from "./functions_time.js";

/** @typedef {import("./types.js").FunctionRow} FunctionRow */

/** @type {FunctionRow[]} */
export const FUNCTIONS = [
  ...AGGREGATES,
  ...NUMBER_FUNCTIONS,
  ...TEXT_FUNCTIONS,
  ...PATTERN_FUNCTIONS,
  ...LIST_FUNCTIONS,
  ...TIME_FUNCTIONS,
  ...OTHER_FUNCTIONS,
];

/** Every spelling, in lower case. @type {Map<string, FunctionRow>} */
const BY_NAME = new Map(
  FUNCTIONS.flatMap((row) => [row.name, ...row.aliases ?? []].map((name) => [name.toLowerCase(), row])),
);

/** A function that only some pages have. @param {FunctionRow} row */
export function addFunction(row) {
  if (findFunction(row.name)) return;
  FUNCTIONS.push(row);
  BY_NAME.set(row.name.toLowerCase(), row);
}

/** The function of this name, in any case. @param {string} name @returns {FunctionRow | null} */
export function findFunction(name) {
  return BY_NAME.get(name.toLowerCase()) ?? null;
}

/** Every spelling of every function. @returns {string[]} */
export function functionNames() {
  return FUNCTIONS.flatMap((row) => [row.name, ...row.aliases ?? []]);
}

/** How a function is called. @param {FunctionRow} row @returns {string} */
export function signature(row) {
  const params = row.params.map(({ name, optional, rest }) =>
    rest ? `${name}, …` : optional ? `[${name}]` : name
  );
  return `${row.name}(${params.join(", ")})`;
}
