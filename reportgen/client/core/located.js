/** Where a file of the site is: in the page itself where that is one file, else beside it. */

/**
 * The address of a file.
 * @param {string} path from the page
 * @param {string} [plain] its address where the page does not bring it with it
 * @returns {string}
 */
export function located(path, plain = path) {
  const { reportgenCarried } =
    /** @type {{reportgenCarried?: (path: string) => string | null}} */ (globalThis);
  return reportgenCarried?.(path) ?? plain;
}
