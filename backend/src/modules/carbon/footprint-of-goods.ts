import { briefOf, type FootprintBrief } from "@waybill/protocol/footprint/brief";
import type { Subject } from "@waybill/protocol/schemas/primitives";
import { LRUCache } from "lru-cache";
import type { Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { type CustodyOfUnits, type FootprintOfGoods, upstreamDigest } from "../traceability/traceability.queries.ts";
import { computed } from "./carbon.service.ts";
import { findChain, findSurroundings, type Named, type Surroundings } from "./chain-source.ts";
import { factorTablesNamed } from "./factor-tables.store.ts";

/** Pages whose footprints are remembered. */
const MOST = 2_000;

interface Remembered {
  /** What was stated, by its digest, and what places, products and custody were like. */
  stated: string;
  surroundings: string;
  named: Named;
  brief: FootprintBrief;
}

/**
 * What product pages say of footprints, as statements have it now. One that was computed before is taken again for as long as all that it was
 * computed from is the same: that is asked each time, and costs a fraction of computing it.
 */
export function createFootprintOfGoods(custody: CustodyOfUnits): FootprintOfGoods {
  const remembered = new LRUCache<Subject, Remembered>({ max: MOST });

  async function compute(ctx: Ctx, subject: Subject, stated: string): Promise<FootprintBrief | null> {
    try {
      const tables = await factorTablesNamed(ctx, []);
      const { chain, named, surroundings } = await findChain(ctx, custody, subject, tables);
      const brief = briefOf(computed(chain, tables, ctx.clock.now()));
      remembered.set(subject, { stated, surroundings: textOf(surroundings), named, brief });
      return brief;
    } catch (error) {
      // Nothing stated, or nothing that can be: the page says so.
      if (error instanceof ProblemError) return null;
      throw error;
    }
  }

  return async (ctx, subject) => {
    const stated = await upstreamDigest(ctx, subject);
    const last = remembered.get(subject);
    const isSame = last?.stated === stated && last.surroundings === textOf(await findSurroundings(ctx, custody, last.named));
    return isSame ? last.brief : compute(ctx, subject, stated);
  };
}

function textOf({ places, products, handovers }: Surroundings): string {
  const inOrder = (map: ReadonlyMap<string, unknown>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([places, products, handovers].map(inOrder), (_, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
}
