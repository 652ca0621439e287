/** What this project uses of preact; the vendored file carries no types. */
export interface VNode {
  type: unknown;
  props: Record<string, unknown>;
  key: unknown;
}
export type Children = VNode | string | number | null | undefined | false | Children[];
// deno-lint-ignore no-explicit-any
export function h(type: any, props?: any, ...children: any[]): VNode;
export function render(tree: Children, parent: Element): void;
export function hydrate(tree: Children, parent: Element): void;
export function Fragment(props: { children?: Children }): VNode;
