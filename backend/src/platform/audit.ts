import { AUDIT_ACTIONS, type AuditAction } from "@waybill/protocol/audit/actions";
import { auditHash, auditText, NOTHING_BEFORE, type AuditEntry } from "@waybill/protocol/audit/entry";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import type { Ctx, HookCtx } from "./context.ts";
import { callerOf, type Principal } from "./http/principal.ts";

/** Who did it: a key of an organisation, a person who signed in, an account that signed, somebody at a terminal of ours, the product itself, or nobody who is known. */
export type Actor = Pick<Principal, "kind" | "credential" | "person" | "account"> | `0x${string}` | "operator" | "system" | "nobody";

/** One act for the audit log. Nothing about a person but ids: no name, no address, nothing that somebody typed. */
export interface AuditAct {
  action: AuditAction;
  /** Null: nobody who is known. */
  by: Actor | null;
  /** Organisation that it is about; that of the actor when absent. */
  account?: `0x${string}`;
  /** Name of what was acted upon. */
  subject?: string;
  outcome?: AuditEntry["outcome"];
  details?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Puts an act into the audit log. It is there if, and only if, the transaction commits. */
export function record(ctx: Pick<Ctx, "acts">, act: AuditAct): void {
  ctx.acts.push(act);
}

/**
 * Writes the collected acts just before the commit: each stream's head is locked only that long, and always in the order of names. Whoever writes
 * to the same stream waits for the commit, so a stream has no gap and no fork.
 */
export async function writeActs(ctx: Pick<HookCtx, "tx" | "clock" | "traceId"> & Pick<Ctx, "acts">): Promise<void> {
  if (ctx.acts.length === 0) return;
  const heads = await lockHeads(ctx, [...new Set(ctx.acts.map(({ action }) => AUDIT_ACTIONS[action]))]);
  const at = ctx.clock.now().toISOString();
  const rows = ctx.acts.map((act) => {
    const stream = AUDIT_ACTIONS[act.action];
    const { sequence, hash: previous } = heads.get(stream) ?? { sequence: 0, hash: NOTHING_BEFORE };
    const entry = entryOf(act, { stream, sequence: sequence + 1, at, previous, requestId: ctx.traceId });
    const hash = auditHash(auditText(entry));
    heads.set(stream, { sequence: entry.sequence, hash });
    return { ...entry, request_id: entry.requestId, hash };
  });
  await ctx.tx.query(
    `INSERT INTO audit_entries (stream, sequence, at, actor, account, action, subject, outcome, details, request_id, previous, hash)
     SELECT stream, sequence, at, actor, account, action, subject, outcome, details, request_id, previous, hash
     FROM jsonb_populate_recordset(NULL::audit_entries, $1::jsonb) ORDER BY stream, sequence`,
    [JSON.stringify(rows)],
  );
  await ctx.tx.query(
    `UPDATE audit_heads AS h SET sequence = n.sequence, hash = n.hash
     FROM jsonb_to_recordset($1::jsonb) AS n(stream text, sequence bigint, hash text) WHERE h.stream = n.stream`,
    [JSON.stringify([...heads].map(([stream, head]) => ({ stream, ...head })))],
  );
  ctx.acts.length = 0;
}

type Heads = Map<string, { sequence: number; hash: Hex32 }>;

async function lockHeads(ctx: Pick<HookCtx, "tx">, streams: readonly string[]): Promise<Heads> {
  // Before any is locked: whoever waits here for another's first entry must hold none that the other waits for.
  await ctx.tx.query(
    `INSERT INTO audit_heads (stream, sequence, hash)
     SELECT s, 0, $2 FROM unnest($1::text[]) AS s WHERE NOT EXISTS (SELECT FROM audit_heads WHERE stream = s) ORDER BY s ON CONFLICT DO NOTHING`,
    [streams, NOTHING_BEFORE],
  );
  const rows = await ctx.tx.query<{ stream: string; sequence: string; hash: Hex32 }[]>(
    "SELECT stream, sequence, hash FROM audit_heads WHERE stream = ANY($1) ORDER BY stream FOR UPDATE",
    [streams],
  );
  return new Map(rows.map(({ stream, sequence, hash }) => [stream, { sequence: Number(sequence), hash }]));
}

function entryOf(
  { action, by: actor, account, subject, outcome = "done", details = {} }: AuditAct,
  place: Pick<AuditEntry, "stream" | "sequence" | "at" | "previous" | "requestId">,
): AuditEntry {
  const by = actor ?? "nobody";
  const known = typeof by === "object" ? by.account : by.startsWith("0x") ? by : null;
  return {
    ...place,
    actor: typeof by === "object" ? callerOf(by) : by,
    account: (account ?? known) as Address | null,
    ...{ action, subject: subject ?? null, outcome, details: { ...details } },
  };
}
