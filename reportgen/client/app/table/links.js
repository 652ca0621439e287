/** Links that reproduce a view: `#<panel id>~<what differs from the author's view>`. */

import { decodeView } from "../../core/index.js";

/** @typedef {import("./panel.js").LivePanel} LivePanel */
/** @typedef {import("./panel.js").Spec} Spec */

/** Between a panel's id and its view. */
export const MARK = "~";
/** Fired on a panel when a link has said where in it to go: `place` of its view. */
export const PLACED = "reportgen:place";
/**
 * Reads links that were made short, and what other panels select by their ids, where it is not what their authors
 * meant: other scripts bring both.
 * @type {{unpack: ((text: string) => Promise<string>) | null,
 *   others: ((live: LivePanel) => Record<string, string>) | null}}
 */
export const LINKS = { unpack: null, others: null };
/** What links begin with that any page can read. */
const PLAIN = "1";

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
 * @param {() => Promise<void>} late loads the scripts that come late
 * @returns {() => Promise<void>} to be called when the address has changed
 */
export function addressFollower(panels, late) {
  /** @type {{live: LivePanel, before: Spec, linked: Spec} | null} */
  let followed = null;
  return async () => {
    const { hash } = location;
    const address = readAddress(hash);
    const live = address && panels.get(address.id);
    if (followed && followed.live !== live && followed.live.view().spec === followed.linked) {
      followed.live.show(followed.before).catch(() => {}); // said in the panel
    }
    followed = null;
    if (!live) return;
    let { text } = address;
    if (!text.startsWith(PLAIN)) {
      await late().catch(() => {}); // then it is of a version that nobody here can read
      text = await LINKS.unpack?.(text) ?? text;
      if (location.hash !== hash) return;
    }
    const before = live.view().spec;
    followed = { live, before, linked: showLinked(live, text) };
  };
}

/**
 * Shows the view that a link asks for, and scrolls to it. What cannot be shown is said in the panel.
 * @param {LivePanel} live
 * @param {string} text
 */
function showLinked(live, text) {
  const { spec, problems, place } = decodeView(
    text,
    live.author,
    live.schemaFor(live.author),
    live.several?.read,
  );
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
