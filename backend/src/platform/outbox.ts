import type { StreamMessage } from "@waybill/protocol/schemas/api/stream";
import type { HookCtx } from "./context.ts";
import { fault } from "./faults.ts";

/** Channel that wakes every process that serves event streams. */
export const OUTBOX_CHANNEL = "waybill_outbox";
/** Serialises the last moments of publishing transactions; see `writeMessages`. */
const OUTBOX_LOCK = 9_292_456;

/** Says that something changed. The message becomes visible if, and only if, the transaction commits. */
export function publish(ctx: HookCtx, message: StreamMessage): void {
  ctx.messages.push(message);
}

/**
 * Writes the collected messages just before the commit, under a lock that is held until after it. So ids become
 * visible in their order, and a reader that has seen id n will never miss an id below n. The lock makes commits
 * that publish take turns; should that ever be the bottleneck, the exit is a cursor over transaction ids.
 */
export async function writeMessages(ctx: HookCtx): Promise<void> {
  if (ctx.messages.length === 0) return;
  await ctx.tx.query("SELECT pg_advisory_xact_lock($1)", [OUTBOX_LOCK]);
  await ctx.tx.query(
    `INSERT INTO outbox (type, payload, created_at)
     SELECT message->>'type', message - 'type', $2 FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS m(message, position) ORDER BY position`,
    [JSON.stringify(ctx.messages), ctx.clock.now()],
  );
  await ctx.tx.query("SELECT pg_notify($1, '')", [OUTBOX_CHANNEL]);
  ctx.messages.length = 0;
  await fault("outbox.before_commit");
}
