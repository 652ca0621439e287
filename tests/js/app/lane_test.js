import { openLane } from "../../../reportgen/client/app/engine/lane.js";
import { equal } from "../assert.js";

/**
 * A port that needs `polls` rounds for a statement, and the log of what it was asked.
 * @param {number} polls
 */
function slowPort(polls) {
  /** @type {string[]} */
  const log = [];
  let left = 0;
  let fetched = false;
  const answers = /** @type {Record<string, (data: any) => unknown>} */ ({
    START_PENDING_QUERY: () => {
      left = polls;
      fetched = false;
      return null;
    },
    POLL_PENDING_QUERY: () => (--left > 0 ? null : new Uint8Array([1])),
    FETCH_QUERY_RESULTS: () => {
      const part = fetched ? new Uint8Array(0) : new Uint8Array([2]);
      fetched = true;
      return part;
    },
    CANCEL_PENDING_QUERY: () => true,
  });
  return {
    log,
    request(/** @type {string} */ type, /** @type {any} */ data) {
      log.push(type.split("_")[0] + (type.startsWith("START") ? ` ${data[1]}` : ""));
      return new Promise((resolve) => setTimeout(() => resolve(answers[type](data))));
    },
    tell() {},
    close() {},
  };
}

Deno.test("statements of a lane run one after another", async () => {
  const port = slowPort(2);
  const lane = openLane(port, 1);
  const results = await Promise.all([lane.run("a"), lane.run("b")]);
  equal(results.map((bytes) => [...bytes]), [[1, 2], [1, 2]]);
  const one = ["POLL", "POLL", "FETCH", "FETCH"];
  equal(port.log, ["START a", ...one, "START b", ...one]);
});

Deno.test("a statement that nobody waits for is cancelled, the next one runs", async () => {
  const port = slowPort(Infinity);
  const lane = openLane(port, 1);
  const stop = new AbortController();
  const names = Promise.allSettled([lane.run("a", stop.signal), lane.run("b", stop.signal)]);
  setTimeout(() => stop.abort(), 20);
  equal((await names).map((one) => one.status === "rejected" && one.reason.name), [
    "AbortError",
    "AbortError",
  ]);
  equal(port.log.filter((type) => type !== "POLL"), ["START a", "CANCEL"]);
});

Deno.test("a lane that gives way does no work while it has to wait", async () => {
  const port = slowPort(2);
  let go = () => {};
  const free = new Promise((/** @type {(value?: any) => void} */ resolve) => go = resolve);
  const lane = openLane(port, 1, { before: () => free });
  const running = lane.run("a");
  await new Promise((resolve) => setTimeout(resolve, 5));
  equal(port.log, []);
  go();
  await running;
  equal(port.log.length, 5);
});
