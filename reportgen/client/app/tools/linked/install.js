/** What selects in panels that share a selection: bars, rows, controls in the text, links. */

import { keptBy, normaliseSpec, withTerm, writeColumnFilter } from "../../../core/index.js";
import { LINKS, PLACED } from "../../table/links.js";
import { PICKED } from "../../table/pick.js";
import { watchBrush } from "./brush.js";
import { addLinked, follow, keptOf, linkedOf, othersOf, partOf, spread } from "./linked.js";
import { watchMarks } from "./marks.js";

/**
 * @typedef {import("../../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../../table/panel.js").Handlers} Handlers
 * @typedef {import("./linked.js").Linked} Linked
 */

/** Typing waits so long before it counts (ms). */
const APPLY_AFTER = 150;

/**
 * @param {LivePanel} live
 * @returns {Handlers}
 */
export function createLinked(live) {
  const own = addLinked(live);
  LINKS.others = othersSelected;
  live.figure.addEventListener("reportgen:change", () => spread(own));
  live.figure.addEventListener("reportgen:rows", () => spread(own));
  live.figure.addEventListener(PLACED, () => placeOthers(own));
  live.figure.addEventListener(PICKED, (event) => {
    const term = /** @type {CustomEvent<string>} */ (event).detail;
    select(live, withTerm(live.view().spec.selects ?? "", term, { toggle: true }));
  });
  watchMarks(live);
  watchBrush(live, brushing(own));
  return {
    ...controlling(live),
    clearSelects: () => select(live, ""),
    clearRows: () => clearRows(live),
    /** @param {string | null} text null for the rows */
    clearKept(text) {
      for (const other of othersOf(own)) {
        const part = keptBy([partOf(other)], live.schema);
        if (text === null && part.rows) clearRows(other.live);
        if (text !== null && part.texts.includes(text)) select(other.live, "");
      }
    },
  };
}

/** @param {LivePanel} live */
function controlling(live) {
  /** @type {number | undefined} */
  let timer;
  return {
    /** @param {import("../../../core/spec/column_filter.js").ColumnFilter} said */
    control(said) {
      const { columns: [{ name }], control } = live.view().spec;
      const apply = () => select(live, writeColumnFilter("", name, said));
      clearTimeout(timer);
      if (control === "search") timer = setTimeout(apply, APPLY_AFTER);
      else apply();
    },
  };
}

/**
 * While a reader drags, plots of counts answer from what was counted when the drag began.
 * @param {Linked} own
 * @returns {import("./brush.js").Told}
 */
function brushing(own) {
  let over = new AbortController();
  return {
    begin(terms) {
      over.abort();
      over = new AbortController();
      for (const other of othersOf(own)) prepare(other, own, terms, over.signal);
    },
    move(term, first, last) {
      own.brushed = withTerm(own.live.view().spec.selects ?? "", term);
      spread(own, { first, last });
    },
    end(term) {
      over.abort();
      own.brushed = null;
      for (const other of othersOf(own)) Object.assign(other, { quick: null, preparing: false, bars: null });
      if (term !== null) select(own.live, withTerm(own.live.view().spec.selects ?? "", term));
      else spread(own);
    },
  };
}

/**
 * @param {Linked} other
 * @param {Linked} own where the reader drags
 * @param {string[]} terms of its bars
 * @param {AbortSignal} signal
 */
async function prepare(other, own, terms, signal) {
  const schema = other.live.schema;
  const part = partOf(own);
  // What is selected of other columns stays as it is.
  const rest = withTerm(withTerm(part.spec.selects ?? "", terms[0] ?? ""), terms[0] ?? "", { toggle: true });
  const bars = terms.map((term) =>
    keptBy([{ ...part, spec: { ...part.spec, selects: term } }], schema).texts[0]
  );
  if (bars.includes(/** @type {any} */ (undefined)) || !terms.length) return;
  const kept = keptOf(other, own);
  const also = keptBy([{ ...part, spec: { ...part.spec, selects: rest } }], schema);
  const all = { texts: [...kept.texts, ...also.texts], rows: also.rows ?? kept.rows };
  other.preparing = true;
  // Where there are none, it is asked at every step.
  const quick = await other.live.brushed(all, bars, signal).catch(() => null);
  if (signal.aborted) return;
  other.preparing = false;
  other.quick = quick;
  if (other.bars) follow(other);
}

/** @param {LivePanel} live @param {string} selects */
function select(live, selects) {
  const { spec, answer } = live.view();
  const next = normaliseSpec({ ...spec, selects: selects || undefined }, live.schema).spec;
  live.show(next, answer?.offset ?? 0).catch(() => {}); // said in the panel
}

/** @param {LivePanel} live */
function clearRows(live) {
  live.update({ selected: new Set() });
  live.figure.dispatchEvent(new Event("reportgen:rows"));
}

/** What a link to a panel says of those that it shares a selection with. @param {LivePanel} live */
function othersSelected(live) {
  const own = linkedOf(live);
  const others = own ? othersOf(own).map((other) => other.live) : [];
  const changed = others.filter((other) => other.view().spec.selects !== other.author.selects);
  return Object.fromEntries(changed.map((other) => [other.figure.id, other.view().spec.selects ?? ""]));
}

/** A link to a panel has said what others select. @param {Linked} own */
function placeOthers(own) {
  const { others = {} } = own.live.view().place ?? {};
  for (const other of othersOf(own)) {
    const text = others[other.live.figure.id];
    if (text !== undefined) select(other.live, text);
  }
  spread(own);
}
