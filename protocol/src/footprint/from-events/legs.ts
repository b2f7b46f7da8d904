import type { Fact } from "../../findings/fact.ts";
import type { Subject } from "../../schemas/primitives.ts";
import { massOf } from "./amounts.ts";
import type { OpenSource } from "./source.ts";
import type { Window } from "./windows.ts";

/** Goods went from one place to another, as statements have it. Places are GLNs. */
export interface Leg {
  from: string | undefined;
  to: string | undefined;
  /** The goods themselves, or the unit that they were in. */
  moved: Window;
  /** Of the goods asked about. */
  grams: bigint | undefined;
  /** What tells of the sending; a receipt where nobody else does. */
  sent: readonly Fact[];
  /** The first that is heard from the destination. */
  arrival: Fact | undefined;
}

/** What is known of where goods were. */
export interface Travels {
  legs: Leg[];
  /** Places where they were and to which nobody sent them, with what tells of it. */
  unexplained: { gln: string; facts: Fact[] }[];
  /** Nothing says where they came into being. */
  isWithoutOrigin: boolean;
}

export function travelsOf(source: OpenSource, subject: Subject, windows: readonly Window[]): Travels {
  const { file } = source;
  const seen = windows.flatMap((window) =>
    file
      .about(window.unit)
      .filter(({ time, isRecallOnly }) => !isRecallOnly && time >= window.since && time <= window.until)
      .map((fact) => ({ fact, window })),
  );
  const shipments = seen.filter(({ fact }) => fact.isShipment);
  const legs = mergeLegs(
    shipments.map(({ fact, window }) =>
      legOf(
        source,
        subject,
        fact,
        window,
        seen.map((one) => one.fact),
      ),
    ),
  );
  for (const { fact, window } of seen) {
    const [from] = fact.sources;
    if (!fact.isReceipt || from === undefined || fact.place === undefined || from === fact.place) continue;
    if (legs.some((leg) => leg.from === from && leg.to === fact.place)) continue;
    legs.push({ from, to: fact.place, moved: window, grams: gramsOf(source, subject, fact, window), sent: [fact], arrival: fact });
  }
  const births = new Set(windows.slice(0, 1).flatMap(({ unit }) => birthPlaces(source, unit)));
  const reached = new Set([...births, ...legs.flatMap(({ to }) => to ?? [])]);
  const byPlace = Map.groupBy(
    seen.filter(({ fact }) => fact.place !== undefined && !reached.has(fact.place)),
    ({ fact }) => fact.place ?? "",
  );
  // Where goods left from and were first heard of needs no explanation when nobody knows where they came into being.
  const first = births.size > 0 ? undefined : legs.find(({ from }) => from !== undefined && !legs.some(({ to }) => to === from))?.from;
  return {
    legs: legs.sort((a, b) => timeOf(a) - timeOf(b)),
    unexplained: [...byPlace].filter(([gln]) => gln !== first).map(([gln, told]) => ({ gln, facts: told.map(({ fact }) => fact) })),
    isWithoutOrigin: births.size === 0,
  };
}

function legOf(source: OpenSource, subject: Subject, fact: Fact, moved: Window, seen: readonly Fact[]): Leg {
  const from = fact.sources[0] ?? fact.place;
  const later = seen.filter((other) => other.time >= fact.time && other.place !== undefined && other.place !== from && !other.isShipment);
  const to = fact.destinations[0] ?? later[0]?.place;
  const arrival = later.find(({ place }) => place === to) ?? seen.find(({ place }) => place !== undefined && place === to);
  return { from, to, moved, grams: gramsOf(source, subject, fact, moved), sent: [fact], arrival };
}

/** Departing and transporting tell of one way; so do two organisations. A second way between the same places begins after an arrival. */
function mergeLegs(legs: readonly Leg[]): Leg[] {
  const merged: Leg[] = [];
  for (const leg of legs.toSorted((a, b) => timeOf(a) - timeOf(b))) {
    const same = merged.findLast(({ from, to, moved }) => from === leg.from && to === leg.to && moved.unit === leg.moved.unit);
    const isOver = same?.arrival !== undefined && same.arrival.time >= timeOf(same) && same.arrival.time < timeOf(leg);
    if (same === undefined || isOver) merged.push(leg);
    else
      Object.assign(same, { sent: [...same.sent, ...leg.sent], grams: most(same.grams, leg.grams), arrival: same.arrival ?? leg.arrival });
  }
  return merged;
}

/** The goods' own amount in the event; else what was packed into the unit. */
function gramsOf({ products }: OpenSource, subject: Subject, fact: Fact, { grams }: Window): bigint | undefined {
  const own = (fact.items.get(subject) ?? []).map((item) => massOf(item, products)).reduce(most, undefined);
  return own ?? grams;
}

/** Where a lot or serial came into being, or a unit was packed. */
function birthPlaces({ file }: OpenSource, subject: Subject): string[] {
  const packed = file
    .about(subject)
    .filter((fact) => fact.type === "AggregationEvent" && fact.action === "ADD" && fact.roles.get("parent")?.has(subject));
  return [...file.origins(subject), ...packed].flatMap(({ place }) => place ?? []);
}

function timeOf({ sent }: Leg): number {
  return Math.min(...sent.map(({ time }) => time));
}

export function most(a: bigint | undefined, b: bigint | undefined): bigint | undefined {
  return a === undefined ? b : b === undefined || a >= b ? a : b;
}
