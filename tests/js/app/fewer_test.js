import { fewerMembers } from "../../../reportgen/client/app/compare/fewer.js";
import { equal } from "../assert.js";

const MEMBERS = [0, 1, 2].map((index) => ({ index, label: `m${index}`, color: index, rows: 4 }));

/** @param {object} rest @returns {any} */
function joined(rest = {}) {
  return {
    kind: "rows",
    members: MEMBERS,
    columns: [{ name: "id" }, { name: "guess", members: [0, 1, 2], types: ["a", "b", "c"] }],
    rows: [[7, ["x", "y", null]], [8, [null, "z", "x"]]],
    present: [[true, true, false], [false, true, true]],
    ...rest,
  };
}

Deno.test("fewer: lists lose the entries of members that are switched off", () => {
  const left = /** @type {any} */ (fewerMembers(joined(), [2, 0]));
  equal(left.rows, [[7, ["x", null]], [8, [null, "x"]]]);
  equal(left.columns[1], { name: "guess", members: [0, 2], types: ["a", "c"] });
  equal(left.present, [[true, false], [false, true]]);
  equal(left.members.map((/** @type {any} */ { index }) => index), [0, 2]);
});

Deno.test("fewer: what all groups say is cut too, and what stands once stays", () => {
  const left = /** @type {any} */ (fewerMembers(joined({ whole: [null, [1, 2, 3]] }), [1]));
  equal(left.whole, [null, [2]]);
  equal(left.rows[0], [7, ["y"]]);
});

Deno.test("fewer: parts of a split go with their members", () => {
  const parts = [0, 1, 2].map((member) => ({ member, answer: { kind: "rows" } }));
  const left =
    /** @type {any} */ (fewerMembers(joined({ kind: "split", columns: [], rows: [], parts }), [0, 2]));
  equal(left.parts.map((/** @type {any} */ { member }) => member), [0, 2]);
});

Deno.test("fewer: nothing is said of members that were not there, of none, of steps and of lists", () => {
  equal(fewerMembers(joined(), [0, 3]), null);
  equal(fewerMembers(joined(), [0, 1, 2]), null);
  equal(fewerMembers(joined(), []), null);
  equal(fewerMembers(joined({ reached: [1, 1] }), [0]), null);
  equal(fewerMembers(joined({ columns: [{ name: "id" }], rows: [[7]] }), [0]), null);
  equal(fewerMembers(null, [0]), null);
});
