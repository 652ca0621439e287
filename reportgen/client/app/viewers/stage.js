/** A scene on a canvas that the reader turns: by pointer, keys and buttons. The vendored script defines `THREE`. */

import { drawingCanvas, make, onKeys, release, toolbar } from "./parts.js";

/** @returns {any} */
const three = () => /** @type {any} */ (globalThis).THREE;

/** How far one key press turns, in radians, and zooms. */
const TURN = Math.PI / 24;
const ZOOM = 1.15;

/**
 * @param {HTMLElement} element
 * @param {{object: any, up: [number, number, number], label: string, words: string}} shown
 * @returns {() => void} removes it
 */
export function createStage(element, { object, up, label, words }) {
  const { canvas, context } = drawingCanvas(label);
  const { PerspectiveCamera, Scene, WebGLRenderer, OrbitControls } = three();
  const renderer = new WebGLRenderer({ canvas, context, antialias: true, alpha: true });
  renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
  const scene = new Scene();
  const camera = new PerspectiveCamera(40, 1, 0.01, 1000);
  camera.up.set(...up);
  scene.add(object, camera, ...lights(camera));
  const view = make("div", { class: "rg-viewer-view" }, canvas);
  const controls = new OrbitControls(camera, canvas);
  lookAt(camera, controls, object, up);
  const draw = drawer(() => renderer.render(scene, camera));
  controls.addEventListener("change", draw);
  const actions = keysOf(controls);
  onKeys(canvas, actions);
  const bar = toolbar("View", [
    ["Reset view", actions["0"]],
    ["Zoom in", actions["+"]],
    ["Zoom out", actions["-"]],
  ]);
  bar.append(make("span", { class: "rg-note" }, words));
  element.append(view, bar);
  const observer = new ResizeObserver(() => {
    const { clientWidth: width, clientHeight: height } = view;
    if (!width || !height) return;
    renderer.setSize(width, height);
    camera.aspect = width / height;
    camera.updateProjectionMatrix();
    renderer.render(scene, camera);
  });
  observer.observe(view);
  return () => {
    observer.disconnect();
    draw.stop();
    controls.dispose();
    dispose(scene);
    renderer.dispose();
    release(canvas);
    view.remove();
    bar.remove();
  };
}

/** @param {any} controls @returns {Record<string, () => void>} */
function keysOf(controls) {
  const then = (/** @type {() => void} */ act) => () => {
    act();
    controls.update();
  };
  const zoomIn = then(() => controls.dollyIn(ZOOM)), zoomOut = then(() => controls.dollyOut(ZOOM));
  const reset = () => controls.reset();
  return {
    ArrowLeft: then(() => controls.rotateLeft(TURN)),
    ArrowRight: then(() => controls.rotateLeft(-TURN)),
    ArrowUp: then(() => controls.rotateUp(TURN)),
    ArrowDown: then(() => controls.rotateUp(-TURN)),
    "+": zoomIn,
    "=": zoomIn,
    "-": zoomOut,
    "0": reset,
    Home: reset,
  };
}

/** Puts the whole object into the picture, seen from before and above. */
function lookAt(
  /** @type {any} */ camera,
  /** @type {any} */ controls,
  /** @type {any} */ object,
  /** @type {number[]} */ up,
) {
  const { Box3, Sphere, Vector3 } = three();
  const sphere = new Box3().setFromObject(object, true).getBoundingSphere(new Sphere());
  const radius = Math.max(sphere.radius, 1e-6);
  const from = up[2] ? new Vector3(0.6, -1, 0.6) : new Vector3(0.6, 0.5, 1);
  const distance = radius / Math.sin((camera.fov * Math.PI) / 360);
  camera.position.copy(sphere.center).addScaledVector(from.normalize(), distance);
  camera.near = distance / 500;
  camera.far = distance * 50;
  camera.updateProjectionMatrix();
  controls.target.copy(sphere.center);
  controls.update();
  controls.saveState();
}

/** @param {any} camera */
function lights(camera) {
  const { AmbientLight, DirectionalLight, HemisphereLight } = three();
  const lamp = new DirectionalLight(0xffffff, 1.6);
  lamp.position.set(0.4, 0.8, 1);
  camera.add(lamp);
  return [new AmbientLight(0xffffff, 0.5), new HemisphereLight(0xffffff, 0x777788, 1.1)];
}

/** Draws once a frame at most. @param {() => void} render */
function drawer(render) {
  let frame = 0;
  const draw = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      render();
    });
  };
  draw.stop = () => cancelAnimationFrame(frame);
  return draw;
}

/** @param {any} scene */
function dispose(scene) {
  scene.traverse((/** @type {any} */ part) => {
    part.geometry?.dispose();
    for (const material of [part.material ?? []].flat()) {
      for (const value of Object.values(material)) {
        if (value && typeof value === "object" && "isTexture" in value) /** @type {any} */ (value).dispose();
      }
      material.dispose();
    }
  });
}
