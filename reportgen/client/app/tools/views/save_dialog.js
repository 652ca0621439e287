/** "Save view": into the project while its author previews it, else into the reader's own list. */

import { viewName } from "../../../core/index.js";
import { formActions, openDialog } from "../../ui/dialog.js";
import { html } from "../../ui/html.js";
import { toast } from "../../ui/toast.js";
import { openTextView } from "../out/text_view.js";
import { changesOf, siteRoot, viewFacts } from "./facts.js";
import { keepViews, keptViews, withViews } from "./kept.js";
import { saveInProject, saveToken } from "./server.js";

/** @typedef {import("../../table/panel.js").LivePanel} LivePanel */
/** @typedef {import("./facts.js").Said} Said */

const FIELDS = /** @type {const} */ ([
  ["title", "Title"],
  ["name", "Name, for links and files"],
  ["description", "In a sentence"],
  ["note", "What you found"],
]);
const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,99}$/;

/** @param {LivePanel} live */
export function openSaveView(live) {
  const token = saveToken();
  const dialog = openDialog({ host: live.overlays, title: "Save view", className: "rg-dialog rg-wide" });
  const changes = changesOf(live);
  /** @type {Said} */
  const said = { title: "", name: "", description: "", note: "" };
  let named = false;
  let problem = "";
  let taken = "";

  async function save() {
    if (!said.title.trim()) return tell("Give it a title.");
    if (!NAME.test(said.name)) {
      return tell("A name has letters, digits, '-' and '_', and begins with a letter.");
    }
    const view = await viewFacts(live, said);
    if (token === null) keep(view);
    else await write(view);
  }

  /** @param {import("./kept.js").KeptView} view */
  function keep(view) {
    const root = siteRoot();
    const views = keptViews(root);
    if (views.some(({ name }) => name === view.name) && taken !== view.name) {
      taken = view.name;
      return tell(`You have a view '${view.name}' already. Save again to replace it.`);
    }
    const kept = keepViews(root, withViews(views, [view]));
    dialog.close();
    const words = kept
      ? "Kept in this browser, under “More: My views”. To have it in the report, send its author the file."
      : "This browser keeps nothing for this page: copy what you need.";
    openTextView({ host: live.overlays, title: `View “${view.title}”`, texts: textsOf(view), note: words });
  }

  /** @param {import("./kept.js").KeptView} view */
  async function write(view) {
    const options = { name: view.name, text: view.file, replace: taken === view.name };
    const answer = await saveInProject(String(token), options);
    if (answer.saved) {
      dialog.close();
      toast(live.overlays, `Saved as ${answer.saved}`);
      return;
    }
    if (answer.taken) taken = view.name;
    const again = answer.taken ? " Save again to replace it." : "";
    tell(`${answer.problem ?? "It could not be saved"}.${again}`);
  }

  /** @param {string} text */
  function tell(text) {
    problem = text;
    paint();
  }

  /** @param {keyof Said} name @param {string} text */
  function set(name, text) {
    said[name] = text;
    if (name === "name") named = true;
    if (name === "title" && !named) said.name = viewName(text);
    paint();
  }

  function paint() {
    dialog.draw(html`
      <form onSubmit=${(/** @type {Event} */ event) => {
        event.preventDefault();
        save();
      }}>
        ${FIELDS.map(([name, label]) => field(live.figure.id, name, label, said[name], set))}
        <p class="rg-note">${changes.length
          ? `It differs from the author's view: ${changes.join("; ")}.`
          : "It is the author's view."}</p>
        <p class="rg-problem" role="status">${problem}</p>
        ${formActions(dialog.close)}
      </form>
    `);
  }
  paint();
}

/**
 * @param {import("./kept.js").KeptView} view
 */
export function textsOf(view) {
  const link = { label: "Link", text: new URL(view.link, siteRoot()).href };
  return [
    ...view.link ? [link] : [],
    { label: "Directive, for a report", text: view.directive },
    { label: `File, views/${view.name}.toml`, text: view.file },
  ];
}

/**
 * @param {string} id
 * @param {keyof Said} name
 * @param {string} label
 * @param {string} value
 * @param {(name: keyof Said, text: string) => void} set
 */
function field(id, name, label, value, set) {
  const shared = {
    id: `${id}-view-${name}`,
    class: "rg-input",
    value,
    onInput: (/** @type {{currentTarget: HTMLInputElement}} */ event) => set(name, event.currentTarget.value),
  };
  return html`
    <div class="rg-field" key=${name}>
      <label for=${shared.id}>${label}</label>
      ${name === "note"
        ? html`<textarea ...${shared} rows="3"></textarea>`
        : html`<input type="text" ...${shared} />`}
    </div>
  `;
}
