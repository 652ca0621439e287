/** The geometry of enlarged images. */

import {
  drawnSize,
  fitScale,
  fitted,
  isBeyond,
  isSharp,
  panned,
  sheetOf,
  zoomedAt,
} from "../../../reportgen/client/app/ui/zoom.js";
import { equal } from "../assert.js";

const FRAME = { width: 800, height: 600 };
const one = (/** @type {number} */ width, /** @type {number} */ height) =>
  sheetOf({ width, height }, 1, 8, FRAME);

/** Size of the image, its scale, and whether pixels are squares then. @type {[number, number, number, boolean][]} */
const FITS = [
  [1600, 600, 0.5, false],
  [400, 1200, 0.5, false],
  [700, 500, 1, false],
  [8, 8, 56, true],
  [100, 100, 4, true],
  [300, 290, 1, false],
];

for (const [width, height, scale, sharp] of FITS) {
  Deno.test(`${width} × ${height} fits at ${scale}`, () => {
    const sheet = one(width, height);
    equal(fitScale(sheet, FRAME), scale);
    equal(isSharp(scale, sheet, FRAME), sharp);
    equal(isBeyond(fitted(sheet, FRAME), sheet, FRAME), false);
  });
}

Deno.test("tiles stand in the grid in which they are largest", () => {
  const grids = [[400, 100, 2], [100, 400, 2], [100, 100, 4]].map(([width, height, tiles]) =>
    sheetOf({ width, height }, tiles, 8, FRAME).columns
  );
  equal(grids, [1, 2, 2]);
  equal(drawnSize(sheetOf({ width: 100, height: 100 }, 3, 8, FRAME), 2), { width: 408, height: 408 });
});

Deno.test("what is under the pointer stays there while the image grows", () => {
  const sheet = one(1600, 1200);
  const before = fitted(sheet, FRAME);
  const point = { x: 200, y: 450 };
  const after = zoomedAt(before, 2, point, sheet, FRAME);
  const seen = (/** @type {import("../../../reportgen/client/app/ui/zoom.js").Zoom} */ { scale, x, y }) =>
    [(point.x - x) / scale, (point.y - y) / scale].map(Math.round);
  equal(seen(after), seen(before));
});

Deno.test("an image is moved no further than to its edges", () => {
  const sheet = one(1600, 1200);
  const large = zoomedAt(fitted(sheet, FRAME), 1, { x: 400, y: 300 }, sheet, FRAME);
  equal(panned(large, 9999, 9999, sheet, FRAME), { scale: 1, x: 0, y: 0 });
  equal(panned(large, -9999, -9999, sheet, FRAME), { scale: 1, x: -800, y: -600 });
  equal(panned(fitted(one(700, 500), FRAME), 50, 50, one(700, 500), FRAME), { scale: 1, x: 50, y: 50 });
});
