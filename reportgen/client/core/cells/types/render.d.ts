/** What this project uses of preact-render-to-string. */
export function renderToString(tree: unknown): string;
