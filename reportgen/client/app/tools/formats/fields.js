/** The controls for a column's format: which one, and what it can be told. */

import {
  CELLS,
  CURRENCIES,
  FORMAT_KINDS,
  formatsFor,
  MARKS,
  SECONDS,
  UNITS,
  usualDecimals,
} from "../../../core/index.js";
import { html } from "../../ui/html.js";
import { DIGITS } from "./draft.js";

/**
 * @typedef {import("./draft.js").Draft} Draft
 * @typedef {import("../../../core/cells/types/view.d.ts").ColumnType} ColumnType
 * @typedef {{id: string, type: ColumnType, texts: string[], compared: boolean, draft: Draft,
 *   edit: (change: Partial<Draft>) => void}} Asked `compared`: each table of the panel has its own values
 * @typedef {[string, string]} Option a value and its words
 */

/** @type {Record<string, string>} */
const UNIT_WORDS = {
  ns: "nanoseconds",
  us: "microseconds",
  ms: "milliseconds",
  s: "seconds",
  min: "minutes",
  h: "hours",
};
/** Formats of the number beside a bar or on a color. @type {Option[]} */
const INNER = [
  ["", "Automatic"],
  ["fixed(0)", "Whole numbers"],
  ["fixed", "Two decimals"],
  ["fixed(4)", "Four decimals"],
  ["percent", "Percent"],
  ["compact", "Compact"],
  ["scientific", "Scientific"],
  ["currency", "Currency (USD)"],
  ["bytes", "Bytes"],
];

/** @param {Asked} asked */
export function formatFields(asked) {
  const { id, type, texts, compared, draft, edit } = asked;
  const names = formatsFor(type.kind).filter((name) =>
    (name !== "markdown" || CELLS.markdown) && (name !== "diff" || texts.length) &&
    (name !== "changes" || compared)
  );
  const known = draft.name && !names.includes(draft.name) ? [...names, draft.name] : names;
  /** @type {Option[]} */
  const options = [
    ["", "Automatic"],
    ...known.map((name) => /** @type {Option} */ ([name, FORMAT_KINDS[name].what])),
  ];
  return [
    select(`${id}-format`, "Format", options, draft.name, (name) => edit({ name })),
    ...more(asked),
  ];
}

/** What the chosen format can be told. @param {Asked} asked */
function more({ id, texts, draft, edit }) {
  const { name } = draft;
  const digits = (/** @type {number} */ usual) => {
    const attributes = { type: "number", min: 0, max: 15, placeholder: String(usual) };
    return input(
      `${id}-digits`,
      "Digits after the point",
      draft.digits,
      attributes,
      (text) => edit({ digits: text }),
    );
  };
  if (name in DIGITS) return [digits(DIGITS[name])];
  if (name === "currency") {
    const codes = CURRENCIES.includes(draft.currency) ? CURRENCIES : [...CURRENCIES, draft.currency];
    const chosen = (/** @type {string} */ currency) => edit({ currency });
    return [
      select(`${id}-currency`, "Currency", codes.map(same), draft.currency, chosen),
      digits(usualDecimals(draft.currency)),
    ];
  }
  if (name === "duration") {
    const units = Object.keys(SECONDS).map((unit) => /** @type {Option} */ ([unit, UNIT_WORDS[unit]]));
    return [select(`${id}-unit`, "The numbers count", units, draft.unit, (unit) => edit({ unit }))];
  }
  if (name === "custom") {
    const attributes = { type: "text", spellcheck: "false" };
    return [
      input(
        `${id}-pattern`,
        "Pattern, as in Python",
        draft.pattern,
        attributes,
        (pattern) => edit({ pattern }),
      ),
    ];
  }
  const inner = () => {
    const options = INNER.some(([text]) => text === draft.inner) ? INNER : [...INNER, same(draft.inner)];
    return select(`${id}-inner`, "Numbers", options, draft.inner, (text) => edit({ inner: text }));
  };
  if (name === "bar") return [inner()];
  if (name === "scale") {
    /** @type {Option[]} */
    const scales = [["", "From the least to the greatest"], ["diverging", "Two hues, zero in the middle"]];
    const chosen = draft.diverging ? "diverging" : "";
    return [
      select(`${id}-scale`, "Colors", scales, chosen, (text) => edit({ diverging: text !== "" })),
      inner(),
    ];
  }
  if (name === "changes") return [select(`${id}-by`, "By", MARKS.map(same), draft.by, (by) => edit({ by }))];
  if (name !== "diff") return [];
  return [
    select(`${id}-to`, "Compared with", texts.map(same), draft.to, (to) => edit({ to })),
    select(`${id}-by`, "By", UNITS.map(same), draft.by, (by) => edit({ by })),
  ];
}

/** @param {string} text @returns {Option} */
function same(text) {
  return [text, text];
}

/**
 * @param {string} id
 * @param {string} label
 * @param {Option[]} options
 * @param {string} value
 * @param {(value: string) => void} chosen
 */
function select(id, label, options, value, chosen) {
  return html`
    <div class="rg-field" key=${id}>
      <label for=${id}>${label}</label>
      <select id=${id} class="rg-select" onChange=${(/** @type {any} */ event) =>
        chosen(event.currentTarget.value)}>
        ${options.map(([text, words]) =>
          html`<option value=${text} selected=${text === value}>${words}</option>`
        )}
      </select>
    </div>
  `;
}

/**
 * @param {string} id
 * @param {string} label
 * @param {string} value
 * @param {Record<string, unknown>} attributes
 * @param {(value: string) => void} typed
 */
function input(id, label, value, attributes, typed) {
  return html`
    <div class="rg-field" key=${id}>
      <label for=${id}>${label}</label>
      <input id=${id} class="rg-input" ...${attributes} value=${value} autocomplete="off"
        onInput=${(/** @type {any} */ event) => typed(event.currentTarget.value)} />
    </div>
  `;
}
