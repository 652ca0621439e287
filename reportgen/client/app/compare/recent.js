/** What a panel can show at once when members are switched: less of its answer, or an answer that it had before. */

import { fewerMembers } from "./fewer.js";
import { shownOf } from "./members.js";

/**
 * @typedef {import("../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../table/panel.js").Answer} Answer
 * @typedef {import("../table/panel.js").Spec} Spec
 * @typedef {{settled: boolean, answers: Map<string, Answer>}} Recent `settled`: the answer in view is that of the spec
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
  if (recent.settled) remember(recent, key(spec, answer.offset), answer);
  recent.settled = false;
  const found = recent.answers.get(key(next, offset)) ?? less(answer, spec, next);
  return found ? { answer: found } : {};
}

/**
 * The answer without the members that are switched off, if nothing else is different.
 * @param {Answer} answer
 * @param {Spec} spec
 * @param {Spec} next
 */
function less(answer, spec, next) {
  const rest = (/** @type {Spec} */ { tables: _, ...of }) => JSON.stringify(of);
  return rest(spec) === rest(next) ? fewerMembers(answer, shownOf(next)) : null;
}

/** @param {Recent} recent @param {string} key @param {Answer} answer */
function remember({ answers }, key, answer) {
  answers.delete(key);
  answers.set(key, answer);
  const [oldest] = answers.keys();
  if (answers.size > KEPT) answers.delete(oldest);
}
