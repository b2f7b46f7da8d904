import type { HandoverView } from "@waybill/protocol/schemas/api/custody";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";

export type HandoverState = HandoverView["state"];

export interface Handover {
  id: string;
  unit: Hex32;
  from: Address;
  to: Address;
  seq: number;
  docHash: Hex32;
  deadline: number;
  fromSignature: `0x${string}`;
  toSignature: `0x${string}` | null;
  state: HandoverState;
}

/**
 * State of a handover `h` at the time `$1` (seconds): an offer that nobody answered is dead once its deadline has passed or once the unit's
 * seq was used up by something else. Computed, so that it is also right after a reorg.
 */
export const PRESENT_STATE = `CASE
  WHEN h.state <> 'offered' THEN h.state
  WHEN EXISTS (SELECT FROM custody_steps s WHERE s.unit = h.unit AND s.seq = h.seq AND s.kind <> 'opened') THEN 'failed'
  WHEN h.deadline < $1 THEN 'lapsed'
  ELSE 'offered' END`;

interface Row {
  id: string;
  unit: Hex32;
  from_account: Address;
  to_account: Address;
  seq: string;
  doc_hash: Hex32;
  deadline: string;
  from_signature: `0x${string}`;
  to_signature: `0x${string}` | null;
  state: HandoverState;
}

const COLUMNS = `h.id, h.unit, h.from_account, h.to_account, h.seq, h.doc_hash, h.deadline, h.from_signature, h.to_signature, ${PRESENT_STATE} AS state`;

/** The handover, locked until the transaction ends. */
export async function lockHandover(ctx: Ctx, id: string): Promise<Handover | undefined> {
  const [row] = await selectRows<Row>(ctx, `SELECT ${COLUMNS} FROM custody_handovers h WHERE h.id = $2 FOR UPDATE`, [nowSeconds(ctx), id]);
  return row && handoverOf(row);
}

/**
 * The offer for a unit's present seq that is not dead, if there is one. A refusal that is not on chain yet has not used up the seq: until
 * then another offer would contradict the first, and anybody could put that on record against its honest signer. The caller holds the unit's lock.
 */
export async function findLiveHandover(ctx: Ctx, unit: Hex32, seq: number): Promise<Handover | undefined> {
  const [row] = await selectRows<Row>(
    ctx,
    `SELECT ${COLUMNS} FROM custody_handovers h WHERE h.unit = $2 AND h.seq = $3
       AND (${PRESENT_STATE} NOT IN ('rejected', 'lapsed', 'failed') OR (h.state = 'rejected' AND h.deadline >= $1))
     ORDER BY h.sequence LIMIT 1`,
    [nowSeconds(ctx), unit, seq],
  );
  return row && handoverOf(row);
}

export async function insertHandover(ctx: Ctx, offer: Omit<Handover, "toSignature" | "state">): Promise<void> {
  const { id, unit, from, to, seq, docHash, deadline, fromSignature } = offer;
  await ctx.tx.query(
    `INSERT INTO custody_handovers (id, unit, from_account, to_account, seq, doc_hash, deadline, from_signature, state, offered_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'offered', $9, $9)`,
    [id, unit, from, to, seq, docHash, deadline, fromSignature, ctx.clock.now()],
  );
}

export async function setAccepted(ctx: Ctx, id: string, toSignature: string): Promise<void> {
  await ctx.tx.query("UPDATE custody_handovers SET state = 'accepted', to_signature = $2, updated_at = $3 WHERE id = $1", [
    id,
    toSignature,
    ctx.clock.now(),
  ]);
}

export async function setRejected(ctx: Ctx, id: string, reason: string): Promise<void> {
  await ctx.tx.query("UPDATE custody_handovers SET state = 'rejected', reason = $2, reject_reason = $2, updated_at = $3 WHERE id = $1", [
    id,
    reason,
    ctx.clock.now(),
  ]);
}

/** Marks an offer as lapsed if nobody answered it; answers its unit when something changed. */
export async function setLapsed(ctx: Ctx, id: string): Promise<Hex32 | undefined> {
  const [row] = await selectRows<{ unit: Hex32 }>(
    ctx,
    "UPDATE custody_handovers SET state = 'lapsed', updated_at = $2 WHERE id = $1 AND state = 'offered' AND deadline < $3 RETURNING unit",
    [id, ctx.clock.now(), nowSeconds(ctx)],
  );
  return row?.unit;
}

/** Notes what became of an accepted handover's transaction; answers its unit. */
export async function setProgress(
  ctx: Ctx,
  id: string,
  { state, reason, transactionHash }: { state: HandoverState; reason: string | null; transactionHash: string | null },
): Promise<Hex32 | undefined> {
  const [row] = await selectRows<{ unit: Hex32 }>(
    ctx,
    `UPDATE custody_handovers SET state = $2, reason = $3, transaction_hash = $4, updated_at = $5
     WHERE id = $1 AND to_signature IS NOT NULL RETURNING unit`,
    [id, state, reason, transactionHash, ctx.clock.now()],
  );
  return row?.unit;
}

/** Notes what became of a refusal's transaction: without it the chain knows of no refusal. Answers the handover's unit and state. */
export async function setRejectionProgress(
  ctx: Ctx,
  id: string,
  { failure, transactionHash }: { failure: string | null; transactionHash: string | null },
): Promise<{ unit: Hex32; state: HandoverState } | undefined> {
  const [row] = await selectRows<{ unit: Hex32; state: HandoverState }>(
    ctx,
    `UPDATE custody_handovers SET state = CASE WHEN $2::text IS NULL THEN 'rejected' ELSE 'failed' END, reason = coalesce($2, reject_reason),
       transaction_hash = $3, updated_at = $4
     WHERE id = $1 AND reject_reason IS NOT NULL RETURNING unit, state`,
    [id, failure, transactionHash, ctx.clock.now()],
  );
  return row;
}

export function nowSeconds({ clock }: Pick<Ctx, "clock">): number {
  return Math.floor(clock.now().getTime() / 1_000);
}

function handoverOf(row: Row): Handover {
  return {
    id: row.id,
    unit: row.unit,
    from: row.from_account,
    to: row.to_account,
    seq: Number(row.seq),
    docHash: row.doc_hash,
    deadline: Number(row.deadline),
    fromSignature: row.from_signature,
    toSignature: row.to_signature,
    state: row.state,
  };
}
