/** Adds what compares members to what every page has. */

import { FACES, FEET } from "../faces.js";
import { ICONS } from "../icons.js";
import { MEMBERS } from "../registry.js";
import { MemberBar } from "./bar.js";
import { planMembers } from "./cell.js";
import { SplitFace } from "./split.js";
import { Whole } from "./whole.js";

const DRAWINGS = {
  eye:
    "M1.5 8s2.4-4.3 6.5-4.3S14.5 8 14.5 8s-2.4 4.3-6.5 4.3S1.5 8 1.5 8zM6.2 8a1.8 1.8 0 1 0 3.6 0 1.8 1.8 0 1 0-3.6 0",
  "eye-off": "M1.5 8s2.4-4.3 6.5-4.3S14.5 8 14.5 8s-2.4 4.3-6.5 4.3S1.5 8 1.5 8zM3 13.5 13 2.5",
  compare: "M3 3.5h4v9H3zM9 3.5h4v9H9z",
  play: "M5 3.5v9l7-4.5z",
  pause: "M5.5 3.5v9M10.5 3.5v9",
};

/** May be called more than once. */
export function installComparison() {
  Object.assign(ICONS, DRAWINGS);
  MEMBERS.plan = planMembers;
  MEMBERS.whole = Whole;
  FACES.split = SplitFace;
  if (!FEET.includes(MemberBar)) FEET.push(MemberBar);
}
