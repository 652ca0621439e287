/** What stands in a panel in place of the table, and more tools over it. Filled by scripts that few pages need. */

/** @typedef {import("./types/view.d.ts").View} View */
/** @typedef {import("./types/view.d.ts").Handlers} Handlers */
/** @typedef {import("./types/preact.d.ts").VNode} VNode */

/** By the kind of the answer or by the layout. @type {Record<string, (props: {view: View, on: Handlers}) => VNode>} */
export const FACES = {};

/** What stands at a panel's foot. @type {((props: {view: View, on: Handlers}) => VNode | null)[]} */
export const FEET = [];

/** What stands between the controls and what they are about. @type {((props: {view: View, on: Handlers}) => VNode | null)[]} */
export const BANDS = [];

/** What panels are in place of all, by a key of their specs. @type {Record<string, (props: {view: View, on: Handlers}) => VNode>} */
export const WHOLE = {};

/**
 * What a project's own modules draw: panels, and cells by the path of their module.
 * @type {{face: ((view: View) => ((props: {view: View, on: Handlers}) => VNode) | null) | null,
 *   cell: ((path: string) => import("./types/view.d.ts").Component | null) | null}}
 */
export const OWN = { face: null, cell: null };

/** Controls of the toolbar. @type {((props: {view: View, on: Handlers}) => VNode | null)[]} */
export const TOOLS = [];
