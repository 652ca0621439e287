/** Links that reproduce a view: `#<panel id>~<what differs from the author's view>`. */

import { decodeView, encodeView } from "../../core/index.js";

/** @typedef {import("./panel.js").LivePanel} LivePanel */
/** @typedef {import("./panel.js").Spec} Spec */

const MARK = "~";
/** Fired on a panel when a link has said where in it to go: `place` of its view. */
export const PLACED = "reportgen:place";

/**
 * The address of a panel as it stands.
 * @param {LivePanel} live
 * @param {number} [row] the row that is to be open
 */
export function viewAddress(live, row) {
  const { spec, selected = [] } = live.view();
  const url = new URL(location.href);
  const difference = encodeView(spec, live.author, { row, selected: [...selected] });
  url.hash = difference ? live.figure.id + MARK + difference : live.figure.id;
  return url.href;
}

/**
 * The panel that the page's address speaks of, and the view that it should show.
 * @param {string} hash
 * @returns {{id: string, text: string} | null}
 */
export function readAddress(hash) {
  const at = hash.indexOf(MARK);
  if (at < 2) return null;
  return { id: decoded(hash.slice(1, at)), text: hash.slice(at + 1) };
}

/**
 * Keeps the panels in step with the page's address: shows the view that it speaks of, and on the way back the one
 * that was there before, unless the reader has gone on from the linked one.
 * @param {Map<string, LivePanel>} panels
 * @returns {() => void} to be called when the address has changed
 */
export function addressFollower(panels) {
  /** @type {{live: LivePanel, before: Spec, linked: Spec} | null} */
  let followed = null;
  return () => {
    const address = readAddress(location.hash);
    const live = address && panels.get(address.id);
    if (followed && followed.live !== live && followed.live.view().spec === followed.linked) {
      followed.live.show(followed.before).catch(() => {}); // said in the panel
    }
    followed = null;
    if (!live) return;
    const before = live.view().spec;
    followed = { live, before, linked: showLinked(live, address.text) };
  };
}

/**
 * Shows the view that a link asks for, and scrolls to it. What cannot be shown is said in the panel.
 * @param {LivePanel} live
 * @param {string} text
 */
function showLinked(live, text) {
  const { spec, problems, place } = decodeView(text, live.author, live.schema);
  live.figure.scrollIntoView({ block: "start" });
  live.update({ draft: null, searching: null, problems: [], place });
  const shown = live.show(spec).catch(() => {}); // said in the panel
  live.figure.dispatchEvent(new CustomEvent(PLACED));
  if (problems.length) {
    const what = problems.map(({ message }) => message).join("; ");
    shown.then(() => live.update({ message: `Part of this link cannot be shown: ${what}.` }));
  }
  return spec;
}

/**
 * Takes the view out of the page's address, so that it does not come back with the next refresh.
 * @param {string} id
 */
export function forget(id) {
  if (readAddress(location.hash)?.id !== id) return;
  history.replaceState(history.state, "", `#${encodeURIComponent(id)}`);
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
