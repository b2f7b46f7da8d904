import type { AuditHead } from "@waybill/protocol/audit/checkpoint";
import { checkpointLine, entryLine, headerLine, headLine } from "@waybill/protocol/audit/dump";
import { auditText } from "@waybill/protocol/audit/entry";
import { rangesBetween, type RowRange } from "@waybill/protocol/audit/findings";
import type { SignedAuditHead } from "@waybill/protocol/audit/signed-head";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../platform/context.ts";
import { anchorsSent } from "../chain/chain.queries.ts";
import { coveredBy, entryOf, listCheckpoints, listEntries, type StoredCheckpoint } from "./audit.store.ts";
import { checkpointKey } from "./checkpoints.service.ts";

type Reading = Pick<Ctx, "tx">;

/** Rows and checkpoints read per query. */
const PAGE = 5_000;

/**
 * The lines of a dump up to a signed head. What is written is never changed, so it needs no snapshot, and can be taken while the log grows.
 *
 * @param head an answer of GET /api/audit/heads
 */
export async function* dumpLines(ctx: Reading, head: SignedAuditHead): AsyncGenerator<string> {
  const through = head.checkpoint?.number ?? 0;
  yield headerLine({
    format: "waybill-audit-dump",
    version: 1,
    chain: head.chain,
    authors: await authorsOf(ctx, through, head.account as Address),
  });
  let covered: readonly AuditHead[] = [];
  for await (const { checkpoint } of checkpointsThrough(ctx, through)) {
    for (const range of await coveredBy(ctx, checkpoint.number)) yield* entryLines(ctx, range);
    yield checkpointLine(checkpoint);
    covered = checkpoint.heads;
  }
  for (const range of rangesBetween(covered, head.heads)) yield* entryLines(ctx, range);
  yield headLine(head);
}

async function* entryLines(ctx: Reading, { stream, from, to }: RowRange): AsyncGenerator<string> {
  for (let first = from; first <= to; first += PAGE)
    for (const row of await listEntries(ctx, { stream, from: first, to: Math.min(first + PAGE - 1, to) }))
      yield entryLine(auditText(entryOf(row)), row.hash);
}

async function* checkpointsThrough(ctx: Reading, through: number): AsyncGenerator<StoredCheckpoint> {
  for (let after = 0; after < through;) {
    const page = await listCheckpoints(ctx, after, Math.min(PAGE, through - after));
    if (page.length === 0) return;
    yield* page;
    after = page.at(-1)?.checkpoint.number ?? through;
  }
}

/** Accounts that anchored, and the one that does now: keys are changed. */
async function authorsOf(ctx: Reading, through: number, present: Address): Promise<Address[]> {
  const authors = new Set([present]);
  for (let number = 1; number <= through; number += PAGE) {
    const keys = Array.from({ length: Math.min(PAGE, through - number + 1) }, (_, i) => checkpointKey(number + i));
    for (const { author } of (await anchorsSent(ctx, keys)).values()) authors.add(author);
  }
  return [...authors].sort();
}
