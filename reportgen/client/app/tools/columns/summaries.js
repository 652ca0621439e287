/** Summaries in the headers: asked for after the rows, a few columns at a time, given up when something newer is asked. */

import { answerSummaries, installSummaries } from "../../../core/index.js";
import { isAbort } from "../../engine/errors.js";
import { binsTerm, valueTerm } from "../../table/terms.js";
import { headOf } from "./headers.js";
import { pick } from "../../table/pick.js";
import { replaceTerm } from "./filter/terms.js";

/**
 * @typedef {import("../../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../../table/actions.js").Actions} Actions
 * @typedef {import("../../../core/sql/summaries.js").Summary} Summary
 * @typedef {import("../../../core/sql/summaries.js").Domains} Domains
 */

/** Columns of one question. */
const TOGETHER = 3;
/** What is found is drawn at once, but only so often (ms): each drawing holds up the next question. */
const DRAWN_AFTER = 40;

/**
 * @param {LivePanel} live
 * @param {Actions} actions
 */
export function createSummaries(live, actions) {
  /** @type {AbortController | null} */
  let asking = null;
  /** What the summaries that are there answer. */
  let answered = live.view().answer?.summaries ? questionOf(live) : "";
  /** @type {Domains} */
  const domains = {};

  /** Asks for what is missing, or for all anew when the rows are others. */
  async function refresh() {
    const { spec, answer, state } = live.view();
    if (!spec.summaries || answer?.kind !== "rows" || state !== "ready") return;
    asking?.abort();
    const mine = asking = new AbortController();
    const question = questionOf(live);
    const known = live.view().summaries ?? answer.summaries ?? {};
    const names = answer.columns.map(({ name }) => name);
    const missing = question === answered ? names.filter((name) => !known[name]) : names;
    answered = question;
    try {
      let found = {};
      let drawn = performance.now();
      for (let at = 0; at < missing.length; at += TOGETHER) {
        found = { ...found, ...await ask(missing.slice(at, at + TOGETHER), mine.signal) };
        const isLast = at + TOGETHER >= missing.length;
        if (!isLast && performance.now() - drawn < DRAWN_AFTER) continue;
        live.update({ summaries: { ...live.view().summaries ?? answer.summaries, ...found } });
        drawn = performance.now();
      }
    } catch (error) {
      answered = "";
      if (!isAbort(error)) live.update({ message: `The headers could not be summarised: ${said(error)}` });
    }
  }

  /**
   * @param {string[]} names
   * @param {AbortSignal} signal
   * @returns {Promise<Record<string, Summary>>}
   */
  async function ask(names, signal) {
    const { spec } = live.view();
    const found = await summariesOf(live, spec, names, domains, signal);
    for (const [name, summary] of Object.entries(found)) {
      if (summary.show === "histogram") domains[name] = summary.domain;
    }
    return found;
  }

  installSummaries();
  live.figure.addEventListener("reportgen:asking", () => {
    if (asking && !asking.signal.aborted) answered = "";
    asking?.abort();
  });
  live.figure.addEventListener("reportgen:change", refresh);
  refresh();
  const columnOf = (/** @type {string} */ name) =>
    live.view().answer?.columns.find((one) => one.name === name);
  /** @param {string} name @param {number} first @param {number} last */
  function summaryBin(name, first, last) {
    const summary = (live.view().summaries ?? live.view().answer?.summaries)?.[name];
    const column = columnOf(name);
    if (!column || summary?.show !== "histogram" || !summary.domain) return;
    const term = binsTerm(column, summary.domain, first, last);
    pick(live, term, () => replaceTerm(live, actions, name, term));
  }
  createBrush(live, summaryBin);
  return {
    summaryBin,
    /** @param {string} name @param {unknown} value */
    summaryValue(name, value) {
      const column = columnOf(name);
      const term = column && valueTerm(column, value);
      if (term) pick(live, term, () => replaceTerm(live, actions, name, term));
    },
  };
}

/**
 * @param {LivePanel} live
 * @param {import("../../table/panel.js").Spec} spec
 * @param {string[]} names
 * @param {Domains} domains those that are known
 * @param {AbortSignal} signal
 * @returns {Promise<Record<string, Summary>>}
 */
export function summariesOf(live, spec, names, domains, signal) {
  const derived = spec.columns.filter(({ expr }) => expr !== undefined);
  const asked = { ...spec, columns: [...derived, ...names.map((name) => ({ name }))] };
  const question = (/** @type {any} */ schema, own = spec) => answerSummaries(own, schema, names, domains);
  return live.source.ask(live.schema.relation, asked, question, signal, "long");
}

/** What summaries depend on. @param {LivePanel} live */
function questionOf(live) {
  const { spec: { filter, search, columns }, kept } = live.view();
  return JSON.stringify([kept, filter, search, columns.filter(({ expr }) => expr !== undefined)]);
}

/** @param {unknown} error */
function said(error) {
  return error instanceof Error ? error.message.split("\n")[0] : String(error);
}

/**
 * A drag over the bars picks those that it passes.
 * @param {LivePanel} live
 * @param {(name: string, first: number, last: number) => void} pick
 */
function createBrush(live, pick) {
  live.figure.addEventListener("pointerdown", (event) => {
    const chart = /** @type {Element} */ (event.target).closest(".rg-summary-bars");
    // In a linked panel, brushing is seen to with the other charts.
    if (!chart || event.button !== 0 || live.view().spec.selection) return;
    const bars = [...chart.querySelectorAll("rect.rg-bin")];
    const first = barAt(bars, event.clientX);
    let last = first;
    const brushing = new AbortController();
    const { signal } = brushing;
    const inside = (/** @type {number} */ bin) =>
      bin >= Math.min(first, last) && bin <= Math.max(first, last);
    addEventListener("pointermove", (move) => {
      last = barAt(bars, move.clientX);
      bars.forEach((bar, bin) => bar.classList.toggle("rg-bin-active", last !== first && inside(bin)));
    }, { signal });
    addEventListener("pointerup", () => {
      brushing.abort();
      bars.forEach((bar) => bar.classList.remove("rg-bin-active"));
      if (last === first) return;
      const head = headOf(live, chart);
      if (head) pick(head.column.name, Math.min(first, last), Math.max(first, last));
    }, { signal });
  });
}

/** @param {Element[]} bars @param {number} x */
function barAt(bars, x) {
  const found = bars.findLastIndex((bar) => x >= bar.getBoundingClientRect().left);
  return Math.max(0, found);
}
