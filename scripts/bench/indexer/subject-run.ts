import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { lastWords, startChild, type Child } from "../../services/child.ts";
import { freePort } from "../../services/ports.ts";
import { waitFor } from "../../services/wait-for.ts";
import type { BenchChain } from "./chain/bench-chain.ts";
import { digestOf, isEqual, pages, trueDigest, type Digest, type Row } from "./chain/truth.ts";
import { headNumber } from "./chain/bench-chain.ts";
import type { Place, Subject } from "./subjects/subject.ts";
import { track, type World } from "./world.ts";

const READY_MILLISECONDS = 300_000;
const POLL_MILLISECONDS = 5;

/** One subject at work in a database of its own. */
export interface SubjectRun {
  place: Place;
  /** A connection that the subject knows nothing of. */
  sql: Client;
  /** The program that was started last. */
  child(): Child;
  /** @param port For a second one beside the first, which may not answer on the same port. */
  start(port?: number): Promise<Child>;
  /** Ends all that run. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Resolves when it says that it has everything. @throws {Error} when it ends, or takes too long. */
  untilReady(deadlineMilliseconds?: number): Promise<void>;
  isReady(): Promise<boolean>;
  count(): Promise<number>;
  digest(): Promise<Digest>;
  /** Resolves with true when the rows equal the chain's, with false when they do not in this time. */
  becomesExact(deadlineMilliseconds: number): Promise<boolean>;
  /** Connects again, after Postgres was killed. */
  reconnect(): Promise<void>;
  /** Whether the row of this event can be read. */
  hasEvent(id: string): Promise<boolean>;
}

export type Detour = Partial<Pick<Place, "rpcUrl" | "webSocketUrl" | "otherRpcUrl" | "isTuned">>;

let databases = 0;

/** Prepares a subject in an empty database, lets `work` run it, and gives everything back. */
export async function withSubject<Value>(
  world: World,
  subject: Subject,
  chain: BenchChain,
  work: (run: SubjectRun) => Promise<Value>,
  detour: Detour = {},
): Promise<Value> {
  const name = `bench_${subject.name}_${++databases}`;
  await world.postgres.createDatabase(name);
  const folder = join(world.folder, name);
  mkdirSync(folder);
  const place: Place = {
    folder,
    cacheFolder: world.settings.cacheFolder,
    databaseUrl: world.postgres.url(name),
    chain,
    rpcUrl: chain.rpcUrl,
    webSocketUrl: chain.webSocketUrl,
    port: await freePort(),
    isTuned: false,
    ...detour,
  };
  await subject.prepare(place);
  const run = await createRun(subject, place);
  try {
    return await work(run);
  } finally {
    await run.stop("SIGKILL");
    await run.sql.end().catch(() => undefined);
    await world.postgres.dropDatabase(name);
  }
}

async function createRun(subject: Subject, place: Place): Promise<SubjectRun> {
  const children: Child[] = [];
  const logFile = join(place.folder, `${subject.name}.log`);
  const run: SubjectRun = {
    place,
    sql: await connect(place.databaseUrl),
    child() {
      const child = children.at(-1);
      if (!child) throw new Error(`${subject.name} was not started.`);
      return child;
    },
    async start(port = place.port) {
      const child = track(await startChild({ name: subject.name, ...subject.program({ ...place, port }), logFile }));
      children.push(child);
      return child;
    },
    async stop(signal = "SIGTERM") {
      await Promise.all(children.map((child) => child.stop(signal)));
    },
    isReady: () => subject.isReady(place, run.sql).catch(() => false),
    async untilReady(deadlineMilliseconds = READY_MILLISECONDS) {
      const ended = () => run.child().hasExited();
      await waitFor(async () => ended() || run.isReady(), {
        what: `readiness of ${subject.name}`,
        deadlineMilliseconds,
        pollMilliseconds: POLL_MILLISECONDS,
      });
      if (ended()) throw new Error(`${subject.name} ended: ${lastWords(logFile)}`);
    },
    async count() {
      const { rows } = await run.sql.query<{ count: string }>(`SELECT count(*) FROM (${subject.rowsSql}) AS r`);
      return Number(rows[0]?.count);
    },
    async digest() {
      return digestOf(pages(place.chain.fromBlock, await headNumber(place.chain)), (from, to) => readRows(run.sql, subject, from, to));
    },
    async becomesExact(deadlineMilliseconds) {
      const truth = await trueDigest(place.chain);
      const isExact = async () => (await run.count()) === truth.rows && isEqual(await run.digest(), truth);
      const options = { what: "equality with the chain", deadlineMilliseconds, pollMilliseconds: POLL_MILLISECONDS };
      return waitFor(isExact, options).catch(() => false);
    },
    async reconnect() {
      await run.sql.end().catch(() => undefined);
      run.sql = await connect(place.databaseUrl);
    },
    async hasEvent(id) {
      const parameter = subject.keeps === "bytea" ? Buffer.from(id.slice(2), "hex") : id;
      const { rowCount } = await run.sql.query({ name: "visible", text: subject.visibleSql, values: [parameter] });
      return rowCount !== 0;
    },
  };
  return run;
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  // Postgres is killed on purpose; the next query says so.
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

async function readRows(sql: Client, { rowsSql }: Subject, from: number, to: number): Promise<Row[]> {
  const text = `SELECT * FROM (${rowsSql}) AS r WHERE block_number BETWEEN $1 AND $2 ORDER BY block_number, log_index`;
  // Some keep block numbers as 32-bit integers, and the last range is open.
  const { rows } = await sql.query<(string | number | Buffer)[]>({ text, values: [from, Math.min(to, 2 ** 31 - 1)], rowMode: "array" });
  return rows.map((row) => row.map((value) => (Buffer.isBuffer(value) ? `0x${value.toString("hex")}` : String(value).toLowerCase())));
}
