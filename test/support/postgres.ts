import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { runChild } from "../../scripts/services/child.ts";
import { startPostgres as startServer, type Postgres } from "../../scripts/services/postgres.ts";
import { runDirectory, track } from "./resources.ts";

let server: Promise<Postgres> | undefined;
let databases = 0;
let dropping: Promise<unknown> = Promise.resolve();

/** The one Postgres of this run: started by the first call, stopped after the last test. */
export function startPostgres(): Promise<Postgres> {
  server ??= startDisposable();
  return server;
}

async function startDisposable(): Promise<Postgres> {
  return startServer({
    directory: join(runDirectory(), "postgres"),
    // Not one that everybody knows: production refuses those.
    password: randomBytes(12).toString("hex"),
    logFile: join(runDirectory(), "postgres.log"),
    isDisposable: true,
    onStarted: track,
    run: (options) => runChild(options, track),
  });
}

export interface TestDatabase {
  name: string;
  /** As the server's administrator. */
  url: string;
  /** Makes room on the disk, soon: that waits for a checkpoint, on a busy disk for longer than a test may. All of them go with the run's folder. */
  drop(): void;
}

/**
 * A database of its own for a test file.
 *
 * @param template Database to copy; nobody may be connected to it. Without it the database is empty.
 */
export async function createDatabase(template?: string): Promise<TestDatabase> {
  const postgres = await startPostgres();
  const name = `test_${++databases}`;
  await postgres.createDatabase(name, template);
  // A pool that has ended may still have sessions that are ending: to end them by force would be an error that nobody waits for.
  const drop = () => void (dropping = dropping.then(() => postgres.dropDatabase(name, { isPatient: true })).catch(() => undefined));
  return { name, url: postgres.url(name), drop };
}
