/** Columns of a table that is scrolled: they grow with what comes into sight and do not shrink again. */

/** @param {Element} body */
const headsIn = (body) => /** @type {HTMLElement[]} */ ([...body.querySelectorAll(".rg-table > thead th")]);

/** @param {Element} body */
export function holdWidths(body) {
  const heads = headsIn(body);
  const widths = heads.map((head) => Math.floor(head.getBoundingClientRect().width));
  heads.forEach((head, index) => {
    if (widths[index] > (parseInt(head.style.minWidth) || 0)) head.style.minWidth = `${widths[index]}px`;
  });
}

/** @param {Element} body */
export function letWidths(body) {
  for (const head of headsIn(body)) head.style.minWidth = "";
  const rows = /** @type {HTMLElement | null} */ (body.querySelector(".rg-table > tbody:not(.rg-pinned)"));
  if (rows) rows.style.transform = "";
}
