/** Where a scroll bar stands in lists of any length. */

import {
  firstRow,
  lengthOf,
  placeOf,
  railOf,
  scrolled,
  settled,
} from "../../../reportgen/client/app/tools/scroll/place.js";
import { equal } from "../assert.js";

const SHORT = { rows: 2000, fit: 20, pitch: 28 };
const LONG = { rows: 10_000_000, fit: 20, pitch: 28.5 };
const TINY = { rows: 3, fit: 3, pitch: 28 };
const START = { top: 0, at: 0 };

Deno.test("a short list is scrolled pixel by pixel", () => {
  equal(railOf(SHORT), 1980 * 28);
  for (const top of [0, 1, 28, 30_000, 55_439]) {
    equal(scrolled(SHORT, START, top).at, top);
    equal(firstRow(SHORT, { top, at: top }).first, Math.floor(top / 28));
  }
  equal(firstRow(SHORT, { top: 42, at: 42 }), { first: 1, hidden: 0.5 });
});

Deno.test("a list that fits is not scrolled", () => {
  equal(railOf(TINY), 0);
  equal(firstRow(TINY, scrolled(TINY, START, 0)), { first: 0, hidden: 0 });
  equal(placeOf(TINY, 2), { top: 0, at: 0 });
});

Deno.test("in a long list small steps move by pixels, large ones by share", () => {
  equal(railOf(LONG) < lengthOf(LONG), true);
  const middle = scrolled(LONG, START, railOf(LONG) / 2);
  equal(firstRow(LONG, middle).first, Math.floor((LONG.rows - LONG.fit) / 2));
  const wheeled = scrolled(LONG, middle, middle.top + 120);
  equal(wheeled.at - middle.at, 120);
  const back = settled(LONG, wheeled);
  equal(back.at, wheeled.at);
  equal(Math.abs(back.top / railOf(LONG) - back.at / lengthOf(LONG)) < 1e-12, true);
});

Deno.test("every row can be reached, and the ends from everywhere", () => {
  for (const shape of [SHORT, LONG]) {
    for (const row of [0, 1, 77, 1234, shape.rows - shape.fit]) {
      equal(firstRow(shape, placeOf(shape, row)).first, row);
    }
    const last = shape.rows - shape.fit;
    equal(firstRow(shape, placeOf(shape, shape.rows - 1)).first, last);
    equal(firstRow(shape, placeOf(shape, -5)).first, 0);
    for (const from of [START, placeOf(shape, 1000), { top: 3, at: lengthOf(shape) - 3 }]) {
      equal(firstRow(shape, scrolled(shape, from, railOf(shape) + 17)), { first: last, hidden: 0 });
      equal(firstRow(shape, scrolled(shape, from, 0)), { first: 0, hidden: 0 });
    }
    // Small steps at an end of the list do not lead beyond it.
    equal(scrolled(shape, { top: 900, at: 10 }, 100).at >= 0, true);
  }
});

Deno.test("beyond the rail the drawn rows themselves are scrolled", () => {
  const end = scrolled(LONG, START, railOf(LONG) + 31);
  equal(settled(LONG, end).top, railOf(LONG) + 31);
});
