import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { runChild } from "../../../scripts/services/child.ts";
import { startPostgres, withClient, type Postgres, type PostgresOptions } from "../../../scripts/services/postgres.ts";
import { waitFor } from "../../../scripts/services/wait-for.ts";
import { runDirectory, track } from "../../support/resources.ts";
import type { SmallDisk } from "./small-disk.ts";
import { startTcpProxy, type TcpProxy } from "../tcp-proxy.ts";

const TABLESPACE = "small_disk";

/** A Postgres that can be killed, and the line to it that can be cut. */
export interface DatabaseServer {
  line: TcpProxy;
  /** Where its files are. */
  directory: string;
  /** Connection string past the line, for whoever must always get through. */
  directUrl(database: string): string;
  /** Connection string over the line, which stays the same whatever happens behind it. */
  lineUrl(database: string): string;
  create(database: string, template?: string): Promise<void>;
  /** The same on a disk of its own; its log and everything else of the server stay where they are. */
  createOn(disk: SmallDisk, database: string, template: string): Promise<void>;
  drop(database: string): Promise<void>;
  /** SIGQUIT: Postgres's immediate shutdown, which recovers from its log. SIGKILL: the same without a farewell. */
  restart(signal: "SIGQUIT" | "SIGKILL"): Promise<void>;
  stop(): Promise<void>;
}

/**
 * @param directory Where its files are; a folder of this run when left out.
 */
export async function startDatabaseServer(name: string, directory = join(runDirectory(), name, "data")): Promise<DatabaseServer> {
  const options = { directory, password: randomBytes(12).toString("hex"), logFile: join(runDirectory(), `${name}.log`) };
  let postgres: Postgres = await startServer(options);
  const line = await startTcpProxy(() => postgres.port);
  // What was acknowledged must survive a killed process, not a power cut: commits wait for the system, not for the disk.
  await withClient(postgres.url("postgres"), async (client) => {
    await client.query("ALTER SYSTEM SET fsync = off");
    await client.query("ALTER SYSTEM SET full_page_writes = off");
    await client.query("SELECT pg_reload_conf()");
  });
  return {
    line,
    directory,
    directUrl: (database) => postgres.url(database),
    lineUrl: (database) => postgres.url(database).replace(`:${postgres.port}/`, `:${line.port}/`),
    create: (database, template) => postgres.createDatabase(database, template),
    createOn: (disk, database, template) =>
      withClient(postgres.url("postgres"), async (client) => {
        const { rows } = await client.query("SELECT 1 FROM pg_tablespace WHERE spcname = $1", [TABLESPACE]);
        if (rows.length === 0) await client.query(`CREATE TABLESPACE ${TABLESPACE} LOCATION ${client.escapeLiteral(disk.directory)}`);
        await client.query(`CREATE DATABASE ${database} TEMPLATE ${template} STRATEGY file_copy TABLESPACE ${TABLESPACE}`);
      }),
    drop: (database) => postgres.dropDatabase(database),
    async restart(signal) {
      await postgres.child.stop(signal);
      postgres = await waitFor(() => startServer(options), { what: "the restart of Postgres", deadlineMilliseconds: 30_000 });
    },
    async stop() {
      await line.stop();
      await postgres.stop();
    },
  };
}

function startServer(options: PostgresOptions): Promise<Postgres> {
  return startPostgres({ ...options, onStarted: track, run: (program) => runChild(program, track) });
}
