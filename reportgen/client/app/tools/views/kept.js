/** The reader's own list of views: kept by the browser, for this site alone. */

/**
 * @typedef {{
 *   name: string, title: string, description: string, note: string, panel: string, page: string, link: string,
 *   directive: string, file: string, spec: object,
 * }} KeptView `link` is from the site's root on
 */

const FORMAT = "reportgen views";
const MOST = 500;
/** Fields that are texts. */
const TEXTS = /** @type {const} */ ([
  "name",
  "title",
  "description",
  "note",
  "panel",
  "page",
  "link",
  "directive",
  "file",
]);

/** @param {string} root the address of the site */
function key(root) {
  return `${FORMAT} ${root}`;
}

/**
 * @param {string} root
 * @returns {KeptView[]} in the order in which they were saved
 */
export function keptViews(root) {
  try {
    return readViews(localStorage.getItem(key(root)) ?? "");
  } catch {
    return []; // the browser keeps nothing for this page
  }
}

/**
 * @param {string} root
 * @param {KeptView[]} views
 * @returns {boolean} whether the browser has kept them
 */
export function keepViews(root, views) {
  try {
    localStorage.setItem(key(root), writeViews(views));
    return true;
  } catch {
    return false;
  }
}

/**
 * A list with more views; of two with one name the newer stays.
 * @param {KeptView[]} views
 * @param {KeptView[]} more
 */
export function withViews(views, more) {
  const names = new Set(more.map(({ name }) => name));
  return [...views.filter(({ name }) => !names.has(name)), ...more].slice(-MOST);
}

/** @param {KeptView[]} views */
export function writeViews(views) {
  return JSON.stringify({ format: FORMAT, v: 1, views }, null, 1);
}

/**
 * The views that a text holds, which may be anything.
 * @param {string} text
 * @returns {KeptView[]}
 */
export function readViews(text) {
  if (!text) return [];
  let found;
  try {
    found = JSON.parse(text);
  } catch {
    return [];
  }
  if (found?.format !== FORMAT || !Array.isArray(found.views)) return [];
  return found.views.filter(isView).slice(0, MOST);
}

/** @param {any} one @returns {one is KeptView} */
function isView(one) {
  return typeof one === "object" && one !== null && TEXTS.every((name) => typeof one[name] === "string") &&
    typeof one.spec === "object" && one.spec !== null && isInside(one.link);
}

/**
 * Whether a link leads into the site and nowhere else: a path without a scheme, a host, or a way up.
 * @param {string} link
 */
function isInside(link) {
  const [path] = link.split(/[?#]/);
  return !/^\w[\w+.-]*:|^[\\/]|(^|[\\/])\.\.|[\0-\x20]/.test(path);
}
