import { computeFootprint, ImplausibleChain } from "@waybill/protocol/footprint/compute-footprint";
import type { FactorTable } from "@waybill/protocol/footprint/factor-table";
import { factorsOf } from "@waybill/protocol/footprint/factors";
import type { Footprint, FootprintElement } from "@waybill/protocol/footprint/footprint";
import { chainOf } from "@waybill/protocol/footprint/recheck";
import { compareChains, type Saving } from "@waybill/protocol/footprint/saving";
import { changedChain, type TransportChange } from "@waybill/protocol/footprint/what-if";

export type Outcome =
  | { saving: Saving; element: FootprintElement; problems?: undefined }
  /** Why there is no such way, in sentences. */
  | { saving?: undefined; element?: undefined; problems: string[] };

/** What the same goods would have emitted with one leg changed. Computed here, as the service does it. */
export function compare(footprint: Footprint, change: TransportChange, tables: readonly FactorTable[], now: Date): Outcome {
  const chain = chainOf(footprint);
  const changed = changedChain(chain, [change], factorsOf(tables));
  if (changed.problems !== undefined) return { problems: changed.problems.map(({ message }) => message) };
  try {
    const element = computeFootprint(changed.chain, tables, now).elements.find(({ id }) => id === change.element);
    if (element === undefined) return { problems: [`there is no ${change.element}`] };
    return { saving: compareChains(chain, changed.chain, tables), element };
  } catch (error) {
    if (!(error instanceof ImplausibleChain)) throw error;
    return { problems: error.problems.map(({ pointer, message }) => `${pointer} ${message}`) };
  }
}
