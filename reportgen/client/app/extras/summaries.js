/** The script of pages whose panels show summaries in their headers from the start. */

export { installSummaries as install } from "../../core/index.js";
