import { join } from "node:path";
import { freePort } from "../../../scripts/services/ports.ts";
import { waitFor } from "../../../scripts/services/wait-for.ts";
import type { Anvil } from "../../../scripts/services/anvil.ts";
import { runDirectory } from "../../support/resources.ts";
import { startEmptyAnvil, type Base } from "./base.ts";
import { startCluster } from "./cluster.ts";
import { startDatabaseServer, type DatabaseServer } from "./database-server.ts";
import { environmentOf } from "./environment.ts";
import { mountSmallDisk, type SmallDisk } from "./small-disk.ts";

/** What one run after the other uses: a Postgres of its own, since runs kill it, and a node without contracts. */
export interface Worker {
  base: Base;
  server: DatabaseServer;
  emptyAnvil: Anvil;
  /** Where histories are written. */
  folder: string;
  /** A disk that can be filled; null where the system lets nobody mount one. */
  disk: SmallDisk | null;
  /** A migrated database of its own, on that disk when asked. */
  createDatabase(options?: { isOnSmallDisk: boolean }): Promise<string>;
  stop(): Promise<void>;
}

const TEMPLATE = "migrated";
/** A first start compiles everything. */
const MIGRATION_MILLISECONDS = 60_000;

let workers = 0;

export async function startWorker(base: Base, folder = runDirectory()): Promise<Worker> {
  const number = ++workers;
  const server = await startDatabaseServer(`sim-postgres-${process.pid}-${number}`);
  const emptyAnvil = await startEmptyAnvil();
  await server.create(TEMPLATE);
  await migrate(base, server, emptyAnvil);
  const disk = mountSmallDisk(join(runDirectory(), `sim-disk-${process.pid}-${number}`), server.directory);
  let databases = 0;
  return {
    base,
    server,
    emptyAnvil,
    folder,
    disk,
    async createDatabase({ isOnSmallDisk } = { isOnSmallDisk: false }) {
      const name = `run_${++databases}`;
      if (disk && isOnSmallDisk) await server.createOn(disk, name, TEMPLATE);
      else await server.create(name, TEMPLATE);
      return name;
    },
    async stop() {
      await emptyAnvil.stop();
      await server.stop();
      disk?.release();
    },
  };
}

/** A backend migrates when it starts; one that has no chain to read does nothing else. */
async function migrate(base: Base, server: DatabaseServer, { url }: Anvil): Promise<void> {
  const port = await freePort();
  const environment = environmentOf(base, { databaseUrl: server.directUrl(TEMPLATE), rpcUrl: url, port });
  const cluster = await startCluster([{ name: "migrator", roles: "api" }], environment);
  await waitFor(async () => (await fetch(`http://127.0.0.1:${port}/livez`)).ok, {
    what: "the migration",
    deadlineMilliseconds: MIGRATION_MILLISECONDS,
  }).finally(() => cluster.stop());
}
