/** The meshes of a Babylon scene file: its geometry and where it stands; its materials are left out. */

/** @typedef {import("./types.d.ts").Triangles} Triangles */

/**
 * @param {any} scene
 * @returns {Triangles[]}
 */
export function babylonMeshes(scene) {
  const shared = new Map(
    (scene?.geometries?.vertexData ?? []).map((/** @type {any} */ one) => [one.id, one]),
  );
  /** @type {Triangles[]} */
  const found = [];
  for (const mesh of scene?.meshes ?? []) {
    const { positions, indices, normals } = mesh.positions ? mesh : shared.get(mesh.geometryId) ?? {};
    if (!positions || !indices) continue;
    const { position = [0, 0, 0], rotation = [0, 0, 0], scaling = [1, 1, 1] } = mesh;
    const quaternion = mesh.rotationQuaternion ?? null;
    found.push({
      positions,
      indices,
      normals: normals ?? null,
      matrix: { position, rotation, quaternion, scaling },
    });
  }
  if (!found.length) throw new Error("The file does not hold a Babylon scene with meshes.");
  return found;
}
