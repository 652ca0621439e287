/** What a panel can show at once when members are switched: less of its answer, or an answer that it had before. */

import { fewerMembers } from "./fewer.js";
import { shownOf } from "./members.js";

/**
 * @typedef {import("../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../table/panel.js").Answer} Answer
 * @typedef {import("../table/panel.js").Spec} Spec
 * @typedef {{spec: Spec, answer: Answer, kept?: import("../table/panel.js").View["kept"]}} Known
 * @typedef {{settled: boolean, answers: Map<string, Known>}} Recent `settled`: the answer in view is that of the spec
 */

/** Answers that a panel keeps. */
const KEPT = 6;

/** @type {WeakMap<LivePanel, Recent>} */
const RECENT = new WeakMap();

/** @param {LivePanel} live */
export function keepAnswers(live) {
  /** @type {Recent} */
  const recent = { settled: true, answers: new Map() };
  RECENT.set(live, recent);
  live.figure.addEventListener("reportgen:asking", () => recent.settled = false);
  live.figure.addEventListener("reportgen:change", () => recent.settled = !live.view().message);
}

/**
 * What is known of a view in which other members are shown, until its answer has come.
 * @param {LivePanel} live
 * @param {Spec} next
 * @param {number} offset
 * @returns {{answer?: Answer}} what the view is to have beside that spec
 */
export function answerSoon(live, next, offset) {
  const { spec, answer, kept } = live.view();
  const recent = RECENT.get(live);
  if (!recent || !answer) return {};
  const key = (/** @type {Spec} */ of, /** @type {number} */ at) => JSON.stringify([of, at, kept ?? null]);
  if (recent.settled) remember(recent, key(spec, answer.offset), { spec, answer, kept });
  recent.settled = false;
  const known = [{ spec, answer, kept }, ...recent.answers.values()];
  const found = recent.answers.get(key(next, offset))?.answer ??
    less(known, { ...known[0], spec: next }, offset);
  return found ? { answer: found } : {};
}

/**
 * An answer without the members that are switched off, of those that differ in nothing else.
 * @param {Known[]} known
 * @param {Omit<Known, "answer">} wanted
 * @param {number} offset
 * @returns {Answer | null}
 */
function less(known, wanted, offset) {
  const rest = (/** @type {Omit<Known, "answer">} */ { spec: { tables: _, ...of }, kept }) =>
    JSON.stringify([of, kept ?? null]);
  for (const one of known) {
    if (one.answer.offset !== offset || rest(one) !== rest(wanted)) continue;
    const found = fewerMembers(one.answer, shownOf(wanted.spec));
    if (found) return found;
  }
  return null;
}

/** @param {Recent} recent @param {string} key @param {Known} known */
function remember({ answers }, key, known) {
  answers.delete(key);
  answers.set(key, known);
  const [oldest] = answers.keys();
  if (answers.size > KEPT) answers.delete(oldest);
}
