/** What a text holds, begins with, or matches. */

import { html } from "../../../ui/html.js";

/** @typedef {import("./open.js").Control} Control */
/** @typedef {import("../../../../core/spec/column_filter.js").Way} Way */

const WAYS = /** @type {const} */ ([
  ["contains", "contains"],
  ["starts", "begins with"],
  ["matches", "matches (regular expression)"],
]);

/** @param {Control} control */
export function matchControl({ id, said, say }) {
  const match = said.match ?? { way: /** @type {Way} */ ("contains"), text: "", insensitive: true };
  const change = (/** @type {Partial<typeof match>} */ patch) => {
    const next = { ...match, ...patch };
    say({ match: next.text && isPattern(next) ? next : undefined });
  };
  return html`
    <div class="rg-match">
      <select aria-label="How texts are compared" onChange=${(/** @type {any} */ event) =>
        change({ way: event.currentTarget.value })}>
        ${WAYS.map(([way, label]) =>
          html`<option value=${way} selected=${match.way === way}>${label}</option>`
        )}
      </select>
      <input id=${`${id}-text`} type="text" class="rg-input" aria-label="Text" autocomplete="off"
        value=${match.text}
        onInput=${(/** @type {any} */ event) => {
          const text = event.currentTarget.value;
          const good = isPattern({ ...match, text });
          event.currentTarget.setAttribute("aria-invalid", String(!good));
          if (good) change({ text });
        }} />
      <label><input type="checkbox" checked=${match.insensitive}
        onChange=${() => change({ insensitive: !match.insensitive })} />ignore case</label>
    </div>
  `;
}

/** Whether a text can be matched. @param {{way: Way, text: string}} match */
function isPattern({ way, text }) {
  if (way !== "matches") return true;
  try {
    return Boolean(new RegExp(text));
  } catch {
    return false;
  }
}
