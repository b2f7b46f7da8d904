import type { ProductFootprint } from "@waybill/protocol/pact/product-footprint";
import type { FootprintProof, ProvenFootprint, PublishedFootprint } from "@waybill/protocol/schemas/api/exchange";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { EXCHANGE_PROBLEMS } from "../exchange.errors.ts";
import type { FootprintChain } from "../exchange.ports.ts";
import { findFootprint, listOwn, textOf, type FootprintRow } from "./footprints.store.ts";

type Reading = Pick<Ctx, "tx">;

/** What an organisation has published, newest first. */
export async function ownFootprints(
  ctx: Reading,
  chain: FootprintChain,
  { account, after, limit }: { account: Address; after: string | null; limit: number },
): Promise<{ items: PublishedFootprint[]; next: string | null }> {
  const rows = await listOwn(ctx, account, { after, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  return { items: await viewsOf(ctx, chain, shown), next: rows.length > limit ? (shown.at(-1)?.sequence ?? null) : null };
}

/** One of them with its proof. @throws {ProblemError} `exchange.unknown-footprint`, for those of others too */
export async function ownFootprint(ctx: Reading, chain: FootprintChain, account: Address, id: string): Promise<ProvenFootprint> {
  const row = await findFootprint(ctx, account, id);
  if (row === undefined) throw new ProblemError(EXCHANGE_PROBLEMS.unknownFootprint);
  return { footprint: JSON.parse(textOf(row)) as ProductFootprint, ...(await proofOf(ctx, chain, row)) };
}

/** What proves that a footprint is as it was published. */
export async function proofOf(ctx: Reading, chain: FootprintChain, row: FootprintRow): Promise<FootprintProof> {
  const [progress, anchorings] = [await chain.stateOf(ctx, [row.commitment]), await chain.anchoringsOf(ctx, [row.commitment])];
  return {
    ...{ account: row.account, digest: row.digest, salt: row.salt, commitment: row.commitment },
    state: progress.get(row.commitment)?.state ?? "stored",
    anchoring: anchorings.get(row.commitment) ?? null,
  };
}

async function viewsOf(ctx: Reading, chain: FootprintChain, rows: readonly FootprintRow[]): Promise<PublishedFootprint[]> {
  const progress = await chain.stateOf(
    ctx,
    rows.map(({ commitment }) => commitment),
  );
  return rows.map((row) => ({
    footprint: JSON.parse(textOf(row)) as ProductFootprint,
    ...{ account: row.account, digest: row.digest, salt: row.salt, commitment: row.commitment },
    state: progress.get(row.commitment)?.state ?? "stored",
  }));
}
