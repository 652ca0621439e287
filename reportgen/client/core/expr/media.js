/** Media as the language knows them: which kinds there are, and what can be read of each. */

/** @typedef {import("./types.js").Type} Type */

/** @type {Type} */
const TEXT = { kind: "text" };
/** @type {Type} */
const WHOLE = { kind: "integer", bits: 64, unsigned: false };
/** @type {Type} */
const NUMBER = { kind: "float", bits: 64 };
/** @type {Type} */
const NAMES = { kind: "map", key: WHOLE, value: TEXT };

/** @param {Record<string, Type>} fields @returns {Type} */
function struct(fields) {
  return { kind: "struct", fields: Object.entries(fields).map(([name, type]) => ({ name, type })) };
}

const BOX = struct({
  layer: TEXT,
  x_min: NUMBER,
  y_min: NUMBER,
  x_max: NUMBER,
  y_max: NUMBER,
  domain: TEXT,
  class_id: WHOLE,
  label: TEXT,
  caption: TEXT,
  scores: { kind: "map", key: TEXT, value: NUMBER },
});
const MASK = struct({ layer: TEXT, file: TEXT, thumb: TEXT, classes: NAMES });

/** What every kind with a file has. */
const FILE = { file: TEXT, caption: TEXT };
const SIZE = { width: WHOLE, height: WHOLE };
const ELSEWHERE = { ...FILE, format: TEXT, uri: TEXT };

/** The fields of each kind, in the site's tables. @type {Record<string, Record<string, Type>>} */
const FIELDS = {
  image: { ...FILE, ...SIZE },
  audio: { ...ELSEWHERE, seconds: NUMBER, sample_rate: WHOLE },
  video: { ...ELSEWHERE, ...SIZE, seconds: NUMBER },
  html: ELSEWHERE,
  object3d: { ...ELSEWHERE, points: WHOLE, boxes: WHOLE },
  molecule: ELSEWHERE,
  chart: { ...ELSEWHERE, title: TEXT },
  histogram: { counts: { kind: "list", item: NUMBER }, edges: { kind: "list", item: NUMBER } },
};

/** What an image has besides where its column says so. @type {Record<string, Type>} */
const PARTS = { uri: TEXT, boxes: { kind: "list", item: BOX }, masks: { kind: "list", item: MASK } };

/** @typedef {{kind: string, item?: any, key?: any, value?: any, fields?: {type: any}[], media?: unknown}} AnyType */

/** Whether values of a type are media. @param {{kind: string}} type */
export function isMedia(type) {
  return Object.hasOwn(FIELDS, type.kind);
}

/** Whether values of a type are media, or have media in them. @param {AnyType} type @returns {boolean} */
export function holdsMedia(type) {
  if (isMedia(type) || type.media) return true;
  const parts = [
    type.item,
    type.kind === "map" && type.value,
    ...(type.fields ?? []).map((field) => field.type),
  ];
  return parts.some((part) => part && holdsMedia(part));
}

/** The type of a medium's field, or undefined. @param {Type} type @param {string} name @returns {Type | undefined} */
export function mediaField(type, name) {
  if (!isMedia(type)) return undefined;
  const says = /** @type {Record<string, unknown>} */ (type);
  if (says[name] === true && Object.hasOwn(PARTS, name)) return PARTS[name];
  return Object.hasOwn(FIELDS[type.kind], name) ? FIELDS[type.kind][name] : undefined;
}

/** SQL of what tells a medium from others: its file, or the address of its bytes. @param {string} sql @param {Type} type */
export function identitySql(sql, type) {
  const names = ["file", "uri"].filter((name) => mediaField(type, name));
  const fields = names.map((name) => `struct_extract(${sql}, '${name}')`);
  if (fields.length === 0) return `CAST(${sql} AS VARCHAR)`;
  return fields.length > 1 ? `coalesce(${fields.join(", ")})` : fields[0];
}
