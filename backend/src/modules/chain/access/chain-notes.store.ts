import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";

/** What an admin's wallet is about to send. */
export interface ChainNote {
  person: string;
  wallet: string;
  /** See `callHashOf`. */
  call: string;
  /** As in the audit log. */
  action: string;
}

/** Keeps a note; its id goes with the transaction that follows. */
export async function insertChainNote(
  { tx, clock, random }: Pick<Ctx, "tx" | "clock" | "random">,
  { person, wallet, call, action }: ChainNote,
): Promise<string> {
  const id = newId(random);
  await tx.query("INSERT INTO chain_notes (id, person_id, wallet, call_hash, action, noted_at) VALUES ($1, $2, $3, $4, $5, $6)", [
    ...[id, person, wallet, call, action, clock.now()],
  ]);
  return id;
}

/** Says as which transaction it was sent, again where a wallet has put another in its place. False for a note that this person did not make. */
export async function nameTransaction(
  ctx: Pick<Ctx, "tx">,
  { id, person, hash }: { id: string; person: string; hash: Hex32 },
): Promise<boolean> {
  const named = await selectRows(ctx, "UPDATE chain_notes SET transaction_hash = $3 WHERE id = $1 AND person_id = $2 RETURNING id", [
    ...[id, person, hash],
  ]);
  return named.length > 0;
}
