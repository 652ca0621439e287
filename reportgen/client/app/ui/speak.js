/** What is said to those who hear the page. */

/**
 * Says a text, politely; what was said before it gives way.
 * @param {{overlays: Element}} live
 * @param {string} text
 */
export function speak({ overlays }, text) {
  let spoken = overlays.querySelector(".rg-spoken");
  if (!spoken) {
    spoken = document.createElement("div");
    spoken.className = "rg-spoken rg-visually-hidden";
    spoken.setAttribute("aria-live", "polite");
    overlays.append(spoken);
  }
  spoken.textContent = text;
}
