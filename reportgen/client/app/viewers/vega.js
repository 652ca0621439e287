/** The live viewer of Vega and Vega-Lite charts. The vendored scripts define `vega`, `vegaLite`, `vegaInterpreter`. */

import { make } from "./parts.js";
import { readJson } from "./read.js";

/** @type {import("./types.d.ts").Mount} */
export async function mount(element, { url, format, caption }) {
  const { vega, vegaLite, vegaInterpreter } = /** @type {any} */ (globalThis);
  const spec = await readJson(url, "a Vega chart");
  const elsewhere = addressIn(spec);
  if (elsewhere) {
    throw new Error(
      `The chart's data is at ${
        elsewhere.slice(0, 100)
      }, and this page asks no other host. Put the values into the chart.`,
    );
  }
  const stage = make("div", {
    class: "rg-viewer-stage rg-viewer-paper",
    role: "group",
    "aria-label": caption || "Chart",
  });
  element.append(stage);
  try {
    const silent = vega.logger(vega.None);
    const full = isLite(spec, format) ? vegaLite.compile(filling(spec), { logger: silent }).spec : spec;
    const view = new vega.View(vega.parse(full, {}, { ast: true }), {
      expr: vegaInterpreter.expressionInterpreter,
      renderer: "svg",
      container: stage,
      loader: closedLoader(),
      logger: silent,
      hover: true,
    });
    await view.runAsync();
    return () => {
      view.finalize();
      stage.remove();
    };
  } catch (error) {
    stage.remove();
    throw new Error(`Vega cannot draw this chart: ${/** @type {Error} */ (error).message}`);
  }
}

/** @param {any} spec @param {string} format */
function isLite(spec, format) {
  const schema = String(spec?.$schema ?? "");
  return schema ? schema.includes("vega-lite") : format === "vega-lite";
}

/** The chart as large as its stage, unless its author gave it a size or it has parts. @param {any} spec */
function filling(spec) {
  const parts = ["facet", "repeat", "concat", "hconcat", "vconcat"].some((name) => name in spec);
  const cut = "row" in (spec.encoding ?? {}) || "column" in (spec.encoding ?? {}) ||
    "facet" in (spec.encoding ?? {});
  if (parts || cut) return spec;
  const width = spec.width ?? "container", height = spec.height ?? "container";
  return { ...spec, width, height, autosize: spec.autosize ?? { type: "fit", contains: "padding" } };
}

/** The first address that a chart's data is to come from. @param {any} spec @returns {string | null} */
function addressIn(spec) {
  if (typeof spec !== "object" || spec === null) return null;
  for (const [name, part] of Object.entries(spec)) {
    if (name === "values") continue;
    const url = name === "data" || name === "from" ? part?.url : undefined;
    if (typeof url === "string") return url;
    const inner = name === "data" && Array.isArray(part)
      ? part.find((one) => typeof one?.url === "string")?.url
      : null;
    const found = inner ?? addressIn(part);
    if (found) return found;
  }
  return null;
}

/** Loads nothing, and lets pictures through that are part of the chart. */
function closedLoader() {
  const refuse = (/** @type {string} */ address) =>
    Promise.reject(new Error(`nothing is loaded from ${address}`));
  return {
    load: refuse,
    http: refuse,
    file: refuse,
    options: {},
    sanitize: (/** @type {string} */ address) =>
      address.startsWith("data:") ? Promise.resolve({ href: address }) : refuse(address),
  };
}
