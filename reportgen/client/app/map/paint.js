/** Points on a canvas: as discs where they are few, as single pixels where they are many. */

/**
 * @typedef {import("../../core/maps/types.d.ts").MapPoints} MapPoints
 * @typedef {import("./view.js").Window} Window
 * @typedef {import("./view.js").Size} Size
 * @typedef {{points: MapPoints, view: Window, size: Size, colors: string[], shown: boolean[], zoom: number}} Picture
 *   `zoom`: how much larger than whole
 */

const FEW = 20_000;
const OPAQUE = 0xff;

/** @param {HTMLCanvasElement} canvas @param {Picture} picture */
export function paint(canvas, picture) {
  const { size, points } = picture;
  const ratio = globalThis.devicePixelRatio || 1;
  const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  if (!context) return;
  context.clearRect(0, 0, width, height);
  if (points.x.length > FEW) pixels(context, picture, ratio);
  else discs(context, picture, ratio);
}

/** @param {CanvasRenderingContext2D} context @param {Picture} picture @param {number} ratio */
function discs(context, { points, view, size, colors, shown, zoom }, ratio) {
  const { x, y, series } = points;
  const radius = Math.min(7, (x.length > 1200 ? 2.2 : 3) * Math.sqrt(Math.max(1, zoom))) * ratio;
  context.globalAlpha = 0.72;
  for (const [index, color] of colors.entries()) {
    if (!shown[index]) continue;
    context.fillStyle = color;
    context.beginPath();
    for (let i = 0; i < x.length; i++) {
      if (series[i] !== index) continue;
      const left = (size.width / 2 + (x[i] - view.x) * view.scale) * ratio;
      const top = (size.height / 2 - (y[i] - view.y) * view.scale) * ratio;
      context.moveTo(left + radius, top);
      context.arc(left, top, radius, 0, 7);
    }
    context.fill();
  }
  context.globalAlpha = 1;
}

/**
 * Where many points fall on one pixel it becomes more opaque, up to its own color.
 * @param {CanvasRenderingContext2D} context
 * @param {Picture} picture
 * @param {number} ratio
 */
function pixels(context, { points, view, size, colors, shown, zoom }, ratio) {
  const { width, height } = context.canvas;
  // On paper and in a folded part of the page the canvas has no room.
  if (!width || !height) return;
  const image = context.createImageData(width, height);
  const all = image.data;
  const rgb = colors.map((color) => (color.match(/\d+/g) ?? ["0", "0", "0"]).slice(0, 3).map(Number));
  const side = Math.max(1, Math.round(Math.min(4, ratio * Math.sqrt(Math.max(1, zoom)))));
  const more = Math.max(40, Math.min(160, 40 * Math.sqrt(1e6 / points.x.length) * Math.sqrt(zoom)));
  const { x, y, series } = points;
  for (let i = 0; i < x.length; i++) {
    if (!shown[series[i]]) continue;
    const left = Math.floor((size.width / 2 + (x[i] - view.x) * view.scale) * ratio);
    const top = Math.floor((size.height / 2 - (y[i] - view.y) * view.scale) * ratio);
    if (left < 0 || top < 0 || left + side > width || top + side > height) continue;
    const [r, g, b] = rgb[series[i]];
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const at = ((top + row) * width + left + column) * 4;
        const old = all[at + 3];
        const now = Math.min(OPAQUE, old + more);
        // What is new counts as much as it adds.
        const part = old ? more / (old + more) : 1;
        all[at] += (r - all[at]) * part;
        all[at + 1] += (g - all[at + 1]) * part;
        all[at + 2] += (b - all[at + 2]) * part;
        all[at + 3] = now;
      }
    }
  }
  context.putImageData(image, 0, 0);
}
