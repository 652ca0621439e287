/**
 * Answers questions as the page does once columns are kept there, for tests that compare with SQL: what a statement
 * counts is counted, and the rest is given to the engine.
 */

/** @type {any} */
const core = Reflect.get(globalThis, "reportgenCore");
const { countFrame, decodeFrame, decodeLists, formOf, isCountable, keptCodes, keptNumbers } = core;
const { listSql, pack, quoteIdentifier, refsOf, rowsSql, tellsApart, unpack, valuesSql } = core;

/** @type {Generator<string, any, any>} */
let running;
/** How many statements were counted. */
let counted = 0;

/**
 * @param {string} name of the question
 * @param {string} text its arguments, packed: a spec, a schema, and others
 */
function begin(name, text) {
  const [spec, schema, ...rest] = unpack(text);
  counted = 0;
  const counts = new Map();
  running = answering(core[name](spec, { ...schema, counts }, ...rest), counts);
  return said(running.next());
}

/** @param {string} text the answer to the last statement, in base 64; empty where the engine refuses it */
function go(text) {
  return said(running.next(text ? /** @type {any} */ (Uint8Array).fromBase64(text) : null));
}

/** @param {IteratorResult<string, any>} step */
function said({ done, value }) {
  return pack({ value: done ? { answer: value, counted } : { sql: value } });
}

/**
 * @param {Generator<string[], any, any[]>} question
 * @param {Map<string, any>} counts
 * @returns {Generator<string, any, any>}
 */
function* answering(question, counts) {
  let step = question.next();
  while (!step.done) {
    const frames = [];
    for (const sql of step.value) {
      const ask = counts.get(sql);
      frames.push((ask && (yield* countedFrame(ask))) ?? decodeFrame(yield sql));
    }
    step = question.next(frames);
  }
  return step.value;
}

/** @param {any} ask @returns {Generator<string, any, any>} */
function* countedFrame(ask) {
  const refs = refsOf(ask);
  const columns = [];
  const keys = [];
  for (const ref of refs.columns) columns.push(yield* kept(ref, ask.relation));
  for (const ref of refs.keys) keys.push(yield* kept(ref, ask.relation));
  if ([...columns, ...keys].includes(null) || !isCountable(ask, columns, keys)) return null;
  const rows = decodeLists(yield rowsSql(ask.from, ask.where ?? "true"))[0].values;
  counted++;
  return whole(countFrame(ask, columns, keys, Uint32Array.from(rows)));
}

/** @param {any} ref @param {string} relation @returns {Generator<string, any, any>} */
function* kept(ref, relation) {
  const form = formOf(ref);
  const from = ref.from ?? quoteIdentifier(relation);
  if (!form) return null;
  const bytes = yield valuesSql(ref, from);
  if (!bytes) return null;
  const [{ values, nulls }] = decodeLists(bytes);
  if (form === "boolean") return keptCodes(values, nulls, [false, true]);
  if (form === "enum") {
    return keptCodes(values, nulls, decodeFrame(yield listSql(ref, from)).columns[0][0]);
  }
  return tellsApart(ref.type, values, nulls) ? whole(keptNumbers(values, nulls)) : null;
}

/** @template T @param {Generator<void, T, void>} work @returns {T} */
function whole(work) {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

Object.assign(globalThis, { reportgen_countedBegin: begin, reportgen_countedGo: go });
