/** Which rows these are; a press on it asks for the number of another. */

import { html } from "./html.js";

/** @typedef {HTMLElement | null} Drawn */

/**
 * The number that a text says, brought among the rows that there are; null where it says none.
 * @param {string} text
 * @param {number} all
 */
export function rowNumber(text, all) {
  const digits = text.replace(/[\s,]/g, "");
  return /^\d+$/.test(digits) ? Math.max(1, Math.min(all, Number(digits))) : null;
}

/**
 * `go` is given a number that counts from 1.
 * @this {{asks?: boolean, returns?: boolean, setState: (state: object) => void}}
 * @param {{text: string, all: number, what: string, go?: (number: number) => void}} props
 */
export function GoTo({ text, all, what, go }) {
  const turn = (/** @type {boolean} */ asks, returns = false) => {
    if (Boolean(this.asks) === asks) return;
    [this.asks, this.returns] = [asks, returns];
    this.setState({});
  };
  const label = `Go to ${what}`;
  if (!this.asks) {
    const back = (/** @type {Drawn} */ button) => {
      if (this.returns) button?.focus({ preventScroll: true });
      this.returns = false;
    };
    const title = all > 0 ? `${label}…` : undefined;
    return html`
      <button type="button" class="rg-go" ref=${back} title=${title}
        onClick=${title && go && (() => turn(true))}>${text}</button>
    `;
  }
  const keys = (/** @type {any} */ event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    const number = event.key === "Enter" ? rowNumber(event.currentTarget.value, all) : null;
    if (event.key === "Enter" && number === null) {
      return event.currentTarget.setAttribute("aria-invalid", "true");
    }
    turn(false, true);
    if (number !== null) go?.(number);
  };
  return html`
    <input class="rg-input rg-go-number" type="text" inputmode="numeric" autocomplete="off"
      aria-label=${`${label}, 1 to ${all}`} placeholder=${`1–${all}`}
      ref=${(/** @type {Drawn} */ input) => input?.focus({ preventScroll: true })}
      onKeyDown=${keys} onBlur=${() => turn(false)} />
  `;
}
