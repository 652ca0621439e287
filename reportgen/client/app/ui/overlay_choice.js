/** How a reader wants what lies over the images of a column: layers, classes, scores, opacity, lines, tiles. */

import { classesOf, formatShort, lineOf, LineSample, Swatch } from "../../core/index.js";
import { html } from "./html.js";

/**
 * @typedef {import("../../core/cells/types/view.d.ts").ColumnType} ColumnType
 * @typedef {import("../../core/spec/overlays.js").OverlaySettings} OverlaySettings
 * @typedef {{type: ColumnType, settings: OverlaySettings, change: (settings: OverlaySettings) => void}} Props
 */

/** From so many classes on there is a box to search them. */
const SEARCHED = 8;
const OPACITY = 0.6;

/** @param {Props} props */
export function OverlayChoice(props) {
  const { type } = props;
  return html`
    <div class="rg-choices">
      <${Layers} ...${props} />
      <${Classes} ...${props} />
      ${Object.entries(type.scores ?? {}).map(([name, range]) =>
        html`<${Score} key=${name} name=${name} range=${range} ...${props} />`
      )}
      <${Look} ...${props} />
    </div>
  `;
}

/** @param {{label: string, checked: boolean, toggle: () => void, children?: any}} props */
function Choice({ label, checked, toggle, children }) {
  return html`
    <label class="rg-choice">
      <input type="checkbox" checked=${checked} onChange=${toggle} />${children}<span dir="auto">${label}</span>
    </label>
  `;
}

/**
 * @template T
 * @param {T[] | undefined} list
 * @param {T} item
 * @returns {T[]}
 */
function toggled(list = [], item) {
  return list.includes(item) ? list.filter((one) => one !== item) : [...list, item];
}

/** @param {{all: () => void, none: () => void, what: string}} props */
function AllOrNone({ all, none, what }) {
  return html`
    <span class="rg-choice-all">
      <button type="button" class="rg-text-button" aria-label=${`All ${what}`} onClick=${all}>All</button>
      <button type="button" class="rg-text-button" aria-label=${`No ${what}`} onClick=${none}>None</button>
    </span>
  `;
}

/** @param {Props} props */
function Layers({ type, settings, change }) {
  const layers = type.layers ?? [];
  if (!layers.length) return null;
  const hide = (/** @type {string[]} */ hide_layers) => change({ ...settings, hide_layers });
  return html`
    <fieldset>
      <legend>Layers</legend>
      ${layers.map((layer) =>
        html`
          <${Choice} key=${layer} label=${layer} checked=${!settings.hide_layers?.includes(layer)}
            toggle=${() => hide(toggled(settings.hide_layers, layer))}>
            ${type.boxes && html`<${LineSample} line=${lineOf(settings, layers, layer)} />`}
            <//>
        `
      )}
      ${layers.length > 2 &&
        html`<${AllOrNone} what="layers" all=${() => hide([])} none=${() => hide(layers)} />`}
    </fieldset>
  `;
}

/**
 * @this {{state?: {search?: string}, setState: (state: {search: string}) => void}}
 * @param {Props} props
 */
function Classes({ type, settings, change }) {
  const classes = classesOf(type);
  if (!classes.length) return null;
  const search = this.state?.search ?? "";
  const found = classes.filter(({ id, name }) =>
    `${id} ${name}`.toLowerCase().includes(search.trim().toLowerCase())
  );
  const off = settings.hide_classes ?? [];
  const ids = found.map(({ id }) => id);
  const hide = (/** @type {number[]} */ hide_classes) => change({ ...settings, hide_classes });
  return html`
    <fieldset>
      <legend>Classes</legend>
      ${classes.length >= SEARCHED && html`
        <input type="search" class="rg-input rg-choice-search" placeholder="Search" aria-label="Search classes"
          value=${search} onInput=${(/** @type {any} */ { currentTarget }) =>
            this.setState({ search: currentTarget.value })} />
      `}
      <div class="rg-choice-list">
        ${found.map(({ id, name }) =>
          html`
            <${Choice} key=${id} label=${name} checked=${!off.includes(id)} toggle=${() =>
              hide(toggled(off, id))}>
              <${Swatch} id=${id} />
              <//>
          `
        )}
        ${found.length === 0 && html`<span class="rg-note">no class is called so</span>`}
      </div>
      ${classes.length > 2 && html`
        <${AllOrNone} what="classes" all=${() => hide(off.filter((id) => !ids.includes(id)))}
          none=${() => hide([...new Set([...off, ...ids])])} />
      `}
    </fieldset>
  `;
}

/** Two sliders for one score. @param {Props & {name: string, range: [number, number]}} props */
function Score({ name, range: [least, most], settings, change }) {
  if (!(most > least)) return null;
  const own = settings.score?.[name] ?? {};
  const set = (/** @type {"min" | "max"} */ end, /** @type {number} */ value) => {
    const { [end]: _, ...rest } = own;
    const free = end === "min" ? value <= least : value >= most;
    change({ ...settings, score: { ...settings.score, [name]: free ? rest : { ...rest, [end]: value } } });
  };
  const slider = (
    /** @type {"min" | "max"} */ end,
    /** @type {string} */ sign,
    /** @type {string} */ words,
  ) => {
    const value = own[end] ?? (end === "min" ? least : most);
    return html`
      <label class="rg-choice">
        <span aria-hidden="true">${sign}</span>
        <input type="range" min=${least} max=${most} step=${(most - least) / 100} value=${value}
          aria-label=${`${name} ${words}`} aria-valuetext=${formatShort(value)}
          onInput=${(/** @type {any} */ { currentTarget }) => set(end, tidy(Number(currentTarget.value)))} />
        <output>${formatShort(value)}</output>
      </label>
    `;
  };
  return html`
    <fieldset>
      <legend dir="auto">${name}</legend>
      ${slider("min", "≥", "at least")}${slider("max", "≤", "at most")}
    </fieldset>
  `;
}

/** A number without the noise of a slider's steps. @param {number} value */
function tidy(value) {
  return Number(value.toPrecision(6));
}

/** @param {Props} props */
function Look({ type, settings, change }) {
  const opacity = settings.opacity ?? OPACITY;
  return html`
    <fieldset>
      <legend>Look</legend>
      ${type.masks && html`
        <label class="rg-choice">
          <span>Masks</span>
          <input type="range" min="0" max="1" step="0.05" value=${opacity} aria-label="Opacity of masks"
            aria-valuetext=${`${Math.round(opacity * 100)} %`}
            onInput=${(/** @type {any} */ { currentTarget }) =>
              change({ ...settings, opacity: Number(currentTarget.value) })} />
          <output>${Math.round(opacity * 100)} %</output>
        </label>
      `}
      ${type.boxes && html`
        <${Choice} label="Labels" checked=${settings.labels !== false}
          toggle=${() => change({ ...settings, labels: settings.labels === false ? undefined : false })} />
        <${Select} label="Lines" value=${settings.line ?? ""} options=${LINE_CHOICES}
          set=${(/** @type {any} */ line) => change({ ...settings, line: line || undefined })} />
      `}
      <${Choice} label="Picture" checked=${settings.image !== false}
        toggle=${() => change({ ...settings, image: settings.image === false ? undefined : false })} />
      <${Select} label="Tiles" value=${settings.tiles ?? ""} options=${TILE_CHOICES}
        set=${(/** @type {any} */ tiles) => change({ ...settings, tiles: tiles || undefined })} />
    </fieldset>
  `;
}

/** @type {[string, string][]} */
const LINE_CHOICES = [["", "by layer"], ["solid", "solid"], ["dashed", "dashed"], ["dotted", "dotted"]];
/** @type {[string, string][]} */
const TILE_CHOICES = [["", "stacked"], ["beside", "beside the picture"], ["split", "one for each layer"]];

/** @param {{label: string, value: string, options: [string, string][], set: (value: string) => void}} props */
function Select({ label, value, options, set }) {
  return html`
    <label class="rg-choice">
      <span>${label}</span>
      <select class="rg-select" onChange=${(/** @type {any} */ { currentTarget }) =>
        set(currentTarget.value)}>
        ${options.map(([own, words]) =>
          html`<option value=${own} selected=${own === value}>${words}</option>`
        )}
      </select>
    </label>
  `;
}
