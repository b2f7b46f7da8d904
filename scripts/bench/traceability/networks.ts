/** Supply chains of ten steps and ten thousand subjects each, to walk through. */

/** Subjects on each level: from one lot to all that it became, and at the end the units that carry it. */
const SIZES = [1, 10, 100, 1_000, 1_439, 1_439, 1_439, 1_439, 1_439, 1_439, 255];
/** Levels of what is made; the last one is packed. */
const MADE = SIZES.length - 2;
export const NETWORK_NODES = SIZES.reduce((sum, size) => sum + size, 0);
export const NETWORK_LEVELS = SIZES.length - 1;

const START = Date.parse("2026-02-01T00:00:00Z");

/** The lot of a network that all others come from. */
export function rootOf(network: number): string {
  return lotOf(network, 0, 0);
}

/** A lot near the end of a network, which much has gone into. */
export function lateLotOf(network: number, n: number): string {
  return lotOf(network, MADE, n % (SIZES[MADE] ?? 1));
}

/** A unit that holds goods of a network. */
export function unitOf(network: number, n: number): string {
  return `https://id.gs1.org/00/${String(950_600_000_000_000_000n + BigInt(network * 1_000 + (n % (SIZES.at(-1) ?? 1))))}`;
}

/** Events of a network, in order: each lot is made of two of the level before; at the end all is packed, and half of it unpacked. */
export function networkEvents(network: number): Record<string, unknown>[] {
  const events: Record<string, unknown>[] = [];
  for (let level = 1; level <= MADE; level++) {
    const [before, size] = [SIZES[level - 1] ?? 1, SIZES[level] ?? 1];
    for (let n = 0; n < size; n++) {
      const inputs = new Set([n % before, (n * 7 + 1) % before]);
      events.push({
        ...eventAt(network, level, n, "TransformationEvent"),
        inputQuantityList: [...inputs].map((input) => ({ epcClass: lotOf(network, level - 1, input), quantity: 2, uom: "KGM" })),
        outputQuantityList: [{ epcClass: lotOf(network, level, n), quantity: 4, uom: "KGM" }],
      });
    }
  }
  const units = SIZES.at(-1) ?? 1;
  for (let n = 0; n < (SIZES[MADE] ?? 1); n++) {
    const packing = {
      ...eventAt(network, MADE + 1, n, "AggregationEvent"),
      ...{ action: "ADD", parentID: unitOf(network, n % units) },
      childQuantityList: [{ epcClass: lotOf(network, MADE, n), quantity: 4, uom: "KGM" }],
    };
    events.push(packing);
    if (n % 2 === 0) events.push({ ...packing, ...eventAt(network, MADE + 2, n, "AggregationEvent"), action: "DELETE" });
  }
  return events;
}

function eventAt(network: number, level: number, n: number, type: string): Record<string, unknown> {
  const eventTime = new Date(START + level * 86_400_000 + n * 1_000 + network).toISOString();
  const place = { id: `https://id.gs1.org/414/${String(9_506_000_000_000 + ((network * 31 + n) % 200) * 10)}` };
  return { type, eventTime, eventTimeZoneOffset: "+00:00", bizStep: "commissioning", readPoint: place, bizLocation: place };
}

function lotOf(network: number, level: number, n: number): string {
  return `https://id.gs1.org/01/09506000134369/10/N${network}-${level}-${n}`;
}
