import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { startBackend, type Backend } from "../../src/composition.ts";
import { send, testConfig, type Answer, type RequestOptions } from "../support/backend.ts";
import { placeCursor } from "../support/chain-read.ts";
import { createMigratedDatabase } from "../support/databases.ts";
import { keysAlone } from "../support/sessions.ts";

/** A backend with every route of every module, and no node behind it. Its time stands still: nothing expires, and no use of a key is noted twice. */
export interface WholeBackend extends Backend {
  url: string;
  request(method: string, path: string, options?: RequestOptions): Promise<Answer>;
}

export async function startWholeBackend(): Promise<WholeBackend> {
  const database = await createMigratedDatabase();
  const config = testConfig(database.url, { WAYBILL_ROLES: "api", WAYBILL_DEMO: "on" });
  const carbon = { token: `0x${"55".repeat(20)}` as Address, fromBlock: 0, codeHash: `0x${"66".repeat(32)}` as Hex32 };
  const deployment = { ...config.chain.deployment, carbon };
  const begun = new Date();
  const overrides = { clock: { now: () => begun }, verifySignature: keysAlone };
  const backend = await startBackend({ ...config, chain: { ...config.chain, deployment } }, overrides);
  // Whoever is unknown is refused, instead of asked to wait until the chain is read.
  await placeCursor(backend.app.db.pool);
  const url = backend.url ?? "";
  return {
    ...backend,
    url,
    request: (method, path, options) => send(url, method, path, options),
    async stop() {
      await backend.stop();
      database.drop();
    },
  };
}

/** One hash over the rows of every table, but for the audit log and the counts of requests, which refusals are written to. */
export async function digestOf({ app }: Pick<Backend, "app">): Promise<Map<string, string>> {
  const { rows: tables } = await app.db.pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name NOT LIKE 'audit%' AND table_name <> 'allowances' ORDER BY 1`,
  );
  const parts = tables.map(
    ({ name }) => `SELECT '${name}' AS name, md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS digest FROM "${name}" t`,
  );
  const { rows } = await app.db.pool.query<{ name: string; digest: string }>(parts.join(" UNION ALL "));
  return new Map(rows.map(({ name, digest }) => [name, digest]));
}

/** The tables whose rows are not those of an earlier digest. */
export async function changedSince(before: ReadonlyMap<string, string>, backend: Pick<Backend, "app">): Promise<string[]> {
  return [...(await digestOf(backend))].filter(([name, digest]) => before.get(name) !== digest).map(([name]) => name);
}
