/** What a spec says about its plot: which expressions and settings each kind of plot has, and whether they fit. */

import { checkExpression, didYouMean, writeText } from "../expr/index.js";
import { isNumber, typeName } from "../expr/types.js";
import { canonical, columnNamed } from "./canonical.js";
import { placed } from "./check_spec.js";
import { aggregateNamed } from "./derived.js";
import { KINDS, withKeys } from "./plot_kinds.js";

/**
 * @typedef {import("./types.js").Plot} Plot
 * @typedef {import("./types.js").Type} Type
 * @typedef {import("./types.js").Typed} Typed
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./check_spec.js").Located} Located
 * @typedef {import("./derived.js").Resolved} Resolved
 * @typedef {import("./layouts.js").Asked} Asked
 * @typedef {import("./plot_kinds.js").Kind} Kind
 * @typedef {import("./plot_kinds.js").Role} Role
 * @typedef {import("./plot_kinds.js").ChannelName} ChannelName
 */

const CHANNELS = /** @type {const} */ (["x", "y", "color", "size", "score", "truth"]);
const SCALES = ["linear", "log"];
const MAX_BINS = 200;

/** How a setting is read from a text. @type {Record<string, {what: string, help: string, read: (text: string) => string | number | undefined}>} */
const SETTINGS = {
  positive: { what: "a value", help: "give one value of the truth", read: (text) => text || undefined },
  bins: {
    what: "a number of bins",
    help: `give a whole number from 1 to ${MAX_BINS}`,
    read: (text) =>
      /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= MAX_BINS ? Number(text) : undefined,
  },
  share: {
    what: "a kind of share",
    help: "write 'row', 'column' or 'all'",
    read: word("row", "column", "all"),
  },
  x_scale: { what: "a scale", help: "write 'linear' or 'log'", read: word(...SCALES) },
  y_scale: { what: "a scale", help: "write 'linear' or 'log'", read: word(...SCALES) },
};

/** @param {string[]} words */
function word(...words) {
  return (/** @type {string} */ text) => words.includes(text) ? text : undefined;
}

/** What can be said about a plot, in the order in which a spec has it. */
export const PLOT_KEYS = /** @type {(keyof Plot)[]} */ ([...CHANNELS, ...Object.keys(SETTINGS)]);

/** A key of the spec as directives write it. @param {string} key */
export function optionOf(key) {
  return key.replace("_", "-");
}

/**
 * The plot that is asked for; null, with problems, where it cannot be drawn.
 * @param {Asked} asked
 * @returns {Plot | null}
 */
export function checkPlot({ layout, given, resolved, group, problems }) {
  const kind = Object.hasOwn(KINDS, layout) ? KINDS[layout] : null;
  const fits = given.filter((one) => isKnown(one, kind, problems));
  if (!kind) return null;
  const before = problems.length;
  /** @type {Record<string, unknown>} */
  const said = {};
  for (const { text, place } of fits) {
    const key = place.option.replace("-", "_");
    said[key] = key in SETTINGS
      ? readSetting(key, text, place, problems)
      : readChannel(/** @type {ChannelName} */ (key), text, place, { kind, resolved, group, problems });
  }
  if (problems.length === before) checkNeeds(kind, layout, said, group, problems);
  if (problems.length === before) checkPositive(said, resolved, problems);
  if (problems.length > before) return null;
  const kept = PLOT_KEYS.filter((key) => said[key] !== undefined && said[key] !== "linear");
  return /** @type {Plot} */ (Object.fromEntries(kept.map((key) => [key, said[key]])));
}

/**
 * Whether the plot has what is said; where there is no plot, a directive's words about one are a mistake.
 * @param {Located} one
 * @param {Kind | null} kind
 * @param {Problem[]} problems
 */
function isKnown({ text, place }, kind, problems) {
  const key = place.option.replace("-", "_");
  const known = kind ? [...Object.keys(kind.channels), ...kind.settings] : [];
  if (known.includes(key)) return true;
  const message = kind ? `${kind.name} has no '${place.option}'` : `a table has no '${place.option}'`;
  const help = kind
    ? didYouMean(place.option, known.map(optionOf), "option")
    : key === "image"
    ? "it belongs to the gallery: add ':layout: gallery'"
    : `it belongs to a plot: add ':layout: ${Object.keys(KINDS)[3]}' or another`;
  problems.push(placed({ code: "option-value", message, help, start: 0, end: text.length }, place));
  return false;
}

/**
 * @param {string} key
 * @param {string} text
 * @param {Located["place"]} place
 * @param {Problem[]} problems
 */
function readSetting(key, text, place, problems) {
  const { what, help, read } = SETTINGS[key];
  const found = read(text.trim());
  if (found === undefined) {
    const message = `'${text.trim()}' is not ${what}`;
    problems.push(placed({ code: "option-value", message, help, start: 0, end: text.length }, place));
  }
  return found;
}

/**
 * @param {ChannelName} name
 * @param {string} text
 * @param {Located["place"]} place
 * @param {{kind: Kind, resolved: Resolved, group: string[], problems: Problem[]}} context
 */
function readChannel(name, text, place, { kind, resolved, group, problems }) {
  const { tree, problems: found } = channelTree(text, /** @type {Role} */ (kind.channels[name]), {
    resolved,
    keys: kind.points && group.length ? group : null,
    what: `${name} of ${kind.name}`,
  });
  problems.push(...found.map((one) => placed(one, place)));
  return tree ? canonical(text, resolved.schema) : undefined;
}

/**
 * The checked tree of a channel's expression.
 * @param {string} text
 * @param {Role} role
 * @param {{resolved: Resolved, keys: string[] | null, what: string}} context `keys` where groups are shown
 * @returns {{tree: Typed | null, problems: import("../expr/types.js").Problem[]}}
 */
export function channelTree(text, role, { resolved, keys, what }) {
  const { schema, aggregates } = resolved;
  const own = keys || role === "measure" ? aggregates.get(aggregateNamed(text, resolved) ?? "") : undefined;
  const row = checkExpression(text, schema, keys ? { aggregates: "yes", keys } : { aggregates: "no" });
  const group = role === "measure" && !row.tree ? checkExpression(text, schema, { aggregates: "only" }) : row;
  const found = own ? { tree: own, problems: [] } : group.tree || group.aggregate ? group : row;
  if (!found.tree || fits(found.tree.type, role)) return found;
  const wanted = role === "scale" ? "a number, a date, a timestamp or a duration" : "a number";
  const message = `this is ${typeName(found.tree.type)}, and ${what} is ${wanted}`;
  return { tree: null, problems: [{ code: "expression-type", message, start: 0, end: text.length }] };
}

/** @param {Type} type @param {Role} role */
function fits(type, role) {
  if (role === "key") return true;
  return isScaled(type) && (role === "scale" || isNumber(type));
}

/** Whether values of a type lie on a scale. @param {Type} type */
export function isScaled(type) {
  return isNumber(type) || type.kind === "timestamp" || type.kind === "date" || type.kind === "duration";
}

/**
 * @param {Kind} kind
 * @param {string} layout
 * @param {Record<string, unknown>} said
 * @param {string[]} group
 * @param {Problem[]} problems
 */
function checkNeeds(kind, layout, said, group, problems) {
  const whole = withKeys(kind, said, group);
  const missing = kind.needs.filter((name) => whole[name] === undefined);
  if (!missing.length) return;
  const message = `${kind.name} needs ${missing.map((name) => `'${name}'`).join(" and ")}`;
  const help = `add ${missing.map((name) => `':${name}: …'`).join(" and ")}`;
  problems.push({
    code: "option-value",
    message,
    help,
    at: { option: "layout", start: 0, end: layout.length },
  });
}

/**
 * Whether the truth is one of two things.
 * @param {Record<string, unknown>} said
 * @param {Resolved} resolved
 * @param {Problem[]} problems
 */
function checkPositive(said, resolved, problems) {
  if (typeof said.truth !== "string") return;
  const { tree, problems: found } = positiveTree(said.truth, /** @type {any} */ (said.positive), resolved);
  if (tree) return;
  const option = said.positive === undefined ? "truth" : "positive";
  const end = String(said[option]).length;
  const message = said.positive === undefined
    ? `which value of ${said.truth} is the positive one?`
    : found[0]?.message ?? `'${said.positive}' is no value of ${said.truth}`;
  const help = said.positive === undefined ? "add ':positive: …'" : `give a value as ${said.truth} has it`;
  problems.push({ code: "option-value", message, help, at: { option, start: 0, end } });
}

/**
 * The condition that a row is positive: the truth itself where it is true or false, 1 where it is a number.
 * @param {string} truth
 * @param {string | undefined} positive
 * @param {Resolved} resolved
 */
export function positiveTree(truth, positive, { schema }) {
  const text = positiveText(truth, positive, schema);
  const checked = checkExpression(text, schema, { aggregates: "no" });
  return { ...checked, text, tree: checked.type?.kind === "boolean" ? checked.tree : null };
}

/**
 * @param {string} truth
 * @param {string | undefined} positive
 * @param {Resolved["schema"]} schema
 */
function positiveText(truth, positive, schema) {
  const kind = checkExpression(truth, schema).type?.kind;
  const left = columnNamed(truth, schema) === undefined ? `(${truth})` : truth;
  if (kind === "boolean" && (!positive || positive === "true")) return truth;
  if (kind === "boolean" && positive === "false") return `not ${left}`;
  if (kind === "integer" && positive === undefined) return `${left} = 1`;
  if (positive === undefined) return truth;
  const isPlain = kind !== "text" && /^-?\d+(\.\d+)?$/.test(positive);
  return `${left} = ${isPlain ? positive : writeText(unquoted(positive))}`;
}

/** A text without the quotes that it may stand in. @param {string} text */
function unquoted(text) {
  return /^(['"]).*\1$/s.test(text) ? text.slice(1, -1) : text;
}
