/** What the menu of a column offers for groups: how the column is shown in them, ranges as groups, pivots. */

import { columnRange, normaliseSpec, showsOfColumn, specEdits, writeName } from "../../../core/index.js";
import { openTextDialog } from "../../editors/column_dialog.js";
import { openMenu } from "../../ui/menu.js";
import { toast } from "../../ui/toast.js";
import { niceWidth } from "./width.js";

/**
 * @typedef {import("../../table/column_facts.js").ColumnFacts} ColumnFacts
 * @typedef {import("../../ui/menu.js").MenuEntry} MenuEntry
 * @typedef {import("../../table/items.js").Place} Place
 * @typedef {import("../../table/panel.js").Spec} Spec
 */

/** @type {Record<string, string>} */
const SHOW_LABELS = {
  histogram: "Histogram",
  distribution: "Most frequent values",
  gallery: "Gallery",
  count: "Number of values",
  share: "Share that is true",
  sum: "Sum",
  mean: "Mean",
  median: "Median",
  min: "Least",
  max: "Greatest",
  stddev: "Standard deviation",
  p25: "Quantile 25 %",
  p75: "Quantile 75 %",
  distinct: "Number of different values",
  first: "First value",
  list: "List of values",
};
/** @type {Record<string, string[]>} */
const TIME_UNITS = {
  date: ["year", "quarter", "month", "week", "day"],
  timestamp: ["year", "quarter", "month", "week", "day", "hour"],
};
const NUMBERS = new Set(["integer", "float", "decimal"]);
const BIN_COUNTS = [5, 10, 20, 50];

/** @param {Place} place @param {unknown} next */
function show({ live }, next) {
  live.show(normaliseSpec(next, live.schema).spec).catch(() => {}); // said in the panel
}

/**
 * A menu that stands in place of the one that it was chosen from.
 * @param {Place} place
 * @param {string} label
 * @param {MenuEntry[]} entries
 * @returns {MenuEntry}
 */
function further({ host, button }, label, entries) {
  return { label: `${label}…`, run: () => void openMenu(button, { host, label, entries }) };
}

/**
 * @param {ColumnFacts} column
 * @param {Place} place
 * @returns {MenuEntry[]}
 */
export function showEntries({ name, role, listed, grouped }, place) {
  if (!grouped || !listed || role !== "value") return [];
  const { spec, answer } = place.live.view();
  const ways = showsOfColumn(spec, name, place.live.schema);
  if (ways.length < 2) return [];
  const column = answer?.columns.find((one) => one.name === name && one.role === role);
  const now = column?.as ?? column?.show;
  const entries = ways.map((way, index) => ({
    label: SHOW_LABELS[way] ?? way,
    checked: way === now,
    run: () => {
      const said = index === 0 ? undefined : way;
      show(place, specEdits.setColumns(spec, new Map([[name, { show: said }]]), place.live.schema));
    },
  }));
  return [further(place, "Show as", entries)];
}

/**
 * @param {ColumnFacts} column
 * @param {Place} place
 * @returns {MenuEntry[]}
 */
export function rangeEntries({ name, groupable, grouped }, place) {
  if (!groupable) return [];
  const type = place.actions.schema().columns.find((one) => one.name === name)?.type.kind ?? "";
  const ways = TIME_UNITS[type]
    ? units(name, TIME_UNITS[type], place)
    : NUMBERS.has(type)
    ? bins(name, place, type === "integer")
    : null;
  if (!ways) return [];
  const label = TIME_UNITS[type] ? "Group by time" : "Group in bins";
  const [alone, too] = [false, true].map((also) => further(place, also ? `${label} too` : label, ways(also)));
  return grouped ? [alone, too] : [alone];
}

/**
 * @param {Place} place
 * @param {string} by
 * @param {boolean} also within the groups that there are
 */
function group(place, by, also) {
  const { schema } = place.live;
  const { spec } = place.live.view();
  show(place, specEdits.groupBy(also ? spec : specEdits.ungroup(spec, null, schema), by, schema));
}

/**
 * @param {string} name
 * @param {string[]} names
 * @param {Place} place
 */
function units(name, names, place) {
  return (/** @type {boolean} */ also) =>
    names.map((unit) => ({
      label: `By ${unit}`,
      run: () => group(place, `date_trunc('${unit}', ${writeName(name)})`, also),
    }));
}

/**
 * @param {string} name
 * @param {Place} place
 * @param {boolean} whole whether they are of whole numbers
 */
function bins(name, place, whole) {
  const by = (/** @type {number} */ width) => `bin(${writeName(name)}, ${width})`;
  return (/** @type {boolean} */ also) => [
    ...BIN_COUNTS.map((count) => ({
      label: `About ${count} bins`,
      run: async () => {
        const width = await widthOf(place, name, count, whole);
        if (width) group(place, by(width), also);
      },
    })),
    {
      label: "Bins of a width…",
      run: () =>
        openTextDialog({
          host: place.host,
          id: `${place.id}-width`,
          title: `Bins of ${name}`,
          label: "Width of a bin",
          value: "",
          placeholder: "0.1",
          save(text) {
            if (Number(text) > 0 && Number.isFinite(Number(text))) group(place, by(Number(text)), also);
            else toast(place.host, `'${text}' is not a width: give a number above 0`);
          },
        }),
    },
  ];
}

/**
 * A round width that cuts what is filtered into no more than so many bins.
 * @param {Place} place
 * @param {string} name
 * @param {number} count
 * @param {boolean} whole
 * @returns {Promise<number | null>}
 */
async function widthOf({ live, host }, name, count, whole) {
  const { spec } = live.view();
  const question = (/** @type {any} */ schema, own = spec) => columnRange(own, schema, name);
  try {
    const range = await live.source.ask(
      live.schema.relation,
      spec,
      question,
      new AbortController().signal,
      "long",
    );
    if (range && range.hi > range.lo) return niceWidth(range.lo, range.hi, count, whole);
    toast(host, "There is no range to cut into bins");
  } catch (error) {
    toast(
      host,
      `The range cannot be found: ${error instanceof Error ? error.message.split("\n")[0] : error}`,
    );
  }
  return null;
}

/**
 * @param {ColumnFacts} column
 * @param {Place} place
 * @returns {MenuEntry[]}
 */
export function pivotEntries({ name, role, grouped, groupable }, place) {
  const { spec, answer } = place.live.view();
  const keys = answer?.columns.filter((one) => one.role === "key") ?? [];
  const own = keys.findIndex((key) => key.name === name);
  const isKey = role === "key" && own >= 0;
  if (!grouped || (isKey ? keys.length < 2 : !groupable)) return [];
  const by = isKey ? spec.group?.[own] ?? "" : writeName(name);
  return [{
    label: "Pivot: values as columns",
    run: () => show(place, specEdits.setPivot(spec, by, place.live.schema)),
  }];
}
