import { startBackend, type Backend, type Overrides } from "../../src/composition.ts";
import { Pool } from "pg";
import { createMigratedDatabase, emptyTables } from "./databases.ts";
import { testConfig } from "./config.ts";
import { createFakeChain, createFakeCustody, type FakeChain } from "./fake-chain.ts";

export { DEPLOYMENT, SUPPLY_CHAIN, testConfig } from "./config.ts";

/** What tests write, but for persons and sessions. */
const CLEARED = [
  ...["statements", "erased_statements", "erasures_on_behalf", "statement_subjects", "indexed_events", "event_facts", "company_prefixes"],
  ...["trace_parts", "withdrawn_statements", "recalls", "recall_answers", "recall_ends", "recall_tasks", "recall_escalations"],
  ...["location_children", "named_queries", "subscriptions", "deliveries", "ended_page_tokens", "capture_jobs", "outbox", "organisations"],
  ...["api_tokens", "links", "products", "places", "idempotency_keys", "documents", "document_pins", "stored_files", "footprints"],
  ...["factor_tables", "carbon_leaves", "exchange_partners", "exchange_footprints"],
];

export interface TestBackend extends Backend {
  url: string;
  chain: FakeChain;
  /** The database as its owner: for making and emptying tables, which no process may. */
  owner: Pool;
  /** Rows of a table: what a refused request must not have changed. */
  count(table: "statements" | "statement_subjects" | "capture_jobs" | "organisations" | "outbox"): Promise<number>;
  request(method: string, path: string, options?: RequestOptions): Promise<Answer>;
  /** Forgets everything: quicker than a new backend for each test. */
  clear(): Promise<void>;
}

export interface RequestOptions {
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  text?: string | Uint8Array<ArrayBuffer>;
  type?: string;
  token?: string;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The body as JSON. */
  json<Body = Record<string, unknown>>(): Body;
}

/** A whole backend over HTTP on a fresh database, with the chain in memory. */
export async function startTestBackend(env: Record<string, string> = {}, overrides: Overrides = {}): Promise<TestBackend> {
  return startTestBackendOn(await createMigratedDatabase(), env, overrides);
}

/** The same on a database that somebody else made, by default as its owner; `drop` is called when the backend stops. */
export async function startTestBackendOn(
  database: { url: string; ownerUrl?: string; drop(): void },
  env: Record<string, string> = {},
  overrides: Overrides = {},
): Promise<TestBackend> {
  const chain = createFakeChain();
  const backend = await startBackend(testConfig(database.url, env), { chain, custody: createFakeCustody(), ...overrides });
  const url = backend.url ?? "";
  const owner = new Pool({ connectionString: database.ownerUrl ?? database.url, max: 1, idleTimeoutMillis: 1_000 });
  // The database goes while a connection may still be closing.
  owner.on("connect", (client) => void client.on("error", () => undefined));
  owner.on("error", () => undefined);
  return {
    ...backend,
    owner,
    /** Stops the backend and drops its database: a run makes hundreds of them. */
    async stop() {
      await backend.stop();
      await owner.end();
      database.drop();
    },
    url,
    chain,
    request: (method, path, options) => send(url, method, path, options),
    async clear() {
      await emptyTables(owner, CLEARED);
      for (const map of [chain.actors, chain.progress, chain.anchorings, chain.histories]) map.clear();
      chain.relayed.length = 0;
    },
    async count(table) {
      const { rows } = await backend.app.db.pool.query<{ count: string }>(`SELECT count(*) AS count FROM ${table}`);
      return Number(rows[0]?.count);
    },
  };
}

/** Asks a server over HTTP. */
export async function send(
  url: string,
  method: string,
  path: string,
  { body, text, type, token, headers }: RequestOptions = {},
): Promise<Answer> {
  const content = text ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(url + path, {
    method,
    ...(content === undefined ? {} : { body: content }),
    headers: {
      ...(content === undefined ? {} : { "Content-Type": type ?? "application/json" }),
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...headers,
    },
  });
  const answer = await response.text();
  return { status: response.status, headers: response.headers, text: answer, json: () => JSON.parse(answer) as never };
}
