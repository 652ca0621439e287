/** What stands in a panel in place of the table, and more tools over it. Filled by scripts that few pages need. */

/** @typedef {import("./types/view.d.ts").View} View */
/** @typedef {import("./types/view.d.ts").Handlers} Handlers */
/** @typedef {import("./types/preact.d.ts").VNode} VNode */

/** By the kind of the answer or by the layout. @type {Record<string, (props: {view: View, on: Handlers}) => VNode>} */
export const FACES = {};

/** Controls of the toolbar. @type {((props: {view: View, on: Handlers}) => VNode | null)[]} */
export const TOOLS = [];
