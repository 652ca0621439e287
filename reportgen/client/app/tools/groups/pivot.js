/** What readers do with a pivot: open the rows of a cell and come back, choose what the cells say. */

import { CELL_SHARES, normaliseSpec, specEdits } from "../../../core/index.js";
import { openTextDialog } from "../../editors/column_dialog.js";
import { openMenu } from "../../ui/menu.js";
import { toast } from "../../ui/toast.js";
import { columnTerms, keyTerm } from "./terms.js";

/**
 * @typedef {import("../../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../../table/panel.js").Handlers} Handlers
 * @typedef {import("../../table/panel.js").Spec} Spec
 * @typedef {import("../../table/panel.js").Answer} Answer
 * @typedef {import("../../../core/spec/types.js").Pivoted} Pivoted
 */

const CELLS = ".rg-pivot tbody :is(td, th)";

/**
 * @param {LivePanel} live
 * @returns {Handlers}
 */
export function createPivot(live) {
  const { figure, schema } = live;
  /** @type {Spec | null} */
  let left = null;
  const show = (/** @type {unknown} */ next) => live.show(normaliseSpec(next, schema).spec);
  const go = (/** @type {unknown} */ next) => void show(next).then(() => focusTable(figure)).catch(() => {}); // said in the panel

  figure.addEventListener("reportgen:change", () => {
    const { spec, back } = live.view();
    if (back && (spec.pivot || spec === live.author)) live.update({ back: false });
  });
  figure.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if ((event.key !== "Enter" && event.key !== " ") || !target.matches(CELLS)) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    target.querySelector("button")?.click();
  }, { capture: true });

  return {
    /** @param {number | null} row @param {number | null} column null: of all */
    pivotCell(row, column) {
      const { spec, answer } = live.view();
      if (!answer?.pivot) return;
      left = spec;
      go(cellSpec(spec, answer, row, column, schema));
      live.update({ back: true });
    },
    back() {
      if (left) go(left);
    },
    /** @param {HTMLElement} button */
    pivotMenu(button) {
      const { spec, answer } = live.view();
      if (!answer?.pivot || !spec.pivot) return;
      openMenu(button, {
        host: live.overlays,
        label: `Pivot by ${answer.pivot.label}`,
        entries: pivotEntries(live, spec, (next) => void show(next).catch(() => {})), // said in the panel
      });
    },
  };
}

/** @param {HTMLElement} figure */
function focusTable(figure) {
  /** @type {HTMLElement | null} */ (figure.querySelector(".rg-region"))?.focus({ preventScroll: true });
}

/**
 * The view of a cell's rows; the headers say what they have in common.
 * @param {Spec} spec
 * @param {Answer} answer
 * @param {number | null} row
 * @param {number | null} column
 * @param {LivePanel["schema"]} schema
 * @returns {Spec}
 */
function cellSpec(spec, answer, row, column, schema) {
  const keys = row === null
    ? []
    : (spec.group ?? []).map((text, index) =>
      keyTerm(text, answer.columns[index], answer.rows[row][index]) ?? ""
    );
  const across = column === null ? [] : columnTerms(/** @type {Pivoted} */ (answer.pivot), column);
  return [...keys, ...across].filter(Boolean).reduce(
    (next, term) => specEdits.addFilter(next, term, schema),
    specEdits.setSummaries(specEdits.ungroup(spec, null, schema), true, schema),
  );
}

/**
 * @param {LivePanel} live
 * @param {Spec} spec
 * @param {(next: Spec) => void} show
 * @returns {import("../../ui/menu.js").MenuEntry[]}
 */
function pivotEntries(live, spec, show) {
  const { schema } = live;
  const pivot = /** @type {string} */ (spec.pivot);
  const group = spec.group ?? [];
  const say = (/** @type {string | undefined} */ cell) => show(specEdits.setPivot(spec, pivot, schema, cell));
  const content = (/** @type {string | undefined} */ cell, /** @type {string} */ label) => ({
    label,
    checked: spec.cell === cell,
    run: () => say(cell),
  });
  const isOwn = spec.cell !== undefined && !CELL_SHARES.includes(spec.cell);
  const flat = specEdits.setPivot(spec, null, schema);
  return [
    content(undefined, "Number of rows"),
    ...CELL_SHARES.map((cell) => content(cell, cell[0].toUpperCase() + cell.slice(1))),
    { label: "An aggregate…", checked: isOwn, run: () => askAggregate(live, spec, say) },
    "separator",
    ...group.length === 1
      ? [{
        label: "Swap rows and columns",
        run: () =>
          show({
            ...specEdits.setPivot(specEdits.groupBy(spec, pivot, schema), group[0], schema, spec.cell),
          }),
      }]
      : [],
    { label: "Columns back into groups", run: () => show(specEdits.groupBy(flat, pivot, schema)) },
    { label: "Remove the pivot", run: () => show(flat) },
  ];
}

/**
 * @param {LivePanel} live
 * @param {Spec} spec
 * @param {(cell: string) => void} say
 */
function askAggregate({ overlays, figure, schema }, spec, say) {
  openTextDialog({
    host: overlays,
    id: `${figure.id}-cell`,
    title: "What the cells say",
    label: "An aggregate",
    value: spec.cell !== undefined && !CELL_SHARES.includes(spec.cell) ? spec.cell : "",
    placeholder: "avg(score)",
    save(text) {
      const [problem] = normaliseSpec({ ...spec, cell: text }, schema).problems;
      if (problem) toast(overlays, problem.help ? `${problem.message}: ${problem.help}` : problem.message);
      else if (text) say(text);
    },
  });
}
