/** The theme of a frame: `?theme=dark` in its address, or what the page around it says later. */

const THEMES = ["light", "dark"];

/** Messages are `{type: "reportgen:theme", theme: "light" | "dark" | null}`; null follows the reader's system. */
export function followTheme() {
  set(new URLSearchParams(location.search).get("theme"));
  addEventListener("message", (event) => {
    if (event.source === parent && event.data?.type === "reportgen:theme") set(event.data.theme);
  });
}

/** @param {unknown} theme */
function set(theme) {
  const { dataset } = document.documentElement;
  if (THEMES.includes(String(theme))) dataset.theme = String(theme);
  else delete dataset.theme;
}
