/** The filter box, and what is wrong with what stands in it. */

import { html } from "./html.js";

/** @typedef {import("./types/view.d.ts").View} View */
/** @typedef {import("./types/view.d.ts").Handlers} Handlers */
/** @typedef {import("./types/view.d.ts").Problem} Problem */

/** Characters of the filter's text that are repeated on each side of a problem. */
const CONTEXT = 28;

/** The text in the box: what the reader is typing, else the spec's. @param {View} view */
export function filterText(view) {
  return view.draft ?? view.spec.filter ?? "";
}

/** The place of a problem inside its text. @param {Problem} problem @param {string} text */
function problemSpan(problem, text) {
  const start = Math.min(problem.at?.start ?? problem.start ?? 0, text.length);
  const end = Math.min(Math.max(problem.at?.end ?? problem.end ?? start, start), text.length);
  return { start, end };
}

/** The part of the text around a problem, with its place marked. @param {{problem: Problem, text: string}} props */
function Excerpt({ problem, text }) {
  const { start, end } = problemSpan(problem, text);
  const from = Math.max(0, start - CONTEXT);
  const to = Math.min(text.length, Math.max(end, start + 1) + CONTEXT);
  // At the end of the text there is nothing to underline: a space stands for what is missing.
  const marked = text.slice(start, end) || text.slice(start, start + 1) || " ";
  const rest = text.slice(Math.max(end, Math.min(start + 1, text.length)), to);
  const before = `${from > 0 ? "…" : ""}${text.slice(from, start)}`;
  const after = `${rest}${to < text.length ? "…" : ""}`;
  return html`<code class="rg-problem-text">${before || null}<mark>${marked}</mark>${after || null}</code>`;
}

/** @param {{view: View}} props */
export function FilterProblems({ view }) {
  const problems = (view.problems ?? []).slice(0, 3);
  const text = filterText(view);
  return html`
    <div class="rg-problems" id=${`${view.id}-problems`} aria-live="polite">
      ${problems.map((problem) =>
        html`
          <p class="rg-problem">
              <${Excerpt} problem=${problem} text=${text} />
              <span>${problem.message}</span>
            ${problem.help &&
              html`<span class="rg-problem-help" title=${problem.help}>${problem.help}</span>`}
          </p>
        `
      )}
    </div>
  `;
}

/** @param {{view: View, on: Handlers}} props */
export function Filter({ view, on }) {
  const wrong = (view.problems ?? []).length > 0;
  const completion = view.completion;
  return html`
    <div class="rg-filter">
      <label class="rg-filter-label" for=${`${view.id}-filter`}>Filter</label>
      <input
        type="text"
        class="rg-filter-input"
        id=${`${view.id}-filter`}
        value=${filterText(view)}
        placeholder="every row"
        spellcheck="false"
        autocomplete="off"
        autocapitalize="off"
        aria-autocomplete="list"
        aria-controls=${completion?.list}
        aria-activedescendant=${completion?.active ?? undefined}
        aria-invalid=${wrong ? "true" : undefined}
        aria-describedby=${wrong ? `${view.id}-problems` : undefined}
        onInput=${on.filterInput}
        onKeyDown=${on.filterKeydown}
        onChange=${on.filterCommit}
      />
    </div>
  `;
}
