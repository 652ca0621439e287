/** Cells of audio: the browser's own player, which needs no script. */

import { html } from "../html.js";
import { address, Caption, clock, Elsewhere } from "./file.js";

/** @typedef {import("../types/media.d.ts").AudioValue} AudioValue */

/** @type {import("../types/view.d.ts").Component} */
export function AudioCell({ value, place }) {
  const audio = /** @type {AudioValue} */ (value);
  if (!audio.file) return html`<${Elsewhere} value=${audio} what="audio" />`;
  const length = audio.seconds ? clock(audio.seconds) : "";
  const name = audio.caption || `audio of row ${place.number}`;
  return html`
    <div class="rg-audio">
      <audio
        controls
        preload="none"
        src=${address(place.media, audio.file)}
        aria-label=${name}
        title=${[audio.caption, length].filter(Boolean).join(" · ") || undefined}
      />
      <${Caption} text=${[audio.caption, length].filter(Boolean).join(" · ")} place=${place} />
    </div>
  `;
}
