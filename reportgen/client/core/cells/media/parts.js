/** Cells of lists, structs and mixed values with media in them: a row of small cells. */

import { html } from "../html.js";
import { NestedCell } from "../nested.js";
import { columnFormat, formatNumber } from "../numbers.js";
import { CELLS, formOf } from "../registry.js";
import { GALLERY_SIZES } from "../sizes.js";
import { formatCell } from "../text.js";
import { TextCell } from "../textual.js";

/** @typedef {import("../types/view.d.ts").CellProps} CellProps */
/** @typedef {import("../types/view.d.ts").ColumnType} ColumnType */

/** Parts that stand side by side. @type {Record<string, number>} */
const SHOWN = { small: 4, medium: 4, large: 4, xlarge: 6 };

/** @typedef {{name: string | null, value: unknown, type: ColumnType}} Part */

/** @param {unknown} value @param {ColumnType} type @returns {Part[]} */
function partsOf(value, type) {
  if (type.kind === "list") {
    const item = /** @type {ColumnType} */ (type.item);
    return /** @type {unknown[]} */ (value).map((one) => ({ name: null, value: one, type: item }));
  }
  if (type.kind === "map") {
    const item = /** @type {ColumnType} */ (type.value);
    return /** @type {[unknown, unknown][]} */ (value).map(([key, one]) => ({
      name: formatCell(key),
      value: one,
      type: item,
    }));
  }
  const fields = /** @type {Record<string, unknown>} */ (value);
  return (type.fields ?? []).map((field) => ({
    name: field.name,
    value: fields[field.name],
    type: field.type,
  }))
    .filter((part) => !(type.sparse && part.value === null));
}

/** One part, as a cell of its own in a smaller box. @param {{part: Part, from: CellProps}} props */
function PartCell({ part, from }) {
  const { value, type, name } = part;
  const Own = CELLS[formOf(type)] ?? NestedCell;
  const column = { ...from.column, type, name: from.column.name };
  const rowHeight = from.place.rowHeight === "xlarge" ? "large" : from.place.rowHeight;
  const place = { ...from.place, rowHeight, box: GALLERY_SIZES[rowHeight].size, part: true };
  const format = columnFormat([value]);
  return html`
    <span class="rg-part">
      ${name !== null && html`<span class="rg-note rg-part-name">${name}</span>`}
      ${value === null || value === undefined
        ? html`<span class="rg-null">null</span>`
        : html`<${Own} value=${value} column=${column} format=${format} scale=${null} place=${place} />`}
    </span>
  `;
}

/** @type {import("../types/view.d.ts").Component} */
export function PartsCell(props) {
  const parts = partsOf(props.value, props.column.type);
  if (parts.length === 0) return html`<span class="rg-null">empty</span>`;
  const most = SHOWN[props.place.rowHeight];
  const shown = parts.length <= most + 1 ? parts : parts.slice(0, most);
  return html`
    <div class="rg-parts">
      ${shown.map((part, index) => html`<${PartCell} key=${index} part=${part} from=${props} />`)}
      ${parts.length > shown.length &&
        html`<span class="rg-note">${`+${formatNumber(parts.length - shown.length)}`}</span>`}
    </div>
  `;
}

/** What a value of a mixed column is, as a type. @param {unknown} value @returns {{value: unknown, type: ColumnType}} */
function typed(value) {
  if (typeof value === "boolean") return { value, type: { kind: "boolean" } };
  if (typeof value === "number") return { value, type: { kind: "float" } };
  if (typeof value === "string") return { value, type: { kind: "text" } };
  if (Array.isArray(value)) return listed(value);
  const [tag, inner] = Object.entries(/** @type {object} */ (value))[0] ?? [];
  if (tag === "$media" && inner) return { value: inner, type: { kind: String(inner.kind) } };
  if (tag === "$object") return fielded(inner);
  if (tag === "$map") return { value: inner, type: { kind: "text-map" } };
  if (tag === "$bytes") {
    const base64 = String(inner).replace(/=+$/, "");
    return { value: { binary: Math.floor((base64.length * 3) / 4) }, type: { kind: "binary" } };
  }
  if (tag === "$duration") return { value: inner, type: { kind: "duration" } };
  if (tag?.startsWith("$")) return { value: String(inner), type: { kind: "timestamp" } };
  return fielded(/** @type {Record<string, unknown>} */ (value));
}

/** @param {unknown[]} items */
function listed(items) {
  const own = items.map((item) => item === null ? { value: null, type: { kind: "null" } } : typed(item));
  const media = own.find(({ type }) => formOf(type) !== type.kind || MIXED_MEDIA.has(type.kind));
  // Without media in it, a list reads best as one line of text.
  if (!media) return { value: items, type: { kind: "text-list" } };
  const fields = own.map(({ type }, index) => ({ name: String(index), type }));
  return {
    value: Object.fromEntries(own.map(({ value }, index) => [index, value])),
    type: { kind: "struct", fields },
  };
}

const MIXED_MEDIA = new Set([
  "image",
  "audio",
  "video",
  "html",
  "object3d",
  "molecule",
  "chart",
  "histogram",
  "struct",
]);

/** @param {Record<string, unknown>} object @returns {{value: unknown, type: ColumnType}} */
function fielded(object) {
  const own = Object.entries(object).map(([name, item]) => ({
    name,
    ...item === null ? { value: null, type: { kind: "null" } } : typed(item),
  }));
  if (!own.some(({ type }) => MIXED_MEDIA.has(type.kind))) {
    return { value: object, type: { kind: "text-struct" } };
  }
  return {
    value: Object.fromEntries(own.map(({ name, value }) => [name, value])),
    type: { kind: "struct", fields: own.map(({ name, type }) => ({ name, type })) },
  };
}

/** A value of any type, from its JSON. @type {import("../types/view.d.ts").Component} */
export function MixedCell(props) {
  const parsed = parse(String(props.value));
  if (parsed === null) return html`<span class="rg-null">null</span>`;
  const { value, type } = typed(parsed);
  const column = { ...props.column, type };
  if (type.kind === "text") return TextCell({ ...props, value });
  const Own = type.kind === "struct" ? PartsCell : CELLS[type.kind] ?? NestedCell;
  return html`<${Own} ...${props} value=${value} column=${column} format=${columnFormat([value])} />`;
}

/** @param {string} text @returns {unknown} */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
