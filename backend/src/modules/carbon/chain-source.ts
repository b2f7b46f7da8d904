import type { FactorTable } from "@waybill/protocol/footprint/factor-table";
import { factorsOf } from "@waybill/protocol/footprint/factors";
import type { ProductMasses } from "@waybill/protocol/footprint/from-events/amounts";
import { type ChainSource, type Handover, placesNamed, productsNamed } from "@waybill/protocol/footprint/from-events/source";
import { parseLosslessObject } from "@waybill/protocol/hashing/lossless-json";
import type { Address, Subject } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../platform/context.ts";
import { placesByGln, productsByGtin } from "../master-data/master-data.queries.ts";
import { type CustodyOfUnits, upstreamStatements } from "../traceability/traceability.queries.ts";

/** What a chain is computed from, and whether statements were left out because there are too many. */
export interface FoundSource extends ChainSource {
  isTruncated: boolean;
}

/** All that is known of goods, of what they were made from and of what carried them. */
export async function findSource(
  ctx: Ctx,
  custody: CustodyOfUnits,
  subject: Subject,
  tables: readonly FactorTable[],
): Promise<FoundSource> {
  const { subjects, rows, isTruncated } = await upstreamStatements(ctx, subject);
  const statements = rows.map(({ commitment, eventHash, account, eventJson }) => ({
    commitment,
    eventHash,
    account,
    event: parseLosslessObject(eventJson),
  }));
  const places = await placesByGln(ctx, placesNamed(statements));
  return {
    ...{ statements, isTruncated, factors: factorsOf(tables) },
    places: new Map(
      [...places].map(([gln, { owner, ...place }]) => [gln, { ...place, owner: (owner?.account ?? null) as Address | null }]),
    ),
    products: await massesOf(ctx, productsNamed(statements)),
    handovers: await handoversOf(
      ctx,
      custody,
      subjects.filter((one) => one.includes("/00/")),
    ),
  };
}

async function massesOf(ctx: Ctx, gtins: readonly string[]): Promise<ProductMasses> {
  const products = await productsByGtin(ctx, gtins);
  return new Map(
    [...products].map(([gtin, { massGrams, pieces }]) => [
      gtin,
      { massGrams: massGrams === undefined ? null : BigInt(massGrams), pieces: BigInt(pieces ?? 1) },
    ]),
  );
}

async function handoversOf(ctx: Ctx, custody: CustodyOfUnits, units: readonly string[]): Promise<Map<string, Handover[]>> {
  const proofs = units.length === 0 ? [] : await custody.custodyProofs(ctx, units);
  return new Map(
    proofs.map(({ subject, steps }) => [
      subject,
      steps.flatMap((step) =>
        step.kind === "handed-over" ? [{ from: step.from as Address, to: step.to as Address, transactionHash: step.transactionHash }] : [],
      ),
    ]),
  );
}
