/** Wide tables: the columns in sight are drawn, and some on both sides of them. */

/**
 * @typedef {import("../../table/panel.js").LivePanel} LivePanel
 * @typedef {[number, HTMLElement]} Head a header that is drawn, after the place of its column
 */

/** How wide a column is taken to be (px) until one has been drawn. */
const USUAL_WIDTH = 96;
/** Frames that are drawn on each side of what is in sight. */
const AROUND = 0.5;

/** @param {LivePanel} live */
export function watchAcross(live) {
  const body = /** @type {HTMLElement} */ (live.figure.querySelector(".panel-body"));
  /** Widths (px) of columns that have been drawn. @type {Map<string, number>} */
  const widths = new Map();
  let frame = 0;
  const regionOf = () => /** @type {HTMLElement | null} */ (body.querySelector(".rg-region:has(.rg-gap)"));
  const columnsOf = () => live.view().answer?.columns ?? [];

  function later() {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      draw();
    });
  }

  function draw() {
    const region = regionOf();
    if (!region) return;
    const drawn = headsIn(region);
    for (const [index, head] of drawn) widths.set(columnsOf()[index]?.name, head.offsetWidth);
    const edges = edgesOf();
    const lead = leadOf(region);
    /** @param {number} around frames */
    const range = (around) => {
      const room = region.clientWidth * around;
      const from = Math.max(lead, indexAt(edges, region.scrollLeft - room));
      return { from, to: indexAt(edges, region.scrollLeft + region.clientWidth + room) + 1 };
    };
    const { across } = live.view();
    const near = range(AROUND / 2);
    if (across && across.from <= near.from && across.to >= near.to) return;
    const next = range(AROUND);
    const before = edges[next.from] - edges[lead];
    const after = edges[edges.length - 1] - edges[next.to];
    const inSight = range(0).from;
    const anchor = drawn.find(([index]) => index >= inSight && index < next.to)?.[1];
    const stood = anchor?.getBoundingClientRect().left ?? 0;
    keepFocus(region);
    live.update({ across: { ...next, before, after } });
    queueMicrotask(() => {
      // Columns that come in on the left may be of another width than was thought.
      if (anchor?.isConnected) region.scrollLeft += anchor.getBoundingClientRect().left - stood;
    });
  }

  /** Where columns begin, were all of them drawn; at last, where the last one ends. */
  function edgesOf() {
    const known = [...widths.values()];
    const usual = known.length ? known.reduce((sum, width) => sum + width, 0) / known.length : USUAL_WIDTH;
    const edges = [0];
    for (const { name } of columnsOf()) edges.push(edges[edges.length - 1] + (widths.get(name) ?? usual));
    return edges;
  }

  body.addEventListener("scroll", (event) => event.target === regionOf() && later(), {
    capture: true,
    passive: true,
  });
  live.figure.addEventListener("reportgen:change", later);
  later();
}

/** @param {HTMLElement} region @returns {Head[]} */
function headsIn(region) {
  const handles = region.querySelector("thead .rg-corner") ? 1 : 0;
  const all = /** @type {HTMLElement[]} */ ([...region.querySelectorAll("thead th")]);
  return all.map((head) => [Number(head.getAttribute("aria-colindex")) - 1 - handles, head]);
}

/** How many columns stand first, whatever is in sight: the keys of groups, and those that are pinned. @param {HTMLElement} region */
function leadOf(region) {
  const gap = region.querySelector("thead .rg-gap:has(~ th)");
  if (gap) return headsIn(region).findIndex(([, head]) => gap.compareDocumentPosition(head) & 4);
  return region.querySelectorAll("thead .rg-frozen").length;
}

/** A cell that has the focus may be scrolled away: then the frame takes it. @param {HTMLElement} region */
function keepFocus(region) {
  const cell = document.activeElement;
  if (!cell || !region.contains(cell) || cell === region) return;
  queueMicrotask(() => {
    if (!cell.isConnected) region.focus({ preventScroll: true });
  });
}

/**
 * @param {number[]} edges
 * @param {number} x
 */
function indexAt(edges, x) {
  const found = edges.findIndex((edge) => edge > x);
  return Math.max(0, (found < 0 ? edges.length - 1 : found) - 1);
}
