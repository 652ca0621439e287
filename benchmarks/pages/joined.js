// @ts-nocheck: `question` and `benchmarkEngine` stand before it in the script that the benchmark makes.
/** Several tables joined by hand: our engine, their files as views, and one statement. */

globalThis.benchmark = run();

/** Fetches the files while the engine starts, joins them, waits for a frame; resolves to the moment of that (ms). */
async function run() {
  const { benchmarkEngine, question } = globalThis;
  const fetched = Object.entries(question.tables).map(async ([view, paths]) => {
    const files = paths.map(async (path) => [path, await (await fetch(path)).arrayBuffer()]);
    return [view, await Promise.all(files)];
  });
  const engine = await benchmarkEngine.startEngine(question.engine);
  for (const [view, files] of await Promise.all(fetched)) {
    const names = files.map(([path]) => `data/${path.split("/").pop()}`);
    for (const [index, [, bytes]] of files.entries()) await engine.register(names[index], bytes);
    const list = names.map((name) => `'${name}'`).join(", ");
    await engine.query(`CREATE VIEW "${view}" AS SELECT * FROM read_parquet([${list}])`);
  }
  document.getElementById("rows").textContent = `${(await engine.query(question.sql)).length} bytes`;
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
  return performance.now();
}
