import { createHash } from "node:crypto";
import type { Ctx } from "../../../platform/context.ts";
import { selectRows } from "../../../platform/context.ts";
import { findCursor } from "./cursor.store.ts";
import type { AnyProjection } from "./projection.ts";

/** Rows hashed per query: keeps memory flat whatever the size of a table. */
const PAGE = 5_000;

export interface StateDigest {
  /** Last block in the digest; two digests compare only at the same block. */
  block: { number: number; hash: string } | null;
  /** SHA-256 over every projection. */
  digest: string;
  tables: Record<string, string>;
}

/** One hash over all that was made of the logs. A fresh resync of the same chain must reproduce it. */
export async function stateDigest(ctx: Pick<Ctx, "tx">, projections: readonly AnyProjection[]): Promise<StateDigest> {
  const cursor = await findCursor(ctx);
  const tables: Record<string, string> = {};
  for (const table of projections.map((projection) => projection.table).sort()) tables[table] = await tableDigest(ctx, table);
  const digest = createHash("sha256").update(JSON.stringify(tables)).digest("hex");
  return { block: cursor ? { number: cursor.indexed.number, hash: cursor.indexed.hash } : null, digest, tables };
}

async function tableDigest(ctx: Pick<Ctx, "tx">, table: string): Promise<string> {
  const hash = createHash("sha256");
  for (let after: [number | string, number] = [-1, -1]; ;) {
    const rows = await selectRows<{ block_number: string; log_index: number; row: string }>(
      ctx,
      `SELECT block_number, log_index, to_jsonb(t)::text AS row FROM ${table} t WHERE (block_number, log_index) > ($1, $2)
       ORDER BY block_number, log_index LIMIT ${PAGE}`,
      after,
    );
    for (const { row } of rows) hash.update(row).update("\n");
    const last = rows.at(-1);
    if (!last) return hash.digest("hex");
    after = [last.block_number, last.log_index];
  }
}
