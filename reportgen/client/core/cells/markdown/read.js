/** Markdown → elements of the component library. Raw HTML in it stays text; pictures become links to them. */

// @ts-types="../types/marked.d.ts"
import { Lexer } from "marked";
import { html } from "../html.js";

/** @typedef {import("../types/marked.d.ts").Token} Token */
/** @typedef {import("../types/preact.d.ts").Children} Children */

/** Addresses that a link may have; others stay text. */
const SAFE = /^(?:https?:|mailto:|#|\.{0,2}\/|[\w-]+(?:[/.?#]|$))/i;
/** @type {Record<string, string>} */
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

/** @param {string} text */
export function readMarkdown(text) {
  return blocks(new Lexer({ gfm: true }).lex(text));
}

/** @param {Token[] | undefined} tokens @returns {Children[]} */
function blocks(tokens) {
  return (tokens ?? []).map(block);
}

/** @param {Token} token @returns {Children} */
function block(token) {
  const read = BLOCKS[token.type];
  return read ? read(token) : inline(token);
}

/** @param {Token[] | undefined} tokens @returns {Children[]} */
function inlines(tokens) {
  return (tokens ?? []).map(inline);
}

/** @param {Token} token @returns {Children} */
function inline(token) {
  const read = INLINES[token.type];
  return read ? read(token) : token.raw;
}

/** @type {Record<string, (token: Token) => Children>} */
const BLOCKS = {
  space: () => null,
  // Headings of a cell are none of the page's outline.
  heading: (token) => html`<p class=${`rg-heading rg-heading-${token.depth}`}>${inlines(token.tokens)}</p>`,
  paragraph: (token) => html`<p>${inlines(token.tokens)}</p>`,
  blockquote: (token) => html`<blockquote>${blocks(token.tokens)}</blockquote>`,
  code: (token) => html`<pre><code>${token.text}</code></pre>`,
  hr: () => html`<hr />`,
  html: (token) => html`<p>${token.raw.trim()}</p>`,
  def: () => null,
  list(token) {
    const items = (token.items ?? []).map((item) => html`<li>${blocks(item.tokens)}</li>`);
    return token.ordered ? html`<ol start=${token.start}>${items}</ol>` : html`<ul>${items}</ul>`;
  },
  table: (token) =>
    html`
      <table>
        <thead>
          <tr>${(token.header ?? []).map((cell) => html`<th>${inlines(cell.tokens)}</th>`)}</tr>
        </thead>
        <tbody>${(token.rows ?? []).map((row) =>
          html`<tr>${row.map((/** @type {Token} */ cell) => html`<td>${inlines(cell.tokens)}</td>`)}</tr>`
        )}</tbody>
      </table>
    `,
  checkbox: (token) => token.checked ? "☑ " : "☐ ",
};

/** @type {Record<string, (token: Token) => Children>} */
const INLINES = {
  text: (token) => token.tokens ? inlines(token.tokens) : decoded(token.text ?? ""),
  escape: (token) => token.text,
  strong: (token) => html`<strong>${inlines(token.tokens)}</strong>`,
  em: (token) => html`<em>${inlines(token.tokens)}</em>`,
  del: (token) => html`<del>${inlines(token.tokens)}</del>`,
  codespan: (token) => html`<code>${token.text}</code>`,
  br: () => html`<br />`,
  link: (token) => link(token, inlines(token.tokens)),
  image: (token) => link(token, token.text || token.href || ""),
};

/** @param {Token} token @param {Children} content */
function link(token, content) {
  const href = decoded(token.href ?? "");
  if (!SAFE.test(href)) return content;
  return html`<a href=${href} title=${token.title || undefined} rel="noopener noreferrer">${content}</a>`;
}

/** Text with its character references read. @param {string} text */
function decoded(text) {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (whole, decimal, hex, name) => {
    const code = decimal ? Number(decimal) : hex ? parseInt(hex, 16) : 0;
    if (code) return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    return ENTITIES[name] ?? whole;
  });
}
