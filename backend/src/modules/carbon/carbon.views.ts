import type { Footprint } from "@waybill/protocol/footprint/footprint";
import { carbonCommitment, footprintHash } from "@waybill/protocol/footprint/hashes";
import type { FactorTableSummary, FactorTableView, FootprintSummary, FootprintView } from "@waybill/protocol/schemas/api/carbon";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../platform/context.ts";
import type { StatementChain } from "../traceability/traceability.queries.ts";
import { findFactorTable, type ListedFactorTable, listFactorTables } from "./factor-tables.store.ts";
import { findFootprint, listFootprints, type FootprintRow } from "./footprints.store.ts";

type Reading = Pick<Ctx, "tx">;

/** A footprint that was computed now: with all that is known of it when the very same one is kept. */
export async function computedView(ctx: Reading, chain: StatementChain, footprint: Footprint): Promise<FootprintView> {
  const hash = footprintHash(footprint);
  const kept = await findFootprint(ctx, hash);
  if (kept !== undefined) return footprintView(ctx, chain, kept);
  const commitment = carbonCommitment("footprint", hash);
  return { hash, commitment, storedAt: null, state: null, anchoring: null, followedBy: null, footprint };
}

export async function footprintView(ctx: Reading, chain: StatementChain, row: FootprintRow): Promise<FootprintView> {
  const { hash, commitment, footprint, storedAt, followedBy } = row;
  const progress = await chain.stateOf(ctx, [commitment]);
  const anchorings = await chain.anchoringsOf(ctx, [commitment]);
  return {
    ...{ hash, commitment, followedBy, footprint, storedAt: storedAt.toISOString() },
    state: progress.get(commitment)?.state ?? "stored",
    anchoring: anchorings.get(commitment) ?? null,
  };
}

/** A page of kept footprints, newest first. */
export async function listFootprintSummaries(
  ctx: Reading,
  chain: StatementChain,
  query: { subject: string | null; after: string | null; limit: number },
): Promise<{ items: FootprintSummary[]; next: string | null }> {
  const rows = await listFootprints(ctx, query);
  const progress = await chain.stateOf(
    ctx,
    rows.map(({ commitment }) => commitment),
  );
  const items = rows.map(({ commitment, storedAt, summary, ...row }): FootprintSummary => {
    const state = progress.get(commitment)?.state ?? "stored";
    return { ...row, storedAt: storedAt.toISOString(), state, ...summary };
  });
  return { items, next: rows.length === query.limit ? (rows.at(-1)?.hash ?? null) : null };
}

export async function findFactorTableView(ctx: Reading, chain: StatementChain, hash: Hex32): Promise<FactorTableView | undefined> {
  const row = await findFactorTable(ctx, hash);
  if (row === undefined) return undefined;
  const { commitment, table } = row;
  const [progress, anchorings] = [await chain.stateOf(ctx, [commitment]), await chain.anchoringsOf(ctx, [commitment])];
  const summary = summaryOf(row, progress.get(commitment)?.state ?? null);
  return { ...summary, commitment, anchoring: anchorings.get(commitment) ?? null, table };
}

/** A page of factor tables: uploaded ones, newest first, then the one that comes with the program. */
export async function listFactorTableSummaries(
  ctx: Reading,
  chain: StatementChain,
  { after, limit }: { after: string | null; limit: number },
): Promise<{ items: FactorTableSummary[]; next: string | null }> {
  const rows = await listFactorTables(ctx, after, limit);
  const progress = await chain.stateOf(
    ctx,
    rows.map(({ commitment }) => commitment),
  );
  return {
    items: rows.map((row) => summaryOf(row, progress.get(row.commitment)?.state ?? null)),
    next: rows.length === limit ? (rows.at(-1)?.hash ?? null) : null,
  };
}

function summaryOf({ hash, account, head }: ListedFactorTable, state: FactorTableSummary["state"]): FactorTableSummary {
  const { id, edition, title, publisher, url, licence, note, rows } = head;
  return { hash, id, edition, title, publisher, url, licence, note, rows, uploadedBy: account, state };
}
