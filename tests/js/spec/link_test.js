import { decodeView, encodeView } from "../../../reportgen/client/core/spec/link.js";
import { normaliseSpec } from "../../../reportgen/client/core/spec/normalise.js";
import { specFromOptions } from "../../../reportgen/client/core/spec/options.js";
import { fromBase64, toBase64 } from "../../../reportgen/client/core/spec/base64.js";
import { equal } from "../assert.js";
import { PREDICTIONS } from "../tables.js";

const AUTHOR = specFromOptions({
  filter: "truth != guess",
  columns: "id, image, guess, truth, score_*, score_0 + score_6 as loops",
}, PREDICTIONS).spec;

/** @type {[Record<string, string>, string][]} options of the reader's view, its link */
const LINKS = [
  [{ filter: "truth != guess", columns: "*, score_0 + score_6 as loops" }, "1"],
  [{ columns: "*, score_0 + score_6 as loops" }, `1${toBase64('{"f":null}')}`],
  [{ filter: "id = '😀'", columns: "*, score_0 + score_6 as loops" }, `1${toBase64(`{"f":"id = '😀'"}`)}`],
];

for (const [options, link] of LINKS) {
  Deno.test(`link of ${JSON.stringify(options)}`, () => {
    const { spec } = specFromOptions(options, PREDICTIONS);
    equal(encodeView(spec, AUTHOR), link);
    equal(decodeView(link, AUTHOR, PREDICTIONS), { spec, problems: [], place: {} });
  });
}

Deno.test("what is the author's is named by its place", () => {
  const columns = [{ name: "score_9" }, ...AUTHOR.columns.slice(0, 5), {
    name: "n",
    expr: "guess + 1",
    label: "N",
  }];
  const { spec } = normaliseSpec({ ...AUTHOR, columns, sort: ["id"], rows: 20 }, PREDICTIONS);
  const link = encodeView(spec, AUTHOR);
  equal(
    fromBase64(link.slice(1)),
    '{"r":20,"s":[["id","a"]],"c":["score_9",["id","score_0"],{"n":"n","e":"guess + 1","l":"N"}]}',
  );
  equal(decodeView(link, AUTHOR, PREDICTIONS), { spec, problems: [], place: {} });
});

Deno.test("a link says which row is open and which are selected", () => {
  const { spec } = normaliseSpec({ ...AUTHOR, search: "bee", pinned: [3, 1] }, PREDICTIONS);
  const place = { row: 4, selected: [7, 2] };
  const link = encodeView(spec, AUTHOR, place);
  equal(fromBase64(link.slice(1)), '{"q":"bee","P":[3,1],"o":4,"S":[7,2]}');
  equal(decodeView(link, AUTHOR, PREDICTIONS), { spec, problems: [], place });
  const many = Array.from({ length: 201 }, (_, row) => row);
  equal(encodeView(AUTHOR, AUTHOR, { selected: many }), "1");
  const rows = PREDICTIONS.rows;
  const outside = `1${toBase64(`{"o":${rows},"S":[-1,${rows},0.5,"x",0]}`)}`;
  equal(decodeView(outside, AUTHOR, PREDICTIONS).place, { selected: [0] });
});

/** @type {[string, string][]} */
const BROKEN = [
  ["", "the link is of another version of reportgen"],
  ["2abc", "the link is of another version of reportgen"],
  ["1%20", "the link is damaged"],
  ["1A", "the link is damaged"],
  [`1${toBase64("[1]")}`, "the link is damaged"],
  [`1${toBase64("{")}`, "the link is damaged"],
  ["1_____w", "the link is damaged"],
  [`1${"A".repeat(200_000)}`, "the link is too long"],
];

for (const [text, message] of BROKEN) {
  Deno.test(`broken link ${text.slice(0, 20)}`, () => {
    const at = { option: "link", start: 0, end: text.length };
    const problems = [{ code: "option-value", message, at }];
    equal(decodeView(text, AUTHOR, PREDICTIONS), { spec: AUTHOR, problems, place: {} });
  });
}

/** @type {unknown[]} */
const STRANGE = [null, true, -1, 1.5, "x", [], [[]], [[0]], {}, [{}], { n: {} }, [null], [[0, 1e9]], [{
  n: 1,
  e: [],
}]];

Deno.test("any difference gives a canonical spec", () => {
  for (const key of ["f", "q", "P", "g", "s", "c", "r", "h", "l", "H", "o", "S", "toString", "__proto__"]) {
    for (const value of STRANGE) {
      const { spec } = decodeView(`1${toBase64(`{"${key}":${JSON.stringify(value)}}`)}`, AUTHOR, PREDICTIONS);
      equal(normaliseSpec(spec, PREDICTIONS), { spec, problems: [] }, `${key} ${JSON.stringify(value)}`);
    }
  }
});

Deno.test("any JSON gives a canonical spec", () => {
  const parts = [...STRANGE, "avg(", { by: {} }, [{ by: "id", dir: 5 }], [{ name: "id", show: {} }], {
    toString: 1,
  }];
  for (
    const key of [
      "v",
      "filter",
      "search",
      "pinned",
      "group",
      "sort",
      "columns",
      "rows",
      "row_height",
      "layout",
      "height",
      "other",
    ]
  ) {
    for (const value of parts) {
      const { spec } = normaliseSpec({ [key]: value }, PREDICTIONS);
      equal(normaliseSpec(spec, PREDICTIONS), { spec, problems: [] }, `${key} ${JSON.stringify(value)}`);
    }
  }
});

Deno.test("base64 keeps every text, and uses no letter that a URL gives a meaning", () => {
  let text = "";
  for (let i = 0; i < 300; i++) {
    text += String.fromCodePoint((i * 7919) % 0x10ffff).toWellFormed();
    const coded = toBase64(text);
    equal(/^[\w-]*$/.test(coded), true);
    equal(fromBase64(coded), text);
  }
  equal(fromBase64(toBase64("a\ud800b")), "a\ufffdb");
});
