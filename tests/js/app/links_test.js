import { packLink, unpackLink } from "../../../reportgen/client/app/tools/links/compact.js";
import { decodeView, encodeView } from "../../../reportgen/client/core/spec/link.js";
import { normaliseSpec } from "../../../reportgen/client/core/spec/normalise.js";
import { specFromOptions } from "../../../reportgen/client/core/spec/options.js";
import { panelSql } from "../../../reportgen/client/core/sql/print.js";
import { equal } from "../assert.js";
import { PREDICTIONS } from "../tables.js";
import FROZEN from "../../data/links-0.1.json" with { type: "json" };
import { KINDS, randomly, randomSpec } from "./random_specs.js";

const AUTHOR = specFromOptions({ columns: "id, image, guess, truth, score_*" }, PREDICTIONS).spec;
const BUSY = specFromOptions({
  filter: "truth != guess and (score_0 > 0.25 or score_2 > 0.25) and id like '%a%'",
  search: "a cat on a mat",
  sort: "score_0 desc, score_2, id",
  columns: "truth, guess, score_2, score_0 as first, image, score_0 * score_2 as both, id",
  rows: "25",
  "row-height": "large",
}, PREDICTIONS).spec;
const PLACE = { row: 3, selected: [1, 2, 5] };
const MUTATIONS = 10_000;
const SPECS = 300;
/** What every program takes in an address. */
const LONGEST = 2000;

Deno.test("a link made short says the same, and is not longer", async () => {
  for (
    const [spec, place] of /** @type {const} */ ([[BUSY, PLACE], [BUSY, {}], [AUTHOR, PLACE], [AUTHOR, {}]])
  ) {
    const plain = encodeView(spec, AUTHOR, place);
    const short = await packLink(plain);
    equal(short.length <= plain.length, true);
    equal(/^[\w-]*$/.test(short), true);
    equal(await unpackLink(short), plain);
    equal(decodeView(await unpackLink(short), AUTHOR, PREDICTIONS), { spec, problems: [], place });
  }
  equal((await packLink(encodeView(BUSY, AUTHOR, PLACE)))[0], "2");
  equal(await packLink(encodeView(AUTHOR, AUTHOR)), "1");
});

Deno.test("links with hundreds of columns stay short", async () => {
  const columns = Array.from(
    { length: 600 },
    (_, at) => ({ name: `metric_${at}`, type: PREDICTIONS.columns[0].type }),
  );
  const schema = { ...PREDICTIONS, columns };
  const author = specFromOptions({}, schema).spec;
  const chosen = columns.filter((_, at) => at % 7 && at % 11).map(({ name }) => name).toReversed();
  const { spec } = specFromOptions({ columns: chosen.join(", ") }, schema);
  const short = await packLink(encodeView(spec, author));
  equal(short.length < 2000, true, String(short.length));
  equal(decodeView(await unpackLink(short), author, schema).spec, spec);
});

Deno.test("the author's columns are found again when the author has others", () => {
  const { spec } = specFromOptions({ columns: "guess, truth, score_0 as zero" }, PREDICTIONS);
  const link = encodeView(spec, AUTHOR);
  const later = specFromOptions({ columns: "score_*, truth, guess" }, PREDICTIONS).spec;
  equal(decodeView(link, later, PREDICTIONS), { spec, problems: [], place: {} });
});

Deno.test("a link of earlier days counts the author's columns", () => {
  const link = `1${btoa('{"c":[2,[0,1]]}').replace(/=+$/, "")}`;
  const { spec } = decodeView(link, AUTHOR, PREDICTIONS);
  equal(spec.columns.map(({ name }) => name), ["guess", "id", "image"]);
});

Deno.test("what a link cannot restore is said, and the rest is shown", () => {
  const link = `1${btoa('{"f":"gone = 1","c":["gone",["id","lost"],"guess"],"r":25}').replace(/=+$/, "")}`;
  const { spec, problems } = decodeView(link, AUTHOR, PREDICTIONS);
  equal([spec.filter, spec.rows], [undefined, 25]);
  equal(spec.columns.map(({ name }) => name), ["id", "guess"]);
  equal(problems.map(({ message }) => message), [
    "there is no column 'gone'",
    "there is no column 'lost'",
    "there is no column 'gone'",
  ]);
});

Deno.test("a link that is inflated without end is given up", async () => {
  const stream = new Blob([" ".repeat(50_000_000)]).stream().pipeThrough(
    new CompressionStream("deflate-raw"),
  );
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const text = `2${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))}`.replaceAll(
    "+",
    "-",
  );
  const { problems } = decodeView(
    await unpackLink(text.replaceAll("/", "_").replace(/=+$/, "")),
    AUTHOR,
    PREDICTIONS,
  );
  equal(problems.map(({ message }) => message), ["the link is damaged"]);
});

Deno.test(`${MUTATIONS} damaged links give a spec that can be asked, or the author's`, async () => {
  const random = randomly(7);
  const letters = "ABCxyz0189-_%~. 😀";
  const links = [];
  for (const [spec, place] of /** @type {const} */ ([[BUSY, PLACE], [BUSY, {}], [AUTHOR, PLACE]])) {
    const plain = encodeView(spec, AUTHOR, place);
    links.push(plain, await packLink(plain));
  }
  for (let at = 0; at < MUTATIONS; at++) {
    let text = links[at % links.length];
    for (let times = 1 + random(3); times; times--) {
      const place = random(text.length + 1);
      const letter = letters[random(letters.length)];
      text = text.slice(0, place) + (random(3) ? letter : "") + text.slice(place + random(3));
    }
    const { spec } = decodeView(await unpackLink(text), AUTHOR, PREDICTIONS);
    equal(normaliseSpec(spec, PREDICTIONS), { spec, problems: [] }, text);
    if (at % 20 === 0) equal(typeof panelSql(spec, PREDICTIONS), "string");
  }
});

for (const kind of Object.keys(KINDS)) {
  Deno.test(`links restore ${SPECS} specs of ${kind}, whoever wrote the panel, and are short`, async () => {
    const random = randomly(11);
    const { schema, read } = KINDS[kind];
    let author = randomSpec(kind, random);
    for (let at = 0; at < SPECS; at++) {
      const spec = randomSpec(kind, random);
      const short = await packLink(encodeView(spec, author));
      equal(short.length <= LONGEST, true);
      const found = decodeView(await unpackLink(short), author, schema(author), read);
      equal({ spec: found.spec, problems: found.problems }, { spec, problems: [] }, JSON.stringify(spec));
      author = random(3) ? author : spec;
    }
  });
}

for (const { kind, author, links } of /** @type {any[]} */ (FROZEN)) {
  Deno.test(`links that were copied from version 0.1 restore what they showed: ${kind}`, async () => {
    const { schema, read } = KINDS[kind];
    for (const { link, spec } of links) {
      const found = decodeView(await unpackLink(link), author, schema(author), read);
      equal({ spec: found.spec, problems: found.problems }, { spec, problems: [] }, link);
    }
  });
}
