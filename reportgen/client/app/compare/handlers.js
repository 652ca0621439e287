/** What the bar of members does: eyes, order, reference, and how members are compared. */

import { compareEdits } from "../../core/index.js";
import { openMenu } from "../ui/menu.js";
import { speak } from "../ui/speak.js";
import { openImages, swipeInCells } from "./cell_images.js";
import { compareEntries, memberEntries } from "./entries.js";
import { createParts } from "./parts.js";
import { createPlayer } from "./player.js";
import { createReordering } from "./reorder.js";
import { scrollTogether } from "./scroll.js";
import { joinSet, show } from "./sets.js";

/**
 * @typedef {import("../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../table/panel.js").Handlers} Handlers
 * @typedef {import("./cell_images.js").Pressed} Pressed
 */

/**
 * @param {LivePanel} live
 * @param {import("../table/actions.js").Actions} actions
 * @returns {Handlers}
 */
export function createComparison(live, actions) {
  if (live.author.tables.length < 2) return {};
  joinSet(live);
  scrollTogether(live.figure);
  const spec = () => live.view().spec;
  /** @param {number} index @param {number} to */
  function move(index, to) {
    const order = compareEdits.memberOrder(spec());
    const place = Math.max(0, Math.min(order.length - 1, to));
    if (order[place] === index) return;
    show(live, compareEdits.moveMember(spec(), index, place), live.view().answer?.offset ?? 0);
    speak(live, `${spec().tables[index].label}: member ${place + 1} of ${order.length}`);
  }
  createReordering(live, move);
  swipeInCells(live.figure);
  const player = createPlayer(live);
  return {
    ofPart: createParts(live, actions),
    toggleMember: (/** @type {number} */ index) =>
      show(live, compareEdits.toggleMember(spec(), index), live.view().answer?.offset ?? 0),
    memberMenu(/** @type {number} */ index, /** @type {HTMLElement} */ button) {
      const { label } = spec().tables[index];
      openMenu(button, {
        host: live.overlays,
        label: `Member ${label}`,
        entries: memberEntries(live, index, move),
      });
    },
    compareImages: (/** @type {Pressed} */ pressed, /** @type {Event} */ event) =>
      openImages(live, pressed, event),
    playMembers: () => player.toggle(),
    stepMembers: (/** @type {number | null} */ place) => player.go(place),
    compareMenu: (/** @type {HTMLElement} */ button) =>
      openMenu(button, {
        host: live.overlays,
        label: "How members are compared",
        entries: compareEntries(live),
      }),
  };
}
