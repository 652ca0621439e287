/** Elements that the viewers are made of. */

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 * @returns {HTMLElement}
 */
export function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * A row of buttons.
 * @param {string} label
 * @param {[string, () => void][]} actions what each button says and does
 */
export function toolbar(label, actions) {
  const buttons = actions.map(([text, act]) => {
    const button = make("button", { type: "button", class: "rg-button" }, text);
    button.addEventListener("click", act);
    return button;
  });
  return make("div", { class: "rg-viewer-bar", role: "group", "aria-label": label }, ...buttons);
}

/**
 * A canvas that WebGL draws on, and its context; ends with words where a browser cannot.
 * @param {string} label
 */
export function drawingCanvas(label) {
  const canvas = /** @type {HTMLCanvasElement} */ (
    make("canvas", { class: "rg-viewer-stage", tabindex: "0", role: "img", "aria-label": label })
  );
  const context = canvas.getContext("webgl2", { antialias: true, alpha: true });
  if (!context) throw new Error("This browser draws no 3-D pictures: WebGL is switched off or missing.");
  return { canvas, context };
}

/** Give back what a canvas holds of the graphics processor. @param {HTMLCanvasElement | null} canvas */
export function release(canvas) {
  canvas?.getContext("webgl2")?.getExtension("WEBGL_lose_context")?.loseContext();
}

/**
 * Keys of a stage: what each does, which the browser then does not do itself.
 * @param {HTMLElement} stage
 * @param {Record<string, () => void>} actions by the key's name
 */
export function onKeys(stage, actions) {
  stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(actions, event.key)) return;
    event.preventDefault();
    actions[event.key]();
  });
}

/** Counted things in words. @param {number} count @param {string} one @param {string} many */
export function counted(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}
