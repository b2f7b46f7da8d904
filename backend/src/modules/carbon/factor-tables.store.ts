import type { FactorTable } from "@waybill/protocol/footprint/factor-table";
import { carbonCommitment, factorTableHash } from "@waybill/protocol/footprint/hashes";
import { DESNZ_2025 } from "@waybill/protocol/footprint/tables/desnz-2025";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { CARBON_PROBLEMS } from "./carbon.errors.ts";
import { addLeaf } from "./leaves.store.ts";

/** The table that comes with the program; it is stored, and anchored, with the first footprint that uses it. */
const OWN = { hash: factorTableHash(DESNZ_2025), table: DESNZ_2025 };

export interface FactorTableRow {
  hash: Hex32;
  /** Null for the table that comes with the program. */
  account: Address | null;
  table: FactorTable;
  commitment: Hex32;
}

/** Keeps a table and lets it be anchored. One that is there stays as it is, its uploader too. */
export async function storeFactorTable(ctx: Ctx, account: Address | null, table: FactorTable): Promise<Hex32> {
  const hash = factorTableHash(table);
  const commitment = carbonCommitment("factor-table", hash);
  await ctx.tx.query(
    `INSERT INTO factor_tables (hash, account, table_json, commitment, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
    [hash, hash === OWN.hash ? null : account, JSON.stringify(table), commitment, ctx.clock.now()],
  );
  await addLeaf(ctx, commitment);
  return hash;
}

/**
 * Tables to compute with, in the order in which rows are looked for: those asked for, then our own.
 *
 * @throws ProblemError when one is not here
 */
export async function factorTablesNamed(ctx: Pick<Ctx, "tx">, hashes: readonly Hex32[]): Promise<FactorTable[]> {
  const known = new Map((await rowsOf(ctx, "WHERE hash = ANY($1)", [hashes])).map(({ hash, table }) => [hash, table]));
  known.set(OWN.hash, OWN.table);
  return [...new Set([...hashes, OWN.hash])].map((hash, index) => {
    const table = known.get(hash);
    if (table !== undefined) return table;
    throw new ProblemError(CARBON_PROBLEMS.unknownTable, {
      errors: [{ pointer: `/tables/${index}`, message: `no table has the hash ${hash}` }],
    });
  });
}

export async function findFactorTable(ctx: Pick<Ctx, "tx">, hash: Hex32): Promise<FactorTableRow | undefined> {
  const [row] = await rowsOf(ctx, "WHERE hash = $1", [hash]);
  return row ?? (hash === OWN.hash ? ownRow() : undefined);
}

/** Newest first; our own is the last, stored or not. */
export async function listFactorTables(ctx: Pick<Ctx, "tx">, after: string | null, limit: number): Promise<FactorTableRow[]> {
  const rows = await rowsOf(
    ctx,
    `WHERE hash <> $3 AND ($1::text IS NULL OR sequence < (SELECT sequence FROM factor_tables WHERE hash = $1)) ORDER BY sequence DESC LIMIT $2`,
    [after, limit, OWN.hash],
  );
  return rows.length < limit && after !== OWN.hash ? [...rows, ownRow()] : rows;
}

function ownRow(): FactorTableRow {
  return { ...OWN, account: null, commitment: carbonCommitment("factor-table", OWN.hash) };
}

async function rowsOf(ctx: Pick<Ctx, "tx">, clause: string, parameters: unknown[]): Promise<FactorTableRow[]> {
  const rows = await selectRows<Omit<FactorTableRow, "table"> & { json: string }>(
    ctx,
    `SELECT hash, account, table_json AS json, commitment FROM factor_tables ${clause}`,
    parameters,
  );
  return rows.map(({ json, ...row }) => ({ ...row, table: JSON.parse(json) as FactorTable }));
}
