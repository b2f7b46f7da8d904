import type { Footprint } from "./footprint.ts";
import type { MissingElement } from "./transport-chain.ts";

/** What a product page says of a footprint: how much, how certain, and what is not in it. */
export interface FootprintBrief extends Pick<Footprint, "status" | "total" | "perUnit" | "units" | "quality"> {
  /** False where no transport is known at all: then nothing is known of the emissions, which is not the same as none. */
  isKnown: boolean;
  missing: Pick<MissingElement, "reason" | "what">[];
}

export function briefOf({ status, total, perUnit, units, quality, elements, missing }: Footprint): FootprintBrief {
  return {
    ...{ status, total, perUnit, units, quality, isKnown: elements.length > 0 },
    missing: missing.map(({ reason, what }) => ({ reason, what })),
  };
}
