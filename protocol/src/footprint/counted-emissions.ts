import type { Hex32, Subject } from "../schemas/primitives.ts";
import type { Footprint, FootprintElement } from "./footprint.ts";
import { TELLS_OF_TRANSPORT } from "./transport-chain.ts";

/** An element of a footprint as reports count it: an emission that other footprints may hold, too. */
export interface CountedEmission {
  /** GLNs; equal for handling at a place, and empty where a place has none. */
  from: string;
  to: string;
  /** What tells of the transport or the handling: footprints that share one, between the same places, speak of one vehicle or hub. */
  statements: Hex32[];
  /** Other goods whose footprints hold all of this emission: those that were moved, the units they were in, and what they became. */
  partOf: Subject[];
  /** Grams CO₂e, well to wheel. */
  grams: bigint;
}

/** What a footprint has reports count, in the order of its chain. */
export function countedEmissions({ subject, elements }: Footprint): CountedEmission[] {
  return elements.map((element) => {
    const [from, to] = element.kind === "transport" ? [element.from, element.to] : [element.at, element.at];
    const goods = [element.subject, ...(element.units ?? []), ...(element.became ?? [])] as Subject[];
    return {
      ...{ from: from.gln ?? "", to: to.gln ?? "", statements: statementsOf(element) },
      partOf: [...new Set(goods)].filter((one) => one !== subject),
      grams: BigInt(element.emissions.wtw),
    };
  });
}

/** When the last movement of a footprint ended, as far as anybody states it. */
export function movedAt({ elements }: Pick<Footprint, "elements">): Date | undefined {
  const times = elements.flatMap((element) =>
    element.kind === "transport" ? [element.arrivedAt ?? element.departedAt ?? []].flat().map((time) => Date.parse(time)) : [],
  );
  return times.length === 0 ? undefined : new Date(Math.max(...times));
}

function statementsOf({ kind, evidence }: FootprintElement): Hex32[] {
  const told = evidence.filter(({ says }) => kind === "hub" || says === TELLS_OF_TRANSPORT);
  return [...new Set(told.flatMap(({ statement }) => (statement === null ? [] : [statement as Hex32])))];
}
