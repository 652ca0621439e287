/** The live viewer of Plotly figures. The vendored script defines `Plotly`. */

import { make, release } from "./parts.js";
import { readJson } from "./read.js";

/** Traces whose ground, coastlines or tiles, is kept on a host of its own. */
const MAPS = /geo$|map$|mapbox$|^choropleth/;
const FLAT_MAPS = ["heatmap", "treemap"];

/** @type {import("./types.d.ts").Mount} */
export async function mount(element, { url, caption }) {
  const library = /** @type {any} */ (globalThis).Plotly;
  const figure = await readJson(url, "a Plotly figure");
  if (!Array.isArray(figure?.data)) {
    throw new Error("The file does not hold a Plotly figure: it has no list 'data'.");
  }
  refuseMaps(figure.data);
  const stage = make("div", {
    class: "rg-viewer-stage rg-viewer-paper",
    role: "group",
    "aria-label": caption || "Chart",
  });
  element.append(stage);
  const { width: _width, height: _height, ...layout } = figure.layout ?? {};
  layout.autosize = true;
  // Pictures from elsewhere would be asked for; the page asks no other host.
  layout.images = (layout.images ?? []).filter((/** @type {any} */ one) =>
    String(one?.source).startsWith("data:")
  );
  const config = {
    responsive: true,
    displaylogo: false,
    topojsonURL: "",
    plotlyServerURL: "",
    sendData: false,
  };
  try {
    await library.newPlot(stage, { data: figure.data, layout, frames: figure.frames, config });
  } catch (error) {
    stage.remove();
    throw new Error(`Plotly cannot draw this figure: ${/** @type {Error} */ (error).message}`);
  }
  return () => {
    library.purge(stage);
    stage.querySelectorAll("canvas").forEach(release);
    stage.remove();
  };
}

/** @param {any[]} traces */
function refuseMaps(traces) {
  const map = traces.find(({ type }) => MAPS.test(type ?? "") && !FLAT_MAPS.includes(type));
  if (map) {
    throw new Error(
      `This figure is a map ('${map.type}'). Its ground would come from another host, and this page asks none.`,
    );
  }
}
