import type { Subject } from "../schemas/primitives.ts";
import type { ChainElement, ChainPlace } from "./transport-chain.ts";

/** An element by what it moved and between which places. */
export interface Stop {
  /** The goods asked about, and back from them what became of what, to the goods that were moved. */
  line: string;
  from: string;
  to: string;
}

export function stopsOf(subject: Subject, elements: readonly ChainElement[]): Stop[] {
  return elements.map((element) => {
    const [from, to] = element.kind === "transport" ? [element.from, element.to] : [element.at, element.at];
    const goods = element.subject === subject ? [] : [...(element.became ?? []).toReversed(), element.subject];
    return { line: [subject, ...goods].join(" "), from: nameOf(from), to: nameOf(to) };
  });
}

/** Elements, by their places in the chain, that brought the goods of one to where it began, or what they were made from. */
export function before(stops: readonly Stop[], index: number): number[] {
  const { line, from } = stops[index] as Stop;
  const places = new Set([from]);
  return [...stops.keys()].reverse().filter((other) => {
    const stop = stops[other] as Stop;
    if (stop.line !== line) return stop.line.startsWith(`${line} `);
    return other < index && places.has(stop.to) && places.add(stop.from);
  });
}

/** Elements that took the goods of one on from where it ended, or what became of them. */
export function after(stops: readonly Stop[], index: number): number[] {
  const { line, to } = stops[index] as Stop;
  const places = new Set([to]);
  return [...stops.keys()].filter((other) => {
    const stop = stops[other] as Stop;
    if (stop.line !== line) return line.startsWith(`${stop.line} `);
    return other > index && places.has(stop.from) && places.add(stop.to);
  });
}

function nameOf(place: ChainPlace): string {
  return place.gln ?? JSON.stringify(place);
}
