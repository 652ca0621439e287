/** What can go wrong in the engine. */

/**
 * An error of one statement: the engine lives on.
 * @typedef {Error & {sql?: string}} QueryError
 */

/**
 * An error after which the engine cannot be used any more.
 * @typedef {Error & {fatal: true}} FatalError
 */

/**
 * @param {string} message
 * @returns {FatalError}
 */
export function fatalError(message) {
  return Object.assign(new Error(message), { name: "EngineError", fatal: /** @type {const} */ (true) });
}

/**
 * An error of a page that can show nothing but what the build wrote: here trying again is of no use.
 * @param {string} message
 * @returns {Error}
 */
export function staticError(message) {
  return Object.assign(new Error(message), { name: "StaticError" });
}

/**
 * @param {unknown} error
 * @returns {error is FatalError}
 */
export function isFatal(error) {
  return error instanceof Error && "fatal" in error;
}

/** @returns {DOMException} */
export function abortError() {
  return new DOMException("a newer question took this one's place", "AbortError");
}

/** @param {unknown} error */
export function isAbort(error) {
  return error instanceof Error && error.name === "AbortError";
}

/**
 * An answer of the worker as an error. DuckDB's own errors name their kind, in one of two forms, and leave the engine
 * whole; anything else, and DuckDB's internal ones, do not.
 * @param {string} text
 * @returns {Error}
 */
export function statementError(text) {
  const { kind, message } = taggedError(text) ?? plainError(text);
  if (!kind || /^(internal|fatal)$/i.test(kind)) return fatalError(message);
  return Object.assign(new Error(message), { name: "QueryError" });
}

/** @param {string} text */
function plainError(text) {
  return { kind: /^([A-Za-z][A-Za-z ]*) Error:/.exec(text)?.[1], message: text };
}

/** @param {string} text */
function taggedError(text) {
  if (!text.startsWith("{")) return null;
  try {
    const { exception_type: kind, exception_message: message } = JSON.parse(text);
    return kind ? { kind: String(kind), message: `${kind} Error: ${message}` } : null;
  } catch {
    return null;
  }
}
