/** Copying with a word about it; where the browser refuses, the text is shown to be copied by hand. */

import { copyText } from "../../ui/clipboard.js";
import { toast } from "../../ui/toast.js";
import { openTextView } from "./text_view.js";

/**
 * @param {import("../../table/panel.js").LivePanel} live
 * @param {string} text
 * @param {string} said
 */
export async function copied(live, text, said) {
  if (await copyText(text)) toast(live.overlays, said);
  else openTextView({ host: live.overlays, title: "Copy", texts: [{ label: "Text", text }] });
}
