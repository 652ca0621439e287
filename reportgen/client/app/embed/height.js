/** Tells the page around a frame how high its content is, so that the frame can be as high. */

/** Changes smaller than this (px) are not told: rounding must not make two pages answer each other for ever. */
const LEAST_CHANGE = 2;

/** The message is `{type: "reportgen:size", height}`, in CSS pixels; it holds nothing of the report. */
export function tellHeight() {
  if (parent === globalThis.window) return;
  let told = 0;
  const tell = () => {
    const height = Math.ceil(document.querySelector(".rg-embed")?.getBoundingClientRect().bottom ?? 0);
    if (!height || Math.abs(height - told) < LEAST_CHANGE) return;
    told = height;
    parent.postMessage({ type: "reportgen:size", height }, "*");
  };
  const watch = () => {
    const content = document.querySelector(".rg-embed");
    if (content) new ResizeObserver(tell).observe(content);
    tell();
  };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", watch);
  else watch();
}
