/**
 * The search of a site: a dialog that `/` or the button in the page's header opens. MiniSearch and the index come
 * with a script that is loaded when somebody searches first.
 */

/**
 * @typedef {{heading: string, page: string, url: string, text: string, terms: string[]}} Hit
 * @typedef {{search: (text: string, options: object) => Hit[]}} Index
 */

(() => {
  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const { index: address = "", root = "", pages = "null" } = own.dataset;
  /** Where the site is one file: the name of each page in it, and what is put before the names of its parts. */
  const leaves = /** @type {Record<string, [string, string]> | null} */ (JSON.parse(pages));
  const MOST = 20;
  /** Characters of text around a found word. */
  const AROUND = 70;
  /** @type {Promise<Index> | null} */
  let loading = null;

  function loadIndex() {
    loading ??= new Promise((resolve, reject) => {
      Object.assign(globalThis, { reportgenSearch: resolve });
      const script = document.createElement("script");
      const { reportgenCarried } =
        /** @type {{reportgenCarried?: (path: string) => string | null}} */ (globalThis);
      script.src = reportgenCarried?.(address) ?? address;
      script.addEventListener("error", () => {
        loading = null;
        script.remove();
        reject(new Error("The search could not be loaded. Typing again tries once more."));
      });
      document.head.append(script);
    });
    return loading;
  }

  /**
   * @param {string} tag
   * @param {Record<string, string>} attributes
   * @param {(Node | string)[]} children
   */
  function made(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  const box = /** @type {HTMLInputElement} */ (made("input", {
    type: "search",
    class: "rg-find-box",
    placeholder: "Search this site",
    "aria-label": "Search this site",
    "aria-controls": "rg-find-list",
    autocomplete: "off",
    spellcheck: "false",
  }));
  const list = made("ul", { class: "rg-find-list", id: "rg-find-list" });
  const said = made("p", { class: "rg-find-said", role: "status" });
  const dialog = /** @type {HTMLDialogElement} */ (
    made("dialog", { class: "rg-find-dialog", "aria-label": "Search" }, box, said, list)
  );

  function open() {
    if (dialog.open) return;
    if (!dialog.isConnected) document.body.append(dialog);
    dialog.showModal();
    box.select();
    loadIndex().catch(() => {}); // said when something is typed
  }

  let asked = 0;
  async function search() {
    const mine = ++asked;
    const text = box.value.trim();
    if (!text) return show([], "");
    try {
      const index = await loadIndex();
      if (mine !== asked) return;
      const found = index.search(text, {
        prefix: true,
        fuzzy: 0.15,
        combineWith: "AND",
        boost: { heading: 3, page: 2 },
      });
      const words = found.length
        ? `${found.length} ${found.length === 1 ? "place" : "places"}`
        : `Nothing about “${text}”`;
      show(found.slice(0, MOST), found.length > MOST ? `${words}, the best ${MOST} of them` : words);
    } catch (error) {
      if (mine === asked) show([], error instanceof Error ? error.message : String(error));
    }
  }

  /** @param {Hit[]} hits @param {string} words */
  function show(hits, words) {
    said.textContent = words;
    list.replaceChildren(...hits.map((hit) => {
      const where = hit.heading === hit.page ? [] : [made("span", { class: "rg-find-page" }, hit.page)];
      const link = made(
        "a",
        { href: placeOf(hit.url) },
        made("strong", {}, hit.heading),
        ...where,
        excerpt(hit),
      );
      return made("li", {}, link);
    }));
  }

  /** @param {string} url from the root of the site */
  function placeOf(url) {
    if (!leaves) return root + url;
    const [path, part] = url.split("#");
    const [page, prefix] = leaves[path];
    return `#${part ? prefix + part : page}`;
  }

  /** The text around the first word that was found, with all of them marked. @param {Hit} hit */
  function excerpt({ text, terms }) {
    const words = [...terms].sort((a, b) => b.length - a.length).map((term) =>
      term.replace(/[^\p{L}\p{N}]/gu, "\\$&")
    );
    const pattern = new RegExp(words.join("|") || "^$", "giu");
    const at = Math.max(0, text.search(pattern));
    const start = at < AROUND ? 0 : text.lastIndexOf(" ", at - AROUND) + 1;
    const end = text.length < at + 2 * AROUND ? text.length : text.lastIndexOf(" ", at + 2 * AROUND);
    const shown = text.slice(start, end);
    const parts = [start ? "… " : ""];
    let here = 0;
    for (const found of shown.matchAll(pattern)) {
      if (!found[0]) continue;
      parts.push(shown.slice(here, found.index), /** @type {any} */ (made("mark", {}, found[0])));
      here = found.index + found[0].length;
    }
    return made(
      "span",
      { class: "rg-find-text" },
      ...parts,
      shown.slice(here),
      end < text.length ? " …" : "",
    );
  }

  /** Moves between the box and the places found. @param {KeyboardEvent} event */
  function move(event) {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const links = [...list.querySelectorAll("a")];
    if (event.key === "Enter" && document.activeElement === box) links[0]?.click();
    if (!step || !links.length) return;
    event.preventDefault();
    const at = links.indexOf(/** @type {HTMLAnchorElement} */ (document.activeElement)) + step;
    if (at < 0) box.focus();
    else links[Math.min(at, links.length - 1)].focus();
  }

  box.addEventListener("input", search);
  dialog.addEventListener("keydown", move);
  dialog.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (target === dialog || target.closest("a")) dialog.close();
  });
  addEventListener("keydown", (event) => {
    const target = /** @type {Element} */ (event.target);
    // A panel that has the focus has a search of its own.
    if (event.defaultPrevented || event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.closest("input, textarea, select, [contenteditable], dialog, [role=dialog]")) return;
    event.preventDefault();
    open();
  });
  for (const button of document.querySelectorAll(".rg-find")) button.addEventListener("click", open);
})();
