/** The property `panel` of a panel's element: the page's public interface. */

import { normaliseSpec, panelSql } from "../../core/index.js";

/** @typedef {import("./panel.js").LivePanel} LivePanel */
/** @typedef {import("./panel.js").Spec} Spec */

/**
 * @param {LivePanel} live
 * @returns {object}
 */
export function publicPanel(live) {
  const { schema, author } = live;
  return Object.freeze({
    /** What is shown, as plain JSON; a copy. */
    get spec() {
      return structuredClone(live.view().spec);
    },
    /** The question as SQL over the table. */
    get sql() {
      return panelSql(live.view().spec, schema);
    },
    /** The answer as cells see it. */
    get frame() {
      return live.view().answer;
    },
    /**
     * Shows the view with some parts changed; a part that is null or undefined is taken away.
     * @param {Partial<Spec>} partial
     * @returns {Promise<void>} resolves when the answer is shown
     */
    async apply(partial) {
      const next = merged(live.view().spec, partial);
      const { spec, problems } = normaliseSpec(next, live.schemaFor(next));
      if (problems.length) throw Object.assign(new Error(sentence(problems)), { problems });
      await live.show(spec);
    },
    /** Back to the author's view. */
    async reset() {
      live.update({ draft: null, problems: [] });
      await live.show(author);
    },
  });
}

/**
 * @param {Spec} spec
 * @param {Record<string, any>} partial
 */
function merged(spec, partial) {
  const whole = Object.entries({ ...spec, ...partial });
  return Object.fromEntries(whole.filter(([, value]) => value !== null && value !== undefined));
}

/** @param {{message: string, help?: string}[]} problems */
function sentence(problems) {
  return problems.map(({ message, help }) => (help ? `${message} (${help})` : message)).join("; ");
}
