/** A short notice that goes away by itself. */

const SHOWN = 2500;

/**
 * @param {Element} host
 * @param {string} text
 */
export function toast(host, text) {
  for (const old of host.querySelectorAll(".rg-toast")) old.remove();
  const element = document.createElement("div");
  element.className = "rg-toast";
  element.setAttribute("role", "status");
  host.append(element);
  // A live region speaks what changes inside it, not what it is born with.
  setTimeout(() => element.textContent = text);
  setTimeout(() => element.remove(), SHOWN);
}
