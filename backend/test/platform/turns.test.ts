import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { createDatabase } from "../../../test/support/postgres.ts";
import { openDatabase, type Database } from "../../src/platform/database.ts";
import { createLogger } from "../../src/platform/logging.ts";
import { inTurn } from "../../src/platform/turns.ts";
import { waitFor } from "../support/wait-for.ts";

const HOLDER = fileURLToPath(new URL("../support/turn-holder.ts", import.meta.url));

describe("taking turns", () => {
  /** Each as another process has it. */
  let one: Database;
  let other: Database;
  let databaseUrl: string;
  before(async () => {
    const { url } = await createDatabase();
    databaseUrl = url;
    const options = { url, entities: [], migrations: [], log: createLogger("silent"), poolSize: 3 };
    [one, other] = [await openDatabase(options), await openDatabase(options)];
  });
  after(() => Promise.all([one.close(), other.close()]));

  /** Work that is under way until it is told to end. */
  function working(db: Database, name: string) {
    let end: (outcome?: Error) => void = () => undefined;
    let hasBegun = false;
    const done = inTurn({ db }, name, () => {
      hasBegun = true;
      return new Promise<string>((resolve, reject) => (end = (error) => (error ? reject(error) : resolve(name))));
    });
    return {
      done,
      end: (error?: Error) => end(error),
      hasBegun: () => hasBegun,
      begins: () => waitFor(`work at ${name}`, async () => hasBegun || undefined),
    };
  }
  const untilSomebodyWaits = () =>
    waitFor("somebody who waits", async () => {
      const { rowCount } = await one.pool.query("SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
      return (rowCount ?? 0) > 0 || undefined;
    });

  it("keeps work of one name from being done at once, in whichever processes, and leaves other names alone", async () => {
    const first = working(one, "a");
    await first.begins();
    const second = working(other, "a");
    await untilSomebodyWaits();
    const apart = working(other, "b");
    await apart.begins();
    expect(second.hasBegun()).to.equal(false);
    first.end();
    expect(await first.done).to.equal("a");
    await second.begins();
    second.end();
    apart.end();
    await Promise.all([second.done, apart.done]);
  });

  it("passes on what the work throws, and lets the next begin", async () => {
    const first = working(one, "a");
    await first.begins();
    first.end(new Error("it failed"));
    expect(await first.done.catch((error: Error) => error.message)).to.equal("it failed");
    const second = working(other, "a");
    await second.begins();
    second.end();
    await second.done;
  });

  it("lets the next begin when the process of the one before is gone", async () => {
    const first = working(one, "a");
    await first.begins();
    const second = working(other, "a");
    await untilSomebodyWaits();
    await other.pool.query("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted");
    await second.begins();
    second.end();
    first.end();
    expect(await Promise.all([second.done, first.done])).to.deep.equal(["a", "a"]);
  });

  it("keeps a turn for whoever lives, however long the work takes, and for nobody who was stopped", async () => {
    const silenceMilliseconds = 1_000;
    const child = fork(HOLDER, [databaseUrl, "a", String(silenceMilliseconds)]);
    try {
      await once(child, "message");
      const second = working(other, "a");
      await untilSomebodyWaits();
      // By the server's clock: a connection that was silent that long would have been ended before.
      await waitFor("a sign of life after more than the silence", async () => {
        const { rows } = await one.pool.query<{ lived: number }>(
          `SELECT extract(epoch FROM query_start - backend_start)::float8 * 1000 AS lived FROM pg_stat_activity
           WHERE pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted)`,
        );
        return Number(rows[0]?.lived) > 3 * silenceMilliseconds || undefined;
      });
      expect(second.hasBegun()).to.equal(false);
      child.kill("SIGSTOP");
      await second.begins();
      second.end();
      await second.done;
    } finally {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
  });
});
