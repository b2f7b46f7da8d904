import type { FactorTable } from "@waybill/protocol/footprint/factor-table";
import { factorsOf } from "@waybill/protocol/footprint/factors";
import type { ProductMasses } from "@waybill/protocol/footprint/from-events/amounts";
import { transportChainFrom } from "@waybill/protocol/footprint/from-events/chain-of";
import { type ChainSource, type Handover, placesNamed, productsNamed } from "@waybill/protocol/footprint/from-events/source";
import type { TransportChain } from "@waybill/protocol/footprint/transport-chain";
import { parseLosslessObject } from "@waybill/protocol/hashing/lossless-json";
import type { Address, Subject } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { placesByGln, productsByGtin } from "../master-data/master-data.queries.ts";
import { type CustodyOfUnits, upstreamStatements } from "../traceability/traceability.queries.ts";
import { CARBON_PROBLEMS } from "./carbon.errors.ts";

/** What statements speak of and others describe: GLNs, GTINs, and the units whose custody may have changed. */
export interface Named {
  places: readonly string[];
  products: readonly string[];
  units: readonly string[];
}

/** What a chain is computed from, beside statements and factors. */
export type Surroundings = Pick<ChainSource, "places" | "products" | "handovers">;

/** The chain of goods as statements have it now, and what else it was made of. @throws ProblemError `carbon.nothing-known` */
export async function findChain(
  ctx: Ctx,
  custody: CustodyOfUnits,
  subject: Subject,
  tables: readonly FactorTable[],
): Promise<{ chain: TransportChain; named: Named; surroundings: Surroundings }> {
  const { subjects, rows, isTruncated } = await upstreamStatements(ctx, subject);
  if (rows.length === 0) throw new ProblemError(CARBON_PROBLEMS.nothingKnown);
  const statements = rows.map(({ commitment, eventHash, account, eventJson }) => ({
    commitment,
    eventHash,
    account,
    event: parseLosslessObject(eventJson),
  }));
  const units = subjects.filter((one) => one.includes("/00/"));
  const named = { places: placesNamed(statements), products: productsNamed(statements), units };
  const surroundings = await findSurroundings(ctx, custody, named);
  const chain = transportChainFrom({ statements, factors: factorsOf(tables), ...surroundings }, subject, ctx.clock.now());
  if (!isTruncated) return { chain, named, surroundings };
  const what = "More was stated about these goods and what they were made from than is read for one footprint.";
  const missing = [...chain.missing, { reason: "too-large" as const, subject, from: null, to: null, what, evidence: [] }];
  return { chain: { ...chain, missing }, named, surroundings };
}

export async function findSurroundings(ctx: Ctx, custody: CustodyOfUnits, { places, products, units }: Named): Promise<Surroundings> {
  const found = await placesByGln(ctx, places);
  return {
    places: new Map([...found].map(([gln, { owner, ...place }]) => [gln, { ...place, owner: (owner?.account ?? null) as Address | null }])),
    products: await massesOf(ctx, products),
    handovers: await handoversOf(ctx, custody, units),
  };
}

async function massesOf(ctx: Ctx, gtins: readonly string[]): Promise<ProductMasses> {
  const products = await productsByGtin(ctx, gtins);
  return new Map(
    [...products].map(([gtin, { massGrams, pieces, statedBy }]) => [
      gtin,
      {
        massGrams: massGrams === undefined ? null : BigInt(massGrams),
        pieces: BigInt(pieces ?? 1),
        statedBy: (statedBy?.account ?? null) as Address | null,
      },
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
