/** One cell of each kind, as markup. */

import { renderPanelHtml } from "../../../reportgen/client/core/cells/index.js";
import { equal } from "../assert.js";
import { cells } from "./markup.js";
import { column, image, rowsAnswer, view } from "./views.js";

const IMAGE =
  '<a class="rg-image" href="media/a1.png"><img class="rg-pixels" src="media/a1.png" width="48" height="48" alt="image of row 1" loading="lazy" decoding="async"/></a>';

/** Kind, value, markup. @type {[string, unknown, string][]} */
const CELLS = [
  ["text", "plain", '<div class="rg-text" dir="auto">plain</div>'],
  ["text", "null", '<div class="rg-text" dir="auto">null</div>'],
  ["text", null, '<span class="rg-null">null</span>'],
  ["text", "", '<span class="rg-null" title="empty text">&quot;&quot;</span>'],
  ["text", "שלום", '<div class="rg-text" dir="auto">שלום</div>'],
  ["integer", 42, "42"],
  ["integer", 9007199254740993n, "9,007,199,254,740,993"],
  ["integer", "170141183460469231731687303715884105727", "170141183460469231731687303715884105727"],
  ["float", 0.123456789, '<span title="0.123456789">0.1235</span>'],
  ["float", NaN, '<span class="rg-special">NaN</span>'],
  ["float", -Infinity, '<span class="rg-special">-∞</span>'],
  ["decimal", "12.50", "12.50"],
  ["boolean", true, '<span class="rg-true">true</span>'],
  ["boolean", false, '<span class="rg-false">false</span>'],
  ["timestamp", "2024-05-01 12:30:00", '<span class="rg-moment">2024-05-01 12:30:00</span>'],
  ["duration", 1500000, '<span class="rg-moment">1.5 s</span>'],
  ["list", [1, null, NaN, "a"], '<div class="rg-text rg-nested">[1, null, NaN, &quot;a&quot;]</div>'],
  ["struct", { a: 1, b: [true] }, '<div class="rg-text rg-nested">{a: 1, b: [true]}</div>'],
  ["map", [["k", 2]], '<div class="rg-text rg-nested">{k: 2}</div>'],
  ["binary", { binary: 16 }, '<span class="rg-special">16 bytes</span>'],
  ["mixed", '"text"', '<div class="rg-text" dir="auto">text</div>'],
  ["unheard-of", "x", '<div class="rg-text rg-nested">x</div>'],
  ["image", image(), IMAGE],
];

for (const [kind, value, markup] of CELLS) {
  Deno.test(`${kind} cell of ${typeof value === "bigint" ? value : JSON.stringify(value)}`, () => {
    const html = renderPanelHtml(view(rowsAnswer([column("x", kind)], [[value]])));
    equal(cells(html), [[markup]]);
  });
}

Deno.test("long text is cut, whole in its tooltip, and opened where it stands", () => {
  const html = renderPanelHtml(view(rowsAnswer([column("x", "text")], [["ab ".repeat(300)]])));
  const [[cell]] = cells(html);
  equal(cell.includes(`title="${"ab ".repeat(300)}"`), true);
  equal(cell.includes("…</div><details"), true);
  equal(cell.includes('<p class="rg-note">300 characters more</p>'), true);
});

Deno.test("addresses in text are links", () => {
  const [[cell]] = cells(
    renderPanelHtml(view(rowsAnswer([column("x", "text")], [["see https://a.b/c."]]))),
  );
  const link = '<a href="https://a.b/c" rel="noopener noreferrer">https://a.b/c</a>';
  equal(cell, `<div class="rg-text" dir="auto">see ${link}.</div>`);
});

/** Image, row height, drawn width and height, and file. @type {[object, string, string][]} */
const IMAGES = [
  [{ width: 640, height: 480 }, "medium", 'src="media/a1.png" width="64" height="48"'],
  [{ width: 3000, height: 300 }, "medium", 'src="media/a1.png" width="96" height="10"'],
  [{ width: 40, height: 40 }, "medium", 'src="media/a1.png" width="40" height="40"'],
  [{ width: 28, height: 28 }, "large", 'src="media/a1.png" width="104" height="104"'],
  [
    { width: 640, height: 480, thumb: "a1-112.webp" },
    "medium",
    'src="media/a1-112.webp" width="64" height="48"',
  ],
  [
    { width: 640, height: 480, thumb: "a1-112.webp" },
    "xlarge",
    'src="media/a1.png" width="288" height="216"',
  ],
];

for (const [value, rowHeight, markup] of IMAGES) {
  Deno.test(`image ${JSON.stringify(value)} in ${rowHeight} rows`, () => {
    const columns = [column("x", "image", { type: { kind: "image", thumb: 112 } })];
    const spec = { row_height: /** @type {any} */ (rowHeight) };
    equal(renderPanelHtml(view(rowsAnswer(columns, [[image(value)]]), spec)).includes(markup), true);
  });
}
