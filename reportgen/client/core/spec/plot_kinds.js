/** The kinds of plots: which expressions and settings each has, and what stands in where they are not given. */

/**
 * @typedef {import("./types.js").Plot} Plot
 *
 * @typedef {"scale" | "key" | "measure"} Role `scale`: a number or a moment; `key`: any value, told from others;
 *   `measure`: an aggregate, or a number whose mean is meant
 * @typedef {"x" | "y" | "color" | "size" | "score" | "truth"} ChannelName
 *
 * @typedef {object} Kind
 * @property {string} name in sentences
 * @property {Partial<Record<ChannelName, Role>>} channels
 * @property {ChannelName[]} needs
 * @property {ChannelName[]} keys which channels the grouping stands for where they are not given, in order
 * @property {boolean} points whether a grouped plot shows groups in place of rows
 * @property {(keyof Plot)[]} settings
 */

const CURVE = {
  channels: /** @type {const} */ ({ score: "scale", truth: "key", color: "key" }),
  needs: /** @type {ChannelName[]} */ (["score", "truth"]),
  keys: /** @type {ChannelName[]} */ (["color"]),
  points: false,
};

/** @type {Record<string, Kind>} */
export const KINDS = {
  histogram: {
    name: "a histogram",
    channels: { x: "scale", color: "key" },
    needs: ["x"],
    keys: [],
    points: true,
    settings: ["bins"],
  },
  bar: {
    name: "a bar chart",
    channels: { x: "key", y: "measure", color: "key" },
    needs: ["x"],
    keys: ["x", "color"],
    points: false,
    settings: [],
  },
  line: {
    name: "a line chart",
    channels: { x: "key", y: "measure", color: "key" },
    needs: ["x"],
    keys: ["x", "color"],
    points: false,
    settings: ["x_scale", "y_scale"],
  },
  scatter: {
    name: "a scatter plot",
    channels: { x: "scale", y: "scale", color: "key", size: "scale" },
    needs: ["x", "y"],
    keys: [],
    points: true,
    settings: ["x_scale", "y_scale"],
  },
  map: {
    name: "a map",
    channels: { x: "scale", y: "scale", color: "key" },
    needs: ["x", "y"],
    keys: [],
    points: true,
    settings: ["of", "method", "image", "hide", "window"],
  },
  box: {
    name: "a box plot",
    channels: { x: "key", y: "scale" },
    needs: ["y"],
    keys: [],
    points: true,
    settings: [],
  },
  heatmap: {
    name: "a heat map",
    channels: { x: "key", y: "key", color: "measure" },
    needs: ["x", "y"],
    keys: ["x", "y"],
    points: false,
    settings: ["share"],
  },
  calibration: { name: "a calibration curve", ...CURVE, settings: ["positive", "bins"] },
  pr: { name: "a precision–recall curve", ...CURVE, settings: ["positive"] },
  roc: { name: "a ROC curve", ...CURVE, settings: ["positive"] },
};

/**
 * What is said, with the keys of the groups for what is not.
 * @param {Kind} kind
 * @param {Record<string, unknown>} said
 * @param {string[]} group
 * @returns {Record<string, unknown>}
 */
export function withKeys(kind, said, group) {
  const free = group.filter((key) => !Object.values(said).includes(key));
  const open = kind.keys.filter((name) => said[name] === undefined).slice(0, free.length);
  return { ...said, ...Object.fromEntries(open.map((name, index) => [name, free[index]])) };
}
