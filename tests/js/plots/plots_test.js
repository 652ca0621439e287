import { installPlots, renderPlotHtml } from "../../../reportgen/client/core/plots/index.js";
import { scaleOf } from "../../../reportgen/client/core/plots/scale.js";
import { LAYOUT_ANSWERS } from "../../../reportgen/client/core/sql/answer.js";
import { specFromOptions } from "../../../reportgen/client/core/spec/options.js";
import { statusText } from "../../../reportgen/client/core/spec/status.js";
import { equal } from "../assert.js";
import { PREDICTIONS } from "../tables.js";

installPlots();

/** @typedef {import("../../../reportgen/client/core/sql/plots/types.d.ts").PlotAnswer} PlotAnswer */

/** @param {Record<string, string>} options */
function ask(options) {
  const { spec, problems } = specFromOptions(options, PREDICTIONS);
  equal(problems, []);
  return { spec, answering: LAYOUT_ANSWERS[spec.layout](spec, PREDICTIONS) };
}

/** @param {unknown[][]} columns */
function frame(...columns) {
  return { names: columns.map(String), columns, length: columns[0].length };
}

/** The answer to a question whose statements give these frames. @param {Record<string, string>} options @param {any[][]} frames */
function answered(options, frames) {
  const { spec, answering } = ask(options);
  let step = answering.next();
  for (const some of frames) step = answering.next(some);
  equal(step.done, true);
  const answer = /** @type {any} */ (step.value);
  return { spec, answer, plot: /** @type {PlotAnswer} */ (answer.plot) };
}

const BARS = [
  [frame([5], [5]), frame([4, null], [3, 2], [2, 2], [4, 4], [4, 4])],
  [frame([0, 1], [0, 0], [3, 2], [3, 2])],
];

Deno.test("a bar chart asks for its values, then for its bars", () => {
  const { answering } = ask({ layout: "bar", x: "guess", filter: "truth = 4" });
  const [counts, values] = /** @type {string[]} */ (answering.next().value);
  equal(
    counts,
    `SELECT count(*), count(*) FILTER (WHERE true)
FROM (
SELECT *, "guess" AS c0, CAST("guess" AS DOUBLE) AS c1
FROM "predictions:v4"
WHERE "truth" = 4
)`,
  );
  equal(values.includes("LIMIT 30"), true);
  const [bars] = /** @type {string[]} */ (answering.next(BARS[0]).value);
  equal(
    bars.slice(0, bars.indexOf("\n")),
    "SELECT CASE WHEN c0 = CAST('4' AS BIGINT) THEN 0 WHEN c0 IS NULL THEN 1 ELSE 2 END AS c40, " +
      "0 AS c41, count(*) AS c42, count(*) AS c43",
  );
});

Deno.test("bars carry the condition that a click adds", () => {
  const { answer, spec, plot } = answered({ layout: "bar", x: "guess" }, BARS);
  equal(plot.terms, ["guess = 4", "guess is null"]);
  equal(plot.bars?.map(({ at, n, term }) => [at, n, term]), [[0, 3, 0], [1, 2, 1]]);
  equal(statusText(answer, spec), "5 of 1,797 rows");
});

Deno.test("an expression stands in parentheses beside its value", () => {
  const { plot } = answered({ layout: "bar", x: "guess + 1" }, BARS);
  equal(plot.terms[0], "(guess + 1) = 4");
});

Deno.test("a plot says what it is and which of its marks can be picked", () => {
  const { answer, spec } = answered({ layout: "bar", x: "guess" }, BARS);
  const view =
    /** @type {any} */ ({ id: "p", spec, author: spec, schema: PREDICTIONS, answer, state: "static" });
  const markup = renderPlotHtml(view);
  equal(markup.includes('aria-label="bar chart of count by guess; count from 0 to 3; 4: 3; null: 2"'), true);
  equal([...markup.matchAll(/data-term="(\d)"/g)].map(([, term]) => term), ["0", "1"]);
  const alive = renderPlotHtml({ ...view, state: "ready" });
  equal(alive.includes("data-term"), false);
});

Deno.test("no rows are said", () => {
  const frames = [[frame([0], [0]), frame([null], [null])]];
  const { answer, spec } = answered({ layout: "histogram", x: "score_9" }, frames);
  const view =
    /** @type {any} */ ({ id: "p", spec, author: spec, schema: PREDICTIONS, answer, state: "static" });
  equal(renderPlotHtml(view).includes("No rows match this filter."), true);
});

Deno.test("scales place their ends at the ends of the drawing", () => {
  const type = /** @type {const} */ ({ kind: "float", bits: 64 });
  const axis = /** @type {any} */ ({ label: "x", type, scale: "linear", domain: [-1e308, 1e308] });
  const wide = scaleOf(axis, 0, 100, { count: 5 });
  equal([-1e308, 0, 1e308].map(wide.place), [0, 50, 100]);
  const log = scaleOf({ ...axis, scale: "log", domain: [1, 100] }, 0, 100, { count: 5 });
  equal([1, 10, 100].map(log.place), [0, 50, 100]);
  const band = scaleOf({ ...axis, scale: "band", labels: ["a", "b"] }, 0, 100, { count: 5 });
  equal([band.band, band.place(0), band.place(1), band.text(1)], [50, 25, 75, "b"]);
});
