import type { Footprint } from "../footprint/footprint.ts";
import type { ChainPlace, TransportChainElement } from "../footprint/transport-chain.ts";
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

/**
 * Whether two transports are one in the world, though statements that were declared in error and made anew gave it another name: the same goods
 * on the same way, unless one footprint tells of both, each by statements of its own and at a time of its own. Errs on the side of one, because
 * a saving is claimed once.
 */
export function isSameTransport(a: ToldTransport, b: ToldTransport): boolean {
  const [one, other] = [a.transport, b.transport];
  if (!carried(one).some((goods) => carried(other).includes(goods))) return false;
  if (!isSamePlace(one.from, other.from) || !isSamePlace(one.to, other.to)) return false;
  return isAtOneTime(one, other) || !(tellsOfBoth(a, other) || tellsOfBoth(b, one));
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
  return footprint.elements.some(
    (element) => element.kind === "transport" && element.id !== transport.id && transportKeys(element).some((key) => keys.includes(key)),
  );
}
