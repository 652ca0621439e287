/** reportgen (MIT): the element <reportgen-view src="…/embed/<name>.html">, which shows a panel of a report. */
(() => {
  "use strict";
  const NAME = "reportgen-view";
  if (customElements.get(NAME)) return;
  /** The least height of a frame, in pixels, and the most. */
  const LEAST = 80;
  const MOST = 20_000;
  /** Set on the elements themselves: the page around them keeps its own style sheets. */
  const STYLE = "display:block;width:100%;border:0;color-scheme:normal;background:transparent";

  class ReportgenView extends HTMLElement {
    static get observedAttributes() {
      return ["src", "theme", "height", "label"];
    }

    constructor() {
      super();
      this.frame = document.createElement("iframe");
      this.frame.loading = "lazy";
      this.frame.style.cssText = STYLE;
      this.hear = this.hear.bind(this);
    }

    connectedCallback() {
      addEventListener("message", this.hear);
      if (!this.style.display) this.style.display = "block";
      this.show();
    }

    disconnectedCallback() {
      removeEventListener("message", this.hear);
    }

    /**
     * @param {string} name
     * @param {string | null} before
     * @param {string | null} now
     */
    attributeChangedCallback(name, before, now) {
      if (!this.isConnected || before === now) return;
      // A theme is told, so that the panel keeps what the reader did.
      if (name === "theme") this.tell({ type: "reportgen:theme", theme: now });
      else this.show();
    }

    show() {
      const { frame } = this;
      const address = this.address();
      if (!address) return;
      frame.title = this.getAttribute("label") ?? "A table of a report";
      const height = Number(this.getAttribute("height"));
      if (!frame.style.height) frame.style.height = `${height >= LEAST ? height : 480}px`;
      if (frame.src !== address.href) frame.src = address.href;
      // Frames of a shadow tree cannot find each other, and would not share their engine.
      if (frame.parentNode !== this) this.replaceChildren(frame);
    }

    /** Where the panel is: a page of the web, and nothing that could run here. */
    address() {
      const src = this.getAttribute("src");
      if (!src) return null;
      const url = URL.canParse(src, document.baseURI) ? new URL(src, document.baseURI) : null;
      if (!url || !/^(https?|file):$/.test(url.protocol)) return null;
      const theme = this.getAttribute("theme");
      if (theme === "light" || theme === "dark") url.searchParams.set("theme", theme);
      return url;
    }

    /** @param {object} message */
    tell(message) {
      this.frame.contentWindow?.postMessage(message, "*");
    }

    /** @param {MessageEvent} event */
    hear(event) {
      if (event.source !== this.frame.contentWindow) return;
      const { type, height } = event.data ?? {};
      if (type !== "reportgen:size" || typeof height !== "number") return;
      if (height >= LEAST && height <= MOST) this.frame.style.height = `${Math.ceil(height)}px`;
    }
  }

  customElements.define(NAME, ReportgenView);
})();
