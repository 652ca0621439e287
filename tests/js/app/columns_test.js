import { columnsInUse } from "../../../reportgen/client/app/data/columns.js";
import { equal } from "../assert.js";

const schema = {
  columns: ["id", "truth", "score_1", "Score_10", 'odd"name', "back\\slash"].map((name) => ({
    name,
    type: { kind: name === "truth" ? "text" : "float" },
  })),
};

const CASES = /** @type {[object, string[]][]} */ ([
  [{ columns: [] }, ['odd"name', "back\\slash"]],
  [{ columns: [{ name: "truth" }] }, ["truth", 'odd"name', "back\\slash"]],
  [{ filter: "SCORE_1 > 0.5" }, ["score_1", 'odd"name', "back\\slash"]],
  [{ sort: [{ by: "avg(score_10)" }] }, ["score_1", "Score_10", 'odd"name', "back\\slash"]],
  [{ search: "bee" }, ["truth", 'odd"name', "back\\slash"]],
  [{ filter: "x = '\\'" }, schema.columns.map(({ name }) => name)],
]);

Deno.test("columns whose names occur in a spec are in use", () => {
  for (const [spec, expected] of CASES) equal(columnsInUse(spec, schema), expected);
});
