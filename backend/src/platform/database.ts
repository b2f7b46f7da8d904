import { Client, Pool, type ClientConfig, type PoolConfig } from "pg";
import { DataSource, type EntitySchema, type MigrationInterface } from "typeorm";
import type { Logger } from "./logging.ts";

export interface Database {
  dataSource: DataSource;
  /** For what a transaction manager is in the way of: jobs, LISTEN, single reads. */
  pool: Pool;
  /** For whoever knows its next queries before the last one is answered: on a connection of this pool each is sent at once, and answered in order. */
  pipelined: Pool;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  entities: EntitySchema[];
  migrations: (new () => MigrationInterface)[];
  log: Logger;
  /** Connections of each of the two pools. */
  poolSize?: number;
  /** A transaction in which nothing was asked for so long is ended by the server. */
  standstillMilliseconds?: number;
}

/**
 * Within a transaction nobody here waits for anybody but the database, so this is far more than the time between two statements. What is silent for longer
 * was stopped, swapped out or cut off, and would keep its locks, and with them every other process, waiting for as long as that lasts.
 */
const STANDSTILL_MILLISECONDS = 10_000;

/** Opened by the first who asks. */
const PIPELINED = 2;

/** Any number that nobody else in this database uses as an advisory lock: "waybill" on a telephone keypad. */
const MIGRATION_LOCK = 9_292_455;

/** For the pool that is TypeORM's: a client whose connection breaks while nobody listens to it would end the process. */
class PooledClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    this.on("error", () => undefined);
  }
}

/**
 * Opens both pools and checks that the server answers. Idle connections that break are logged, never thrown:
 * an unhandled pool error would end the process.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { url, entities, migrations, log, poolSize = 10, standstillMilliseconds = STANDSTILL_MILLISECONDS } = options;
  const connecting = { connectionTimeoutMillis: 5_000, idle_in_transaction_session_timeout: standstillMilliseconds };
  const onError = (error: Error) => log.warn({ err: error }, "a database connection broke");
  const dataSource = new DataSource({
    type: "postgres",
    url,
    entities,
    migrations,
    poolSize,
    poolErrorHandler: onError,
    migrationsTransactionMode: "each",
    migrationsTableName: "migrations",
    extra: { ...connecting, Client: PooledClient },
  });
  await dataSource.initialize();
  const openPool = (more: PoolConfig): Pool => {
    const pool = new Pool({ connectionString: url, ...connecting, ...more });
    pool.on("error", onError);
    // A client that is checked out reports through itself, not through the pool.
    pool.on("connect", (client) => void client.on("error", onError));
    return pool;
  };
  const [pool, pipelined] = [openPool({ max: poolSize }), openPool({ max: PIPELINED, pipeline: true })];
  return {
    dataSource,
    pool,
    pipelined,
    async close() {
      await Promise.all([pool.end(), pipelined.end()]);
      await dataSource.destroy();
    },
  };
}

/** Brings the schema up to date. Processes that start together take turns. */
export async function migrate({ dataSource, pool }: Database): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await dataSource.runMigrations();
  } finally {
    await client.query("SELECT pg_advisory_unlock($1)", [MIGRATION_LOCK]).catch(() => undefined);
    client.release();
  }
}
