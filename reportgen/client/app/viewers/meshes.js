/** Files of meshes → objects that three.js draws. The vendored script defines `THREE`. */

import { readBytes, readJson, readText } from "./read.js";
import { babylonMeshes } from "./babylon.js";

/** What stands for a picture that a file only points to. */
const WHITE =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mP4//8/AAX+Av4zEpUUAAAAAElFTkSuQmCC";

/** @returns {any} */
const three = () => /** @type {any} */ (globalThis).THREE;

/** @typedef {{object: any, up: [number, number, number]}} Loaded what to draw, and which way is up in it */

/** @type {Record<string, (url: string) => Promise<Loaded>>} */
export const MESHES = {
  async obj(url) {
    const object = new (three().OBJLoader)().parse(await readText(url));
    object.traverse((/** @type {any} */ part) => part.isMesh && (part.material = matter(part.geometry)));
    return { object, up: [0, 1, 0] };
  },
  async stl(url) {
    const geometry = new (three().STLLoader)().parse(await readBytes(url));
    geometry.deleteAttribute("normal"); // Some programs write zeros; its faces are flat anyway.
    return { object: solid(geometry), up: [0, 0, 1] };
  },
  async babylon(url) {
    const object = new (three().Group)();
    for (const mesh of babylonMeshes(await readJson(url, "a Babylon scene"))) object.add(babylonMesh(mesh));
    object.scale.z = -1; // Babylon's scenes are left-handed.
    return { object, up: [0, 1, 0] };
  },
  glb: async (url) => ({ object: await gltf(await readBytes(url)), up: [0, 1, 0] }),
  gltf: async (url) => ({ object: await gltf(await readText(url)), up: [0, 1, 0] }),
};

/** Faces without normals are drawn flat. @param {any} geometry */
function matter(geometry) {
  const { DoubleSide, MeshStandardMaterial } = three();
  const vertexColors = geometry.hasAttribute("color");
  const color = vertexColors ? 0xffffff : 0x9fb4d8;
  const flatShading = !geometry.hasAttribute("normal");
  return new MeshStandardMaterial({ color, vertexColors, flatShading, side: DoubleSide, roughness: 0.75 });
}

/** @param {any} geometry */
function solid(geometry) {
  return new (three().Mesh)(geometry, matter(geometry));
}

/** @param {import("./types.d.ts").Triangles} triangles */
function babylonMesh({ positions, indices, normals, matrix }) {
  const { BufferAttribute, BufferGeometry } = three();
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(positions), 3));
  geometry.setIndex(indices);
  if (normals) geometry.setAttribute("normal", new BufferAttribute(new Float32Array(normals), 3));
  const mesh = solid(geometry);
  mesh.position.set(...matrix.position);
  mesh.scale.set(...matrix.scaling);
  if (matrix.quaternion) mesh.quaternion.set(...matrix.quaternion);
  else mesh.rotation.set(...matrix.rotation, "YXZ");
  return mesh;
}

/** @param {ArrayBuffer | string} data @returns {Promise<any>} */
async function gltf(data) {
  const { GLTFLoader } = three();
  const loader = new GLTFLoader();
  loader.register(embedded);
  const found = await loader.parseAsync(data, "").catch((/** @type {Error} */ error) => {
    throw error.message.startsWith("The file")
      ? error
      : new Error(`The file cannot be shown: ${error.message}`);
  });
  return found.scene;
}

/**
 * A plugin that reads what a file carries inside without asking any address: the page may ask none.
 * @param {any} parser
 */
function embedded(parser) {
  const { json } = parser;
  parser.textureLoader = new (three().TextureLoader)(parser.options.manager);
  for (const image of json.images ?? []) {
    if (image.uri && !image.uri.startsWith("data:")) image.uri = WHITE;
  }
  /** @type {Map<number, ArrayBuffer>} */
  const decoded = new Map();
  return {
    name: "reportgen_embedded",
    /** @param {number} index */
    loadBufferView(index) {
      const { buffer, byteOffset = 0, byteLength } = json.bufferViews[index];
      const { uri } = json.buffers[buffer];
      if (uri === undefined) return null;
      if (!uri.startsWith("data:")) {
        throw new Error(
          `The file needs another one that was not logged with it: ${uri}. A .glb file has all in one.`,
        );
      }
      const bytes = decoded.get(buffer) ?? fromBase64(uri);
      decoded.set(buffer, bytes);
      return Promise.resolve(bytes.slice(byteOffset, byteOffset + byteLength));
    },
  };
}

/** @param {string} uri @returns {ArrayBuffer} */
function fromBase64(uri) {
  return Uint8Array.from(atob(uri.slice(uri.indexOf(",") + 1)), (letter) => letter.charCodeAt(0)).buffer;
}
