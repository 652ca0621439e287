/** How overlays are drawn, as directives, scripts and links say it. */

import { decodeView, encodeView } from "../../../reportgen/client/core/spec/link.js";
import { installMedia } from "../../../reportgen/client/core/cells/media/install.js";
import { normaliseSpec } from "../../../reportgen/client/core/spec/normalise.js";
import { specFromOptions } from "../../../reportgen/client/core/spec/options.js";
import { equal } from "../assert.js";

installMedia();

const IMAGE = {
  kind: "image",
  boxes: true,
  masks: true,
  layers: ["truth", "found it"],
  classes: { 1: "cat", 7: "small dog" },
  scores: { score: [0, 1] },
};
const SCHEMA = /** @type {import("../../../reportgen/client/core/spec/types.js").TableSchema} */ ({
  ref: "t:v0",
  relation: "t:v0",
  rows: 9,
  columns: [
    { name: "id", type: { kind: "text" } },
    { name: "image", type: IMAGE },
    { name: "image two", type: IMAGE },
  ],
});

/** An option's text, and what it says of the first and of the second column of images. @type {[string, any, any][]} */
const SAID = [
  ["image: split", { tiles: "split" }, undefined],
  ["image: stacked", undefined, undefined],
  ["image: hide(truth), opacity(0.42), dotted", {
    hide_layers: ["truth"],
    opacity: 0.4,
    line: "dotted",
  }, undefined],
  ['"image two": hide("found it"), image: no-labels', { labels: false }, { hide_layers: ["found it"] }],
  ["image*: hide-class(cat, small dog)", { hide_classes: [1, 7] }, { hide_classes: [1, 7] }],
  ["image: hide-class(7), no-image, beside", { hide_classes: [7], image: false, tiles: "beside" }, undefined],
  ["image: min(score, 0.5), max(score, .9)", { score: { score: { min: 0.5, max: 0.9 } } }, undefined],
  ["image: opacity(0.6)", undefined, undefined],
];

for (const [text, first, second] of SAID) {
  Deno.test(`:overlays: ${text}`, () => {
    const { spec, problems } = specFromOptions({ overlays: text }, SCHEMA);
    equal(problems, []);
    equal(spec.columns.slice(1).map(({ overlays }) => overlays), [first, second]);
    equal(normaliseSpec(spec, SCHEMA), { spec, problems: [] });
    const { spec: author } = specFromOptions({}, SCHEMA);
    equal(decodeView(encodeView(spec, author), author, SCHEMA).spec, spec);
  });
}

/** An option's text; the message, its help, and the piece that it points at. @type {[string, string, string | undefined, string][]} */
const WRONG = [
  ["split", "a column's name and a colon come first", "write it as in 'image: split'", "split"],
  ["imag: split", "there is no column 'imag'", "did you mean 'image'?", "imag"],
  ["id: split", "'id' holds no images", undefined, "split"],
  ["image: spilt", "'spilt' says nothing about overlays", "did you mean 'split'?", "spilt"],
  ["image: hide(trut)", "the images have no layer 'trut'", "did you mean 'truth'?", "trut"],
  ["image: split, hide-class(cta)", "the images have no class 'cta'", "did you mean 'cat'?", "cta"],
  ["image: min(scor, 1)", "the boxes have no score 'scor'", "did you mean 'score'?", "scor"],
  ["image: min(score, x)", "'min' needs a number", undefined, "x"],
  ["image: max(0.5)", "'max' needs a score and a number", "as in max(score, 0.5)", "max(0.5)"],
  ["image: opacity(3)", "'3' is not an opacity", "give a number from 0 to 1", "opacity(3)"],
];

for (const [text, message, help, piece] of WRONG) {
  Deno.test(`:overlays: ${text} is a mistake`, () => {
    const { problems } = specFromOptions({ overlays: text }, SCHEMA);
    equal(problems.map((one) => [one.message, one.help, text.slice(one.at.start, one.at.end)]), [
      [message, help, piece],
    ]);
  });
}

/** What a script or a link may say wrong. @type {[any, string][]} */
const RAW = [
  [3, "'overlays' is an object"],
  [{ tile: "split" }, "overlays have no 'tile'"],
  [{ tiles: "splot" }, "'splot' is no way to lay tiles"],
  [{ hide_classes: ["a"] }, "this is not a list of class ids"],
  [{ labels: 1 }, "'labels' is true or false"],
  [{ score: { s: { min: "x" } } }, "the range of 's' is not made of numbers"],
];

for (const [overlays, message] of RAW) {
  Deno.test(`${JSON.stringify(overlays)} is refused`, () => {
    const { spec, problems } = normaliseSpec({ columns: [{ name: "image", overlays }] }, SCHEMA);
    equal(problems.map((one) => one.message), [message]);
    equal(spec.columns, [{ name: "image" }]);
  });
}

Deno.test("a gallery needs media, and may say whose", () => {
  const said = (/** @type {Record<string, string>} */ options, schema = SCHEMA) => {
    const { spec, problems } = specFromOptions(options, schema);
    return [spec.layout, spec.plot, problems.map((one) => one.message)];
  };
  equal(said({ layout: "gallery" }), ["gallery", undefined, []]);
  equal(said({ layout: "gallery", image: '"image two"' }), ["gallery", { image: "image two" }, []]);
  equal(said({ layout: "gallery", image: "imag" }), ["table", undefined, [
    "there is no column of media 'imag'",
  ]]);
  const plain = { ...SCHEMA, columns: SCHEMA.columns.slice(0, 1) };
  equal(said({ layout: "gallery" }, plain), ["table", undefined, ["the table has no media for a gallery"]]);
});
