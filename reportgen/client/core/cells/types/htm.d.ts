/** What this project uses of htm: bind `h`, get a template tag. */
type Tag<Node> = (strings: TemplateStringsArray, ...values: unknown[]) => Node;
// deno-lint-ignore no-explicit-any
declare const htm: { bind<Node>(create: (type: any, props?: any, ...children: any[]) => Node): Tag<Node> };
export { htm as default };
