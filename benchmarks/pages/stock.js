// @ts-nocheck: `duckdb` is the stock engine, which the page imports and which brings no types here.
/**
 * The rival: the stock engine as its documentation shows it, over the same Parquet file, painting a plain table.
 * The address says which file (`?data=`) and which filter (`?filter=`) to answer; without a file only the engine
 * is started.
 */

const { duckdb } = globalThis;

globalThis.benchmark = run();

/** Starts the engine, reads the file, answers the question and paints it; resolves to the moment of that (ms). */
async function run() {
  const query = new URLSearchParams(location.search);
  const data = query.get("data");
  const downloaded = data && fetch(data).then((response) => response.arrayBuffer());
  const worker = new Worker("/stock/duckdb-browser-eh.worker.js");
  const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
  await database.instantiate(new URL("/stock/duckdb-eh.wasm", location.href).href);
  const connection = await database.connect();
  await connection.query(`SET custom_extension_repository='${location.origin}/stock'`);
  await connection.query("LOAD parquet");
  if (data) {
    await database.registerFileBuffer("table.parquet", new Uint8Array(await downloaded));
    await connection.query("CREATE VIEW t AS SELECT * FROM read_parquet('table.parquet')");
    await answer(connection, query.get("filter"));
    await painted();
  }
  return performance.now();
}

/** Count and first page of the filtered rows. */
async function answer(connection, filter) {
  const count = await connection.query(`SELECT count(*) AS n FROM t WHERE ${filter}`);
  const page = await connection.query(`SELECT * FROM t WHERE ${filter} LIMIT 10`);
  document.getElementById("count").textContent = String(count.toArray()[0].n);
  const rows = page.toArray().map((row) => {
    const line = document.createElement("tr");
    for (const [, value] of row) line.insertCell().textContent = String(value);
    return line;
  });
  document.getElementById("rows").replaceChildren(...rows);
}

/** Resolves after the next frame is on screen. */
function painted() {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
}
