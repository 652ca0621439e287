/** A text box for an expression: completion, and what is wrong with the text while it is typed. */

import { html } from "../ui/html.js";
import { createCompletion } from "./completion.js";

/**
 * @typedef {{message: string, help?: string, at?: {start: number, end: number}}} Problem
 * @typedef {{
 *   id: string, label: string, host: Element, value: string,
 *   schema: import("./completion.js").Options["schema"], aggregates: import("./completion.js").Options["aggregates"],
 *   check: (text: string) => Problem[],
 *   changed: () => void, submit: () => void,
 * }} Options `changed` is called when the field has to be drawn again
 * @typedef {{value: () => string, draw: () => any, problems: () => Problem[], force: () => boolean}} ExpressionField
 *   `force` checks at once and says whether the text can be used
 */

const SHOW_PROBLEMS_AFTER = 500;

/**
 * @param {Options} options
 * @returns {ExpressionField}
 */
export function createExpressionField(
  { id, label, host, value, schema, aggregates, check, changed, submit },
) {
  /** @type {Problem[]} */
  let problems = [];
  /** @type {number | undefined} */
  let timer;
  /** @type {{list: string, active: string | null} | null} */
  let list = null;
  const completion = createCompletion({
    input: () => /** @type {HTMLInputElement | null} */ (document.getElementById(id)),
    host,
    id: `${id}-completions`,
    schema,
    aggregates,
    changed: typed,
    attributes(attributes) {
      list = attributes;
      changed();
    },
  });

  /** @param {string} text */
  function typed(text) {
    value = text;
    clearTimeout(timer);
    if (problems.length && !check(text).length) problems = [];
    timer = setTimeout(() => {
      problems = value.trim() ? check(value) : [];
      changed();
    }, SHOW_PROBLEMS_AFTER);
    changed();
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    if (event.isComposing || completion.key(event)) return;
    if (event.key !== "Enter") return;
    event.preventDefault();
    submit();
  }

  return {
    value: () => value,
    problems: () => problems,
    force() {
      clearTimeout(timer);
      problems = check(value);
      changed();
      return problems.length === 0;
    },
    draw: () =>
      html`
        <div class="rg-field">
          <label for=${id}>${label}</label>
          <input
            id=${id}
            class="rg-input"
            type="text"
            value=${value}
            spellcheck="false"
            autocomplete="off"
            autocapitalize="off"
            role="combobox"
            aria-autocomplete="list"
            aria-expanded=${String(list !== null)}
            aria-controls=${list?.list}
            aria-activedescendant=${list?.active ?? undefined}
            aria-invalid=${problems.length ? "true" : undefined}
            aria-describedby=${`${id}-problems`}
            onInput=${(/** @type {any} */ event) => {
              typed(event.currentTarget.value);
              completion.typed();
            }}
            onKeyDown=${key}
          />
          <div class="rg-problems" id=${`${id}-problems`} aria-live="polite">
            ${problems.slice(0, 2).map((problem) => problemLine(problem, value))}
          </div>
        </div>
      `,
  };
}

/**
 * A problem with its place in the text.
 * @param {Problem} problem
 * @param {string} text
 */
function problemLine({ message, help, at }, text) {
  const start = Math.min(at?.start ?? 0, text.length);
  const end = Math.max(Math.min(at?.end ?? text.length, text.length), start);
  return html`
    <p class="rg-problem">
      <code class="rg-problem-text">${text.slice(0, start)}<mark>${text.slice(start, end) || " "}</mark>${text
        .slice(
          end,
        )}</code>
      <span class="rg-problem-message">${message}${help
        ? html`
          <span class="rg-problem-help">(${help})</span>
        `
        : ""}</span>
    </p>
  `;
}
