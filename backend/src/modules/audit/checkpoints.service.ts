import { checkpointHash, type AuditCheckpoint } from "@waybill/protocol/audit/checkpoint";
import { NOTHING_BEFORE } from "@waybill/protocol/audit/entry";
import { rangesBetween } from "@waybill/protocol/audit/findings";
import { sha256RootOf } from "@waybill/protocol/hashing/sha256-tree";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../platform/context.ts";
import type { ChainQueries } from "../chain/chain.queries.ts";
import { anchorsSent } from "../chain/chain.queries.ts";
import { hashesOf, insertCheckpoint, listCheckpoints, newestCheckpoint, readHeads } from "./audit.store.ts";

/** Checkpoints are made one at a time, since each holds the hash of the one before. */
const CHECKPOINT_LOCK = 9_292_460;
/** How many of the newest are looked after when their transaction failed. */
const LOOKED_AFTER = 100;

export type RelayAnchor = ChainQueries["relay"];

export function checkpointKey(number: number): string {
  return `audit:${number}`;
}

/**
 * Fixes all that was recorded since the last checkpoint and enqueues its anchor, in the caller's transaction; whatever crashes, it is done once.
 * Answers its number, or null when nothing was recorded.
 */
export async function makeCheckpoint(ctx: Ctx, relay: RelayAnchor): Promise<number | null> {
  await ctx.tx.query("SELECT pg_advisory_xact_lock($1)", [CHECKPOINT_LOCK]);
  const heads = await readHeads(ctx);
  const last = await newestCheckpoint(ctx);
  const ranges = rangesBetween(last?.checkpoint.heads ?? [], heads);
  if (ranges.length === 0) return null;
  const hashes: Hex32[] = [];
  for (const range of ranges) hashes.push(...(await hashesOf(ctx, range)));
  const checkpoint: AuditCheckpoint = {
    ...{ number: (last?.checkpoint.number ?? 0) + 1, at: ctx.clock.now().toISOString(), previous: last?.hash ?? NOTHING_BEFORE },
    ...{ entries: hashes.length, root: sha256RootOf(hashes), heads },
  };
  const hash = checkpointHash(checkpoint);
  await insertCheckpoint(ctx, { checkpoint, hash }, ranges);
  await sendRoot(ctx, relay, checkpoint.number, hash);
  ctx.log.info({ checkpoint: checkpoint.number, entries: hashes.length }, "fixed the audit log");
  return checkpoint.number;
}

/** Sends the newest checkpoints again whose transaction failed for good; what is on its way or on chain is left alone. */
export async function resendCheckpoints(ctx: Ctx, relay: RelayAnchor): Promise<void> {
  const newest = (await newestCheckpoint(ctx))?.checkpoint.number ?? 0;
  const checkpoints = await listCheckpoints(ctx, newest - LOOKED_AFTER, LOOKED_AFTER);
  const sent = await anchorsSent(
    ctx,
    checkpoints.map(({ checkpoint }) => checkpointKey(checkpoint.number)),
  );
  for (const { checkpoint, hash } of checkpoints)
    if (!sent.has(checkpointKey(checkpoint.number))) await sendRoot(ctx, relay, checkpoint.number, hash);
}

async function sendRoot(ctx: Ctx, relay: RelayAnchor, number: number, hash: Hex32): Promise<void> {
  await relay(ctx, { businessKey: checkpointKey(number), functionName: "anchorCheckpoint", args: [hash] });
}
