/** What a reader can do to a panel's view: each makes a new spec and shows it. */

import { normaliseSpec, specEdits, writeName } from "../../core/index.js";
import { columnChoices, columnFacts } from "./column_facts.js";
import { schemaWithDerived } from "./filter_box.js";

/**
 * @typedef {import("./panel.js").LivePanel} LivePanel
 * @typedef {import("./panel.js").Schema} Schema
 * @typedef {import("./panel.js").Spec} Spec
 * @typedef {import("./column_facts.js").ColumnFacts} ColumnFacts
 * @typedef {import("./column_facts.js").Choice} Choice
 * @typedef {{expr: string, name: string, format?: string}} Draft a derived column as a dialog has it; no name means its text
 * @typedef {"asc" | "desc"} Direction
 * @typedef {{
 *   live: LivePanel, schema: Schema, spec: () => Spec,
 *   change: (next: unknown) => void, arrange: (next: unknown) => void,
 * }} Editing `change` shows a new view from its start, `arrange` on the page where the reader is
 * @typedef {ReturnType<typeof createActions> & {overlays?: (name: string, button: HTMLElement) => void}} Actions
 *   `overlays` opens what is chosen of a column's overlays: there where the page has media
 */

/**
 * @param {LivePanel} live
 * @param {() => void} dropDraft forgets what stands in the filter box and is not applied
 */
export function createActions(live, dropDraft) {
  const { schema } = live;
  const spec = () => live.view().spec;
  /** @param {unknown} next @param {number} [offset] */
  function show(next, offset) {
    live.show(normaliseSpec(next, live.schemaFor(/** @type {Spec} */ (next))).spec, offset).catch(() => {}); // said in the panel
  }
  const arrange = (/** @type {unknown} */ next) => show(next, live.view().answer?.offset ?? 0);
  const editing = { live, schema, spec, change: (/** @type {unknown} */ next) => show(next), arrange };
  return {
    ...sorting(editing),
    ...grouping(editing),
    ...arranging(editing),
    ...deriving(editing),
    schema: () => schemaWithDerived(live),
    /** @returns {"no" | "yes"} whether an expression may have aggregates */
    aggregates: () => (spec().group?.length ? "yes" : "no"),
    /** @param {string} text */
    setFilter(text) {
      dropDraft();
      show(specEdits.setFilter(spec(), text, schema));
    },
    /** @param {string} term */
    addFilter(term) {
      dropDraft();
      show(specEdits.addFilter(spec(), term, schema));
    },
    rowHeight: (/** @type {string} */ height) => arrange(specEdits.setRowHeight(spec(), height, schema)),
    rows: (/** @type {number} */ count) => show(specEdits.setRows(spec(), count, schema)),
    page: (/** @type {number} */ offset) => show(spec(), offset),
    reset() {
      dropDraft();
      show(live.author);
    },
  };
}

/** @param {Editing} editing */
function sorting({ live, schema, spec, change }) {
  /** @type {(by: string, dir: Direction, how?: {add: boolean}) => void} */
  const sort = (by, dir, how) => change(specEdits.setSort(spec(), by, dir, schema, how));
  const unsort = (/** @type {string} */ by) => change(specEdits.clearSort(spec(), by, schema));
  return {
    sort: (/** @type {string} */ by, /** @type {Direction} */ dir) => sort(by, dir),
    sortToo: (/** @type {string} */ by, /** @type {Direction} */ dir) => sort(by, dir, { add: true }),
    unsort,
    /**
     * A press on a column's header: ascending (of counts, descending), then the other way, then not at all.
     * @param {string} name
     * @param {boolean} also keep the other sort keys
     */
    toggleSort(name, also) {
      const facts = columnFacts(live.view(), name);
      if (!facts?.sortBy) return;
      // Of counts one asks for the greatest.
      /** @type {Direction[]} */
      const [first, then] = /^count(\(\*\))?$/.test(facts.sortBy) ? ["desc", "asc"] : ["asc", "desc"];
      if (facts.sorted === then) unsort(facts.sortBy);
      else sort(facts.sortBy, facts.sorted ? then : first, { add: also || facts.sorted !== null });
    },
  };
}

/** @param {Editing} editing */
function grouping({ live, schema, spec, change }) {
  return {
    /**
     * @param {string} name
     * @param {{also: boolean}} how within the groups that there are
     */
    group(name, { also }) {
      const from = also ? spec() : specEdits.ungroup(spec(), null, schema);
      change(specEdits.groupBy(from, writeName(name), schema));
    },
    /** @param {string} name of a key's column */
    ungroup(name) {
      const keys = live.view().answer?.columns.filter((column) => column.role === "key") ?? [];
      const by = spec().group?.[keys.findIndex((key) => key.name === name)];
      if (by !== undefined) change(specEdits.ungroup(spec(), by, schema));
    },
  };
}

/** @param {Editing} editing */
function arranging({ live, schema, spec, arrange }) {
  const choices = () => columnChoices(live.view(), schema);
  return {
    choices,
    column: (/** @type {string} */ name) => columnFacts(live.view(), name),
    hide: (/** @type {string} */ name) => arrange(specEdits.removeColumn(spec(), name, schema)),
    /** @param {string[]} names */
    hideAll: (names) =>
      arrange(names.reduce((all, name) => specEdits.removeColumn(all, name, schema), spec())),
    /** @param {string[]} names */
    showAll: (names) =>
      arrange(names.reduce((all, name) => specEdits.showColumn(all, name, null, schema), spec())),
    unhide: (/** @type {string} */ name) => arrange(specEdits.showColumn(spec(), name, null, schema)),
    /**
     * @param {string} name
     * @param {number} index among the columns that are shown
     */
    move(name, index) {
      const shown = choices().filter((choice) => choice.index !== null).map((choice) => choice.name);
      const from = shown.indexOf(name);
      if (shown[index] === undefined || from === index) return;
      const at = spec().columns.filter((entry) => entry.name !== name)
        .findIndex((entry) => entry.name === shown[index]);
      arrange(specEdits.moveColumn(spec(), name, index > from ? at + 1 : at, schema));
    },
    /** @param {Map<string, object>} said of columns by name */
    setColumns: (said) => arrange(specEdits.setColumns(spec(), said, schema)),
    /** @param {boolean} shown */
    summaries: (shown) => arrange(specEdits.setSummaries(spec(), shown, schema)),
    rename: (/** @type {string} */ name, /** @type {string} */ label) =>
      arrange(specEdits.renameColumn(spec(), name, label, schema)),
  };
}

/** @param {Editing} editing */
function deriving({ schema, spec, change, arrange }) {
  const problems = (/** @type {Spec} */ next) => normaliseSpec(next, schema).problems;
  return {
    checkAdd: (/** @type {Draft} */ draft) => problems(added(spec(), draft, null)),
    checkEdit: (/** @type {string} */ name, /** @type {Draft} */ draft) =>
      problems(edited(spec(), name, draft)),
    /**
     * @param {Draft} draft
     * @param {string} name
     * @param {"left" | "right"} side of that column
     */
    add(draft, name, side) {
      const at = spec().columns.findIndex((entry) => entry.name === name);
      const after = side === "right" ? name : spec().columns[at - 1]?.name ?? null;
      arrange(added(spec(), draft, after));
    },
    edit: (/** @type {string} */ name, /** @type {Draft} */ draft) => change(edited(spec(), name, draft)),
  };
}

/**
 * @param {Spec} spec
 * @param {Draft} draft
 * @param {string | null} after
 * @returns {Spec}
 */
function added(spec, { expr, name, format }, after) {
  const column = { name: name || freeName(expr, spec), expr, ...format ? { format } : {} };
  // Adding replaces a column of the same name; here that is a mistake, which the check reports.
  const taken = spec.columns.some((entry) => entry.name === column.name);
  return taken ? { ...spec, columns: [...spec.columns, column] } : specEdits.addColumn(spec, column, after);
}

/**
 * @param {Spec} spec
 * @param {string} old
 * @param {Draft} draft
 * @returns {Spec}
 */
function edited(spec, old, { expr, name }) {
  const columns = spec.columns.map((entry) =>
    entry.name === old ? { ...entry, name: name || old, expr } : entry
  );
  return { ...spec, columns };
}

/**
 * A derived column without a name is called as it is written.
 * @param {string} expr
 * @param {Spec} spec
 */
function freeName(expr, { columns }) {
  let free = expr;
  for (let n = 2; columns.some(({ name }) => name === free); n++) free = `${expr} (${n})`;
  return free;
}
