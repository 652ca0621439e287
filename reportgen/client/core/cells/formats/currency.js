/** Currencies: what is written before amounts, and their decimals. One rule for all readers, in the build as in the page. */

/**
 * What stands before amounts, and how many decimals they have unless it is said (ISO 4217); of other currencies the
 * code and two.
 * @type {Record<string, [string, number]>}
 */
const SIGNS = {
  USD: ["$", 2],
  EUR: ["€", 2],
  GBP: ["£", 2],
  JPY: ["¥", 0],
  CNY: ["CN¥", 2],
  INR: ["₹", 2],
  KRW: ["₩", 0],
  BRL: ["R$", 2],
  CAD: ["CA$", 2],
  AUD: ["A$", 2],
  ILS: ["₪", 2],
  TRY: ["₺", 2],
  UAH: ["₴", 2],
  VND: ["₫", 0],
};
/** Those that a reader is offered; any other code can be written. */
export const CURRENCIES = [...Object.keys(SIGNS), "CHF", "DKK", "NOK", "PLN", "SEK"].sort();

/** Decimals of a currency. @param {string} code */
export function usualDecimals(code) {
  return SIGNS[code]?.[1] ?? 2;
}

/** What stands before an amount: `€`, `CHF ` with a space that does not break. @param {string} code */
export function currencySign(code) {
  return SIGNS[code]?.[0] ?? `${code}\u00a0`;
}
