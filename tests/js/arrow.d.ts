/** What the tests write Arrow with; the vendored file itself does not pass the type checker. */
// deno-lint-ignore no-explicit-any
type Make = (...args: any[]) => any;
export const binary: Make;
export const columnFromArray: Make;
export const dateDay: Make;
export const decimal: Make;
export const float64: Make;
export const int64: Make;
export const list: Make;
export const map: Make;
export const struct: Make;
export const tableFromColumns: Make;
export const tableFromIPC: Make;
export const tableToIPC: Make;
export const timeMicrosecond: Make;
export const timestamp: Make;
export const utf8: Make;
