/** The pages of a single file: one is shown at a time, the one that the address leads into. */

/** @param {Document} document */
export function turnPages(document) {
  const leaves = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".rg-leaf")]);
  if (leaves.length < 2) return;
  const project = document.title;
  document.body.classList.add("rg-led");
  const turn = () => {
    const target = named(document);
    const leaf = leaves.find((one) => target && one.contains(target)) ?? shown(leaves, target);
    if (leaf.dataset.shown === "") return;
    for (const one of leaves) delete one.dataset.shown;
    leaf.dataset.shown = "";
    document.title = leaf.dataset.title || project;
    (target ?? leaf).scrollIntoView({ behavior: "instant" });
  };
  turn();
  addEventListener("hashchange", turn);
}

/**
 * The page that stays: an address that names nothing here turns no page, unless it is empty.
 * @param {HTMLElement[]} leaves
 * @param {Element | null} target
 */
function shown(leaves, target) {
  const now = leaves.find((one) => one.dataset.shown === "");
  return !target && location.hash.length > 1 && now ? now : leaves[0];
}

/** What the address leads to; behind `~` it says how a panel is to be. @param {Document} document */
function named(document) {
  const name = location.hash.slice(1).split("~")[0];
  try {
    return document.getElementById(decodeURIComponent(name));
  } catch {
    return document.getElementById(name);
  }
}
