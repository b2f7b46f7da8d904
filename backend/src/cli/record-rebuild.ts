import { record, writeActs, type AuditAct } from "../platform/audit.ts";
import { newTraceId } from "../platform/ids.ts";
import { connect } from "../modules/chain/indexer/store/connection.ts";
import type { IndexerApp } from "../modules/chain/indexer/indexer.ts";

/** Puts into the audit log that somebody at a terminal made a read model anew. */
export async function recordRebuild(
  { config, clock, random }: IndexerApp,
  act: Pick<AuditAct, "action" | "subject" | "details">,
): Promise<void> {
  const tx = await connect(config.databaseUrl.reveal(), "public", { isLeader: false });
  if (!tx) throw new Error("a connection that does not lead is always had");
  try {
    const ctx = { tx, clock, traceId: newTraceId(random), acts: [] };
    record(ctx, { ...act, by: "operator" });
    await tx.query("BEGIN");
    await writeActs(ctx);
    await tx.query("COMMIT");
  } finally {
    await tx.close();
  }
}
