import { factorTableHash } from "../../src/footprint/hashes.ts";
import { DESNZ_2025 } from "../../src/footprint/tables/desnz-2025.ts";
import type { ChainPlace, HubOperation, TransportChain, TransportChainElement } from "../../src/footprint/transport-chain.ts";
import type { Address, Subject } from "../../src/schemas/primitives.ts";

export const LOT = "https://id.gs1.org/01/09506000134352/10/LOT1" as Subject;
export const DESNZ = factorTableHash(DESNZ_2025);
export const NOW = new Date("2026-05-01T00:00:00Z");
export const ACCOUNTS = [1, 2, 3].map((n) => `0x${String(n).repeat(40)}` as Address) as [Address, Address, Address];

export const place = (name: string, latitude: number, longitude: number): ChainPlace => ({
  ...{ gln: null, name },
  latitudeMicrodegrees: Math.round(latitude * 1e6),
  longitudeMicrodegrees: Math.round(longitude * 1e6),
});
export const VERO_BEACH = place("Vero Beach", 27.6386, -80.3973);
export const CHICAGO = place("Chicago", 41.8445, -87.6803);

/** One tonne by refrigerated lorry from Vero Beach to Chicago, 2,000 km. */
export function leg(change: Partial<TransportChainElement> = {}): TransportChainElement {
  return {
    ...{ id: "leg-1", kind: "transport", subject: LOT, massGrams: "1000000", mode: "road", from: VERO_BEACH, to: CHICAGO },
    ...{ operator: null, payer: null, shipper: null, receiver: null, allocations: [], evidence: [] },
    ...{ departedAt: "2026-04-19T08:00:00Z", arrivedAt: "2026-04-20T20:00:00Z" },
    distance: { basis: "sfd", metres: "2000000" },
    calculation: { data: "default", factor: { table: DESNZ, row: "hgv-average-refrigerated" } },
    ...change,
  };
}

/** Its handling in a hub, whose lights and coolers used 100 kWh for ten tonnes. */
export function hub(change: Partial<HubOperation> = {}): HubOperation {
  return {
    ...{
      id: "hub-1",
      kind: "hub",
      subject: LOT,
      massGrams: "1000000",
      at: CHICAGO,
      operator: null,
      payer: null,
      allocations: [],
      evidence: [],
    },
    calculation: {
      data: "primary",
      energy: [{ factor: { table: DESNZ, row: "electricity-gb" }, milliunits: "100000" }],
      throughputGrams: "10000000",
    },
    ...change,
  };
}

export function chain(elements: TransportChain["elements"] = [leg(), hub()], change: Partial<TransportChain> = {}): TransportChain {
  const units = { count: "100", uom: "CS", pieces: "6" };
  return { subject: LOT, massGrams: "1000000", units, elements, missing: [], preceding: null, ...change };
}
