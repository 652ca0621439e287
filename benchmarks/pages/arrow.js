// @ts-nocheck: `Arrow` is defined by the classic script that the page loads first.
/** The one-file build of Arrow under the names that the stock engine imports. */

export const { RecordBatchReader, Table, tableToIPC } = globalThis.Arrow;
