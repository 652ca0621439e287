/** The live viewer of point clouds and meshes. The vendored script defines `THREE`. */

import { readCloud } from "./cloud.js";
import { MESHES } from "./meshes.js";
import { counted } from "./parts.js";
import { readJson } from "./read.js";
import { createStage } from "./stage.js";

/** @returns {any} */
const three = () => /** @type {any} */ (globalThis).THREE;

const DRAG = "Drag to turn, scroll to zoom; arrow keys, + and - do the same, 0 resets.";
const KINDS = "pts, obj, stl, glb, gltf and babylon";

/** @type {import("./types.d.ts").Mount} */
export async function mount(element, { url, format, caption, dark }) {
  const { object, up, words } = await load(url, format, dark);
  const label = `${caption || "3-D object"}: ${words}. ${DRAG}`;
  return createStage(element, { object, up, label, words });
}

/** @param {string} url @param {string} format @param {boolean} dark */
async function load(url, format, dark) {
  if (Object.hasOwn(MESHES, format)) {
    const loaded = await MESHES[format](url);
    return { ...loaded, words: counted(faces(loaded.object), "triangle") };
  }
  if (!["pts", "pts.json", "json"].includes(format)) {
    throw new Error(`There is no viewer for '${format}' files; it shows ${KINDS}.`);
  }
  const cloud = readCloud(await readJson(url, "a point cloud"));
  const count = cloud.positions.length / 3;
  if (!count && !cloud.boxes.length) throw new Error("The point cloud is empty.");
  const words = counted(count, "point") +
    (cloud.boxes.length ? `, ${counted(cloud.boxes.length, "box", "boxes")}` : "");
  return { object: cloudObject(cloud, dark), up: /** @type {[number, number, number]} */ ([0, 0, 1]), words };
}

/** @param {any} object */
function faces(object) {
  let count = 0;
  object.traverse((/** @type {any} */ { geometry }) => {
    if (geometry) count += Math.floor((geometry.index ?? geometry.getAttribute("position")).count / 3);
  });
  return count;
}

/** @param {import("./types.d.ts").Cloud} cloud @param {boolean} dark */
function cloudObject({ positions, colors, boxes, vectors }, dark) {
  const { BufferAttribute, BufferGeometry, Group, Points, PointsMaterial } = three();
  const group = new Group();
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(positions, 3));
  if (colors) geometry.setAttribute("color", new BufferAttribute(linear(colors), 3));
  const count = positions.length / 3;
  const color = colors ? 0xffffff : dark ? 0x8db2ff : 0x2a5bbd;
  const size = count < 2000 ? 5 : count < 50_000 ? 3 : 1.5;
  const material = new PointsMaterial({ size, sizeAttenuation: false, vertexColors: colors !== null, color });
  group.add(new Points(geometry, material));
  for (const { edges, color: own, label, at } of boxes) {
    group.add(lines(edges.flat(), own, dark));
    if (label) group.add(sprite(label, at, dark));
  }
  for (const { start, end, color: own } of vectors) group.add(lines([start, end], own, dark));
  return group;
}

/** Colors as the renderer counts them, which is not as pictures do. @param {Uint8Array} colors */
function linear(colors) {
  const one = new (three().Color)();
  const found = new Float32Array(colors.length);
  for (let at = 0; at < colors.length; at += 3) {
    one.setRGB(colors[at] / 255, colors[at + 1] / 255, colors[at + 2] / 255, three().SRGBColorSpace);
    found.set([one.r, one.g, one.b], at);
  }
  return found;
}

/** @param {number[][]} corners two for each line @param {number[] | null} rgb @param {boolean} dark */
function lines(corners, rgb, dark) {
  const { BufferAttribute, BufferGeometry, LineBasicMaterial, LineSegments } = three();
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(corners.flat()), 3));
  return new LineSegments(geometry, new LineBasicMaterial({ color: colorOf(rgb, dark) }));
}

/** @param {number[] | null} rgb @param {boolean} dark */
function colorOf(rgb, dark) {
  const [red, green, blue] = (rgb ?? (dark ? [242, 163, 94] : [184, 80, 15])).map((part) =>
    Math.min(255, part) / 255
  );
  return new (three().Color)().setRGB(red, green, blue, three().SRGBColorSpace);
}

/** A label that faces the reader at every turn and keeps its size. */
function sprite(
  /** @type {string} */ text,
  /** @type {number[]} */ at,
  /** @type {boolean} */ dark,
) {
  const { CanvasTexture, Sprite, SpriteMaterial, SRGBColorSpace } = three();
  const canvas = document.createElement("canvas");
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const font = "36px system-ui, sans-serif";
  pen.font = font;
  canvas.width = Math.ceil(pen.measureText(text).width) + 16;
  canvas.height = 48;
  pen.font = font;
  pen.fillStyle = dark ? "#e3e6ea" : "#1d2126";
  pen.textBaseline = "middle";
  pen.fillText(text, 8, 24);
  const map = new CanvasTexture(canvas);
  map.colorSpace = SRGBColorSpace;
  const label = new Sprite(new SpriteMaterial({ map, sizeAttenuation: false, depthTest: false }));
  label.center.set(0.5, -0.1);
  label.scale.set((canvas.width / 48) * 0.032, 0.032, 1);
  label.position.set(...at);
  return label;
}
