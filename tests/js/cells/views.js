/** Small views for the tests of panels. */

/** @typedef {import("../../../reportgen/client/core/cells/types/view.d.ts").View} View */
/** @typedef {import("../../../reportgen/client/core/cells/types/view.d.ts").Answer} Answer */
/** @typedef {import("../../../reportgen/client/core/cells/types/view.d.ts").AnswerColumn} AnswerColumn */
/** @typedef {import("../../../reportgen/client/core/cells/types/view.d.ts").Spec} Spec */

/** @param {string} name @param {string} kind @param {Partial<AnswerColumn>} [more] @returns {AnswerColumn} */
export function column(name, kind, more = {}) {
  return { name, label: name, type: { kind }, role: "cell", show: "value", derived: false, ...more };
}

/** @param {AnswerColumn[]} columns @param {unknown[][]} rows @param {Partial<Answer>} [more] @returns {Answer} */
export function rowsAnswer(columns, rows, more = {}) {
  const ids = rows.map((_, index) => index);
  const count = rows.length;
  return {
    kind: "rows",
    total: count,
    filtered: count,
    groups: null,
    offset: 0,
    columns,
    rows,
    ids,
    ...more,
  };
}

/** @param {AnswerColumn[]} columns @param {unknown[][]} rows @param {Partial<Answer>} [more] @returns {Answer} */
export function groupsAnswer(columns, rows, more = {}) {
  const keys = rows.map((row) => [row[0]]);
  const groups = rows.length;
  return { kind: "groups", total: 9, filtered: 9, groups, offset: 0, columns, rows, keys, ...more };
}

/** @param {Answer | null} answer @param {Partial<Spec>} [spec] @param {Partial<View>} [more] @returns {View} */
export function view(answer, spec = {}, more = {}) {
  const whole =
    /** @type {Spec} */ ({ v: 1, tables: [], rows: 10, row_height: "medium", layout: "table", ...spec });
  return {
    id: "p",
    spec: whole,
    author: whole,
    schema: { ref: "t:v0", label: "t:v0", rows: 9, columns: [] },
    answer,
    state: "static",
    media: "media/",
    busy: false,
    progress: null,
    message: null,
    problems: [],
    draft: null,
    ...more,
  };
}

/** @param {Partial<import("../../../reportgen/client/core/cells/types/view.d.ts").ImageValue>} [more] */
export function image(more = {}) {
  return { file: "a1.png", thumb: null, width: 8, height: 8, caption: "", ...more };
}
