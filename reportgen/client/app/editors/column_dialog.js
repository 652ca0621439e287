/** The dialogs of one column: a new one from an expression, another expression, another name. */

import { formActions, openDialog } from "../ui/dialog.js";
import { html } from "../ui/html.js";
import { createExpressionField } from "./expression_field.js";

/**
 * @typedef {import("../table/actions.js").Actions} Actions
 * @typedef {import("../table/actions.js").Draft} Draft
 */

/**
 * Asks for a derived column.
 * @param {{
 *   host: Element, id: string, title: string, button: string, name: string, expr: string,
 *   actions: Actions, check: (draft: Draft) => {message: string, help?: string}[], save: (draft: Draft) => void,
 * }} options
 */
export function openColumnDialog({ host, id, title, button, name, expr, actions, check, save }) {
  const dialog = openDialog({ host, title });
  let chosen = name;
  const draft = () => ({ expr: field.value().trim(), name: chosen.trim() });
  const field = createExpressionField({
    id: `${id}-expression`,
    label: "Expression",
    host: dialog.element,
    value: expr,
    schema: actions.schema,
    aggregates: actions.aggregates,
    check: (text) => check({ expr: text.trim(), name: chosen.trim() }),
    changed: paint,
    submit,
  });

  function submit() {
    if (!field.value().trim() || !field.force()) return;
    const result = draft();
    dialog.close();
    save(result);
  }

  function paint() {
    dialog.draw(html`
      <form
        novalidate
        onSubmit=${(/** @type {Event} */ event) => {
          event.preventDefault();
          submit();
        }}
      >
        ${field.draw()}
        <div class="rg-field">
          <label for=${`${id}-name`}>Name</label>
          <input
            id=${`${id}-name`}
            class="rg-input"
            type="text"
            value=${chosen}
            placeholder=${field.value().trim() || "the expression"}
            autocomplete="off"
            onInput=${(/** @type {any} */ event) => chosen = event.currentTarget.value}
          />
        </div>
        <p class="rg-note">Columns and functions combine as in <code>score_0 + score_6</code>${actions
            .aggregates() === "no"
          ? ""
          : html`; in groups also as in <code>avg(score_0)</code>`}.</p>
        ${formActions(dialog.close, button)}
      </form>
    `);
  }
  paint();
  document.getElementById(`${id}-expression`)?.focus();
}

/**
 * Asks for one line of text.
 * @param {{host: Element, id: string, title: string, label: string, value: string, placeholder: string,
 *   save: (text: string) => void}} options
 */
export function openTextDialog({ host, id, title, label, value, placeholder, save }) {
  const dialog = openDialog({ host, title });
  /** @param {SubmitEvent} event */
  function submit(event) {
    event.preventDefault();
    const box = /** @type {HTMLInputElement} */ (document.getElementById(`${id}-text`));
    const text = box.value.trim();
    dialog.close();
    save(text);
  }
  dialog.draw(html`
    <form onSubmit=${submit}>
      <div class="rg-field">
        <label for=${`${id}-text`}>${label}</label>
        <input id=${`${id}-text`} class="rg-input" type="text" value=${value} placeholder=${placeholder}
          autocomplete="off" />
      </div>
      ${formActions(dialog.close)}
    </form>
  `);
  const box = /** @type {HTMLInputElement | null} */ (document.getElementById(`${id}-text`));
  box?.focus();
  box?.select();
}
