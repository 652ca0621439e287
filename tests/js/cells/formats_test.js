/** Values as formats write them. */

import { renderPanelHtml } from "../../../reportgen/client/core/cells/index.js";
import { diffTexts } from "../../../reportgen/client/core/cells/formats/diff.js";
import { numberText } from "../../../reportgen/client/core/cells/formats/numbers.js";
import { divergingStep, sequentialStep } from "../../../reportgen/client/core/cells/formats/number.js";
import { readFormat, writeFormat } from "../../../reportgen/client/core/cells/formats/read.js";
import { linked } from "../../../reportgen/client/core/cells/addresses.js";
import { equal } from "../assert.js";
import { cells } from "./markup.js";
import { column, groupsAnswer, rowsAnswer, view } from "./views.js";

/** Format, value, text. @type {[string, unknown, string | null][]} */
const NUMBERS = [
  ["fixed", 1234.5, "1,234.50"],
  ["fixed(0)", 2.5, "2"],
  ["fixed(3)", -0.0001, "0.000"],
  ["fixed", 12345678901234567890n, "12,345,678,901,234,567,890.00"],
  ["fixed(1)", "12.5", "12.5"],
  ["fixed(0)", -1e16, "-10,000,000,000,000,000"],
  ["percent", 0.12345, "12.3%"],
  ["percent(0)", 1, "100%"],
  ["percent", -0.00001, "0.0%"],
  ["scientific", 0.000012345, "1.23e-5"],
  ["scientific(0)", 12345, "1e4"],
  ["compact", 999, "999"],
  ["compact", 999.6, "1k"],
  ["compact", 1234567, "1.23M"],
  ["compact", -1500, "-1.5k"],
  ["compact", 0.00123, "0.00123"],
  ["currency", 1234.5, "$1,234.50"],
  ["currency(EUR)", -0.125, "-€0.12"],
  ["currency(EUR)", -0.001, "€0.00"],
  ["currency(JPY)", 1e15, "¥1,000,000,000,000,000"],
  ["currency(CHF, 0)", 2500, "CHF\u00a02,500"],
  ["currency", -12345678901234567890n, "-$12,345,678,901,234,567,890.00"],
  ["bytes", 0, "0 B"],
  ["bytes", 1536, "1.54 kB"],
  ["bytes", 5e18, "5 EB"],
  ["duration", 3725.5, "1 h 2 min 5.5 s"],
  ["duration(ms)", 2500, "2.5 s"],
  ["duration(h)", -1.5, "-1 h 30 min"],
  ['custom(".1%")', 0.256, "25.6%"],
  ["percent", NaN, "NaN"],
  ["compact", -Infinity, "-∞"],
  ["percent", "no number", null],
  ["percent", "", null],
];

for (const [format, value, text] of NUMBERS) {
  Deno.test(`${format} of ${String(value)}`, () => {
    const read = readFormat(format).format;
    equal(read && numberText(value, read), text);
  });
}

/** What is written, and its canonical spelling. @type {[string, string][]} */
const SPELLINGS = [
  ["Percent( 1 )", "percent"],
  ["percent(0)", "percent(0)"],
  ["fixed ()", "fixed"],
  ["currency(usd, 2)", "currency"],
  ["currency(eur, 0)", "currency(EUR, 0)"],
  ["duration(s)", "duration"],
  ["custom(,.2f)", 'custom(",.2f")'],
  ["custom('>8.3g')", 'custom(">8.3g")'],
  ["bar( fixed(2) )", "bar(fixed)"],
  ["scale(sequential, percent)", "scale(percent)"],
  ["scale(diverging)", "scale(diverging)"],
  ["diff(reference, words)", "diff(reference)"],
  ['diff(`my, "odd" (column)`, lines)', 'diff("my, ""odd"" (column)", lines)'],
];

for (const [text, spelling] of SPELLINGS) {
  Deno.test(`format ${text}`, () => {
    const written = [text, spelling].map((one) => {
      const { format, fault } = readFormat(one);
      return fault ? fault.message : writeFormat(format);
    });
    // A pattern with a comma stands in quotes.
    equal(
      written,
      text === "custom(,.2f)" ? ["'custom' has at most 1 settings", spelling] : [spelling, spelling],
    );
  });
}

/** A wrong format, the part that is wrong, and a word of the help. @type {[string, string, string][]} */
const WRONG = [
  ["percnt", "percnt", "did you mean 'percent'?"],
  ["fixed(99)", "99", "0 to 15"],
  ["fixed(1, 2)", "2", ""],
  ["currency(euros)", "euros", "currency(EUR)"],
  ["currency(EUR, two)", "two", "0 to 15"],
  ["custom(zz)", "zz", "as Python"],
  ["custom", "custom", "as Python"],
  ["bar(markdown)", "markdown", "'fixed'"],
  ["scale(divergin, fixed)", "divergin", "did you mean 'diverging'?"],
  ["diff(a, wrods)", "wrods", "did you mean 'words'?"],
  ["diff", "diff", "diff(reference)"],
  ["date(1)", "1", ""],
  ["bar bar", "bar bar", ""],
];

for (const [text, part, help] of WRONG) {
  Deno.test(`wrong format ${text}`, () => {
    const { fault } = readFormat(text);
    equal(text.slice(fault?.start, fault?.end), part);
    equal((fault?.help ?? "").includes(help), true);
  });
}

/** The shortest length of what two texts have in common, by the table that everyone knows. @param {string} a @param {string} b */
function common(a, b) {
  let row = new Array(b.length + 1).fill(0);
  for (const character of a) {
    const next = [0];
    for (let j = 0; j < b.length; j++) {
      next.push(character === b[j] ? row[j] + 1 : Math.max(row[j + 1], next[j]));
    }
    row = next;
  }
  return row[b.length];
}

Deno.test("a difference leads from one text to the other, and is the shortest", () => {
  let seed = 7;
  const random = (/** @type {number} */ below) => (seed = (seed * 48271) % 2147483647) % below;
  const text = () => Array.from({ length: random(14) }, () => "ab c\n"[random(5)]).join("");
  for (let n = 0; n < 2000; n++) {
    const [a, b] = [text(), text()];
    for (const by of /** @type {const} */ (["characters", "words", "lines"])) {
      const parts = diffTexts(a, b, by);
      const joined = (/** @type {string} */ left) =>
        parts.filter(({ op }) => op !== left).map(({ text }) => text).join("");
      equal([joined("added"), joined("removed")], [a, b]);
      equal(parts.some(({ op }, at) => op === parts[at + 1]?.op), false);
      if (by !== "characters") continue;
      const same = parts.filter(({ op }) => op === "same").map(({ text }) => text).join("");
      equal(same.length, common(a, b));
    }
  }
});

Deno.test("a megabyte of text is compared within seconds, however different", () => {
  let seed = 3;
  const random = (/** @type {number} */ below) => (seed = (seed * 48271) % 2147483647) % below;
  const text = () => Array.from({ length: 1_000_000 }, () => "abcdefg h\n"[random(10)]).join("");
  const [a, b] = [text(), text()];
  const start = performance.now();
  for (const by of /** @type {const} */ (["characters", "words", "lines"])) {
    const parts = diffTexts(a, b, by);
    equal(parts.filter(({ op }) => op !== "added").map(({ text }) => text).join("") === a, true);
  }
  equal(performance.now() - start < 20_000, true);
});

/** Column, value, markup. @type {[Partial<import("./views.js").AnswerColumn>, string, unknown, string][]} */
const CELLS = [
  [{ format: "percent" }, "float", 0.12345, '<span title="0.12345">12.3%</span>'],
  [{ format: "fixed(1)" }, "decimal", "2.5", "2.5"],
  [{ format: "percent" }, "text", "ten", "ten"],
  [{ format: "no format" }, "text", "ten", '<div class="rg-text" dir="auto">ten</div>'],
  [
    { format: "date" },
    "timestamp",
    "2024-05-01 12:30:00.25",
    '<span class="rg-moment" title="2024-05-01 12:30:00.25">2024-05-01</span>',
  ],
  [
    { format: "time", type: { kind: "timestamp", utc: true } },
    "timestamp",
    "2024-05-01 12:30:00",
    '<span class="rg-moment" title="2024-05-01 12:30:00 UTC">12:30:00<span class="rg-zone">UTC</span></span>',
  ],
  [
    { format: "datetime" },
    "date",
    "2024-05-01",
    '<span class="rg-moment" title="2024-05-01">2024-05-01 00:00:00</span>',
  ],
  [
    { format: "plain" },
    "text",
    "see https://example.org/a_(b).",
    '<div class="rg-text" dir="auto">see <a href="https://example.org/a_(b)" rel="noopener noreferrer">https://example.org/a_(b)</a>.</div>',
  ],
  [
    { format: "link" },
    "text",
    "https://www.example.org/",
    '<a class="rg-link" href="https://www.example.org/" rel="noopener noreferrer" title="https://www.example.org/">example.org</a>',
  ],
  [
    { format: "link" },
    "text",
    "javascript:alert(1)",
    '<div class="rg-text" dir="auto">javascript:alert(1)</div>',
  ],
  [{ format: "code" }, "text", "if x:", '<pre class="rg-text rg-code" dir="auto">if x:</pre>'],
  [{ format: "json" }, "text", "{", '<div class="rg-text" dir="auto">{</div>'],
  [{ format: "json" }, "text", "[]", '<div class="rg-json"><span class="rg-json-empty">[]</span></div>'],
  [
    { format: "json" },
    "struct",
    { a: [1, "<b>"] },
    '<div class="rg-json"><details class="rg-json-branch"><summary><span class="rg-json-count">1 key</span> ' +
    '<span class="rg-json-preview">{a: [1, &quot;&lt;b>&quot;]}</span></summary><ul><li><span class="rg-json-key">a</span>: ' +
    '<details class="rg-json-branch"><summary><span class="rg-json-count">2 items</span> <span class="rg-json-preview">[1, &quot;&lt;b>&quot;]</span>' +
    '</summary><ul><li><span class="rg-json-index">0</span>: <span class="rg-json-value">1</span></li><li><span class="rg-json-index">1</span>: ' +
    '<span class="rg-json-text" dir="auto">&quot;&lt;b>&quot;</span></li></ul></details></li></ul></details></div>',
  ],
];

for (const [more, kind, value, markup] of CELLS) {
  Deno.test(`${more.format} cell of ${JSON.stringify(value)}`, () => {
    const html = renderPanelHtml(view(rowsAnswer([column("x", kind, more)], [[value]])));
    equal(cells(html), [[markup]]);
  });
}

Deno.test("a cell shows what differs from another column", () => {
  const columns = [column("out", "text", { format: "diff(ref)", other: 1 })];
  const html = renderPanelHtml(
    view(rowsAnswer(columns, [["a quick <dog>", "a slow <dog>"], ["same", null]])),
  );
  equal(cells(html), [
    ['<div class="rg-text rg-diff" dir="auto">a <del>slow</del><ins>quick</ins> &lt;dog></div>'],
    ['<div class="rg-text" dir="auto">same</div>'],
  ]);
});

Deno.test("bars and colors have one scale down their column, and no style", () => {
  const range = { lo: -1, hi: 3 };
  const columns = [
    column("x", "float", { format: "bar(fixed(0))", range }),
    column("y", "float", { format: "scale", range }),
    column("z", "float", { format: "scale(diverging)", range }),
  ];
  const html = renderPanelHtml(view(rowsAnswer(columns, [[3, 3, 3], [-1, -1, -1], [NaN, null, 0]])));
  const shades = [...html.matchAll(/rg-(seq|div)-\d/g)].map(([name]) => name);
  equal(shades, ["rg-seq-8", "rg-div-8", "rg-seq-0", "rg-div-3", "rg-div-4"]);
  const bars = [...html.matchAll(/<rect( class="rg-bar-minus")? x="(\S+)" width="(\S+)" height="4"/g)];
  equal(bars.map(([, minus, x, width]) => [minus !== undefined, x, width]), [
    [false, "25", "75"],
    [true, "0", "25"],
  ]);
  equal(html.includes("style="), false);
});

Deno.test("steps of a color scale stay in their bounds", () => {
  const range = { lo: -1.7e308, hi: 1.7e308 };
  equal([-1.7e308, 0, 1.7e308].map((value) => sequentialStep(value, range)), [0, 4, 8]);
  equal([-2, -1, 0, 1, 9].map((value) => divergingStep(value, { lo: -1, hi: 2 })), [0, 2, 4, 6, 8]);
  equal(sequentialStep(5, { lo: 5, hi: 5 }), 4);
  equal(divergingStep(0, { lo: 0, hi: 0 }), 4);
});

Deno.test("the numbers of a group's histogram are written in the column's format", () => {
  const domain = { lo: 0, hi: 1, bins: 2, integer: false };
  const value = { counts: [1, 2], nulls: 0, nan: 0, inf: 0, n: 3, min: 0.1, max: 0.9, mean: 0.5512 };
  const columns = [
    column("k", "text", { role: "key" }),
    column("x", "float", { role: "value", show: "histogram", domain, format: "percent(0)" }),
  ];
  const html = renderPanelHtml(view(groupsAnswer(columns, [["a", value]])));
  for (const text of ["mean 55%", "<span>0%</span><span>100%</span>", "0% to 50%: 1", "50% to 100%: 2"]) {
    equal(html.includes(text), true);
  }
});

Deno.test("long text can be opened in place, and the rest is counted", () => {
  const html = renderPanelHtml(
    view(rowsAnswer([column("x", "text", { format: "plain" })], [["word ".repeat(2000)]])),
  );
  const [[cell]] = cells(html);
  equal(cell.includes("<summary>"), true);
  equal(cell.includes("6,000 characters more"), true);
});

Deno.test("a megabyte in a cell makes a small page, whatever the format", () => {
  const text = JSON.stringify(Array.from({ length: 60_000 }, (_, n) => `https://x.example/${n}`));
  for (
    const format of ["plain", "code", "json", "diff(y)", "diff(y, characters)", "diff(y, lines)", "link"]
  ) {
    const columns = [column("x", "text", { format, other: 1 })];
    const start = performance.now();
    const html = renderPanelHtml(view(rowsAnswer(columns, [[text, text.toUpperCase()]])));
    equal([format, html.length < 80_000], [format, true]);
    equal([format, performance.now() - start < 3000], [format, true]);
  }
});

/** Text, and the addresses in it. @type {[string, string[]][]} */
const LINKS = [
  ["http://a.example, (https://b.example/x).", ["http://a.example", "https://b.example/x"]],
  ["ftp://a.example javascript:alert(1) //b.example", []],
  ["https:// and https://?", []],
  ["xhttps://a.example", []],
  ["[text](https://a.example/p?q=1&r=[2])", ["https://a.example/p?q=1&r=[2]"]],
];

for (const [text, addresses] of LINKS) {
  Deno.test(`links in ${text}`, () => {
    const parts = /** @type {any[]} */ (linked(text));
    equal(parts.filter((part) => typeof part === "object").map((part) => part.props.href), addresses);
    equal(parts.map((part) => typeof part === "object" ? part.props.children : part).join(""), text);
  });
}
