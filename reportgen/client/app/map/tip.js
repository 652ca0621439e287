/** What stands beside the point under the pointer: its picture and the first values of its row. */

import { cellOf, Facts, planColumns, rowsById } from "../../core/index.js";
import { isAbort } from "../engine/errors.js";
import { draw, html } from "../ui/html.js";

/**
 * @typedef {import("../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../../core/sql/export.js").Rows} Rows
 */

const MEDIA = new Set(["image", "video", "audio"]);
/** What takes too much room beside a point. */
const LARGE = new Set([
  ...MEDIA,
  "list",
  "struct",
  "map",
  "html",
  "object3d",
  "molecule",
  "chart",
  "histogram",
]);
const FACTS = 5;
/** So many rows are kept for the pointer's next visit. */
const KEPT = 500;

/** @param {LivePanel} live @param {HTMLElement} frame */
export function createTip(live, frame) {
  const box = document.createElement("div");
  box.className = "rg-map-tip";
  box.hidden = true;
  /** @type {Map<string, Rows>} */
  const known = new Map();
  /** @type {AbortController | null} */
  let asking = null;
  let shown = -1;

  /** @param {number} id */
  async function rowOf(id) {
    const spec = asked(live);
    const key = `${id} ${JSON.stringify(spec.columns)}`;
    const found = known.get(key);
    if (found) return found;
    asking?.abort();
    const mine = asking = new AbortController();
    const question = (/** @type {any} */ schema) => rowsById(spec, schema, [id]);
    const rows = await live.source.ask(live.schema.relation, spec, question, mine.signal);
    if (known.size >= KEPT) known.clear();
    known.set(key, rows);
    return rows;
  }

  return {
    /** @param {number} id @param {{x: number, y: number}} at in the frame */
    async show(id, at) {
      place(box, frame, at);
      if (id === shown) return;
      shown = id;
      try {
        const rows = await rowOf(id);
        if (shown !== id) return;
        draw(html`<${Row} rows=${rows} live=${live} />`, box);
        if (box.parentElement !== frame) frame.append(box);
        box.hidden = false;
        place(box, frame, at);
      } catch (error) {
        if (!isAbort(error)) box.hidden = true; // the next point asks again
      }
    },
    hide() {
      shown = -1;
      box.hidden = true;
    },
  };
}

/**
 * The view with the picture's column first, then what the colors say, then the others.
 * @param {LivePanel} live
 */
function asked(live) {
  const { spec, schema } = live.view();
  const { image, color } = /** @type {{image?: string, color?: string}} */ (spec.plot ?? {});
  const kinds = new Map((schema.columns ?? []).map(({ name, type }) => [name, type.kind]));
  const media = image ?? [...kinds.keys()].find((name) => kinds.get(name) === "image");
  const rest = spec.columns.filter(({ name, expr, hidden }) =>
    expr === undefined && !hidden && name !== media && name !== color && !LARGE.has(kinds.get(name) ?? "")
  ).slice(0, FACTS);
  const first = [media, color].filter((name) => name !== undefined && kinds.has(name));
  const derived = spec.columns.filter(({ expr }) => expr !== undefined).map((entry) => ({
    ...entry,
    hidden: true,
  }));
  return { ...spec, columns: [...first.map((name) => ({ name: String(name) })), ...rest, ...derived] };
}

/** @param {{rows: Rows, live: LivePanel}} props */
function Row({ rows, live }) {
  const plans = planColumns({ columns: rows.columns, rows: rows.rows });
  const [row] = rows.rows;
  const lead = plans.findIndex(({ column }) => MEDIA.has(column.type.kind));
  const place = {
    on: {},
    media: live.view().media ?? "",
    alive: false,
    group: [],
    rowHeight: /** @type {const} */ ("medium"),
    index: 0,
    number: rows.ids[0] + 1,
    key: rows.ids[0],
    largest: 0,
    box: 96,
  };
  const picture = lead >= 0 && row[lead] !== null && html`
    <${cellOf(plans[lead].column)} value=${row[lead]} column=${plans[lead].column} format=${{}} scale=${null}
      place=${place} />
  `;
  return html`
    ${picture}<${Facts} plans=${plans} row=${row} lead=${lead} place=${{ ...place, rowHeight: "small" }} />
  `;
}

/** @param {HTMLElement} box @param {HTMLElement} frame @param {{x: number, y: number}} at */
function place(box, frame, { x, y }) {
  const { clientWidth: width, clientHeight: height } = frame;
  box.style.left = `${Math.max(0, Math.min(x + 14, width - box.offsetWidth - 4))}px`;
  const below = y + 14 + box.offsetHeight <= height;
  box.style.top = `${below ? y + 14 : Math.max(0, y - 14 - box.offsetHeight)}px`;
}
