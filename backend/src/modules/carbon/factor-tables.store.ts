import type { FactorTable } from "@waybill/protocol/footprint/factor-table";
import { carbonCommitment, factorTableHash } from "@waybill/protocol/footprint/hashes";
import { DESNZ_2025 } from "@waybill/protocol/footprint/tables/desnz-2025";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { LRUCache } from "lru-cache";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { CARBON_PROBLEMS } from "./carbon.errors.ts";
import { addLeaf } from "./leaves.store.ts";

/** The table that comes with the program; it is stored, and anchored, with the first footprint that uses it. */
const OWN = { hash: factorTableHash(DESNZ_2025), table: DESNZ_2025 };

/** A table has megabytes and never changes: those asked for of late are not read again. */
const known = new LRUCache<Hex32, FactorTable>({ max: 32 });

/** What a list says of a table. */
export type FactorTableHead = Omit<FactorTable, "rows"> & { rows: number };

export interface ListedFactorTable {
  hash: Hex32;
  /** Null for the table that comes with the program. */
  account: Address | null;
  head: FactorTableHead;
  commitment: Hex32;
}

export interface FactorTableRow extends ListedFactorTable {
  table: FactorTable;
}

/** Keeps a table and lets it be anchored. One that is there stays as it is, its uploader too. */
export async function storeFactorTable(ctx: Ctx, account: Address | null, table: FactorTable): Promise<Hex32> {
  const hash = factorTableHash(table);
  const commitment = carbonCommitment("factor-table", hash);
  await ctx.tx.query(
    `INSERT INTO factor_tables (hash, account, table_json, summary, commitment, created_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    [hash, hash === OWN.hash ? null : account, JSON.stringify(table), JSON.stringify(headOf(table)), commitment, ctx.clock.now()],
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
  const named = [...new Set([...hashes, OWN.hash])];
  const found = new Map(named.map((hash) => [hash, hash === OWN.hash ? OWN.table : known.get(hash)]));
  const absent = named.filter((hash) => found.get(hash) === undefined);
  for (const { hash, json } of absent.length === 0 ? [] : await textsOf(ctx, absent)) {
    const table = JSON.parse(json) as FactorTable;
    known.set(hash, table);
    found.set(hash, table);
  }
  return named.map((hash, index) => {
    const table = found.get(hash);
    if (table !== undefined) return table;
    throw new ProblemError(CARBON_PROBLEMS.unknownTable, {
      errors: [{ pointer: `/tables/${index}`, message: `no table has the hash ${hash}` }],
    });
  });
}

export async function findFactorTable(ctx: Pick<Ctx, "tx">, hash: Hex32): Promise<FactorTableRow | undefined> {
  const [row] = await selectRows<ListedFactorTable & { json: string }>(
    ctx,
    `SELECT ${LISTED}, table_json AS json FROM factor_tables WHERE hash = $1`,
    [hash],
  );
  if (row === undefined) return hash === OWN.hash ? { ...ownRow(), table: OWN.table } : undefined;
  const { json, ...listed } = row;
  return { ...listed, table: JSON.parse(json) as FactorTable };
}

/** Newest first; our own is the last, stored or not. */
export async function listFactorTables(ctx: Pick<Ctx, "tx">, after: string | null, limit: number): Promise<ListedFactorTable[]> {
  const rows = await selectRows<ListedFactorTable>(
    ctx,
    `SELECT ${LISTED} FROM factor_tables
     WHERE hash <> $3 AND ($1::text IS NULL OR sequence < (SELECT sequence FROM factor_tables WHERE hash = $1)) ORDER BY sequence DESC LIMIT $2`,
    [after, limit, OWN.hash],
  );
  return rows.length < limit && after !== OWN.hash ? [...rows, ownRow()] : rows;
}

const LISTED = "hash, account, summary AS head, commitment";

function ownRow(): ListedFactorTable {
  return { hash: OWN.hash, head: headOf(OWN.table), account: null, commitment: carbonCommitment("factor-table", OWN.hash) };
}

function headOf({ rows, ...head }: FactorTable): FactorTableHead {
  return { ...head, rows: rows.length };
}

function textsOf(ctx: Pick<Ctx, "tx">, hashes: readonly Hex32[]): Promise<{ hash: Hex32; json: string }[]> {
  return selectRows(ctx, "SELECT hash, table_json AS json FROM factor_tables WHERE hash = ANY($1)", [hashes]);
}
