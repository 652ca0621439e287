/** The dialog of one column: its name in the header, its expression, and how its values are written. */

import { normaliseSpec } from "../../../core/index.js";
import { createExpressionField } from "../../editors/expression_field.js";
import { formActions, openDialog } from "../../ui/dialog.js";
import { html } from "../../ui/html.js";
import { formatFields } from "./fields.js";
import { draftOf, textOf } from "./draft.js";
import { preview } from "./preview.js";

/**
 * @typedef {import("../../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../../table/panel.js").Spec} Spec
 * @typedef {import("../../table/actions.js").Actions} Actions
 * @typedef {import("../../../core/cells/types/view.d.ts").AnswerColumn} AnswerColumn
 * @typedef {import("../../../core/spec/types.js").SpecColumn} SpecColumn
 * @typedef {import("./draft.js").Draft} Draft
 */

/** @param {{live: LivePanel, actions: Actions, name: string}} options */
export function openColumnSettings({ live, actions, name }) {
  const { overlays: host, figure: { id } } = live;
  const entry = live.view().spec.columns.find((one) => one.name === name);
  const column = live.view().answer?.columns.find((one) => one.name === name);
  if (!entry || !column) return;
  const texts = actions.schema().columns.filter((one) => one.type.kind === "text" && one.name !== name)
    .map((one) => one.name);
  const compared = column.members !== undefined;
  const dialog = openDialog({ host, title: `Column ${column.label}` });
  let label = entry.label ?? name;
  let draft = draftOf(entry.format, texts);
  const field = entry.expr === undefined ? null : createExpressionField({
    id: `${id}-settings-expression`,
    label: "Expression",
    host: dialog.element,
    value: entry.expr,
    schema: actions.schema,
    aggregates: actions.aggregates,
    check: (expr) => problemsOf(changed({ expr: expr.trim() })).filter(({ at }) => at.end > 0),
    changed: paint,
    submit,
  });

  /** @param {Partial<SpecColumn>} parts @returns {Spec} */
  function changed(parts) {
    const { spec } = live.view();
    return { ...spec, columns: spec.columns.map((one) => one.name === name ? { ...one, ...parts } : one) };
  }
  /** @param {Spec} spec */
  const problemsOf = (spec) => normaliseSpec(spec, live.schema).problems;
  const wrong = () => problemsOf(changed({ format: textOf(draft) }))[0];

  function submit() {
    const problem = wrong();
    if (problem || (field && (!field.value().trim() || !field.force()))) return paint();
    const said = label.trim();
    const next = changed({
      label: said && said !== name ? said : undefined,
      ...field ? { expr: field.value().trim() } : {},
      format: textOf(draft),
    });
    dialog.close();
    const { spec } = normaliseSpec(next, live.schema);
    live.show(spec, live.view().answer?.offset ?? 0).catch(() => {}); // said in the panel
  }

  /** @param {Partial<Draft>} change */
  function edit(change) {
    draft = { ...draft, ...change };
    paint();
  }

  function paint() {
    const problem = wrong();
    const drawn = /** @type {AnswerColumn} */ (column);
    dialog.draw(html`
      <form
        novalidate
        onSubmit=${(/** @type {Event} */ event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div class="rg-field">
          <label for=${`${id}-settings-name`}>Name in the header</label>
          <input
            id=${`${id}-settings-name`}
            class="rg-input"
            type="text"
            value=${label}
            placeholder=${name}
            autocomplete="off"
            onInput=${(/** @type {any} */ event) => label = event.currentTarget.value}
          />
        </div>
        ${field?.draw()}
        ${formatFields({ id: `${id}-settings`, type: drawn.type, texts, compared, draft, edit })}
        <div class="rg-problems" aria-live="polite">${problem && html`
          <p class="rg-problem"><span class="rg-problem-message">${problem.message}${problem.help
            ? html`
              <span class="rg-problem-help">(${problem.help})</span>
            `
            : ""}</span></p>
        `}</div>
        ${preview(live.view(), drawn, problem ? undefined : textOf(draft))}
        ${formActions(dialog.close)}
      </form>
    `);
  }
  paint();
  document.getElementById(`${id}-settings-format`)?.focus();
}
