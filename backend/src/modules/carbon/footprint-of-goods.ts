import { briefOf } from "@waybill/protocol/footprint/brief";
import { ProblemError } from "../../platform/errors.ts";
import type { CustodyOfUnits, FootprintOfGoods } from "../traceability/traceability.queries.ts";
import { createCarbonService } from "./carbon.service.ts";

/** What product pages say of footprints, as statements have it now. */
export function createFootprintOfGoods(custody: CustodyOfUnits): FootprintOfGoods {
  const service = createCarbonService({ custody });
  return async (ctx, subject) => {
    try {
      return briefOf(await service.compute(ctx, subject, []));
    } catch (error) {
      // Nothing stated, or nothing that can be: the page says so.
      if (error instanceof ProblemError) return null;
      throw error;
    }
  };
}
