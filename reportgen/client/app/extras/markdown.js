/** The script of pages whose tables hold Markdown. */

export { installMarkdown as install } from "../../core/index.js";
