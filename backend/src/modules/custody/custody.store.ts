import type { ContentItem } from "@waybill/protocol/schemas/api/custody";
import type { Address, Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";

type Reading = Pick<Ctx, "tx">;

export interface Contents {
  salt: string;
  items: readonly ContentItem[];
}

/** What the first holder told us about a unit: the chain only has its salted key. */
export interface UnitRecord {
  unit: Hex32;
  subject: Subject;
  salt: Hex32;
  holder: Address;
  docHash: Hex32;
  state: "opening" | "opened" | "failed";
  reason: string | null;
}

interface UnitRow {
  unit: Hex32;
  subject: Subject;
  salt: Hex32;
  holder: Address;
  doc_hash: Hex32;
  state: UnitRecord["state"];
  reason: string | null;
}

/** The record of a unit, locked until the transaction ends: whoever changes anything about a unit takes turns. */
export async function lockUnit(ctx: Ctx, unit: Hex32): Promise<UnitRecord | undefined> {
  const [row] = await selectRows<UnitRow>(
    ctx,
    "SELECT unit, subject, salt, holder, doc_hash, state, reason FROM custody_units WHERE unit = $1 FOR UPDATE",
    [unit],
  );
  return row && recordOf(row);
}

export async function findUnit(ctx: Reading, unit: Hex32): Promise<UnitRecord | undefined> {
  const [row] = await selectRows<UnitRow>(
    ctx,
    "SELECT unit, subject, salt, holder, doc_hash, state, reason FROM custody_units WHERE unit = $1",
    [unit],
  );
  return row && recordOf(row);
}

function recordOf({ doc_hash: docHash, ...row }: UnitRow): UnitRecord {
  return { ...row, docHash };
}

export interface Opening extends Omit<UnitRecord, "state" | "reason"> {
  deadline: number;
  signature: string;
}

/** Stores an opening; false when the unit is known and its opening has not failed. */
export async function insertOpening(ctx: Ctx, opening: Opening): Promise<boolean> {
  const { unit, subject, salt, holder, docHash, deadline, signature } = opening;
  const rows = await selectRows(
    ctx,
    `INSERT INTO custody_units AS u (unit, subject, salt, holder, doc_hash, deadline, signature, state, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'opening', $8)
     ON CONFLICT (unit) DO UPDATE SET holder = $4, doc_hash = $5, deadline = $6, signature = $7, state = 'opening', reason = NULL
     WHERE u.state = 'failed' RETURNING unit`,
    [unit, subject, salt, holder, docHash, deadline, signature, ctx.clock.now()],
  );
  return rows.length === 1;
}

export async function setUnitState({ tx }: Reading, unit: string, state: UnitRecord["state"], reason: string | null): Promise<void> {
  await tx.query("UPDATE custody_units SET state = $2, reason = $3 WHERE unit = $1", [unit, state, reason]);
}

/** Where a unit stands on the indexed chain; undefined when it was never opened there. */
export interface Holding {
  holder: Address;
  seq: number;
  status: "open" | "closed";
  docHash: Hex32 | null;
}

export async function findHolding(ctx: Reading, unit: Hex32): Promise<Holding | undefined> {
  const [row] = await selectRows<{ holder: Address; seq_after: string; status: Holding["status"]; doc_hash: Hex32 | null }>(
    ctx,
    `SELECT holder, seq_after, status, (SELECT doc_hash FROM custody_steps d WHERE d.unit = s.unit AND d.kind IN ('opened', 'handed-over', 'closed')
       ORDER BY block_number DESC, log_index DESC LIMIT 1) AS doc_hash
     FROM custody_steps s WHERE unit = $1 ORDER BY block_number DESC, log_index DESC LIMIT 1`,
    [unit],
  );
  return row && { holder: row.holder, seq: Number(row.seq_after), status: row.status, docHash: row.doc_hash };
}

export async function insertContents(ctx: Ctx, docHash: string, { salt, items }: Contents): Promise<void> {
  await ctx.tx.query("INSERT INTO custody_contents (doc_hash, salt, items, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", [
    docHash,
    salt,
    JSON.stringify(items),
    ctx.clock.now(),
  ]);
}

export async function findContents(ctx: Reading, docHash: string): Promise<Contents | undefined> {
  const [row] = await selectRows<Contents>(ctx, "SELECT salt, items FROM custody_contents WHERE doc_hash = $1", [docHash]);
  return row;
}
