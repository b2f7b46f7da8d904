import { AUDIT_ACTIONS } from "@waybill/protocol/audit/actions";
import type { AuditEntryView, AuditQuery } from "@waybill/protocol/schemas/api/audit";
import { getAddress } from "viem/utils";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { anchorsSent } from "../chain/chain.queries.ts";
import { coveringOf, entryOf, type EntryRow } from "./audit.store.ts";
import { checkpointKey } from "./checkpoints.service.ts";

/**
 * A page of entries, newest first, each with the checkpoint that covers it.
 *
 * @param readable whose entries may be read; null for all
 */
export async function listAudit(
  ctx: Pick<Ctx, "tx">,
  readable: string | null,
  query: AuditQuery,
): Promise<{ items: AuditEntryView[]; next: string | null }> {
  const { after, limit, stream, action, actor, subject, account, outcome, from, to } = query;
  const rows = await selectRows<EntryRow & { checkpoint: number | null }>(
    ctx,
    `SELECT e.*, ${coveringOf("e.stream", "e.sequence")} AS checkpoint
     FROM audit_entries e
     WHERE ($1::text IS NULL OR e.account = $1) AND ($2::bigint IS NULL OR e.id < $2) AND ($3::text IS NULL OR e.stream = $3)
       AND ($4::text[] IS NULL OR e.action = ANY($4)) AND ($5::text IS NULL OR e.actor = $5) AND ($6::text IS NULL OR e.subject = $6)
       AND ($7::text IS NULL OR e.outcome = $7) AND ($8::timestamptz IS NULL OR e.at >= $8) AND ($9::timestamptz IS NULL OR e.at < $9)
       AND ($11::text IS NULL OR e.account = $11)
     ORDER BY e.id DESC LIMIT $10`,
    [
      readable,
      after,
      stream,
      action === null ? null : actionsOf(action),
      actor,
      subject,
      outcome,
      ...[from, to].map((time) => time && new Date(time)),
      ...[limit + 1, account && getAddress(account.toLowerCase())],
    ],
  );
  const shown = rows.slice(0, limit);
  const keys = [...new Set(shown.flatMap(({ checkpoint }) => (checkpoint === null ? [] : [checkpointKey(checkpoint)])))];
  const anchors = await anchorsSent(ctx, keys);
  const items = shown.map((row): AuditEntryView => {
    const { checkpoint } = row;
    const anchor = checkpoint === null ? undefined : anchors.get(checkpointKey(checkpoint));
    return {
      ...{ entry: entryOf(row), hash: row.hash, checkpoint },
      anchor: anchor ? { index: anchor.index, transactionHash: anchor.transactionHash, finality: anchor.finality } : null,
    };
  });
  return { items, next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
}

/** An action, or all of a noun. */
function actionsOf(name: string): string[] {
  return [name, ...Object.keys(AUDIT_ACTIONS).filter((action) => action.startsWith(`${name}.`))];
}
