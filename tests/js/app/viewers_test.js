import { babylonMeshes } from "../../../reportgen/client/app/viewers/babylon.js";
import { boxEdges } from "../../../reportgen/client/app/viewers/box.js";
import { readCloud } from "../../../reportgen/client/app/viewers/cloud.js";
import { equal } from "../assert.js";

/** @typedef {import("../../../reportgen/client/app/viewers/types.d.ts").Point} Point */

/** The corners of a box with sides 1, 4 and 9, in the order of its counting. @type {Point[]} */
const CORNERS = Array.from({ length: 8 }, (_, at) => [at & 1, (at & 2) * 2, (at & 4) / 4 * 9]);

/** @param {[Point, Point][]} edges */
const lengths = (edges) =>
  edges.map(([a, b]) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])).sort((a, b) => a - b);

Deno.test("a box has the same twelve edges in whatever order its corners come", () => {
  for (const order of ["01234567", "70123456", "35172064", "02461357", "76543210"]) {
    const edges = boxEdges([...order].map((at) => CORNERS[Number(at)]));
    equal(lengths(edges), [1, 1, 1, 1, 4, 4, 4, 4, 9, 9, 9, 9], order);
  }
});

Deno.test("a shape that is no box has the edges of its two rings", () => {
  /** @type {Point[]} */
  const below = [[0, 0, 0], [9, 0, 0], [9, 9, 0], [0, 9, 0]];
  /** @type {Point[]} */
  const above = [[4, 4, 5], [5, 4, 5], [5, 5, 5], [4, 5, 5]];
  equal(lengths(boxEdges([...below, ...above])).slice(0, 4), [1, 1, 1, 1]);
});

Deno.test("points come with a place, a category or a color, and those without a place are left out", () => {
  const plain = readCloud([[1, 2, 3], [null, 1, 2], "no point", [4, 5, 6]]);
  equal([...plain.positions], [1, 2, 3, 4, 5, 6]);
  equal(plain.colors, null);
  equal([...(readCloud([[0, 0, 0, 1], [0, 0, 0, 15]]).colors ?? [])], [0x44, 0x77, 0xaa, 0x44, 0x77, 0xaa]);
  equal([...(readCloud({ points: [[0, 0, 0, 9, 8, 7]] }).colors ?? [])], [9, 8, 7]);
});

Deno.test("a scene has boxes with what is said of them, and vectors", () => {
  const corners = CORNERS;
  const { boxes, vectors } = readCloud({
    points: [],
    boxes: [{ corners, label: "cat", score: 0.5, color: [1, 2, 3] }, { corners: [[0, 0, 0]] }, { corners }],
    vectors: [{ start: [0, 0, 0], end: [1, 1, 1] }, { start: [0, 0] }],
  });
  equal(boxes.map(({ label, color, at }) => ({ label, color, top: at[2] })), [
    { label: "cat 0.50", color: [1, 2, 3], top: 9 },
    { label: "", color: null, top: 9 },
  ]);
  equal(vectors, [{ start: [0, 0, 0], end: [1, 1, 1], color: null }]);
});

Deno.test("the meshes of a Babylon scene have their geometry in place or share it", () => {
  const held = { positions: [0, 0, 0], indices: [0, 0, 0] };
  const meshes = babylonMeshes({
    geometries: { vertexData: [{ id: "g", ...held }] },
    meshes: [{ name: "nothing" }, { ...held, position: [1, 2, 3] }, { geometryId: "g" }],
  });
  equal(meshes.map(({ matrix }) => matrix.position), [[1, 2, 3], [0, 0, 0]]);
  equal(meshes[1].positions, [0, 0, 0]);
});
