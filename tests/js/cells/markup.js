/** Reading markup in tests. */

/** The markup of the first element that opens with `start`, up to its own end tag. @param {string} html @param {string} start */
export function part(html, start) {
  const from = html.indexOf(start);
  if (from < 0) throw new Error(`no ${start} in ${html}`);
  const tag = /^<(\w+)/.exec(start)?.[1] ?? "";
  const tags = new RegExp(`<(/?)${tag}\\b[^>]*?(/?)>`, "g");
  tags.lastIndex = from;
  let depth = 0;
  for (let found = tags.exec(html); found; found = tags.exec(html)) {
    if (!found[2]) depth += found[1] ? -1 : 1;
    if (depth === 0) return html.slice(from, tags.lastIndex);
  }
  return html.slice(from);
}

/** The contents of the body's cells, row by row, without the rows' numbers. @param {string} html @returns {string[][]} */
export function cells(html) {
  const body = part(html, "<tbody");
  return [...body.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row]) =>
    [...row.matchAll(/<t[dh](?! class="rg-handle")[^>]*>(.*?)<\/t[dh]>/gs)].map(([, cell]) => cell)
  );
}

/** Markup without its tags. @param {string} html */
export function words(html) {
  return html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim();
}
