/** Cells of media and of values with parts, as markup; and Markdown, from which nothing can act. */

import { renderPanelHtml } from "../../../reportgen/client/core/cells/index.js";
import { CLASS_COLORS, classColor } from "../../../reportgen/client/core/cells/media/palette.js";
import { equal } from "../assert.js";
import { cells } from "./markup.js";
import { column, groupsAnswer, image, rowsAnswer, view } from "./views.js";

/** @typedef {import("../../../reportgen/client/core/cells/types/view.d.ts").ColumnType} ColumnType */

/** The markup of one cell. @param {ColumnType} type @param {unknown} value @param {any} [rowHeight] */
function cellOf(type, value, rowHeight = "medium") {
  const answer = rowsAnswer([column("x", type.kind, { type })], [[value]]);
  return cells(renderPanelHtml(view(answer, { row_height: rowHeight })))[0][0];
}

const AWAY = { file: null, format: null, caption: null, uri: "s3://b/k.wav" };
const FILE = { file: "f.bin", format: "x", caption: "a <b>", uri: null };

/** Type, value, row height, parts of the markup. @type {[ColumnType, unknown, string, string[]][]} */
const CELLS = [
  [{ kind: "audio" }, { ...FILE, seconds: 65, sample_rate: 8000 }, "medium", [
    '<audio controls preload="none" src="media/f.bin" aria-label="a &lt;b>" title="a &lt;b> · 1:05"></audio></div>',
  ]],
  [{ kind: "audio" }, { ...FILE, seconds: 0.42 }, "large", ["0.4 s</div>"]],
  [{ kind: "audio" }, AWAY, "medium", ['class="rg-elsewhere"', "audio at", "s3://b/k.wav"]],
  [{ kind: "audio" }, { ...AWAY, uri: null }, "medium", ["audio missing"]],
  [{ kind: "image" }, { ...image(), file: null, uri: "https://h/x.png" }, "small", [
    '<a href="https://h/x.png" rel="noopener noreferrer"',
  ]],
  [{ kind: "video" }, { ...FILE, width: 200, height: 100 }, "medium", [
    '<video src="media/f.bin" width="96" height="48" preload="metadata" muted playsinline tabindex="-1"',
    'class="rg-cover" href="media/f.bin" aria-label="Play a &lt;b>"',
  ]],
  [{ kind: "video" }, { ...FILE, caption: null, width: null, height: null }, "large", [
    'width="185" height="104" preload="metadata" controls',
  ]],
  [{ kind: "video" }, { ...FILE, format: "gif", width: 10, height: 10 }, "large", ['<img src="media/f.bin"']],
  [{ kind: "html" }, FILE, "medium", ['<iframe sandbox src="media/f.bin" loading="lazy" tabindex="-1"']],
  [{ kind: "html" }, FILE, "small", ['<a class="rg-open" href="media/f.bin"', ">a &lt;b></a>"]],
  [{ kind: "histogram" }, { counts: [1, 4], edges: [0, 0.5, 1] }, "large", [
    'aria-label="x: 2 bins from 0 to 1"',
    "<title>0.5 to 1: 4</title>",
    '<div class="rg-note">0 to 1</div>',
  ]],
  [{ kind: "histogram" }, { counts: [], edges: [] }, "large", ["no values"]],
  [{ kind: "list", length: 3, item: { kind: "float" } }, [1, 2.5, -3], "medium", [
    '<span class="rg-vector" title="1, 2.5, -3">[1, 2.5, -3]</span>',
  ]],
  [{ kind: "list", length: 300, item: { kind: "float" } }, Array(300).fill(1), "medium", [
    'aria-label="vector of 300 numbers: 1, 1,',
    '<span class="rg-note">300</span>',
  ]],
  [{ kind: "list", length: 5, item: { kind: "float" } }, [0, NaN, 1, null, 2], "medium", [
    "[0, NaN, 1, null, 2]",
  ]],
  [{ kind: "list", item: { kind: "image" } }, [image(), null], "medium", [
    'class="rg-parts"',
    'width="40" height="40" alt="image of row 1"',
    '<span class="rg-part"><span class="rg-null">null</span></span>',
  ]],
  [
    {
      kind: "struct",
      fields: [{ name: "a", type: { kind: "image" } }, { name: "n", type: { kind: "float" } }],
    },
    { a: image(), n: 0.5 },
    "medium",
    ['<span class="rg-note rg-part-name">n</span>0.5</span>'],
  ],
  [{ kind: "map", key: { kind: "text" }, value: { kind: "image" } }, [["left", image()]], "medium", [
    '<span class="rg-note rg-part-name">left</span><a class="rg-image"',
  ]],
  [{ kind: "list", item: { kind: "image" } }, [], "medium", ["empty"]],
  [{ kind: "list", item: { kind: "image" } }, Array(9).fill(image()), "medium", [">+5</span>"]],
  [
    { kind: "mixed" },
    '{"$media":{"kind":"image","file":"m.png","thumb":null,"width":9,"height":9}}',
    "medium",
    [
      '<img class="rg-pixels" src="media/m.png"',
    ],
  ],
  [{ kind: "mixed" }, '[1,{"$num":"NaN"}]', "medium", ['class="rg-text rg-nested"', "[1, "]],
  [{ kind: "mixed" }, '{"$timestamp":"2024-05-01T00:00:00"}', "medium", ["2024-05-01T00:00:00"]],
  [{ kind: "mixed" }, '{"$bytes":"AAAA"}', "medium", ["3 bytes"]],
  [{ kind: "mixed" }, '{"$bytes":"AAA="}', "medium", ["2 bytes"]],
  [{ kind: "mixed" }, '{"$bytes":"AQ=="}', "medium", ["1 byte<"]],
  [{ kind: "mixed" }, "true", "medium", ['<span class="rg-true">true</span>']],
  [{ kind: "integer", classes: { 3: "cat" } }, 3, "medium", ['<span class="rg-class">3 · cat</span>']],
  [{ kind: "integer", classes: { 3: "cat" } }, 4, "medium", ['<span class="rg-class">4</span>']],
  [{ kind: "timestamp", utc: true }, "2024-05-01 12:30:00", "medium", ['<span class="rg-zone">UTC</span>']],
  [{ kind: "object3d" }, { ...FILE, thumb: "p.webp", points: 3, boxes: 1 }, "medium", ['src="media/p.webp"']],
  [{ kind: "molecule" }, { ...FILE, thumb: null }, "medium", ['href="media/f.bin"']],
];

for (const [type, value, rowHeight, parts] of CELLS) {
  Deno.test(`${rowHeight} ${JSON.stringify(type)} of ${JSON.stringify(value).slice(0, 60)}`, () => {
    const markup = cellOf(type, value, rowHeight);
    for (const part of parts) equal(markup.includes(part) || markup, true);
  });
}

/** @type {Omit<import("../../../reportgen/client/core/cells/types/media.d.ts").BoxValue, "x_min" | "x_max" | "y_min" | "y_max" | "class_id" | "label">} */
const BOX = { layer: "found", domain: "fraction", caption: null, scores: [["score", 0.25]] };

Deno.test("boxes and masks lie over their image", () => {
  const value = image({
    width: 400,
    height: 200,
    caption: "street",
    boxes: [
      { ...BOX, x_min: 0.25, x_max: 0.75, y_min: 0, y_max: 1.5, class_id: 1, label: "car" },
      { ...BOX, domain: "pixel", x_min: 1, x_max: 3, y_min: 1, y_max: 3, class_id: null, label: null },
    ],
    masks: [{ layer: "truth", file: "m.png", thumb: "m-208.png", classes: [[1, "car"]] }],
  });
  const markup = cellOf({ kind: "image", thumb: 208, boxes: true, masks: true }, value, "large");
  const parts = [
    'alt="street, with 2 boxes, 1 mask"',
    '<img class="rg-mask" src="media/m-208.png" width="208" height="104" alt loading="lazy"',
    '<svg class="rg-boxes" viewBox="0 0 400 200" width="208" height="104"',
    `<rect class="rg-box" x="100" y="0" width="200" height="200" stroke="${classColor(1)}">` +
    "<title>found · car · score 0.25</title></rect>",
    ">car</text>",
    `<rect class="rg-box" x="1" y="1" width="2" height="2" stroke="${CLASS_COLORS[0]}">`,
  ];
  for (const part of parts) equal(markup.includes(part) || markup, true);
});

Deno.test("an SVG is shown as an image and never opened as a page", () => {
  const markup = cellOf({ kind: "image", thumb: 112 }, image({ file: "a.svg" }));
  equal(markup.startsWith('<a class="rg-image" href="media/a.svg" download><img '), true);
});

Deno.test("a column's header lists the classes of what is drawn on its images", () => {
  const classes = { 1: "a", 2: "b", 3: "c", 4: "d", 5: "e" };
  const type = { kind: "image", thumb: 112, boxes: true, classes };
  const html = renderPanelHtml(view(rowsAnswer([column("x", "image", { type })], [[image()]])));
  equal(html.includes('title="1: a\n2: b\n3: c\n4: d\n5: e"'), true);
  equal((html.match(/rg-swatch/g) ?? []).length, 3);
  equal(html.includes("<span>+2</span>"), true);
});

Deno.test("a group's media stand in a strip with their count", () => {
  const columns = [
    column("k", "text", { role: "key" }),
    column("x", "audio", { role: "value", show: /** @type {any} */ ("gallery") }),
  ];
  const items = [0, 1, 2].map((n) => ({ ...FILE, file: `${n}.wav`, caption: null }));
  const html = renderPanelHtml(
    view(groupsAnswer(columns, [["a", { items, n: 7 }], ["b", { items: [], n: 0 }]])),
  );
  equal(html.match(/aria-label="audio of row \d"/g), [
    'aria-label="audio of row 1"',
    'aria-label="audio of row 2"',
  ]);
  equal(html.includes("1–2 of 7"), true);
  equal(html.includes('aria-label="Next audio"'), true);
  equal(html.includes("no audio"), true);
});

Deno.test("colors are those of class ids, in shades after the last", () => {
  const count = CLASS_COLORS.length;
  equal(new Set(CLASS_COLORS).size, count);
  equal([classColor(0), classColor(-1), classColor(3n)], [
    CLASS_COLORS[0],
    CLASS_COLORS[count - 1],
    CLASS_COLORS[3],
  ]);
});

/** Markdown, markup. @type {[string, string][]} */
const MARKDOWN = [
  ["# A *b*", '<p class="rg-heading rg-heading-1">A <em>b</em></p>'],
  ["a <b>c</b> &amp; &#60; &nope;", "<p>a &lt;b>c&lt;/b> &amp; &lt; &amp;nope;</p>"],
  ["<script>x</script>", "<p>&lt;script>x&lt;/script></p>"],
  ["[x](javascript:alert(1))", "<p>x</p>"],
  ["[x](JaVaScRiPt:1) [y](data:text/html,1) [z](vbscript:1)", "<p>x y z</p>"],
  ["[x](&#106;avascript:1)", "<p>x</p>"],
  ["[x](other.html#a)", '<p><a href="other.html#a" rel="noopener noreferrer">x</a></p>'],
  ["![alt](http://h/p.png)", '<p><a href="http://h/p.png" rel="noopener noreferrer">alt</a></p>'],
  ["`<i>`\n\n---\n", "<p><code>&lt;i></code></p><hr/>"],
  ["1. a\n2. b", '<ol start="1"><li>a</li><li>b</li></ol>'],
  ["- [x] a\n- [ ] b", "<ul><li>☑ a</li><li>☐ b</li></ul>"],
  ["> a\n\n```js\n1 < 2\n```", "<blockquote><p>a</p></blockquote><pre><code>1 &lt; 2</code></pre>"],
  ["a  \nb ~~c~~ **d**", "<p>a<br/>b <del>c</del> <strong>d</strong></p>"],
];

for (const [text, markup] of MARKDOWN) {
  Deno.test(`markdown ${JSON.stringify(text)}`, () => {
    const type = { kind: "text", format: "markdown" };
    equal(cellOf(type, text), `<div class="rg-markdown" dir="auto">${markup}</div>`);
  });
}

/** @type {import("../../../reportgen/client/core/cells/types/media.d.ts").MaskValue} */
const MASK = {
  layer: "truth",
  file: "m.png",
  thumb: "m-208.png",
  classes: [[1, "car"], [2, "bus"], [13, "sky"]],
};
const STREET = image({
  width: 400,
  height: 200,
  boxes: [
    { ...BOX, x_min: 0.1, x_max: 0.6, y_min: 0.1, y_max: 0.9, class_id: 1, label: "car" },
    {
      ...BOX,
      layer: "truth",
      x_min: 0.1,
      x_max: 0.6,
      y_min: 0.1,
      y_max: 0.9,
      class_id: 2,
      label: "bus",
      scores: null,
    },
  ],
  masks: [MASK],
});

/** What the spec says of overlays; how many elements of which kinds there are. @type {[any, Record<string, number>][]} */
const OVERLAID = [
  [undefined, { "<img": 2, 'class="rg-box"': 1, "rg-dashed": 1, "<text": 2, "<filter": 0 }],
  [{ hide_layers: ["truth"] }, { "<img": 1, 'stroke="': 1, "rg-dashed": 0 }],
  [{ line: "dotted", labels: false }, { "rg-dotted": 2, "<text": 0 }],
  [{ score: { score: { min: 0.5 } } }, { 'stroke="': 1 }],
  [{ opacity: 0.35 }, { 'class="rg-mask rg-opacity-35"': 1 }],
  [{ hide_classes: [1] }, { "<img": 1, "<filter": 1, "<feComposite": 2, "<feMerge": 0, 'stroke="': 1 }],
  [{ hide_classes: [1, 13] }, { "<feMerge ": 1, "<feComposite": 2 }],
  [{ hide_classes: [1, 2, 13] }, { "<img": 1, "<filter": 0, 'stroke="': 0 }],
  [{ image: false }, { "rg-no-picture": 1 }],
  [{ tiles: "beside" }, { "<img": 3, 'class="rg-image rg-tiles"': 1, 'stroke="': 2 }],
  [{ tiles: "split" }, { "<img": 3, "rg-tile-name": 2, 'stroke="': 2 }],
];

for (const [overlays, counts] of OVERLAID) {
  Deno.test(`overlays drawn by ${JSON.stringify(overlays)}`, () => {
    const type = { kind: "image", thumb: 208, boxes: true, masks: true, layers: ["found", "truth"] };
    const answer = rowsAnswer([column("x", "image", { type })], [[STREET]]);
    const spec = { row_height: /** @type {const} */ ("large"), columns: [{ name: "x", overlays }] };
    const markup = cells(renderPanelHtml(view(answer, spec)))[0][0];
    const found = Object.keys(counts).map((part) => [part, markup.split(part).length - 1]);
    equal(Object.fromEntries(found), counts, markup);
  });
}

Deno.test("the classes of a mask have colors of their own", () => {
  const colors = Array.from({ length: 256 }, (_, id) => classColor(id));
  equal(new Set(colors).size, 256);
  equal(colors.slice(0, CLASS_COLORS.length), CLASS_COLORS);
});

Deno.test("a gallery has a card for each row, and a section for each group", () => {
  const rows = rowsAnswer([column("id", "text"), column("x", "image")], [["a", STREET], ["b", null]]);
  const cards = renderPanelHtml(view(rows, { layout: "gallery" }));
  equal(cards.split('<li class="rg-card').length - 1, 2);
  equal(cards.includes('<dt dir="auto">id</dt><dd><div class="rg-text" dir="auto">b</div>'), true, cards);
  equal(cards.includes("<table"), false);
  const group = [
    column("k", "text", { role: "key" }),
    column("count", "integer", { role: "count" }),
    column("x", "image", { role: "value", show: "gallery" }),
  ];
  const groups = groupsAnswer(group, [["left", 3, { items: [image(), image(), image()], n: 3 }]]);
  const sections = renderPanelHtml(view(groups, { layout: "gallery", group: ["k"] }));
  for (const part of ['aria-label="k, group 1"', "3 rows", 'height="120"', "1–3 of 3"]) {
    equal(sections.includes(part), true, sections);
  }
});

Deno.test("pinned rows stand on top of a gallery, and plots offer no row heights", () => {
  const columns = [column("x", "image"), column("n", "integer")];
  const pinned = { ids: [7], rows: [[image({ file: "b2.png" }), 70]] };
  const answer = rowsAnswer(columns, [[image(), 1]], { pinned });
  const drawn = renderPanelHtml(view(answer, { layout: "gallery", pinned: [7] }));
  const top = drawn.indexOf('aria-label="Pinned rows"');
  equal([top > 0, drawn.indexOf("b2.png") > top, drawn.indexOf("a1.png") > drawn.indexOf("b2.png")], [
    true,
    true,
    true,
  ]);
  equal(/aria-label="Pinned row 7"/.test(drawn), true);
  equal(drawn.includes('aria-label="Row height"'), true);
  const plot =
    /** @type {any} */ ({ ...answer, kind: "plot", plot: { kind: "x", notes: [], series: [], terms: [] } });
  equal(/aria-label="Row height"/.test(renderPanelHtml(view(plot, { layout: "histogram" }))), false);
});
