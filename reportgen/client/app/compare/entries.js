/** The menus of a comparison: of one member, and of how all are compared. */

import { compareEdits } from "../../core/index.js";
import { MODES } from "./pair.js";
import { shownOf } from "./members.js";
import { show } from "./sets.js";

/**
 * @typedef {import("../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../table/panel.js").Spec} Spec
 * @typedef {import("../ui/menu.js").MenuEntry} MenuEntry
 * @typedef {import("../../core/spec/types.js").Compare} Compare
 */

const { memberOrder, setAs, setCompare, setReference, showMembers, toggleMember } = compareEdits;
/** Columns that are offered to join on. */
const MOST_KEYS = 8;
/** Kinds that name a row. */
const KEYS = new Set(["integer", "text", "date", "timestamp"]);

/**
 * @param {LivePanel} live
 * @param {number} index
 * @param {(index: number, to: number) => void} move
 * @returns {MenuEntry[]}
 */
export function memberEntries(live, index, move) {
  const { spec } = live.view();
  const { hidden } = spec.tables[index];
  const order = memberOrder(spec);
  const at = order.indexOf(index);
  const shown = shownOf(spec);
  return [
    { label: hidden ? "Show" : "Hide", run: () => show(live, toggleMember(spec, index)) },
    {
      label: "Only this member",
      disabled: shown.length === 1 && shown[0] === index,
      run: () => show(live, showMembers(spec, [index])),
    },
    {
      label: "Show all members",
      disabled: shown.length === order.length,
      run: () => show(live, showMembers(spec, spec.tables.map((_, one) => one))),
    },
    "separator",
    {
      label: "Make it the reference",
      disabled: (spec.compare?.reference ?? 0) === index,
      run: () => show(live, setReference(spec, index)),
    },
    { label: "Move to the front", disabled: at <= 0, run: () => move(index, at - 1) },
    { label: "Move to the back", disabled: at === order.length - 1, run: () => move(index, at + 1) },
  ];
}

/**
 * @param {LivePanel} live
 * @returns {MenuEntry[]}
 */
export function compareEntries(live) {
  const { spec } = live.view();
  const compare = spec.compare ?? { as: "join" };
  const choice = (/** @type {string} */ label, /** @type {Partial<Compare>} */ change) => ({
    label,
    checked: Object.entries(change).every(([key, value]) =>
      JSON.stringify(compare[/** @type {keyof Compare} */ (key)] ?? USUAL[key]) === JSON.stringify(value)
    ),
    run: () => show(live, setCompare(change.as ? setAs(spec, change.as) : spec, change)),
  });
  return parts([
    [
      choice("Joined: one row a key", { as: "join" }),
      choice("Concatenated: one long list", { as: "concat" }),
      choice("Split: tables beside each other", { as: "split", split: "beside" }),
      choice("Split: one table below the other", { as: "split", split: "below" }),
      ...spec.group?.length ? [choice("Split inside groups", { as: "split", split: "groups" })] : [],
    ],
    compare.as === "join"
      ? [
        choice("Rows that all members have", { how: "inner" }),
        choice("All rows", { how: "outer" }),
      ]
      : [],
    compare.as === "join" ? keysOf(live).map((name) => choice(`Join on ${name}`, { on: [name] })) : [],
    spec.group?.length
      ? [
        choice("Histograms one above the other", { stack: "stacked" }),
        choice("Histograms over each other", { stack: "overlaid" }),
      ]
      : [],
    shownOf(spec).length > 1
      ? [
        compare.over === undefined
          ? {
            label: "Step through the members",
            run: () => show(live, setCompare(spec, { over: "member" })),
          }
          : {
            label: "All members at once",
            run: () => show(live, setCompare(spec, { over: undefined, at: undefined })),
          },
      ]
      : [],
    hasImages(live) ? MODES.map((images) => choice(IMAGE_WORDS[images], { images })) : [],
  ]);
}

/** @type {Record<string, unknown>} */
const USUAL = { as: "join", how: "inner", split: "beside", stack: "stacked", images: "beside" };
const IMAGE_WORDS = {
  beside: "Images beside each other",
  swipe: "Two images: swipe",
  overlay: "Two images: overlay",
  difference: "Two images: difference",
  flicker: "Two images: flicker",
};

/** Whether some cells hold an image of each member. @param {LivePanel} live */
function hasImages(live) {
  const columns = live.view().answer?.columns ?? [];
  return columns.some(({ members, type, show: as }) => members && type.kind === "image" && as === "value");
}

/**
 * The columns that all members have and that can name a row.
 * @param {LivePanel} live
 */
function keysOf({ schema }) {
  const columns = schema.members?.columns ?? [];
  const [first = [], ...others] = columns;
  return first.filter(({ name, type, made }) =>
    !made && KEYS.has(type.kind) && others.every((one) => one.some((other) => other.name === name))
  ).map(({ name }) => name).slice(0, MOST_KEYS);
}

/**
 * Sections with lines between them.
 * @param {MenuEntry[][]} sections
 * @returns {MenuEntry[]}
 */
function parts(sections) {
  return sections.filter((section) => section.length).flatMap((section, index) =>
    index ? [/** @type {MenuEntry} */ ("separator"), ...section] : section
  );
}
