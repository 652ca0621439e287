/** A group's rows: shown beneath it, or alone. */

import {
  BENEATH,
  groupRows,
  normaliseSpec,
  pack,
  planColumns,
  Rows,
  specEdits,
} from "../../../core/index.js";
import { isAbort } from "../../engine/errors.js";
import { comparison } from "../../table/terms.js";
import { html } from "../../ui/html.js";

/**
 * @typedef {import("../../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../../../core/spec/types.js").Spec} Spec
 * @typedef {import("../../../core/cells/types/view.d.ts").OpenedGroup} OpenedGroup
 * @typedef {import("../../../core/cells/types/view.d.ts").AnswerColumn} AnswerColumn
 */

/** Rows of a group that are shown beneath it. */
const FIRST = 5;

export function installGroups() {
  BENEATH.group = OpenedRows;
}

/**
 * @param {LivePanel} live
 */
export function createGroups(live) {
  let question = asked(live.view().spec);
  live.figure.addEventListener("reportgen:change", () => {
    const now = asked(live.view().spec);
    if (now !== question && live.view().opened?.size) live.update({ opened: undefined });
    question = now;
  });
  return {
    /** @param {unknown[]} key */
    async openGroup(key) {
      const opened = new Map(live.view().opened);
      const text = pack(key);
      if (opened.delete(text)) return live.update({ opened });
      const { spec } = live.view();
      const rows = await groupAnswer(live, spec, key);
      if (rows && live.view().spec === spec) {
        live.update({ opened: new Map([...live.view().opened ?? [], [text, rows]]) });
      }
    },
    /** The headers say what its rows have in common. @param {unknown[]} key */
    showGroup(key) {
      const { spec } = normaliseSpec({ ...groupSpec(live, key), summaries: true }, live.schema);
      live.show(spec).catch(() => {}); // said in the panel
    },
  };
}

/**
 * @param {LivePanel} live
 * @param {Spec} spec
 * @param {unknown[]} key
 * @returns {Promise<OpenedGroup | null>}
 */
async function groupAnswer(live, spec, key) {
  const question = (/** @type {any} */ schema, own = spec) => groupRows(own, schema, key, FIRST);
  try {
    const { signal } = new AbortController();
    return /** @type {any} */ (await live.source.ask(live.schema.relation, spec, question, signal));
  } catch (error) {
    const said = error instanceof Error ? error.message.split("\n")[0] : String(error);
    if (!isAbort(error)) live.update({ message: `The group could not be opened: ${said}` });
    return null;
  }
}

/**
 * The view of one group's rows.
 * @param {LivePanel} live
 * @param {unknown[]} key
 * @returns {Spec}
 */
export function groupSpec(live, key) {
  const { spec, answer } = live.view();
  const keys = /** @type {AnswerColumn[]} */ (answer?.columns.filter((one) => one.role === "key") ?? []);
  return (spec.group ?? []).reduce((next, text, index) => {
    const bound = /^(?:\w+|"(?:[^"]|"")*")$/.test(text) ? text : `(${text})`;
    const term = comparison(bound, keys[index].type, key[index], "=");
    return term === null ? next : specEdits.addFilter(next, term, live.schema);
  }, specEdits.ungroup(spec, null, live.schema));
}

/**
 * What makes a group's rows what they are.
 * @param {Spec} spec
 */
function asked({ filter, search, group, columns }) {
  return JSON.stringify([filter, search, group, columns]);
}

/** @param {{view: any, on: any, opened: OpenedGroup, rowKey: unknown[], columns: number}} props */
function OpenedRows({ view, on, opened, rowKey, columns }) {
  const answer = { ...opened, offset: 0 };
  const plans = planColumns(answer);
  const of = { ...view, spec: { ...view.spec, group: [] } };
  return html`
    <tr class="rg-opened" data-group=${pack(rowKey)}>
      <td colspan=${columns}>
        <table class=${`rg-table rg-rows rg-rows-${view.spec.row_height}`}>
          <thead>
            <tr><td class="rg-corner" />${plans.map(({ column, key, className }) =>
              html`<th key=${key} scope="col" class=${className}><span dir="auto">${column.label}</span></th>`
            )}</tr>
          </thead>
          <tbody><${Rows} view=${of} on=${on} answer=${answer} plans=${plans} /></tbody>
        </table>
        ${opened.total > opened.rows.length && html`
          <button type="button" class="rg-button" onClick=${() => on.showGroup?.(rowKey)}>
            ${`Show all ${opened.total}`}
          </button>
        `}
      </td>
    </tr>
  `;
}
