import type { Footprint } from "../footprint/footprint.ts";
import type { ChainPlace, TransportChainElement } from "../footprint/transport-chain.ts";
import type { Hex32 } from "../schemas/primitives.ts";
import { transportKeys } from "./claimed-transports.ts";

/** A transport within the footprint that tells of it. */
export interface ToldTransport {
  transport: TransportChainElement;
  footprint: Pick<Footprint, "elements">;
}

/** What was carried: the goods, and the logistic units (SSCC) that they were in, whose numbers are not given twice. */
export function carried({ subject, units = [] }: Pick<TransportChainElement, "subject" | "units">): string[] {
  return [subject, ...units.filter((unit) => unit.includes("/00/"))];
}

/** `same`: one transport in the world. `alike`: it may be one, which somebody has to look at. */
export type Likeness = "same" | "alike" | "other";

/**
 * Whether two transports are one in the world, though statements that were declared in error and made anew gave it another name.
 * - The same goods on the same way are the same, unless one footprint tells of both, each by statements of its own and at a time of its own.
 * - The same goods on another way are alike, unless one footprint tells of both: then one is a leg before or after the other. What has a
 *   number of its own (serial, SSCC) cannot be on two ways at once, so there it is the same.
 *
 * Errs on the side of one, because a saving is claimed once.
 */
export function likenessOf(a: ToldTransport, b: ToldTransport): Likeness {
  const [one, other] = [a.transport, b.transport];
  const shared = carried(one).filter((goods) => carried(other).includes(goods));
  if (shared.length === 0) return "other";
  const areTold = tellsOfBoth(a, other) || tellsOfBoth(b, one);
  if (isSamePlace(one.from, other.from) && isSamePlace(one.to, other.to)) return isAtOneTime(one, other) || !areTold ? "same" : "other";
  if (areTold) return "other";
  return shared.some(isUnique) && areBothUnderWay(one, other) ? "same" : "alike";
}

/** A serial (AI 21) or a logistic unit (AI 00), of which there is one in the world; of a lot there are many. */
function isUnique(goods: string): boolean {
  return goods.includes("/21/") || goods.includes("/00/");
}

/** There is a moment at which both are on their way. What arrives where the other departs at that moment is not. */
function areBothUnderWay(a: TransportChainElement, b: TransportChainElement): boolean {
  const [[startA, endA], [startB, endB]] = [periodOf(a), periodOf(b)];
  return Number.isFinite(startA) && Number.isFinite(startB) && startA < endB && startB < endA;
}

function isSamePlace(a: ChainPlace, b: ChainPlace): boolean {
  if (a.gln !== null && a.gln === b.gln) return true;
  if (a.latitudeMicrodegrees === null) return a.gln === null && b.gln === null && a.name === b.name;
  return a.latitudeMicrodegrees === b.latitudeMicrodegrees && a.longitudeMicrodegrees === b.longitudeMicrodegrees;
}

/** Their periods touch, or nobody states one of them. */
function isAtOneTime(a: TransportChainElement, b: TransportChainElement): boolean {
  const [[startA, endA], [startB, endB]] = [periodOf(a), periodOf(b)];
  return startA <= endB && startB <= endA;
}

function periodOf({ departedAt, arrivedAt }: TransportChainElement): [start: number, end: number] {
  const [start, end] = [departedAt ?? arrivedAt, arrivedAt ?? departedAt];
  return start === null || end === null ? [-Infinity, Infinity] : [Date.parse(start), Date.parse(end)];
}

function tellsOfBoth({ transport, footprint }: ToldTransport, other: TransportChainElement): boolean {
  const [own, keys] = [transportKeys(transport), transportKeys(other)];
  if (own.some((key) => keys.includes(key))) return false;
  const told = transportsByKey(footprint);
  return keys.some((key) => told.get(key)?.some((id) => id !== transport.id));
}

const indexes = new WeakMap<ToldTransport["footprint"], Map<Hex32, string[]>>();

/** IDs of a footprint's transports by the statements that tell of them. Made once: each of many transports is compared with each of many. */
function transportsByKey(footprint: ToldTransport["footprint"]): Map<Hex32, string[]> {
  const known = indexes.get(footprint);
  if (known !== undefined) return known;
  const index = new Map<Hex32, string[]>();
  for (const element of footprint.elements) {
    if (element.kind !== "transport") continue;
    for (const key of transportKeys(element)) index.set(key, [...(index.get(key) ?? []), element.id]);
  }
  indexes.set(footprint, index);
  return index;
}
